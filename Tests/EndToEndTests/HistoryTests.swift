import Testing

@Suite struct HistoryTests {
  private func start(home: Folder) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    return terminal
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  private func file(_ home: Folder) -> String? { home.read("state/backprop-tutor/history") }

  @Test func `Up brings back the line before, also of an earlier session`() throws {
    let home = Folder()
    let first = try start(home: home)
    try first.enter("x = 2")
    try first.enter("# ∂ç 漢")
    try leave(first)
    let second = try start(home: home)
    second.type("\u{1B}[A")
    try second.waitForPrompt(typed: "# ∂ç 漢")
    second.type("\u{1B}[A")
    try second.waitForPrompt(typed: "x = 2")
    second.type("\u{1B}[B")
    try second.waitForPrompt(typed: "# ∂ç 漢")
  }

  @Test func `a line that is repeated is kept once`() throws {
    let home = Folder()
    let terminal = try start(home: home)
    for line in ["x = 2", "x = 2", "", "x", "x = 2"] { try terminal.enter(line) }
    #expect(file(home) == "x = 2\nx\nx = 2\n")  // a later session reads it once
  }

  @Test func `two sessions at once keep the lines of both`() throws {
    let home = Folder()
    let (one, other) = (try start(home: home), try start(home: home))
    for number in 1...5 {
      try one.enter("1 + \(number)")
      try other.enter("2 + \(number)")
    }
    #expect(file(home) == (1...5).map { "1 + \($0)\n2 + \($0)\n" }.joined())
  }

  @Test func `Ctrl-R finds plain text of any letters, and goes on to older lines`() throws {
    let home = Folder()
    let terminal = try start(home: home)
    for line in ["# one ∂f/∂x", "# two ∂f/∂x", "# three .*"] { try terminal.enter(line) }
    terminal.type("\u{12}∂f")
    try terminal.wait(for: "the newest line") { $0.line.hasSuffix("∂f: # two ∂f/∂x") }
    terminal.type("\u{12}")
    try terminal.wait(for: "an older line") { $0.line.hasSuffix("∂f: # one ∂f/∂x") }
    terminal.type("\u{07}")
    try terminal.waitForPrompt()
    terminal.type("\u{12}.*")
    try terminal.wait(for: "a line with a dot and a star") { $0.line.hasSuffix(".*: # three .*") }
    terminal.type("\u{05}!")
    try terminal.waitForPrompt(typed: "# three .*!")
  }

  @Test func `Enter runs the line that Ctrl-R found`() throws {
    let terminal = try start(home: Folder())
    try terminal.enter("20 + 22")
    try terminal.enter("1 + 1")
    terminal.type("\u{12}22\r")
    try terminal.wait(for: "two answers") {
      $0.text.split(separator: "\n").count { $0 == "42" } == 2
    }
  }

  @Test func `Ctrl-C leaves the search, and the line before it is dropped`() throws {
    let terminal = try start(home: Folder())
    try terminal.enter("20 + 22")
    terminal.type("\u{12}20")
    try terminal.wait(for: "the line") { $0.line.hasSuffix("20: 20 + 22") }
    let count = terminal.screen.promptCount
    terminal.type("\u{03}")
    try terminal.wait(for: "a new prompt") { $0.promptCount > count && $0.line.hasSuffix("▸") }
  }

  @Test func `Tab completes what is unique, and a second Tab explains the choices`() throws {
    let terminal = try start(home: Folder())
    terminal.type("maxim\t")
    try terminal.waitForPrompt(typed: "maximize")
    terminal.type("\u{15}st\t\t")
    try terminal.wait(for: "the choices") {
      $0.text.contains("  strategy  ") && $0.line.hasSuffix("▸ st")
    }
  }

  @Test func `a file that is no history is no obstacle`() throws {
    let home = Folder()
    try leave(try start(home: home))
    home.write("\u{1}\u{7F}\n\nx = 5\n\n", to: "state/backprop-tutor/history")
    let terminal = try start(home: home)
    terminal.type("\u{1B}[A")
    try terminal.waitForPrompt(typed: "x = 5")
  }
}

/// Up, `history`, and what is kept.
@Suite struct RecallingTests {
  private func start(_ lines: String..., home: Folder = Folder()) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    for line in lines { try terminal.enter(line) }
    return terminal
  }

  private let up = "\u{1B}[A"
  private let down = "\u{1B}[B"

  @Test func `Up finds the lines that begin with what is typed, and Down leads back to it`() throws
  {
    let terminal = try start("x = 1", "y = 2", "x = 3", "z = 4")
    terminal.type("x =" + up)
    try terminal.waitForPrompt(typed: "x = 3")
    terminal.type(up)
    try terminal.waitForPrompt(typed: "x = 1")
    terminal.type(up)  // there is none, so the line stays
    terminal.type(down)
    try terminal.waitForPrompt(typed: "x = 3")
    terminal.type(down)
    try terminal.waitForPrompt(typed: "x =")
  }

  @Test func `what stands before the cursor counts, and an edited line begins anew`() throws {
    let terminal = try start("# one", "1 + 1", "# two")
    terminal.type("# zzz\u{1B}b" + up)
    try terminal.waitForPrompt(typed: "# two")
    terminal.type("\u{15}" + up + up)
    try terminal.waitForPrompt(typed: "1 + 1")
    terminal.type(" + 1" + up)
    try terminal.waitForPrompt(typed: "1 + 1 + 1")
  }

  @Test func `a repeated line is there once, where it was typed last`() throws {
    let home = Folder()
    let terminal = try start("# a", "# b", "# a", home: home)
    terminal.type(up)
    try terminal.waitForPrompt(typed: "# a")
    terminal.type(up)
    try terminal.waitForPrompt(typed: "# b")
    terminal.type(up + "!")
    try terminal.waitForPrompt(typed: "# b!")
    terminal.type("\u{03}")
    try terminal.waitForPrompt()
    terminal.type("\u{04}")
    _ = try terminal.waitForEnd()
    let later = try start(home: home)
    later.type("history\r")
    try later.waitForText("▸ history\n# b\n# a\n▸")
  }

  @Test func `history lists the last lines, or those with a word`() throws {
    let terminal = try start("# one", "# two", "1 + 1")
    terminal.type("history 2\r")
    try terminal.waitForText("▸ history 2\n# two\n1 + 1\n▸")
    terminal.type("history ON\r")
    try terminal.waitForText("▸ history ON\n# one\n▸")
    terminal.type("history nothing like it\r")
    try terminal.waitForText("No line like that was typed.")
  }

  @Test func `a line outlives the crash that follows it`() throws {
    let home = Folder()
    let terminal = try start("x = 1; f = x * x", home: home)
    terminal.type("step = 1e-12; run 1000000000\r")
    try terminal.waitForText("run 1000000000\nstep = 1e-12\n")
    terminal.send(9)
    _ = try terminal.waitForEnd()
    let later = try start(home: home)
    later.type(up)
    try later.waitForPrompt(typed: "step = 1e-12; run 1000000000")
  }
}
