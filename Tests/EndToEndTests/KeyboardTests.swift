import Glibc
import Testing

/// What a learner does at the keyboard, with the built program on a terminal.
@Suite struct KeyboardTests {
  private func start(columns: Int = 80, rows: Int = 24, home: Folder = Folder()) throws
    -> PseudoTerminal
  {
    let terminal = try PseudoTerminal(columns: columns, rows: rows, home: home)
    try terminal.waitForPrompt()
    return terminal
  }

  @Test func `a line is answered below it`() throws {
    let terminal = try start()
    try terminal.enter("x = 2")
    try terminal.enter("x * 21")
    #expect(terminal.screen.text.contains("▸ x * 21\n42\n"))
  }

  @Test func `Ctrl-D on an empty line leaves with code 0`() throws {
    let terminal = try start()
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `quit leaves with code 0, whatever failed before`() throws {
    let terminal = try start()
    try terminal.enter("nothing of the kind")
    terminal.type("quit\r")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `Ctrl-C at the prompt drops the line`() throws {
    let terminal = try start()
    terminal.type("x = 777")
    try terminal.waitForPrompt(typed: "x = 777")
    terminal.type("\u{03}")
    try terminal.waitForText("x = 777^C\n▸")
    try terminal.enter("2 + 2")
    #expect(terminal.screen.text.contains("\n4\n"))
    try terminal.enter("x")
    #expect(!terminal.screen.text.contains("\n777"))
  }

  @Test func `a Ctrl-C at the instant of the prompt is never lost`() throws {
    let terminal = try start()
    for _ in 0..<50 {
      let count = terminal.screen.promptCount
      terminal.type("x\u{03}")
      try terminal.wait(for: "another prompt") {
        $0.promptCount > count && $0.line.hasSuffix("▸")
      }
    }
  }

  @Test func `what is typed right behind a Ctrl-C is not swallowed by it`() throws {
    let terminal = try start()
    terminal.type("x = 777\u{03}6 * 7\r")
    try terminal.waitForText("▸ 6 * 7\n42\n▸")
  }

  @Test func `Ctrl-C in a run stops it and keeps what was reached`() throws {
    let terminal = try start()
    try terminal.enter("x = 1; f = x * x")
    let count = terminal.screen.promptCount
    terminal.type("step = 1e-12; run 1000000000\r")
    try terminal.wait(for: "the run to begin") { !$0.bracketsPastes && $0.promptCount == count }
    terminal.type("\u{03}")
    try terminal.wait(for: "the next prompt") {
      $0.promptCount > count && $0.line.hasSuffix("▸")
    }
    try terminal.enter("2 + 2")
    #expect(terminal.screen.text.contains("\n4\n"))
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `Ctrl-C in a search of a billion tries stops it and keeps its best point`() throws {
    let terminal = try start()
    try terminal.enter("x = 1; f = x; strategy random; tries = 1000000000")
    let count = terminal.screen.promptCount
    terminal.type("step\r")
    try terminal.wait(for: "the search to go on") { $0.text.contains("Ctrl-C stops") }
    terminal.type("\u{03}")
    try terminal.wait(for: "the next prompt") {
      $0.promptCount > count && $0.line.hasSuffix("▸")
    }
    #expect(terminal.screen.text.contains("Stopped "))
    try terminal.enter("f > 0")
    #expect(terminal.screen.text.contains("\n1\n"))
  }

  @Test(arguments: ["ç", "ã", "∂", "σ", "漢字", "e\u{301}"])
  func `what is typed in UTF-8 is seen and can be deleted`(text: String) throws {
    let terminal = try start()
    terminal.type("# \(text)!")
    try terminal.waitForPrompt(typed: "# \(text)!")
    terminal.type("\u{7F}" + String(repeating: "\u{7F}", count: text.unicodeScalars.count) + ".")
    try terminal.waitForPrompt(typed: "# .")
  }

  @Test func `the keys that move and delete do so`() throws {
    let terminal = try start()
    terminal.type("3 + 4\u{1B}[H1 + \u{1B}[F5\u{1B}[D\u{7F}6\u{1B}[3~")
    try terminal.waitForPrompt(typed: "1 + 3 + 6")
    terminal.type("5\u{17}\u{17}2\r")
    try terminal.waitForText("▸ 1 + 2\n3\n")
  }

  @Test func `a line that is wider than the window wraps`() throws {
    let terminal = try start(columns: 40)
    try terminal.enter("1" + String(repeating: " + 1", count: 20))
    #expect(terminal.screen.text.contains("\n21\n"))
  }

  @Test func `a changed window keeps what is typed`() throws {
    let terminal = try start()
    terminal.type("10 + 20 + 30 + 40")
    try terminal.waitForPrompt(typed: "10 + 20 + 30 + 40")
    terminal.resize(columns: 60, rows: 20)
    terminal.type(" + 50")
    try terminal.waitForPrompt(typed: "10 + 20 + 30 + 40 + 50")
    try terminal.enter("")
    #expect(terminal.screen.text.contains("\n150\n"))
  }

  @Test(arguments: [[40, 80], [40, 50, 62], [60, 30, 60], [30, 45, 20, 100]])
  func `a line of several rows is drawn once, whatever the window becomes`(columns: [Int]) throws {
    let terminal = try start(columns: columns[0])
    let line = (1...25).map { "\($0)" }.joined(separator: " + ")
    terminal.type(line)
    try terminal.wait(for: "the line") { $0.text.replacing("\n", with: "").contains("+ 25") }
    for width in columns.dropFirst() where width > terminal.screen.columns {
      let written = terminal.written.count
      terminal.resize(columns: width, rows: 24)
      try terminal.wait(for: "the line in \(width) columns") { _ in
        terminal.written.dropFirst(written).replacing("\r\n", with: "").contains("+ 25")
      }
      #expect(
        terminal.screen.lines.count { $0.hasPrefix("▸ 1 + 2") } == 1, "\(terminal.screen.text)")
      #expect(terminal.screen.text.contains("course\n▸ 1 + 2"))
    }
  }

  @Test func `pasted lines run only after Enter, one after the other`() throws {
    let terminal = try start()
    let count = terminal.screen.promptCount
    terminal.type("\u{1B}[200~a = 2\nb\t= 3\na * b\n\u{1B}[201~")
    try terminal.waitForText("a * b")
    #expect(terminal.screen.promptCount == count)
    terminal.type("\r")
    try terminal.waitForText("▸ a * b\n6\n▸")
  }

  @Test func `a failed line is pointed at where it was typed`() throws {
    let terminal = try start()
    try terminal.enter("x = 2")
    try terminal.enter("y = x * zz")
    #expect(terminal.screen.text.contains("▸ y = x * zz\n          ^~\n"))
  }

  @Test func `answers use the window as it is now`() throws {
    let terminal = try start()
    terminal.resize(columns: 40, rows: 80)
    try terminal.enter("open chain-rule")
    #expect(terminal.screen.text.contains("page 1 of"))
    #expect(terminal.screen.lines.contains { $0.hasPrefix("Chain rule ") && $0.count == 40 })
  }

  @Test func `where only ASCII is shown, all letters can still be typed`() throws {
    let terminal = try PseudoTerminal(environment: ["LC_ALL": "C"])
    try terminal.wait(for: "a prompt") { $0.bracketsPastes && $0.line == ">" }
    terminal.type("# ∂ção")
    try terminal.wait(for: "the letters") { $0.line == "> # ∂ção" }
  }

  @Test(arguments: ["vt100", "linux", "no-such-terminal", ""])
  func `any kind of terminal will do`(kind: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": kind])
    try terminal.waitForText("▸")
    terminal.type("6 * 7\r")
    try terminal.waitForText("\n42\n")
    try terminal.wait(for: "the prompt") { $0.line.hasSuffix("▸") }
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test(arguments: [(1, 1), (5, 2), (20, 5), (300, 100)])
  func `any size of window will do`(columns: Int, rows: Int) throws {
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    try terminal.wait(for: "a prompt") { $0.bracketsPastes }
    terminal.type(
      "6 * 7 # a long line, a long line, a long line\u{12}x\u{07}\t\t\u{1B}[1;3A\u{1B}OP\u{1B}[A\u{03}(1 +\r2\r)\u{03}quit\r"
    )
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }
}
