import DocumentModel
import GradientCore
import Testing

@testable import Lessons
@testable import Tutor

@Suite("Sentences about mistakes")
struct MistakeSentenceTests {
  @Test("In every language they are short, without a number, and end in a question")
  func everyLanguage() {
    for language in Curriculum.standard.languages {
      for mistake in Mistake.allCases {
        let text = language.say(mistake.explanation).plain
        #expect(text.hasSuffix("?"), "\(text)")
        #expect(!text.contains { $0.isNumber || $0 == "!" }, "\(text)")
        for sentence in text.split(whereSeparator: { ".?".contains($0) }) {
          #expect(sentence.split(separator: " ").count <= 25, "\(text)")
        }
      }
    }
  }
}
