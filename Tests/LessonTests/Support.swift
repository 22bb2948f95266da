import DocumentModel
import Foundation
import LessonTexts
import Terminal
import Testing
import Tutor

@testable import Lessons

/// `lessons/` in the sources.
let lessonsFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "lessons")

/// One page of one lesson in one language.
struct PageCase: CustomTestStringConvertible {
  var language: Language
  var lesson: Lesson
  /// Counted from 1.
  var number: Int
  var page: Page { lesson.pages[number - 1] }
  var testDescription: String { "\(language.code) \(lesson.id) \(number)" }

  static let all: [PageCase] = Curriculum.standard.languages.flatMap { language in
    language.lessons.flatMap { lesson in
      lesson.pages.indices.map { PageCase(language: language, lesson: lesson, number: $0 + 1) }
    }
  }

  var examples: [Example] {
    page.parts.compactMap { if case .example(let example) = $0 { example } else { nil } }
  }

  /// What its examples answer on a fresh session.
  func exchanges(using engine: Engine = Engine()) throws -> [Exchange] {
    try Curriculum.standard.exchanges(
      of: page, in: lesson, language: language.code, using: engine
    ).flatMap { $0 }
  }
}

func rendered(_ document: Document) -> [String] {
  var lines = Renderer(.page).render(document)
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  while lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
