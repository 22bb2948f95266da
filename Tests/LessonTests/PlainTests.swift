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
    "settings", "help", "help step", "help words", "where", "f = f * zz", "1 +",
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
            + zip(table.columns, row).filter { !$1.isEmpty }.map { $0.0.title.plain }
        }
      case .tree(let tree): words(of: tree)
      case .circuit(let circuit): circuit.sentences.map(\.plain)
      case .plot(let plot): [plot.sentence.plain]
      case .beside(let left, let right, _): words(of: left + right)
      case .transcript(let exchanges):
        exchanges.flatMap { [$0.command] + words(of: $0.answer.blocks) }
      case .problem(let problem): [problem.message.plain, problem.source ?? ""]
      case .indented(let blocks): words(of: blocks)
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
