import Testing

/// The keys that hands know, of Emacs and of vi, and those of our own.
@Suite struct EditingTests {
  private func start(editrc: String? = nil, columns: Int = 80) throws -> PseudoTerminal {
    let home = Folder()
    if let editrc { home.write(editrc, to: ".editrc") }
    let terminal = try PseudoTerminal(columns: columns, home: home)
    try terminal.waitForPrompt()
    return terminal
  }

  private static let escape = "\u{1B}"

  @Test(arguments: [
    ("2 + 3\u{01}1 + \u{05} + 4", "1 + 2 + 3 + 4"),
    ("1 + 22\u{1B}b3", "1 + 322"),
    ("aa bb\u{1B}b\u{1B}b\u{1B}fx", "aax bb"),
    ("aa bb cc\u{1B}[1;5D\u{1B}[1;5Dx", "aa xbb cc"),
    ("aa bb\u{01}\u{1B}[1;5Cx", "aax bb"),
    ("1 + 2 # x\u{1B}b\u{0B}y", "1 + 2 # y"),
    ("aa bb\u{1B}b\u{15}", "bb"),
    ("aa bb\u{17}cc", "aa cc"),
    ("abc\u{1B}[H\u{1B}[3~\u{1B}[FX", "bcX"),
    ("abc\u{1B}OHx\u{1B}OFy", "xabcy"),
    ("abc\u{02}\u{02}\u{04}x", "axc"),
  ])
  func `the keys that hands know edit the line`(keys: String, line: String) throws {
    let terminal = try start()
    terminal.type(keys)
    try terminal.waitForPrompt(typed: line)
  }

  @Test func `Ctrl-L clears the screen and keeps the line`() throws {
    let terminal = try start()
    terminal.type("1 + 2\u{0C}")
    try terminal.wait(for: "a clear screen") {
      $0.cursor.row == 0 && $0.line == "▸ 1 + 2"
    }
    terminal.type("\r")
    try terminal.waitForText("▸ 1 + 2\n3\n▸")
  }

  @Test(arguments: [
    ("x = 2\u{1B}[1;3A", "x = 3"), ("x = 0.1\u{1B}[1;3B\u{1B}[1;3B", "x = -0.1"),
    ("x = -3\u{1B}[1;3A", "x = -2"), ("h = 1e-5\u{1B}[1;3B", "h = 9e-6"),
    ("x = 9\u{1B}[1;3A\u{1B}[1;3A", "x = 11"), ("x = 1.99\u{1B}[1;3A", "x = 2.00"),
    ("x = 5\u{1B}[1;4A", "x = 15"), ("y = w0 * 3 + z\u{1B}[1;3A", "y = w0 * 4 + z"),
    ("x - 1\u{1B}[1;3A", "x - 2"), ("[1 -2]\u{1B}[1;3A", "[1 -1]"),
    ("x = 0,5\u{1B}[1;3A", "x = 0,6"),
    ("x = 2\u{1B}\u{1B}[A", "x = 3"),
  ])
  func `Alt-Up and Alt-Down nudge the number at the cursor`(keys: String, line: String) throws {
    let terminal = try start()
    terminal.type(keys)
    try terminal.waitForPrompt(typed: line)
  }

  @Test func `a nudged number keeps the cursor`() throws {
    let terminal = try start()
    terminal.type("x = 99 + y\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[1;3A")
    try terminal.waitForPrompt(typed: "x = 100 + y")
    terminal.type("\u{1B}[1;3A5")
    try terminal.waitForPrompt(typed: "x = 1015 + y")
  }

  @Test(
    "Keys with which libedit would do something odd do nothing",
    arguments: [
      "\u{1B}x", "\u{16}", "\u{1D}", "\u{18}", "\u{13}", "\u{11}", "\u{0F}", "\u{1F}",
      "\u{1B}[1;2C", "\u{1B}[1;5A", "\u{1B}[3;5~", "\u{1B}[Z", "\u{1B}[I", "\u{1B}[15;2~",
    ], ["", "bind -v\n"])
  func ignored(key: String, editrc: String) throws {
    if key == "\u{1B}x", !editrc.isEmpty { return }  // there it is a command
    let terminal = try start(editrc: editrc)
    terminal.type("1 +\(key) 2")
    try terminal.waitForPrompt(typed: "1 + 2")
    terminal.type("\r")
    try terminal.waitForText("▸ 1 + 2\n3\n▸")
  }

