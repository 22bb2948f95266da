import Glibc
import Testing

/// Answers that are longer than the window, and runs that are longer than a second.
@Suite struct PagerTests {
  private let hint = "— more: Space, q ends —"

  /// A window in which the settings do not fit.
  private func start(rows: Int = 8, _ arguments: String...) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(arguments, columns: 100, rows: rows)
    try terminal.waitForPrompt()
    return terminal
  }

  private func waitForHint(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "the pager") { $0.line == hint }
  }

  @Test func `a long answer waits after each screen`() throws {
    let terminal = try start(rows: 9)
    let count = terminal.screen.promptCount
    terminal.type("settings\r")
    try waitForHint(terminal)
    #expect(terminal.screen.lines[0].hasPrefix("h "))
    #expect(terminal.screen.promptCount == count)
    terminal.type(" ")
    try terminal.waitForPrompt()
    #expect(terminal.screen.text.contains("\npager "))
    #expect(!terminal.screen.text.contains("more"))
  }

  @Test func `Enter brings one line, and b goes back`() throws {
    let terminal = try start(rows: 5)
    terminal.type("settings\r")
    try waitForHint(terminal)
    #expect(terminal.screen.lines[0].hasPrefix("h "))
    terminal.type("\r")
    try terminal.wait(for: "a line more") { $0.line == hint && $0.lines[0].hasPrefix("step ") }
    terminal.type(" ")
    try terminal.wait(for: "a screen more") { $0.line == hint && $0.lines[0].hasPrefix("batch ") }
    terminal.type("b")
    try terminal.wait(for: "the one before") { $0.line == hint && $0.lines[0].hasPrefix("step ") }
  }

  @Test(arguments: ["q", "\u{03}", "\u{1B}", "\u{04}"])
  func `it can be ended`(key: String) throws {
    let terminal = try start()
    terminal.type("settings\r")
    try waitForHint(terminal)
    terminal.type(key)
    try terminal.waitForPrompt()
    #expect(!terminal.screen.text.contains("pager"))
    try terminal.enter("6 * 7")
    #expect(terminal.screen.text.contains("\n42\n"))
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `whoever types on begins the next line`() throws {
    let terminal = try start()
    terminal.type("settings\r")
    try waitForHint(terminal)
    terminal.type("6 * 7")
    try terminal.waitForPrompt(typed: "6 * 7")
  }

  @Test func `a changed window counts from the next screen on`() throws {
    let terminal = try start(rows: 5)
    terminal.type("settings\r")
    try waitForHint(terminal)
    terminal.resize(columns: 100, rows: 30)
    terminal.type(" ")
    try terminal.waitForPrompt()
    #expect(terminal.screen.text.contains("\npager "))
  }

  /// Does something, and waits until the pager waits again. The words on the screen then.
  private func words(_ terminal: PseudoTerminal, after act: () -> Void) throws -> [Substring] {
    let before = terminal.written.count
    act()
    try terminal.wait(for: "the pager") {
      $0.line == hint && terminal.written.dropFirst(before).contains(hint)
    }
    return terminal.screen.lines.filter { $0 != hint }.flatMap { $0.split(separator: " ") }
  }

  @Test(arguments: [60, 140])
  func `in a window of another width the screen is shown anew at once`(columns: Int) throws {
    let terminal = try start(rows: 7)
    _ = try words(terminal) { terminal.type("help names\r") }
    let shown = try words(terminal) { terminal.type(" ") }
    let before = terminal.written.count
    let again = try words(terminal) { terminal.resize(columns: columns, rows: 7) }
    #expect(again.contains(shown[0]))
    let common = min(again.count, shown.count) / 2
    #expect(terminal.screen.lines[0].split(separator: " ").contains(shown[0]))
    #expect(Array(shown.prefix(common)).allSatisfy(again.contains))
    let lines = terminal.written.dropFirst(before).split(whereSeparator: \.isNewline)
    #expect(
      lines.allSatisfy { $0.replacing(#/\u{1B}\[[0-9;]*[A-Za-z]/#, with: "").count <= columns })
  }

  @Test func `b after a change of width shows what stands before the screen`() throws {
    let terminal = try start(rows: 7)
    let first = try words(terminal) { terminal.type("help names\r") }
    _ = try words(terminal) { terminal.type(" ") }
    let here = try words(terminal) { terminal.resize(columns: 80, rows: 7) }
    let above = try words(terminal) { terminal.type("b") }
    #expect(above != here)
    #expect(above.prefix(3) == first.prefix(3) || first.contains(above[0]))
    #expect(try words(terminal) { terminal.type(" ") } == here)
  }

  @Test func `a signal in the pager restores the terminal`() throws {
    let terminal = try start()
    terminal.type("settings\r")
    try waitForHint(terminal)
    terminal.send(SIGTERM)
    #expect(try terminal.waitForEnd() == .signal(SIGTERM))
    #expect(terminal.isAsBefore)
    #expect(!terminal.screen.text.contains(hint) && terminal.screen.cursor.column == 0)
  }

  @Test func `Ctrl-Z in the pager takes its line away, and fg brings it back`() throws {
    let shell = try PseudoTerminal(
      ["-i"], program: "/bin/sh", rows: 8, environment: ["PS1": "shell> "])
    try shell.waitForText("shell>")
    shell.type("\(Program.path)\r")
    try shell.waitForPrompt()
    shell.type("settings\r")
    try waitForHint(shell)
    shell.type("\u{1A}")
    try shell.wait(for: "the shell") { $0.line == "shell>" && !$0.text.contains(hint) }
    shell.type("fg\r")
    try waitForHint(shell)
    shell.type("q")
    try shell.waitForPrompt()
  }

  @Test func `nothing waits where that is not wanted, nor where it fits`() throws {
    let terminal = try start()
    try terminal.enter("pager = off")
    try terminal.enter("settings")
    let plain = try PseudoTerminal(["--plain"], rows: 8)
    try plain.wait(for: "a prompt") { $0.line == ">" }
    plain.type("settings\r")
    try plain.wait(for: "the last setting") { $0.text.contains("pager") && $0.line == ">" }
    let large = try start(rows: 30)
    try large.enter("settings")
  }

  // MARK: - A sign of life

  private let long = "x = 1; f = x * x; step = 1e-12; run 1000000000\r"

  @Test func `a long run says how far it is, on one line that it leaves no trace of`() throws {
    let terminal = try start(rows: 24)
    terminal.type(long)
    try terminal.wait(for: "a status") {
      $0.line.contains("of 1000000000") && $0.line.contains("f = 1")
        && $0.line.hasSuffix("Ctrl-C stops")
    }
    let first = terminal.screen.line
    try terminal.wait(for: "another") {
      $0.line.hasSuffix("Ctrl-C stops") && $0.line != first
    }
    terminal.type("\u{03}")
    try terminal.waitForPrompt()
    #expect(!terminal.screen.text.contains("Ctrl-C stops"))
    #expect(terminal.screen.text.contains("Stopped after"))
  }

  @Test func `a status is cut to a narrow window`() throws {
    let terminal = try PseudoTerminal(columns: 30, rows: 10)
    try terminal.waitForPrompt()
    terminal.type(long)
    try terminal.wait(for: "a status") { $0.line.contains("of 1000000000") }
    #expect(terminal.screen.line.count < 30)
  }

  @Test func `a long search counts its tries`() throws {
    let terminal = try start(rows: 24)
    terminal.type("x = 1; f = x * x; strategy random; tries = 1e9; step\r")
    try terminal.wait(for: "a status") { $0.line.contains("of 1000000000") }
  }

  @Test func `linear text says how to stop, and every tenth on a line of its own`() throws {
    let terminal = try PseudoTerminal(["--plain", "--color", "never"])
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    #expect(terminal.screen.text.contains("\n    1: random search\n    2: local search\n"))
    terminal.type("x = 1; f = x * x; step = 1e-12; run 8000000\r")
    try terminal.waitForText("\nCtrl-C stops\nrun: ")
    #expect(terminal.screen.text.contains(#/\nrun: [1-9]0 percent\n/#))
    terminal.type("\u{03}")
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    #expect(terminal.written.count(of: "Ctrl-C stops") == 1)
    #expect(!terminal.written.contains("\r\u{1B}[K"))
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
