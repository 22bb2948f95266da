import DocumentModel
import Testing

@testable import Terminal

func page(_ blocks: Block..., profile: TerminalProfile = .page) -> String {
  Renderer(profile).render(Document(blocks))
}

@Suite struct RenderingTests {
  @Test func `nothing is an empty string`() {
    #expect(page() == "")
    #expect(page(.rest) == "\n")
  }

  @Test func `an aside stands at the right edge`() {
    let heading = Block.heading("Chain rule", level: 1, aside: "page 2 of 6")
    #expect(page(heading) == "Chain rule" + blanks(59) + "page 2 of 6\n")
    let wide = TerminalProfile(width: 200)
    #expect(page(heading, profile: wide) == "Chain rule" + blanks(69) + "page 2 of 6\n")
  }

  @Test func `a heading fills one row: it loses what is dimmed before it, then its aside`() {
    let heading = Block.heading(
      Text("Chain rule · ", .hint) + "Two gates in a row", level: 1, aside: "page 2 of 6")
    #expect(
      page(heading, profile: TerminalProfile(width: 44))
        == "Chain rule · Two gates in a row  page 2 of 6\n")
    #expect(
      page(heading, profile: TerminalProfile(width: 43))
        == "Two gates in a row" + blanks(14) + "page 2 of 6\n")
    #expect(page(heading, profile: TerminalProfile(width: 30)) == "Two gates in a row\n")
    let plain = TerminalProfile(width: 60, plain: true)
    #expect(page(heading, profile: plain) == "Chain rule · Two gates in a row, page 2 of 6\n")
  }

  @Test func `a narrow table breaks its cells between words`() {
    let keys = ["Ctrl-W", "Ctrl-U", "Ctrl-K"].map { Text($0, .command) }.joined(separator: ", ")
    let table = Table(
      columns: [Table.Column(""), Table.Column("")],
      rows: [
        [keys, "delete the word before, all before, all behind"],
        [Text("a_name * another_name", .code), "code gives way last"],
      ])
    #expect(
      page(.table(table), profile: TerminalProfile(width: 40)) == """
        Ctrl-W, Ctrl-U,        delete the word
        Ctrl-K                 before, all
                               before, all
                               behind
        a_name * another_name  code gives way
                               last

        """)
    #expect(
      page(.table(table), profile: TerminalProfile(width: 28)) == """
        Ctrl-W,        delete the
        Ctrl-U,        word before,
        Ctrl-K         all before,
                       all behind
        a_name *       code gives
        another_name   way last

        """)
  }

  @Test func `prose is wrapped between words`() {
    let prose = Block.paragraph("one two three four five six seven")
    #expect(
      page(prose, profile: TerminalProfile(width: 20))
        == "one two three four\nfive six seven\n")
  }

  @Test func `prose is at most 90 columns wide`() {
    let lines = page(
      .paragraph(Text(String(repeating: "word ", count: 60))), profile: TerminalProfile(width: 300))
    #expect(lines.split(separator: "\n").map(\.count).max() == 89)
  }

  @Test func `a short piece of code stays on one line, and a full stop with it`() {
    let prose = Block.paragraph("now you type " + Text("y = x * 2", .command) + ".")
    #expect(
      page(prose, profile: TerminalProfile(width: 22)) == "now you type\ny = x * 2.\n")
  }

  @Test func `a word that is wider than a line is cut`() {
    #expect(
      page(.paragraph("abcdefghijklmnopqrstuvwxyz"), profile: TerminalProfile(width: 20))
        == "abcdefghijklmnopqrst\nuvwxyz\n")
  }

  @Test func `wide and combining characters are counted in cells`() {
    #expect(
      page(.paragraph("漢字漢字漢字 漢字漢字漢字"), profile: TerminalProfile(width: 24))
        == "漢字漢字漢字\n漢字漢字漢字\n")
    #expect(cells("e\u{301}") == 1 && cells("漢") == 2 && cells("∂ç▸─") == 4)
  }

  @Test func `a line is never wrapped, and blanks at its end are dropped`() {
    let line = String(repeating: "x ", count: 60)
    #expect(page(.line(Text(line))) == line.dropLast() + "\n")
  }

  @Test func `there are never two empty lines in a row`() {
    #expect(page(.line("a"), .rest, .rest, .indented([.rest, .line("b")])) == "a\n\n  b\n")
  }

  @Test func `lists have hanging markers`() {
    let items: [[Block]] = [[.paragraph("one two three four")], [.line("five")]]
    let profile = TerminalProfile(width: 20)
    #expect(page(.list(items), profile: profile) == "• one two three four\n• five\n")
    #expect(
      page(.indented([.list(items, ordered: true)]), profile: profile)
        == "  1. one two three\n     four\n  2. five\n")
  }

  @Test func `a transcript shows commands behind a sign and answers below`() {
    let transcript = Block.transcript([
      Exchange(command: "x = 2", answer: Document()),
      Exchange(command: "x * 21", answer: Document(.line("42"))),
    ])
    #expect(page(transcript) == "> x = 2\n> x * 21\n42\n")
  }

  @Test func `a tree has guides`() {
    let tree = Block.tree(
      Tree("f", branches: [Tree("q", branches: [Tree("x"), Tree("y")]), Tree("z")]))
    #expect(page(tree) == "f\n├─ q\n│  ├─ x\n│  └─ y\n└─ z\n")
    #expect(
      page(tree, profile: TerminalProfile(unicode: false)) == "f\n|- q\n|  |- x\n|  `- y\n`- z\n")
    #expect(page(tree, profile: TerminalProfile(plain: true)) == "f\n  q\n    x\n    y\n  z\n")
  }

  @Test func `a label that is wrapped goes on behind the guides`() {
    let tree = Block.tree(
      Tree(
        "f = q * z = -12",
        branches: [
          Tree("q = x + y = 3   slope -4", branches: [Tree("x = -2   slope -4")]),
          Tree("a_long_name = 123456   slope 3"),
        ]))
    #expect(
      page(tree, profile: TerminalProfile(width: 20, isInteractive: true)) == """
        f = q * z = -12
        ├─ q = x + y = 3
        │  │  slope -4
        │  └─ x = -2
        │        slope -4
        └─ a_long_name =
              123456   slope
              3

        """)
    #expect(page(tree).contains("a_long_name = 123456   slope 3\n"))
  }

  @Test func `formulas and commands are broken between words where a window is too narrow`() {
    let blocks: [Block] = [
      .preformatted(["  dz/dx = (f(x + h) - f(x)) / h"]),
      .line("     = (f(1.01) - f(0.99)) / 0.02"),
      .transcript([Exchange(command: "long_name = first * second + third", answer: Document())]),
    ]
    let narrow = TerminalProfile(width: 24, isInteractive: true)
    #expect(
      page(.indented(blocks), profile: narrow) == """
            dz/dx = (f(x + h) -
              f(x)) / h
               = (f(1.01) -
                 f(0.99)) / 0.02
          > long_name = first *
            second + third

        """)
    #expect(
      page(.indented(blocks), profile: TerminalProfile(width: 24))
        == "    dz/dx = (f(x + h) - f(x)) / h\n       = (f(1.01) - f(0.99)) / 0.02\n  > long_name = first * second + third\n"
    )
  }
}

