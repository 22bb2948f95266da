import Glibc
import Testing

/// `tweak` at a keyboard.
@Suite struct LiveBenchTests {
  private func start(
    columns: Int = 80, rows: Int = 24, language: String = "en"
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(["--lang", language], columns: columns, rows: rows)
    try terminal.waitForPrompt()
    try terminal.enter("x = -2; y = 5; z = -4; f = (x + y) * z")
    return terminal
  }

  private func opened(
    columns: Int = 80, rows: Int = 24, language: String = "en"
  ) throws -> PseudoTerminal {
    let terminal = try start(columns: columns, rows: rows, language: language)
    terminal.type(language == "pt" ? "ajustar\r" : "tweak\r")
    try waitForKnob(terminal, "x", "-2")
    return terminal
  }

  /// Waits until a knob is chosen and has a value, and the whole panel is drawn.
  private func waitForKnob(
    _ terminal: PseudoTerminal, _ name: String, _ value: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try terminal.wait(for: "\(name) at \(value)", location) { screen in
      screen.lines.contains { line in
        let words = line.split(separator: " ")
        return words.count > 2 && words[0] == "▸" && words[1] == name && words[2] == value
      } && screen.lines.contains { $0.contains("Esc") || $0.contains("Enter ") }
    }
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.type("\u{1B}")
    try terminal.waitForPrompt()
  }

  @Test(arguments: [("\u{1B}[C", "-1.9"), ("\u{1B}OC", "-1.9"), ("\u{1B}[D", "-2.1")])
  func `arrows nudge`(key: String, value: String) throws {
    let terminal = try opened()
    terminal.type(key)
    try waitForKnob(terminal, "x", value)
    #expect(terminal.screen.text.contains("∂f/∂x"))
    try leave(terminal)
    #expect(terminal.screen.text.contains("x = \(value)"))
  }

  @Test(arguments: [
    ("\u{1B}[1;2C", "-1.99"), ("\u{1B}[c", "-1.99"), ("\u{1B}[1;2D", "-2.01"),
    ("\u{1B}[d", "-2.01"),
    (">", "-1.99"),
  ])
  func `with Shift they nudge a tenth as far, in the forms of xterm and rxvt`(
    key: String, value: String
  ) throws {
    let terminal = try opened()
    terminal.type(key)
    try waitForKnob(terminal, "x", value)
  }

  @Test func `up, down, Home, End and Tab choose`() throws {
    let terminal = try opened()
    for (key, name, value) in [
      ("\u{1B}[B", "y", "5"), ("\u{1B}[B", "z", "-4"), ("\u{1B}[A", "y", "5"), ("\t", "z", "-4"),
      ("\t", "step", "0.1"), ("\u{1B}[F", "seed", "1"), ("\u{1B}[H", "x", "-2"),
    ] {
      terminal.type(key)
      try waitForKnob(terminal, name, value)
    }
  }

  @Test func `a value is typed`() throws {
    let terminal = try opened()
    terminal.type("1.57")
    try waitForKnob(terminal, "x", "1.57_")
    terminal.type("\u{7F}")
    try waitForKnob(terminal, "x", "1.5_")
    terminal.type("\r")
    try waitForKnob(terminal, "x", "1.5")
    #expect(terminal.screen.text.contains("f = -26"))
  }

  @Test func `g, u and r step, take back and reset`() throws {
    let terminal = try opened()
    terminal.type("g")
    try waitForKnob(terminal, "x", "-2.4")
    terminal.type("g")
    try terminal.wait(for: "the second step") { !$0.text.contains("  -2.4 ") }
    terminal.type("u")
    try waitForKnob(terminal, "x", "-2.4")
    terminal.type("g")
    terminal.type("r")
    try waitForKnob(terminal, "x", "-2")
    try leave(terminal)
    #expect(terminal.screen.text.contains("Nothing was changed."))
  }

  @Test func `Escape leaves the screen as it was, with one line of what changed`() throws {
    let terminal = try start()
    let before = terminal.screen.lines.prefix { !$0.isEmpty }
    terminal.type("tweak\r")
    try waitForKnob(terminal, "x", "-2")
    terminal.type("\u{1B}[C")
    try waitForKnob(terminal, "x", "-1.9")
    try leave(terminal)
    #expect(!terminal.screen.text.contains("∂f/∂x"))
    #expect(terminal.screen.text.contains("x = -1.9    f = -12.4    (was -12, down 0.4)"))
    #expect(before.count > 0)
    try terminal.enter("undo")
    #expect(terminal.screen.text.contains("took back tweak"))
    try terminal.enter("x")
    #expect(terminal.screen.text.contains("\n-2\n"))
  }

  @Test func `a redraw writes the rows that changed and no others`() throws {
    let terminal = try opened()
    let count = terminal.written.count
    terminal.type("\u{1B}[B")
    try waitForKnob(terminal, "y", "5")
    let bytes = String(terminal.written.dropFirst(count))
    #expect(bytes.hasPrefix("\u{1B}[?2026h"))
    #expect(bytes.hasSuffix("\u{1B}[?2026l"))
    #expect(!bytes.contains("\u{1B}[J"))
    #expect(!bytes.contains("tweak"))
    #expect(!bytes.contains("[ * ]"))
  }

