import Testing

/// Colours at the terminal: which, and how the program finds out.
@Suite struct ThemeTests {
  /// The first number of the answer to `x = 2`, with its escape.
  private func value(_ terminal: PseudoTerminal) throws -> String {
    try terminal.waitForPrompt()
    try terminal.enter("x = 2")
    let match = try #require(terminal.written.matches(of: #/x = \u{1B}\[([0-9;]+)m2/#).last)
    return String(match.1)
  }

  private let dark = "38;5;75"
  private let light = "38;5;25"

  @Test func `the terminal is asked for its background`() throws {
    #expect(try value(PseudoTerminal(background: "rgb:1e1e/1e1e/1e1e")) == dark)
    #expect(try value(PseudoTerminal(background: "rgb:fdfd/f6f6/e3e3")) == light)
  }

  @Test func `where it does not know, the surroundings are asked, else it is dark`() throws {
    #expect(try value(PseudoTerminal(background: nil)) == dark)
    #expect(
      try value(PseudoTerminal(environment: ["COLORFGBG": "0;15"], background: nil)) == light)
  }

  @Test func `a terminal that says nothing at all is not waited for`() throws {
    let begin = ContinuousClock.now
    let terminal = try PseudoTerminal(background: nil, tellsKind: false)
    #expect(try value(terminal) == dark)
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func `an answer that comes late is not taken for keys`() throws {
    let terminal = try PseudoTerminal(background: nil, tellsKind: false)
    try terminal.waitForPrompt()
    terminal.type("6 * \u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?64;1;2c7")
    try terminal.waitForPrompt(typed: "6 * 7")
    terminal.type("\u{1B}[D0")  // keys that begin alike still work
    try terminal.waitForPrompt(typed: "6 * 07")
  }

  @Test func `what is typed while it is asked is not lost`() throws {
    let terminal = try PseudoTerminal()
    terminal.type("6 * 7\r")
    try terminal.waitForText("\n42\n")
  }

  @Test(arguments: ["vt100", "linux", "dumb", "screen", "rxvt"])
  func `terminals that may not understand the question are not asked`(kind: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM": kind])
    try terminal.waitForText("▸")
    #expect(!terminal.written.contains("\u{1B}]"))
  }

  @Test func `theme chooses the colours at once, and is kept`() throws {
    let home = Folder()
    let terminal = try PseudoTerminal(home: home)
    try terminal.waitForPrompt()
    try terminal.enter("theme = light")
    #expect(try value(terminal) == light)
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exit(0))
    let next = try PseudoTerminal(home: home)
    #expect(try value(next) == light)
    #expect(!next.written.contains("\u{1B}]"))
  }

  @Test func `a theme that the terminal contradicts is obeyed, with a word about it`() throws {
    let dark = try PseudoTerminal(background: "rgb:1e1e/1e1e/1e1e")
    try dark.waitForPrompt()
    try dark.enter("theme = dark")
    #expect(!dark.screen.text.contains("The terminal says"))
    try dark.enter("theme = light")
    #expect(
      dark.screen.text.contains("The terminal says that it is dark; theme = auto follows it.\n"))
    try dark.enter("x = 2")
    #expect(dark.screen.text.ranges(of: "The terminal says").count == 1)
    let light = try PseudoTerminal(background: "rgb:fdfd/f6f6/e3e3")
    try light.waitForPrompt()
    try light.enter("theme = dark")
    #expect(light.screen.text.contains("The terminal says that it is light;"))
    let silent = try PseudoTerminal(background: nil)
    try silent.waitForPrompt()
    try silent.enter("theme = light")
    #expect(!silent.screen.text.contains("The terminal says"))
  }

  @Test func `colours are as many as the terminal has`() throws {
    #expect(try value(PseudoTerminal(environment: ["COLORTERM": "truecolor"])).hasPrefix("38;2;"))
    #expect(try value(PseudoTerminal(environment: ["TERM": "xterm"])) == "36")
  }

  /// With a description of our own, which is about a name that nobody knows.
  @Test(
    arguments: [(256, "38;5;75"), (8, "36"), (0, nil), (nil, "36"), (1 << 24, "38;2;")]
      as [(Int?, String?)])
  func `how many a terminal has is said by the system's description`(
    count: Int?, expected: String?
  ) throws {
    let home = Folder()
    let colors = count.map { "\tcolors#\($0),\n" } ?? ""
    if count != nil {
      home.write(
        "oddity|one of its kind,\n\tam, cols#80, lines#24, bel=^G, cr=\\r, cud1=\\n, ind=\\n,\n\(colors)",
        to: "source")
      let arguments = ["-x", "-o", home.path + "/terminfo", home.path + "/source"]
      guard let made = try tool("/usr/bin/tic", arguments) else { return }
      try #require(made.code == 0)
    }
    let terminal = try PseudoTerminal(
      environment: ["TERM": "oddity", "TERMINFO": home.path + "/terminfo"])
    try terminal.waitForPrompt()
    try terminal.enter("x = 2")
    if let expected {
      #expect(terminal.written.contains("x = \u{1B}[\(expected)"))
    } else {
      #expect(terminal.written.firstRange(of: #/\u{1B}\[[0-9;]*m/#) == nil)
    }
  }

  @Test(arguments: [
    ([], ["NO_COLOR": "1"]), ([], ["CLICOLOR": "0"]),
    (["--color", "never"], ["CLICOLOR_FORCE": "1"]),
    ([], ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"]), (["--color=never"], [:]),
  ])
  func `no colour where none is wanted`(arguments: [String], environment: [String: String]) throws {
    let terminal = try PseudoTerminal(arguments, environment: environment)
    try terminal.waitForPrompt()
    try terminal.enter("x = 2")
    #expect(terminal.written.firstRange(of: #/\u{1B}\[[0-9;]*m/#) == nil)
  }

  @Test func `a pipe has colours only where they are forced, and knows no theme`() throws {
    let line = "theme = light; x = 2"
    #expect(try !run("-c", line).results.contains("\u{1B}"))
    for arguments in [["--color=always", "-c", line], ["--color", "always", "-c", line]] {
      #expect(try run(arguments, input: []).results.contains("\u{1B}[38;5;75m2"))
    }
    #expect(
      try run("-c", line, environment: ["CLICOLOR_FORCE": "1"]).results.contains("\u{1B}[38;5;75m2")
    )
    #expect(
      try run("-c", line, environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).results
        .contains("\u{1B}") == false)
    #expect(
      try run("-c", line, environment: ["CLICOLOR_FORCE": "1", "COLORFGBG": "0;15"]).results
        .contains("\u{1B}[38;5;25m2"))
  }

  @Test func `a console without braille gets blocks, and one without Unicode letters`() throws {
    func drawing(_ environment: [String: String]) throws -> String {
      let terminal = try PseudoTerminal(environment: environment)
      try terminal.wait(for: "a prompt") { $0.bracketsPastes }
      terminal.type("pager = off; x = 1; f = x^2; plot f x\r")
      try terminal.wait(for: "the sentence") { _ in terminal.written.contains("It is zero at") }
      return terminal.written
    }
    func hasBraille(_ text: String) -> Bool {
      text.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) }
    }
    #expect(hasBraille(try drawing([:])))
    let console = try drawing(["TERM": "linux"])
    #expect(!hasBraille(console) && console.contains("▄"))
    let plain = try drawing(["LC_ALL": "C"])
    #expect(!hasBraille(plain) && !plain.contains("▄") && plain.contains("|"))
  }
}