@Suite struct TableTests {
  let table = Table(
    columns: [.init("input"), .init("value", .trailing), .init("from")],
    rows: [["x", "2", "漢 / 0.01"], ["long name", "-3.25", "b"]])

  @Test func `columns are aligned in cells, two blanks apart`() {
    #expect(
      page(.table(table)) == """
        input      value  from
        x              2  漢 / 0.01
        long name  -3.25  b

        """)
  }

  @Test func `operators stand under each other, and so do the digits behind them`() {
    let products = Table(
      columns: [.init(""), .init("local", .operation), .init("", .operation)],
      rows: [["x", "· -3.992", "= 1"], ["y", "· 7.9", "= 12.5"], ["f", "", "→ -3"]])
    #expect(
      page(.table(products)) == """
           local
        x  · -3.992  =  1
        y  ·  7.9    =  12.5
        f            → -3

        """)
    let plain = page(.table(products), profile: TerminalProfile(plain: true))
    #expect(plain == "x; local: -3.992; 1\ny; local: 7.9; 12.5\nf: -3\n")
    let equation = Table(
      columns: [.init(""), .init("", .operation)], rows: [["x 2", "+ 0.1"], ["f", "→ -3"]])
    let spoken = page(.table(equation), profile: TerminalProfile(plain: true))
    #expect(spoken == "x 2 + 0.1\nf → -3\n")
  }

  @Test func `a table without titles has no row for them`() {
    let plain = Table(columns: [.init(""), .init("")], rows: [["a", "b"], ["cc", ""]])
    #expect(page(.table(plain)) == "a   b\ncc\n")
  }

  @Test func `the last column is wrapped where it does not fit`() {
    let profile = TerminalProfile(width: 30)
    let wide = Table(
      columns: [.init(""), .init("")], rows: [["grad", "shows the slope of every free input"]])
    #expect(
      page(.table(wide), profile: profile) == "grad  shows the slope of every\n      free input\n")
  }

  @Test func `a screen reader hears names and values`() {
    #expect(
      page(.table(table), profile: TerminalProfile(plain: true)) == """
        input: x; value: 2; from: 漢 / 0.01
        input: long name; value: -3.25; from: b

        """)
  }
}

