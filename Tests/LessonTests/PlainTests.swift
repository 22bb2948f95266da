import DocumentModel
import Terminal
import Testing
import Tutor

@testable import Lessons

/// `--plain`: what a screen reader reads, and what a log keeps.
@Suite("Linear text")
struct PlainTests {
  private static let commands = [
    "show", "grad", "backward", "check", "circuit", "forward", "step", "step 3", "run 20",
    "lessons", "derive x", "derive x limit",
    "settings", "help", "help step", "help keys", "grad numerical", "help words", "where",
    "f = f * zz", "1 +",
  ]

  /// Every page of every lesson as a learner sees it, and what the commands answer there.
  private func documents(_ language: Language, _ lesson: Lesson) -> [Document] {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: language.code)
    let pages = (1...lesson.pageCount).map { "open \(lesson.id) \($0)" }
    return [session.greeting().document]
      + (pages + Self.commands).map { session.respondToEnd($0, using: engine).document }
  }

  @Test("no name and no number is lost, and nothing is drawn", arguments: LessonCase.all)
  func complete(_ each: LessonCase) {
    for document in documents(each.language, each.lesson) {
      for width in [80, 40] {
        let profile = TerminalProfile(width: width, plain: true)
        let shown = Renderer(profile).render(document)
        var left = tokens(shown)
        for (token, count) in tokens(words(of: document.blocks).joined(separator: "\n")) {
          #expect(left[token, default: 0] >= count, "\(token) in:\n\(shown)")
          left[token, default: 0] -= count
        }
        #expect(!shown.unicodeScalars.contains { isDrawn($0) }, "\(shown)")
      }
    }
  }

  @Test("every row of a table and of a tree says what it is about", arguments: LessonCase.all)
  func named(_ each: LessonCase) {
    for document in documents(each.language, each.lesson) {
      for table in tables(in: document.blocks) {
        let rows = shown([.table(table)])
        for row in rows where table.columns.count > 1 && !row.contains("…") {
          #expect(row.contains(#/: |\S = /#), "\(row)")
          #expect(!row.contains("   "), "\(row)")
        }
      }
      for case .tree(let tree) in document.blocks {
        for row in shown([.tree(tree)]).dropFirst() {
          #expect(row.contains(#/goes into \S|entra em \S/#), "\(row)")
        }
      }
    }
  }

  @Test("a quotient that is drawn on two lines is one sentence")
  func quotient() {
    let engine = Engine()
    var session = Session(curriculum: .standard)
    _ = session.respondToEnd(
      "open 3; first = 1; second_one = 2; third = -3.25; f = first * second_one * third",
      using: engine)
    let document = session.respondToEnd("grad central", using: engine).document
    #expect(Renderer(.page).render(document).count { $0 == "\n" } == 6)
    let rows = shown(document.blocks)
    #expect(rows.count == 3)
    let sentence = #/^∂f/∂\w+: \(f\(.*\) / 0.02 = \(.*\) / 0.02 = -?[\d.]+$/#
    #expect(rows.allSatisfy { $0.contains(sentence) }, "\(rows)")
  }

  private func shown(_ blocks: [Block]) -> [String] {
    Renderer(TerminalProfile(plain: true)).render(Document(blocks))
      .split(separator: "\n").map(String.init)
  }

  private func tables(in blocks: [Block]) -> [Table] {
    blocks.flatMap { block -> [Table] in
      switch block {
      case .table(let table): [table]
      case .indented(let blocks): tables(in: blocks)
      case .transcript(let exchanges): exchanges.flatMap { tables(in: $0.answer.blocks) }
      default: []
      }
    }
  }

  /// Lines of boxes, blocks, braille, triangles, and what redraws.
  private func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2500...0x25FF, 0x2800...0x28FF, 0x1B, 0x0D, 0x08: true
    default: false
    }
  }

  private func tokens(_ text: String) -> [String: Int] {
    text.matches(of: #/\p{L}[\p{L}\p{N}_]*|\p{N}+(?:\.\p{N}+)?(?:e-?\p{N}+)?/#)
      .reduce(into: [:]) { $0[String($1.output), default: 0] += 1 }
  }

  /// Everything that a document says, without layout.
  private func words(of blocks: [Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .heading(let text, _, let aside): [text.plain, aside.plain]
      case .paragraph(let text), .line(let text): [text.plain]
      case .preformatted(let lines): lines.map(\.plain)
      case .list(let items, _): items.flatMap { words(of: $0) }
      case .table(let table):
        table.rows.flatMap { row in
          row.map(\.plain)
            + zip(table.columns, row).filter { !$1.isEmpty }.map { $0.0.spoken.plain }
        }
      case .tree(let tree): words(of: tree)
      case .circuit(let circuit): circuit.sentences.map(\.plain)
      case .plot(let plot): [plot.sentence.plain]
      case .picture(let picture): [picture.sentence.plain]
      case .shares(let shares): shares.rows.map(\.value.plain)
      case .beside(let left, let right): words(of: left + right)
      case .transcript(let exchanges):
        exchanges.flatMap { [$0.command] + words(of: $0.answer.blocks) }
      case .problem(let problem): [problem.message.plain, problem.source ?? ""]
      case .indented(let blocks): words(of: blocks)
      case .drawn(let drawn, _): words(of: drawn)
      case .rest: []
      }
    }
  }

  private func words(of tree: Tree) -> [String] {
    [tree.label.plain] + tree.branches.flatMap { words(of: $0) }
  }
}

/// One lesson in one language.
struct LessonCase: CustomTestStringConvertible {
  var language: Language
  var lesson: Lesson
  var testDescription: String { "\(language.code) \(lesson.id)" }

  static let all = Curriculum.standard.languages.flatMap { language in
    language.lessons.map { LessonCase(language: language, lesson: $0) }
  }
}
