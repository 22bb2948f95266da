import Testing

/// Lines that belong together: open brackets, and text that was copied.
@Suite struct PasteTests {
  private func start(_ environment: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(environment: environment)
    try terminal.waitForPrompt()
    return terminal
  }

  private func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

  @Test func `an open bracket goes on in the next line`() throws {
    let terminal = try start()
    terminal.type("x = (1 +\r")
    try terminal.wait(for: "a quiet prompt") { $0.bracketsPastes && $0.line == "…" }
    terminal.type("2) * 3\r")
    try terminal.waitForText("\n… 2) * 3\nx = 9\n▸")
    terminal.type("\u{1B}[A")
    try terminal.waitForPrompt(typed: "x = (1 + 2) * 3")
  }

  @Test func `a line of a matrix is a row`() throws {
    let terminal = try start()
    terminal.type("W = [1 2  # first\r-3 4\r]\rW[1, 0]\r")
    try terminal.waitForText("\n-3\n")
    terminal.type("V = [[1, 2],\r[3, 4]]\rV[1, 0]\r")
    try terminal.waitForText("\n3\n")
  }

  @Test func `an empty line ends what is never closed, and says what is missing`() throws {
    let terminal = try start()
    terminal.type("x = (1 + 2\r\r")
    try terminal.wait(for: "a complaint") {
      $0.text.contains("Nothing was changed.") && $0.line.contains("▸")
    }
    // It can be mended.
    try terminal.waitForPrompt(typed: "x = (1 + 2")
    terminal.type(")\r")
    try terminal.waitForText("\nx = 3\n▸")
  }

  @Test func `Ctrl-C drops all lines of an open bracket`() throws {
    let terminal = try start()
    terminal.type("x = (1 +\r")
    try terminal.wait(for: "a quiet prompt") { $0.bracketsPastes && $0.line == "…" }
    terminal.type("2\u{03}")
    try terminal.waitForPrompt()
    terminal.type("40 + 2\r")
    try terminal.waitForText("\n▸ 40 + 2\n42\n")
  }

  @Test(arguments: [
    "> a = 6\na = 6\n> a * 7\n42\n",
    "▸ a = 6\na = 6\n▸ a * 7\n42",
    "  chain rule 3/5 ▸ a = 6\n  a = 6\n  chain rule 3/5 ▸ a * 7",
    ">>> a = 6\n>>> a * 7\n42",
    "chain rule 3/5 > a = 6\na = 6\nchain rule 3/5 > a * 7\n",
    "> a = (2 *\n  3)\na = 6\n>\n> a * 7",
  ])
  func `prompts and answers that were copied with the lines are left out`(text: String) throws {
    let terminal = try start()
    let count = terminal.screen.promptCount
    terminal.type(pasted(text))
    try terminal.waitForText("a * 7")
    #expect(terminal.screen.promptCount == count)
    terminal.type("\r")
    try terminal.wait(for: "two answers") {
      $0.text.contains("▸ a = ") && $0.text.hasSuffixIgnoringBlankLines("a = 6\n▸ a * 7\n42\n▸")
    }
  }

  @Test func `a prompt that was copied into a line is left out there, too`() throws {
    let terminal = try start()
    terminal.type("> 40 + 2\r")
    try terminal.waitForText("\n42\n")
  }

  @Test func `each line of a paste stands above its answer, and a failed one is named`() throws {
    let terminal = try start()
    terminal.type(pasted("a = 2\nb = a * zz\nc = 3") + "\r")
    try terminal.waitForText("c = 3\nc = 3\n▸")
    #expect(terminal.screen.text.contains("▸ a = 2\na = 2\n▸ b = a * zz\n          ^~\n"))
    #expect(terminal.screen.text.contains("That was line 2 of the 3 that were pasted."))
    #expect(terminal.screen.text.split(separator: "\n").count { $0.contains("a = 2") } == 2)
  }

  @Test func `one line that was pasted in two stays where it was pasted`() throws {
    let terminal = try start()
    terminal.type(pasted("x = (1 +\n2) * 3") + "\r")
    try terminal.waitForText("▸ x = (1 +\n2) * 3\nx = 9\n▸")
  }

  @Test func `a place in a line whose prompt was left out is shown in the line that was run`()
    throws
  {
    let terminal = try start()
    terminal.type("> y = 2 * zz\r")
    try terminal.waitForText("▸ > y = 2 * zz\n  y = 2 * zz\n          ^~\n")
  }

  @Test func `one undo takes back one line of a paste`() throws {
    let terminal = try start()
    terminal.type(pasted("a = 2\na = 3") + "\r")
    try terminal.waitForText("▸ a = 3\n")
    try terminal.waitForPrompt()
    try terminal.enter("undo")
    terminal.type("a\r")
    try terminal.waitForText("▸ a\n2\n")
  }

  @Test func `control characters in a paste are dropped`() throws {
    let terminal = try start()
    terminal.type(pasted("# a\u{07}b\u{1B}[31mc\u{9B}d"))
    try terminal.waitForPrompt(typed: "# ab[31mcd")
  }

  @Test func `a long paste is run to its end`() throws {
    let terminal = try start()
    let lines = (1...200).map { "x\($0) = \($0)" }.joined(separator: "\n")
    terminal.type(pasted(lines) + "\r")
    try terminal.waitForText("▸ x200 = 200\nx200 = 200\n▸")
  }

  @Test func `Up and Down move between pasted lines`() throws {
    let terminal = try start()
    terminal.type(pasted("a = 2\nb = 3"))
    try terminal.waitForText("b = 3")
    terminal.type("\u{1B}[A1\u{1B}[B1\ra * b\r")
    try terminal.waitForText("▸ a * b\n651\n")
  }
}

extension String {
  fileprivate func hasSuffixIgnoringBlankLines(_ end: String) -> Bool {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text.hasSuffix(end)
  }
}