@Suite struct ProblemTests {
  private func problem(
    _ source: String, _ range: Range<Int>, under typed: TypedLine? = nil,
    profile: TerminalProfile = .page
  ) -> String {
    Renderer(profile).render(
      Document(.problem(Problem("No.", source: source, range: range))), under: typed)
  }

  @Test func `a caret stands under the place`() {
    #expect(problem("f = x * zz", 8..<10) == "  f = x * zz\n          ^~\n  No.\n")
    #expect(problem("1 +", 3..<3) == "  1 +\n     ^\n  No.\n")
  }

  @Test func `wide and combining characters before and in the place are counted in cells`() {
    #expect(
      problem("漢 = e\u{301}字", 9..<12)
        == "  漢 = e\u{301}字\n        ^~\n  No.\n")
  }

  @Test func `offsets outside the line are moved into it`() {
    #expect(problem("ab", 7..<9) == "  ab\n    ^\n  No.\n")
  }

  @Test func `only the line in which the place lies is shown`() {
    #expect(problem("a\nbb c\nd", 5..<6) == "  bb c\n     ^\n  No.\n")
  }

  @Test func `a long line is shown around the place`() {
    let source = String(repeating: "a", count: 100) + "!" + String(repeating: "b", count: 100)
    let lines = problem(source, 100..<101).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    let column = try! #require(lines[0].firstIndex(of: "!"))
    #expect(lines[0].distance(from: lines[0].startIndex, to: column) == lines[1].count - 1)
  }

  @Test func `under the line that was typed it is not repeated`() {
    #expect(
      problem("f = zz", 4..<6, under: TypedLine("f = zz", at: 5)) == "         ^~\n  No.\n")
    #expect(
      problem("f = zz", 4..<6, under: TypedLine("other", at: 5)) == "  f = zz\n      ^~\n  No.\n")
    #expect(
      problem("f = zz", 4..<6, under: TypedLine("f = zz", at: 76)) == "  f = zz\n      ^~\n  No.\n")
  }

  @Test func `a problem without a place is a sentence`() {
    #expect(page(.problem(Problem("No."))) == "  No.\n")
  }
}

@Suite struct SafetyTests {
  @Test func `control characters are shown and never obeyed`() {
    #expect(page(.line("a\u{1B}[31mb\u{07}\u{7F}")) == "a^[[31mb^G^?\n")
    #expect(page(.line("\u{9B}2J\u{202E}x\r\ny")) == "\u{FFFD}2J\u{FFFD}x^M^Jy\n")
    #expect(page(.paragraph("a\nb\tc\u{1B}")) == "a b c^[\n")
    #expect(
      page(.transcript([Exchange(command: "\u{1B}c", answer: Document())])) == "> ^[c\n")
  }

  @Test func `tabs lead to the next multiple of eight`() {
    #expect(page(.preformatted(["a\tb", "\tc"])) == "a       b\n        c\n")
  }

  @Test func `ASCII is all there is where there is no more`() {
    let ascii = TerminalProfile(unicode: false)
    let text = "∂f/∂x ≈ 2 · x² é ção ▸ ✓ … 漢"
    let shown = page(.line(Text(text)), .list([[.line("one")]]), profile: ascii)
    #expect(shown == "df/dx ~ 2 * x^2 e cao > + ... ?\n- one\n")
  }
}

@Suite struct ColorTests {
  private func shown(_ text: Text, _ colors: TerminalProfile.ColorDepth) -> String {
    Renderer(TerminalProfile(colors: colors)).render(text)
  }

  @Test func `values have one colour and gradients another`() {
    let text = Text("x", .name) + " " + Text("2", .value) + " " + Text("-3", .gradient)
    #expect(shown(text, .none) == "x 2 -3")
    #expect(shown(text, .ansi16) == "x \u{1B}[36m2\u{1B}[0m \u{1B}[33m-3\u{1B}[0m")
    #expect(shown(text, .ansi256) == "x \u{1B}[38;5;75m2\u{1B}[0m \u{1B}[38;5;215m-3\u{1B}[0m")
  }

  @Test(arguments: TerminalProfile.ColorDepth.allCases)
  func `every colour is ended on its line, and the characters are the same`(
    colors: TerminalProfile.ColorDepth
  ) {
    let document = Document([
      .heading("A", level: 1, aside: "b"),
      .paragraph(Text(String(repeating: "long ", count: 40), .emphasis)),
      .line(Role.allCases.map { Text("\($0)", $0) }.joined(separator: " ")),
    ])
    let painted = Renderer(TerminalProfile(colors: colors)).render(document)
    for line in painted.split(separator: "\n") where line.contains("\u{1B}") {
      #expect(line.ranges(of: #/\u{1B}\[[0-9;]+[1-9;0]*m/#).count.isMultiple(of: 2))
    }
    #expect(painted.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == Renderer(.page).render(document))
  }
}
