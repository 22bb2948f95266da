import Foundation
import Testing
import Tutor

@testable import Lessons

let isUpdatingLessons = ProcessInfo.processInfo.environment["UPDATE_LESSONS"] == "1"

/// `UPDATE_LESSONS=1 swift test --filter UpdateLessons` writes what the commands answer into the
/// texts and draws the pictures of their circuits, and fails where it changed one: the difference is
/// to be read before it is kept.
@Suite("Updating the lessons", .enabled(if: isUpdatingLessons))
struct UpdateLessons {
  @Test("Answers in the texts are rewritten")
  func rewrite() throws {
    for language in Curriculum.standard.languages {
      for lesson in language.lessons {
        let prefix = (lesson.number < 10 ? "0" : "") + "\(lesson.number)"
        let file = lessonsFolder.appending(path: "\(language.code)/\(prefix)-\(lesson.id).md")
        let old = try String(contentsOf: file, encoding: .utf8)
        let answers = try lesson.pages.indices.flatMap { index in
          try PageCase(language: language, lesson: lesson, number: index + 1).exchanges()
        }
        let new = Self.replacing(answersIn: old, with: answers.map { rendered($0.answer) })
        guard new != old else { continue }
        try new.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("\(file.lastPathComponent) of \(language.code) was rewritten")
      }
    }
  }

  @Test("Pictures of circuits are drawn again")
  func redraw() throws {
    try FileManager.default.createDirectory(
      at: LessonCircuits.folder, withIntermediateDirectories: true)
    for circuits in try LessonCircuits.all() {
      let old = try? String(contentsOf: circuits.file, encoding: .utf8)
      guard old != circuits.snapshot else { continue }
      try circuits.snapshot.write(to: circuits.file, atomically: true, encoding: .utf8)
      Issue.record("\(circuits.file.lastPathComponent) was drawn again")
    }
  }

  /// The text with what stands after each command of a tutor fence replaced.
  static func replacing(answersIn text: String, with answers: [[String]]) -> String {
    var rest = answers[...]
    var isInside = false
    var result: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isInside = line.hasPrefix("```tutor")
        result.append(line)
      } else if !isInside {
        result.append(line)
      } else if line.hasPrefix("> ") {
        result.append(line)
        result += rest.popFirst() ?? []
      }
    }
    return result.joined(separator: "\n")
  }
}
