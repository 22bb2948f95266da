import DocumentModel
import Terminal
import Testing
import Tutor

@testable import Lessons

/// 80 columns are always enough.
@Suite("Widths of answers")
struct WidthTests {
  private static let benches = [
    "x = -0.123456; y = 2.34567; z = -34.5678; f = (x + y) * max(y, z) + sigmoid(x * y * z)",
    "X = normal(4, 4); W1 = 0.1 * normal(4, 8); b1 = normal(1, 8); W2 = normal(8, 2); "
      + "a1 = sigmoid(X @ W1 + b1); p = softmax(a1 @ W2); t = [1 0; 0 1; 1 0; 0 1]; L = nll(p, t)",
    "first_weight = 1.23456; second_weight = -2.34567; third_weight = 3; bias_of_it = 4.56789; "
      + "net_output = sigmoid(first_weight * second_weight + third_weight * bias_of_it)",
    "a1 = 1; a2 = 2; a3 = 3; a4 = 4; a5 = 5; a6 = 6; a7 = 7; a8 = 8; a9 = 9; a10 = 1; a11 = 2; "
      + "s = [a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11]; m = sum(s * s) / 11; M = s.T @ s",
    "V = [-0.123456 -0.234567 -0.345678 -0.456789 -0.567891 -0.678912 -0.789123]; v = sum(V^2)",
  ]

  private static let lines = [
    "show", "show f", "show L", "show W1", "grad", "grad numerical", "grad central", "check",
    "circuit", "circuit 2", "forward", "backward", "step", "step 5", "run 7", "undo", "redo",
    "strategy random; tries = 5; step", "step 5", "run 3", "strategy local; step", "undo",
    "strategy numerical; step", "hold W1 b1", "hold a1 a2 a3 a4 a5 a6 a7 a8 a9", "free a1 a2",
    "redraw", "settings", "where", "reset", "help", "help names", "help words", "lessons",
    "M = [1 2; 3 4]", "first_weight = 2", "x = 2", "V = 2 * V", "remove M", "strategy", "minimize",
    "undo", "lang", "derive x limit", "derive x x",
  ]

  @Test("Every answer fits 80 columns", arguments: benches, ["en", "pt"])
  func fits(bench: String, language: String) {
    var session = Session(curriculum: .standard, language: language)
    let engine = Engine()
    for line in [bench] + Self.lines {
      let answer = session.respondToEnd(line, using: engine)
      for row in rendered(answer.document) {
        #expect(row.count <= 80, "\(line) in \(language): \(row)")
      }
    }
  }

  @Test(
    "So does the health of layers",
    arguments: [
      "data moons 40 seed 1; net 2-8-8-1 tanh seed 1; loss bce",
      "x = [1 -1; 2 0.5; -1 2]; W = 0.000123456 * xavier(2, 3); "
        + "f = mean(1234567 * relu(x @ W + softplus(x @ W) * 0.01 + 1)^2)",
      "X = [1 2; 3 1]; first_weights_of_all = [1 -1 1; 1 -1 0]; biases = [0 0 -9]; "
        + "hidden_activations = relu(X @ first_weights_of_all - 123456.789 + biases); "
        + "f = sum(tanh(hidden_activations))",
    ], ["en", "pt"])
  func healthFits(bench: String, language: String) {
    var session = Session(curriculum: .standard, language: language)
    let engine = Engine()
    _ = session.respondToEnd(bench, using: engine)
    let answer = session.respondToEnd("health", using: engine)
    #expect(!answer.failed)
    for row in rendered(answer.document) { #expect(row.count <= 80, "\(row)") }
  }
}

/// In a window that is narrower than a page is written for.
@Suite("Pages in narrow windows")
struct NarrowPageTests {
  @Test("no word of a page is cut, and no row is wider", arguments: LessonCase.all, [40, 60])
  func breaksAtWords(_ each: LessonCase, width: Int) {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: each.language.code)
    for page in 1...each.lesson.pageCount {
      let document = session.respondToEnd("open \(each.lesson.id) \(page)", using: engine).document
      for (number, block) in document.blocks.enumerated() where !block.isHeading {
        let block = block.withoutPictures
        let narrow = rows(of: block, width: width)
        #expect(narrow.allSatisfy { $0.count <= width }, "\(narrow.joined(separator: "\n"))")
        let words = { (rows: [String]) in
          Set(rows.joined(separator: " ").split { " ;:,".contains($0) }).filter {
            $0.contains { $0.isLetter || $0.isNumber }
          }
        }
        let lost = words(rows(of: block, width: 200)).subtracting(words(narrow))
        #expect(lost.isEmpty, "block \(number) of page \(page) lost \(lost)")
      }
    }
  }

  private func rows(of block: Block, width: Int) -> [String] {
    Renderer(TerminalProfile(width: width, isInteractive: true)).render(Document(block))
      .split(separator: "\n").map(String.init)
  }
}

extension Block {
  /// A title gives way in its own manner.
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }

  /// A picture that does not fit becomes a tree, in other words.
  fileprivate var withoutPictures: Block {
    switch self {
    case .circuit, .plot: .rest
    case .indented(let blocks): .indented(blocks.map(\.withoutPictures))
    case .transcript(let exchanges):
      .transcript(
        exchanges.map {
          Exchange(
            command: $0.command, answer: Document($0.answer.blocks.map(\.withoutPictures)))
        })
    default: self
    }
  }
}