  @Test func `the cursor is hidden meanwhile`() throws {
    let terminal = try opened()
    #expect(terminal.hidesCursor)
    try leave(terminal)
    #expect(!terminal.hidesCursor)
  }

  @Test func `another size of the window is followed`() throws {
    let terminal = try opened()
    for (columns, rows) in [(120, 40), (60, 20), (100, 16), (40, 12)] {
      terminal.resize(columns: columns, rows: rows)
      terminal.type("\u{1B}[C\u{1B}[D")
      try terminal.wait(for: "\(columns)×\(rows)") { screen in
        screen.lines.filter { $0.hasPrefix("tweak   f =") }.count == 1
          && screen.text.contains("x -0.1:") && screen.text.contains("Esc leave")
      }
      #expect(terminal.screen.lines.count { $0.hasPrefix("▸ x") } == 1)
    }
    try leave(terminal)
  }

  @Test func `a window that is too small is told`() throws {
    let small = try start(columns: 39)
    try small.enter("tweak")
    #expect(small.screen.text.contains("The window is too small for tweak"))
    let low = try start(rows: 11)
    try low.enter("tweak")
    #expect(low.screen.text.contains("12 rows"))
  }

  @Test func `a window that becomes too small keeps what was reached`() throws {
    let terminal = try opened()
    terminal.type("\u{1B}[C")
    try waitForKnob(terminal, "x", "-1.9")
    terminal.resize(columns: 80, rows: 10)
    try terminal.waitForPrompt()
    #expect(terminal.screen.text.contains("The window is too small"))
    #expect(terminal.screen.text.contains("x = -1.9"))
    #expect(!terminal.hidesCursor)
  }

  @Test(arguments: ["\u{03}", "\u{04}", "q"])
  func `Ctrl-C, Ctrl-D and q leave, too`(key: String) throws {
    let terminal = try opened()
    terminal.type("\u{1B}[C")
    try waitForKnob(terminal, "x", "-1.9")
    terminal.type(key)
    try terminal.waitForPrompt()
    try terminal.enter("x * 10")
    #expect(terminal.screen.text.contains("\n-19\n"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGSEGV])
  func `a signal restores the terminal`(signal: Int32) throws {
    let terminal = try opened()
    #expect(!terminal.isAsBefore)
    terminal.send(signal)
    #expect(try terminal.waitForEnd() == .signal(signal))
    #expect(terminal.isAsBefore)
    #expect(!terminal.hidesCursor)
    #expect(terminal.screen.line.isEmpty)
  }

  @Test func `Ctrl-Z stops it, and fg draws it anew`() throws {
    let shell = try PseudoTerminal(
      ["-i"], program: "/bin/sh", rows: 40, environment: ["PS1": "shell> "])
    try shell.waitForText("shell>")
    shell.type("\(Program.path) --lang en\r")
    try shell.waitForPrompt()
    try shell.enter("x = -2; f = x * x")
    shell.type("tweak\r")
    try waitForKnob(shell, "x", "-2")
    shell.type("\u{1A}")
    try shell.wait(for: "the shell") { $0.line == "shell>" }
    #expect(!shell.hidesCursor)
    shell.type("fg\r")
    try shell.wait(for: "the panel again") { $0.line.hasSuffix("Esc leave") }
    #expect(shell.screen.text.contains("shell> fg"))
    shell.type("\u{1B}[C")
    try waitForKnob(shell, "x", "-1.9")
    #expect(shell.hidesCursor)
    shell.type("\u{1B}")
    try shell.waitForPrompt()
  }

  @Test func `in Portuguese it is ajustar`() throws {
    let terminal = try opened(language: "pt")
    #expect(terminal.screen.text.contains("ajustar   f = (x + y) * z"))
    #expect(terminal.screen.text.contains("Esc sai"))
    terminal.type("\u{1B}[C")
    try waitForKnob(terminal, "x", "-1.9")
    #expect(terminal.screen.text.contains("x +0.1:   esperado -0.4"))
    try leave(terminal)
    #expect(terminal.screen.text.contains("x = -1.9    f = -12.4"))
  }

  @Test func `without a terminal to draw on it says what to type`() throws {
    for arguments in [["--plain"], []] {
      let terminal = try PseudoTerminal(
        arguments, environment: arguments.isEmpty ? ["TERM": "dumb"] : [:])
      let prompt = arguments.isEmpty ? "▸" : ">"
      try terminal.wait(for: "a prompt") { $0.line.hasSuffix(prompt) }
      terminal.type("x = 1; f = x * x\r")
      try terminal.waitForText("f = x * x = 1")
      terminal.type("tweak\r")
      try terminal.waitForText("needs a terminal that can be drawn on")
      #expect(!terminal.written.contains("\u{1B}[?25l"))
    }
    let piped = try run("-c", "x = 1; f = x * x; tweak")
    #expect(piped.complaints.contains("Type a value instead"))
    #expect(piped.ended == .exit(1))
  }
}
