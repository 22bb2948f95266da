import Glibc
import Testing

/// Whatever ends the program, the terminal is as it was.
@Suite struct WaysOutTests {
  private func start(_ arguments: String...) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(arguments)
    try terminal.waitForPrompt()
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal ends it at the prompt`(signal: Int32) throws {
    let terminal = try start()
    #expect(!terminal.isAsBefore)
    terminal.type("half a li")
    try terminal.waitForPrompt(typed: "half a li")
    terminal.send(signal)
    #expect(try terminal.waitForEnd() == .signal(signal))
    #expect(terminal.isAsBefore)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal ends it in a run`(signal: Int32) throws {
    let terminal = try start()
    try terminal.enter("x = 1; f = x * x")
    terminal.type("step = 1e-12; run 1000000000\r")
    try terminal.wait(for: "the run to begin") { !$0.bracketsPastes }
    terminal.send(signal)
    #expect(try terminal.waitForEnd() == .signal(signal))
    #expect(terminal.isAsBefore)
  }

  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT])
  func `a fault of its own ends it`(signal: Int32) throws {
    let terminal = try start()
    terminal.send(signal)
    #expect(try terminal.waitForEnd() == .signal(signal))
    #expect(terminal.isAsBefore)
  }

  @Test func `Ctrl-Z stops it, and fg brings the line back`() throws {
    let shell = try PseudoTerminal(["-i"], program: "/bin/sh", environment: ["PS1": "shell> "])
    try shell.waitForText("shell>")
    shell.type("\(Program.path)\r")
    try shell.waitForPrompt()
    shell.type("40 + 2")
    try shell.waitForPrompt(typed: "40 + 2")
    shell.type("\u{1A}")
    try shell.wait(for: "the shell") { !$0.bracketsPastes && $0.line == "shell>" }
    shell.type("fg\r")
    try shell.waitForPrompt(typed: "40 + 2")
    shell.type("\r")
    try shell.waitForText("\n42\n")
  }

  @Test func `Ctrl-Z stops a run, and fg goes on with it`() throws {
    let shell = try PseudoTerminal(["-i"], program: "/bin/sh", environment: ["PS1": "shell> "])
    try shell.waitForText("shell>")
    shell.type("\(Program.path)\r")
    try shell.waitForPrompt()
    try shell.enter("x = 1; f = x * x")
    let count = shell.screen.promptCount
    shell.type("step = 1e-12; run 1000000000\r")
    try shell.wait(for: "the run to begin") { !$0.bracketsPastes }
    shell.type("\u{1A}")
    try shell.wait(for: "the shell") { $0.line == "shell>" }
    shell.type("echo $((40 + 2))\r")
    try shell.waitForText("\n42\nshell>")
    shell.type("fg\r")
    try shell.waitForForeground(otherThan: shell.process)
    shell.type("\u{03}")
    try shell.wait(for: "the next prompt") { $0.promptCount > count && $0.line.hasSuffix("▸") }
    shell.type("6 * 7\r")
    try shell.waitForText("▸ 6 * 7\n42\n")
    try shell.waitForPrompt()
    shell.type("\u{04}")
    try shell.wait(for: "the shell") { !$0.bracketsPastes && $0.line == "shell>" }
  }

  @Test func `a terminal that cannot edit lines gets a plain prompt`() throws {
    let terminal = try PseudoTerminal(environment: ["TERM": "dumb"])
    try terminal.waitForText("▸")
    terminal.type("40 + 2\n")
    try terminal.waitForText("\n42\n▸")
    #expect(!terminal.written.contains("\u{1B}"))
    terminal.type("\u{03}")
    try terminal.waitForText("▸ ^C\n▸")
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `linear text is typed into the terminal itself, and nothing is drawn over`() throws {
    let home = Folder()
    let terminal = try PseudoTerminal(["--plain"], home: home)
    try terminal.waitForText("\n>")
    terminal.type("6 * 8\u{7F}7\r")
    try terminal.waitForText("> 6 * 7\n42\n>")
    terminal.type("40\u{1B}[A +\u{1B}OP 3\u{1B}[3~\r")
    try terminal.waitForText("stands for a key")
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    terminal.type("40 + 3\r")
    try terminal.waitForText("\n43\n>")
    terminal.type("x = (1 +\r")
    try terminal.waitForText("\n...")
    terminal.type("2)\r")
    try terminal.waitForText("\nx = 3\n>")
    terminal.type("x = (1 +\r\r")
    try terminal.waitForText("never closed")
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    terminal.type("history\r")
    try terminal.waitForText("\n40 + 3\nx = (1 + 2)\n")
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    terminal.type("\u{03}")
    try terminal.waitForText("> ^C\n>")
    #expect(!terminal.written.contains("\u{1B}"))
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
    let next = try PseudoTerminal(home: home)
    try next.waitForPrompt()
    next.type("6\u{1B}[A")
    try next.waitForPrompt(typed: "6 * 7")
  }

  @Test func `linear text has no colours, unless they are asked for`() throws {
    let forced = ["CLICOLOR_FORCE": "1", "COLORTERM": "truecolor"]
    let terminal = try PseudoTerminal(["--plain"], environment: forced)
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    terminal.type("1 +\r")
    try terminal.waitForText("is missing here")
    try terminal.wait(for: "a prompt") { $0.line == ">" }
    #expect(!terminal.written.contains("\u{1B}"))
    let asked = try PseudoTerminal(["--plain", "--color", "always"])
    try asked.wait(for: "a prompt") { $0.line == ">" }
    #expect(asked.written.contains("\u{1B}["))
  }

  @Test(arguments: [["--plain"], []])
  func `where the terminal reads the lines, Ctrl-Z and fg bring the prompt back`(
    arguments: [String]
  ) throws {
    let shell = try PseudoTerminal(
      ["-i"], program: "/bin/sh", environment: ["PS1": "shell> ", "TERM": "dumb"])
    try shell.waitForText("shell>")
    let prompt = arguments.isEmpty ? "▸" : ">"
    shell.type(([Program.path] + arguments).joined(separator: " ") + "\r")
    try shell.wait(for: "a prompt") { $0.line == prompt }
    shell.type("1 + 1")
    try shell.waitForText("\n\(prompt) 1 + 1")
    shell.type("\u{1A}")
    try shell.wait(for: "the shell") { $0.line == "shell>" }
    shell.type("fg\r")
    try shell.waitForText("was begun before Ctrl-Z is gone.\n\(prompt)")
    shell.type("40 + 2\r")
    try shell.waitForText("\n\(prompt) 40 + 2\n42\n\(prompt)")
    shell.type("\u{04}")
    try shell.wait(for: "the shell") { $0.line == "shell>" }
  }

  @Test(arguments: [["--plain"], []])
  func `where the terminal reads the lines, Enter takes a correction`(arguments: [String]) throws {
    let terminal = try PseudoTerminal(arguments, environment: ["TERM": "dumb"])
    let prompt = arguments.isEmpty ? "▸" : ">"
    try terminal.wait(for: "a prompt") { $0.line == prompt }
    terminal.type("x = 2; shwo x\r")
    try terminal.waitForText("Enter on an empty line: x = 2; show x\n\(prompt)")
    terminal.type("\r")
    try terminal.waitForText("\n\(prompt)\nx = 2\n")
    terminal.type("help\r")
    try terminal.waitForText("where the terminal")
  }

  @Test func `NO_COLOR, --color never and a terminal without colours leave no colour`() throws {
    for (arguments, environment) in [
      ([], ["NO_COLOR": "1"]), (["--color", "never"], [:]), ([], ["TERM": "vt100"]),
      ([], ["TERM": "xterm-mono"]),
    ] {
      let terminal = try PseudoTerminal(arguments, environment: environment)
      try terminal.waitForPrompt()
      try terminal.enter("x = 2")
      #expect(terminal.written.firstRange(of: #/\u{1B}\[[0-9;]*m/#) == nil)
    }
  }
}
