import DocumentModel
import Testing

@testable import Terminal

@Suite struct CellTests {
  @Test(arguments: [
    ("a", 1), ("", 0), ("ç", 1), ("c\u{327}", 1), ("ã", 1), ("a\u{303}", 1), ("e\u{301}", 1),
    ("∂", 1), ("σ", 1), ("·", 1), ("▸", 1), ("✓", 1), ("→", 1), ("≈", 1), ("⠿", 1), ("█", 1),
    ("─", 1), ("漢", 2), ("字", 2), ("한", 2), ("あ", 2), ("ｱ", 1), ("Ａ", 2), ("，", 2),
    ("\u{1F600}", 2), ("\u{1F680}", 2), ("\u{20000}", 2), ("\u{200B}", 0), ("\u{200D}", 0),
    ("\u{FE0F}", 0), ("\u{300}", 0), ("\u{5D0}\u{5B8}", 1), ("\u{939}\u{93F}", 1), ("√", 1),
    ("∂f/∂x", 5), ("x̂", 1), ("漢字 e\u{301}", 6),
  ])
  func `characters fill as many cells as terminals give them`(text: String, width: Int) {
    // A vowel sign that stands beside its letter counts or not, as the system's tables say.
    if text == "\u{939}\u{93F}" {
      #expect((1...2).contains(cells(text)))
    } else {
      #expect(cells(text) == width, "\(text.unicodeScalars.map { $0.value })")
    }
  }

  @Test func `the rows of a rendered line are counted without its escapes`() {
    let renderer = Renderer(TerminalProfile(width: 20))
    #expect(renderer.rows(ofRendered: "") == 1)
    #expect(renderer.rows(ofRendered: String(repeating: "x", count: 20)) == 1)
    #expect(renderer.rows(ofRendered: "\u{1B}[1m" + String(repeating: "x", count: 20)) == 1)
    #expect(renderer.rows(ofRendered: String(repeating: "漢", count: 11)) == 2)
  }
}

@Suite struct NarrowTests {
  private let table = Table(
    columns: [.init("input"), .init("value", .trailing), .init("from")],
    rows: [["x", "2", "how far f moved when x moved a little"], ["y", "-3", "short"]])

  private func page(_ block: Block, width: Int, interactive: Bool = false) -> String {
    Renderer(TerminalProfile(width: width, isInteractive: interactive)).render(Document(block))
  }

  @Test func `a table first gives up its gaps`() {
    let table = Table(
      columns: [.init(""), .init(""), .init("", .trailing)], rows: [["aaaaaaaaaa", "bbbb", "1234"]])
    #expect(page(.table(table), width: 22) == "aaaaaaaaaa  bbbb  1234\n")
    #expect(page(.table(table), width: 20) == "aaaaaaaaaa bbbb 1234\n")
  }

  @Test func `then prose is wrapped in its column, and numbers never are`() {
    #expect(
      page(.table(table), width: 30) == """
        input  value  from
        x          2  how far f moved
                      when x moved a
                      little
        y         -3  short

        """)
  }

  @Test func `prose in a column between others is wrapped there`() {
    let table = Table(
      columns: [.init(""), .init(""), .init("", .trailing)],
      rows: [["x", "a slope that was measured", "12"]])
    #expect(
      page(.table(table), width: 24) == "x  a slope that was   12\n   measured\n")
  }

  @Test func `what does not fit at all is told line by line`() {
    let numbers = Table(
      columns: [.init("input"), .init("a value", .trailing), .init("a slope", .trailing)],
      rows: [["x", "-1.2345678", "9.8765432"]])
    #expect(page(.table(numbers), width: 20).contains("9.8765432"))
    for line in page(.table(numbers), width: 20).split(separator: "\n") {
      #expect(line.count <= 20)
    }
  }

  @Test func `a line is broken before a learner, and never for a script`() {
    let line = Block.line("x = 0.99    f = -2.97    (was -3, up 0.03)")
    #expect(page(line, width: 30) == "x = 0.99    f = -2.97    (was -3, up 0.03)\n")
    #expect(
      page(line, width: 30, interactive: true)
        == "x = 0.99    f = -2.97    (was\n  -3, up 0.03)\n")
  }

  @Test(arguments: [20, 33, 40, 60, 80, 90, 200])
  func `prose stays within the window, and within 90 columns`(width: Int) {
    let prose = String(repeating: "backpropagation is the chain rule ", count: 30)
    let lines = page(.paragraph(Text(prose)), width: width).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= min(width, 90) })
    #expect(lines.dropLast().allSatisfy { $0.count > min(width, 90) - 17 })
  }
}

@Suite struct PlainTests {
  private func plain(_ block: Block) -> String {
    Renderer(TerminalProfile(plain: true)).render(Document(block))
  }

  @Test func `a mistake is marked in the line, where a caret could not be heard`() {
    let problem = Problem("I don't know zz.", source: "f = x * zz + 1", range: 8..<10)
    #expect(plain(.problem(problem)) == "  f = x * >>zz<< + 1\n  I don't know zz.\n")
    #expect(plain(.problem(Problem("No.", source: "1 +", range: 3..<3))) == "  1 +>><<\n  No.\n")
  }

  @Test func `the prompt has a plain sign`() {
    #expect(
      Renderer(TerminalProfile(plain: true)).render("chain rule 1/5 ▸ ") == "chain rule 1/5 > ")
  }

  @Test func `text from outside is made safe for the program's own words`() {
    #expect(
      Visible.safe("no file \u{1B}[31mred\u{9B}\u{7}\nnext") == "no file ^[[31mred\u{FFFD}^G\nnext")
  }
}
