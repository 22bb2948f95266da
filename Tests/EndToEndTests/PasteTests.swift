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

  @Test func `control characters in a paste are shown as signs, and refused`() throws {
    let terminal = try start()
    terminal.type(pasted("# a\u{07}b\u{1B}[31mc\u{9B}d\u{202E}e"))
    try terminal.waitForPrompt(typed: "# a\u{2407}b\u{241B}c\u{FFFD}d\u{FFFD}e")
    terminal.type("\u{15}" + pasted("40 + 2\u{1B}[31m") + "\r")
    try terminal.waitForText("\u{241B} stands for a key or a character that cannot be shown.")
  }

  @Test func `marks that hide or reorder text are shown as signs when they are typed`() throws {
    let terminal = try start()
    terminal.type("# a\u{202E}b\u{9B}c\u{200F}")
    try terminal.waitForPrompt(typed: "# a\u{FFFD}b\u{FFFD}c\u{FFFD}")
    #expect(!terminal.written.contains("\u{202E}"))
  }

  @Test func `an arrow where no line is edited is told, and not evaluated away`() throws {
    let terminal = try PseudoTerminal(environment: ["TERM": "dumb"])
    try terminal.wait(for: "a prompt") { $0.line == "▸" }
    terminal.type("40 + 2\u{1B}[D\r")
    try terminal.waitForText("stands for a key or a character that cannot be shown.")
    #expect(!terminal.screen.text.contains("\n42"))
  }

  // MARK: - Without an editor

  private static let copied = "> a = 6\na = 6\n> a * (3 +\n  4)\n42\n>\n> a - 5\n1\n"

  @Test func `text copied from a lesson works in a pipe, a script and -c`() throws {
    let home = Folder()
    home.write(Self.copied, to: "copied.txt")
    let outcomes = [
      try run("-c", Self.copied), try run(home.path + "/copied.txt"),
      try run(input: Self.copied),
    ]
    for outcome in outcomes {
      #expect(outcome.results == "a = 6\n42\n1\n")
      #expect(outcome.complaints.isEmpty)
    }
  }

  @Test func `in a script that is no copied text only the prompt is left out`() throws {
    let outcome = try run(input: "b = 2\n> a = 6\na * b\n(a\n> b)\nb + 3/5 > 2\n")
    #expect(outcome.results == "b = 2\na = 6\n12\n1\n1\n")
    #expect(outcome.complaints.isEmpty)
  }

  @Test(arguments: [["--plain"], []])
  func `text copied from a lesson works where the terminal reads the lines`(
    options: [String]
  ) throws {
    let terminal = try PseudoTerminal(
      options, environment: options.isEmpty ? ["TERM": "dumb"] : [:])
    try terminal.wait(for: "a prompt") { $0.line == "▸" || $0.line == ">" }
    terminal.type(Self.copied.replacing("\n", with: "\r"))
    try terminal.wait(for: "the answers") {
      $0.text.contains("\n42\n") && $0.text.contains("\n1\n")
    }
    #expect(!terminal.screen.text.contains("no meaning"))
    terminal.type("a = 7\r")
    try terminal.waitForText("\na = 7\n")
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
