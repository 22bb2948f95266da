import Testing

/// Tab, with the built program on a terminal.
@Suite struct CompletionTests {
  private func start(
    _ lines: String..., columns: Int = 80, rows: Int = 24, home: Folder = Folder(),
    language: String = "en"
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      ["--lang", language], columns: columns, rows: rows, home: home)
    try terminal.waitForPrompt()
    for line in lines { try terminal.enter(line) }
    return terminal
  }

  @Test(arguments: [
    ("maxim\t", "maximize"), ("open cha\t", "open chain-rule"),
    ("strategy nu\t", "strategy numerical"),
    ("ties = f\t", "ties = first"), ("set ties b\t", "set ties both"), ("lang p\t", "lang pt"),
    ("theme = d\t", "theme = dark"),
    ("radi\t0.5", "radius = 0.5"), ("h = \t", "h = 1e-05"), ("2*wei\t + 1", "2*weight + 1"),
    ("1 + cross\tz", "1 + cross_entropy(z"), ("WEI\t", "weight"), ("weight = \t", "weight = 2.5"),
    ("help key\t", "help keys"), ("x = 1; hold w\t", "x = 1; hold weight"),
    ("# \\sigma\t", "# σ"), ("# \\partial\tf", "# ∂f"), ("\\pi\t^2", "π^2"), ("# x\\^2\t", "# x²"),
  ])
  func `Tab completes what the place asks for`(keys: String, line: String) throws {
    let terminal = try start("weight = 2.5")
    terminal.type(keys)
    try terminal.waitForPrompt(typed: line)
  }

  @Test func `a completed symbol is understood`() throws {
    let terminal = try start()
    terminal.type("\\sigma\t0) + \\pi\t*0\r")
    try terminal.waitForText("▸ σ(0) + π*0\n0.5\n")
  }

  @Test func `a second Tab lists the choices, with a word of explanation`() throws {
    let terminal = try start()
    terminal.type("strategy \t\t")
    try terminal.wait(for: "the strategies") {
      $0.text.contains("  analytic   analytic gradient\n") && $0.line.hasSuffix("▸ strategy")
    }
    terminal.type("\u{15}ties = \t\t")
    try terminal.wait(for: "the values") {
      $0.text.contains("  both   all of the gradient to both\n") && $0.line.hasSuffix("▸ ties =")
    }
  }

  @Test func `inside a call its arguments are shown`() throws {
    let terminal = try start("gate(a, b) = a * b")
    terminal.type("where(\t\t")
    try terminal.waitForText("\nwhere(c, a, b)  a where c is not 0, else b")
    terminal.type("\u{15}1 + gate(\t\t")
    try terminal.waitForText("\ngate(a, b) = a * b\n")
  }

  @Test func `inside a reduction its axis is offered, and then what it can be`() throws {
    let terminal = try start("W = [1 2; 3 4]")
    terminal.type("sum(W, ax\t")
    try terminal.waitForPrompt(typed: "sum(W, axis=")
    terminal.type("\t")
    try terminal.wait(for: "the axes") {
      $0.text.contains("\nsum(A)  sum(A, axis=0)  the sum of all entries")
        && $0.text.contains("  0  down the rows: a result for each column\n")
        && $0.text.contains("  1  along the columns: a result for each row\n")
        && $0.line == "▸ sum(W, axis="
    }
    terminal.type("1)\r")
    try terminal.waitForText("▸ sum(W, axis=1)\n3\n7\n")
  }

  @Test func `many choices stand in columns with a word of explanation, and fit the window`()
    throws
  {
    let terminal = try start()
    terminal.type("\t\t")
    try terminal.wait(for: "the commands") { $0.text.contains("maximize") && $0.line == "▸" }
    #expect(terminal.screen.text.contains("lessons   list the lessons"))
    #expect(terminal.screen.lines.contains { $0.contains("…") })
    terminal.type("\u{15}grad \t\t")
    try terminal.waitForText("central    nudges each input both ways\n")
  }

  @Test func `what a screen has no room for is listed by the next Tab, explained as well`() throws {
    let terminal = try start(rows: 14)
    terminal.type("1 + \t\t")
    try terminal.wait(for: "the first terms") {
      $0.text.contains("more: Tab") && $0.line == "▸ 1 +"
    }
    #expect(terminal.screen.lines.count { $0.split(separator: " ").count > 4 } > 10)
    #expect(terminal.screen.text.contains("  abs(  "))
    terminal.type("\t")
    try terminal.wait(for: "the last terms") {
      $0.text.contains("  zeros(  ") && $0.line == "▸ 1 +"
    }
    #expect(terminal.screen.text.contains("a matrix of zeros"))
  }

  @Test func `the second Tab lists, also where the first one completed something`() throws {
    let terminal = try start("gain_one = 1", "gain_two = 2")
    terminal.type("1 + ga\t")
    try terminal.waitForPrompt(typed: "1 + gain_")
    terminal.type("\t")
    try terminal.wait(for: "both names") {
      $0.text.contains("\n  gain_one  1\n  gain_two  2\n") && $0.line == "▸ 1 + gain_"
    }
  }

  @Test(arguments: [
    ("en", "more: Tab, or a letter"), ("pt", ": Tab, ou uma letra"),
  ])
  func `choices too many for the window say how many more there are`(
    language: String, more: String
  ) throws {
    let terminal = try start(columns: 40, rows: 12, language: language)
    terminal.type("\t\t")
    try terminal.wait(for: "the commands") {
      $0.text.contains(more) && $0.line == "▸"
    }
    #expect(terminal.screen.lines.first?.isEmpty == false)
    terminal.type("\u{15}1 + s\t\t")
    try terminal.wait(for: "the functions") {
      $0.text.contains("softplus") && $0.line == "▸ 1 + s"
    }
    #expect(terminal.screen.text.contains("sigmoid"))
    terminal.type("\u{15}1" + String(repeating: " + 1", count: 30) + " + \t\t")
    try terminal.wait(for: "a list above four rows") {
      $0.text.contains(more) && $0.line.hasSuffix(" +") && $0.lines[11].hasSuffix(" +")
    }
    #expect(terminal.screen.lines[1].hasPrefix("  h "))
  }

  @Test func `explanations are shortened before they overflow the window`() throws {
    let terminal = try start(columns: 40, rows: 12)
    terminal.type("strategy \t\t")
    try terminal.wait(for: "the strategies") {
      $0.text.contains("analytic gradient") && $0.line == "▸ strategy"
    }
    terminal.type("\u{15}set \t\t")
    try terminal.wait(for: "the settings") { $0.text.contains("tries") && $0.line == "▸ set" }
    #expect(terminal.screen.text.contains("…\n"))
    #expect(terminal.screen.lines.contains { $0.hasPrefix("  h ") })
  }

  @Test func `files are offered after load, save and source`() throws {
    let home = Folder()
    home.write("x = 41", to: "bench one.txt")
    home.write("x = 42", to: "circuit.txt")
    home.write("", to: ".circuit-hidden")
    let terminal = try start(home: home)
    terminal.type("load ~/c\t")
    try terminal.waitForPrompt(typed: "load ~/circuit.txt")
    terminal.type("\u{15}load ~/b\t\r")
    try terminal.waitForText("▸ load \"~/bench one.txt\"\nLoaded ~/bench one.txt.")
    try terminal.waitForPrompt()
    terminal.type("source \(home.path)/st\t")
    try terminal.waitForPrompt(typed: "source \(home.path)/state/")
    terminal.type("\t")
    try terminal.waitForPrompt(typed: "source \(home.path)/state/backprop-tutor/")
  }

  @Test(arguments: [
    ("clear\u{1B}[2J", #""~/clear\e[2J""#), ("two\nlines", #""~/two\nlines""#),
    ("a \"quote\"; b", #""~/a \"quote\"; b""#), ("back\\slash", #""~/back\\slash""#),
    ("right\u{202E}left", #""~/right\u{202E}left""#),
  ])
  func `a name that could not be typed or seen is offered as it can be`(
    name: String, typed: String
  ) throws {
    let home = Folder()
    home.write("x = 41", to: name)
    home.write("x = 42", to: "plain.txt")
    let terminal = try start(home: home)
    terminal.type("load ~/\(name.prefix(1))\t")
    try terminal.waitForPrompt(typed: "load \(typed)")
    terminal.type("\r")
    try terminal.waitForText("x = 41")
    let isVisible = name.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
    #expect(isVisible || !terminal.written.contains(name))
    try terminal.waitForPrompt()
    // From a part of it, and in a list.
    terminal.type("load \"~/\(name.prefix(1))\t")
    try terminal.waitForPrompt(typed: "load \(typed)")
    terminal.type("\u{15}load ~/\t\t")
    try terminal.wait(for: "the list") { $0.text.contains("  \(typed)") }
  }

  @Test func `a folder is called one`() throws {
    let home = Folder()
    home.write("", to: "stable.txt")
    let terminal = try start(home: home)
    terminal.type("save ~/s\t\t")
    try terminal.waitForPrompt(typed: "save ~/sta")
    terminal.type("\t\t")
    try terminal.wait(for: "the files") {
      $0.text.contains("~/state/      folder\n") && $0.text.contains("~/stable.txt")
    }
  }

  @Test func `Portuguese words are completed where Portuguese is spoken`() throws {
    let terminal = try PseudoTerminal(["--lang", "pt"])
    try terminal.waitForPrompt()
    terminal.type("proxi\t")
    try terminal.waitForPrompt(typed: "próximo")
    terminal.type("\u{15}estratégia num\t")
    try terminal.waitForPrompt(typed: "estratégia numérica")
    terminal.type("\u{15}ajuda tec\t\r")
    try terminal.waitForText("Ctrl-R")
  }

  @Test func `an unknown word's nearest one stands ready at the next prompt`() throws {
    let terminal = try start()
    terminal.type("strtegy numerical\r")
    try terminal.waitForText("Did you mean strategy?")
    try terminal.waitForPrompt(typed: "strategy numerical")
  }
}

/// `?` and F1.
@Suite struct ExplainingTests {
  @Test func `F1 explains the word at the cursor and keeps the line`() throws {
    let terminal = try PseudoTerminal()
    try terminal.waitForPrompt()
    terminal.type("1 + sigmoid(2)\u{1B}[D\u{1B}[D\u{1B}OP")
    try terminal.wait(for: "the slope") {
      $0.text.contains("y * (1 - y)") && $0.line.hasSuffix("▸ 1 + sigmoid(2)")
    }
    terminal.type("\u{05} + 1")
    try terminal.waitForPrompt(typed: "1 + sigmoid(2) + 1")
    terminal.type("\u{15}\u{1B}[11~")
    try terminal.wait(for: "all commands") {
      $0.text.contains("explains a command") && $0.line == "▸"
    }
  }

  @Test func `a question mark behind a word asks for help`() throws {
    let terminal = try PseudoTerminal()
    try terminal.waitForPrompt()
    try terminal.enter("step?")
    #expect(terminal.screen.text.contains("▸ step?\nstep [n]\n"))
    try terminal.enter("x = 2")
    try terminal.enter("x?")
    #expect(terminal.screen.text.contains("▸ x?\nx = 2"))
    terminal.type("sigmod?\r")
    try terminal.waitForText("▸ sigmod?\n  ^~~~~~\n")
    try terminal.waitForPrompt(typed: "help sigmoid")
  }
}