  @Test(arguments: ["\u{1B}", "\u{1B}\u{1B}"])
  func `Escape alone does nothing to the key after it`(escape: String) throws {
    let terminal = try start()
    terminal.type("1 +" + escape)
    try terminal.wait(for: "the line") { $0.line == "▸ 1 +" }
    terminal.listen(forAtMost: 1500)
    terminal.type(" 2")
    try terminal.waitForPrompt(typed: "1 + 2")
  }

  @Test func `Escape ends a search and keeps what was found`() throws {
    let terminal = try start()
    try terminal.enter("20 + 22")
    terminal.type("\u{12}22")
    try terminal.wait(for: "the line") { $0.line.hasSuffix("22: 20 + 22") }
    terminal.type("\u{1B}")
    try terminal.waitForPrompt(typed: "20 + 22")
    terminal.type("!")
    try terminal.waitForPrompt(typed: "20 + 22!")
  }

  @Test func `Ctrl-S freezes neither the prompt nor the pager`() throws {
    let terminal = try PseudoTerminal(rows: 8)
    try terminal.waitForPrompt()
    terminal.type("\u{13}settings\r")
    try terminal.waitForText("— more")
    terminal.type("\u{13}q")
    try terminal.waitForPrompt()
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  // MARK: - vi

  @Test func `bind -v in .editrc gives the keys of vi`() throws {
    let terminal = try start(editrc: "# mine\n\nbind -v\n")
    terminal.type("1 + 2")
    try terminal.waitForPrompt(typed: "1 + 2")
    terminal.type("\u{1B}")
    try terminal.wait(for: "the cursor on the last letter") { $0.cursor.column == 6 }
    terminal.type("0i3 + ")
    try terminal.waitForPrompt(typed: "3 + 1 + 2")
    terminal.type("\r")
    try terminal.waitForText("\n6\n")
  }

  @Test func `Tab, Ctrl-R, Ctrl-C, arrows and pastes work with the keys of vi`() throws {
    let terminal = try start(editrc: "bind -v\n")
    terminal.type("maxim\t")
    try terminal.waitForPrompt(typed: "maximize")
    terminal.type("\u{03}")
    try terminal.waitForPrompt()
    try terminal.enter("20 + 22")
    try terminal.enter("1 + 1")
    terminal.type("\u{12}22")
    try terminal.wait(for: "the line") { $0.line.hasSuffix("22: 20 + 22") }
    terminal.type("\u{1B}[H1 + ")
    try terminal.waitForPrompt(typed: "1 + 20 + 22")
    terminal.type("\u{03}")
    try terminal.waitForPrompt()
    terminal.type("\u{1B}[A\u{1B}[A!")
    try terminal.waitForPrompt(typed: "20 + 22!")
    terminal.type("\u{7F}\u{1B}[1;3A")
    try terminal.waitForPrompt(typed: "20 + 23")
    terminal.type("\u{15}\u{1B}[200~> 6 * 7\n42\u{1B}[201~")
    try terminal.waitForPrompt(typed: "6 * 7")
    terminal.type("\u{1B}")
    try terminal.wait(for: "the cursor on the last letter") { $0.cursor.column == 6 }
    terminal.type("k")
    try terminal.wait(for: "the line before") { $0.line == "▸ 1 + 1" || $0.line == "▸ 6 * 7" }
    terminal.type("\u{03}")
    try terminal.waitForPrompt()
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(terminal.isAsBefore)
  }

  @Test func `the keys of vi open neither a prompt of libedit nor another program`() throws {
    let terminal = try start(editrc: "bind -v\n")
    terminal.type("1 + 2")
    try terminal.waitForPrompt(typed: "1 + 2")
    terminal.type("\u{1B}")
    try terminal.wait(for: "the cursor on the last letter") { $0.cursor.column == 6 }
    terminal.type(":vA3")
    try terminal.waitForPrompt(typed: "1 + 23")
  }

  @Test(arguments: ["", "bind -v\n"])
  func `keys of an .editrc win over ours`(mode: String) throws {
    let terminal = try start(editrc: mode + "bind \"\\e[A\" ed-move-to-beg\nbind ^R ed-kill-line\n")
    terminal.type("bc\u{1B}[A")
    try terminal.wait(for: "the cursor before the line") { $0.cursor.column == 2 }
    terminal.type("a\u{12}")
    try terminal.waitForPrompt(typed: "a")
  }

  @Test func `an .editrc of another program, or of nonsense, is no obstacle`() throws {
    let terminal = try start(editrc: "other:bind -v\nbind\\\nfrobnicate\n\"\nsetty +echo\n")
    terminal.type("2 + 3\u{01}1 + ")
    try terminal.waitForPrompt(typed: "1 + 2 + 3")
  }
}
