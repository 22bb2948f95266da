import Testing
import Tutor

@testable import Lessons

@Suite("Readability")
struct ReadabilityTests {
  @Test("No sentence has more than 25 words", arguments: LessonCase.all)
  func sentencesAreShort(_ lesson: LessonCase) {
    for passage in lesson.passages where passage.kind != .formula {
      for sentence in passage.sentences where sentence.length > 25 {
        Issue.record("\(passage.place): \(sentence.length) words: \(sentence)")
      }
    }
  }
}
