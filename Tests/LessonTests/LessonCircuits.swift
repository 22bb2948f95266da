import DocumentModel
import Foundation
import Terminal

@testable import Lessons
@testable import Tutor

/// Every circuit that the pages of a lesson put on the bench, each structure once.
struct LessonCircuits {
  struct Entry {
    /// The definitions under the output, `q = x + y; f = q * z`.
    var title: String
    var command: String
    var answer: Document
  }

  var lesson: Lesson
  var entries: [Entry] = []

  /// What is looked at beside `circuit`, where it runs.
  private static let more = [
    "circuit a1", "circuit expand a1[0, 1]", "circuit expand o[0, 0]", "circuit expand L",
    "circuit table",
  ]

  static func all() throws -> [LessonCircuits] {
    let english = Curriculum.standard.languages.first { $0.code == "en" }!
    return try english.lessons.map { lesson in
      var result = LessonCircuits(lesson: lesson)
      for page in lesson.pages {
        var session = try Session(curriculum: .standard, takesOffers: false)
          .canonical(page.setup ?? lesson.setup, at: nil, using: Engine())
        result.look(&session)
        for case .example(let example) in page.parts {
          for exchange in example.exchanges {
            _ = session.respondToEnd(exchange.command, using: Engine())
            result.look(&session)
          }
        }
      }
      return result
    }
  }

  private mutating func look(_ session: inout Session) {
    let bench = session.bench
    guard let objective = bench.objective else { return }
    let title = bench.definitions.names.compactMap { name -> String? in
      guard name == objective || bench.definitions.depends(objective, on: name) else { return nil }
      return bench.definitions.definition(of: name).map { "\(name) = \($0.formula.description)" }
    }.joined(separator: "; ")
    guard !entries.contains(where: { $0.title == title }) else { return }
    let isMatrix = title.contains("@")
    for command in ["circuit"] + (isMatrix ? Self.more : []) {
      let answer = session.respondToEnd(command, using: Engine())
      if !answer.failed {
        entries.append(Entry(title: title, command: command, answer: answer.document))
      }
    }
  }

  /// What a reader of the snapshot sees: 80 columns, and more where that changes something.
  var snapshot: String {
    var lines = ["# \(lesson.number) \(lesson.id)", ""]
    for entry in entries {
      let pages = [80, 120].map {
        Renderer(TerminalProfile(width: $0)).render(entry.answer)
      }
      lines += ["> \(entry.title)", "> \(entry.command)", pages[0]]
      if pages[1] != pages[0] { lines += ["120 columns:", pages[1]] }
    }
    return lines.joined(separator: "\n")
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Snapshots")

  var file: URL {
    let number = (lesson.number < 10 ? "0" : "") + "\(lesson.number)"
    return Self.folder.appending(path: "\(number)-\(lesson.id).txt")
  }
}
