import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite struct MistakeTextTests {
  @Test(arguments: Mistake.allCases)
  func `a mistake is met by one or two short sentences that end in a question`(_ mistake: Mistake) {
    let text = mistake.explanation.english
    #expect(text.hasSuffix("?"))
    #expect(!text.contains("!"))
    let sentences = text.split { ".?".contains($0) }
    #expect((1...3).contains(sentences.count))
    for sentence in sentences { #expect(sentence.split(separator: " ").count <= 25) }
  }

  /// With a number in it, it could be the answer that is asked for.
  @Test(arguments: Mistake.allCases)
  func `no number stands in it`(_ mistake: Mistake) {
    #expect(mistake.explanation.places.isEmpty)
    #expect(!mistake.explanation.english.contains { $0.isNumber })
  }

  @Test func `every mistake has a text of its own`() {
    let texts = Mistake.allCases.map(\.explanation.english)
    #expect(Set(texts).count == texts.count)
    #expect(Mistake.allCases.count >= 20)
  }

  /// An exercise names them in the same line as a value, before which a colon stands.
  @Test func `names are words joined by hyphens`() {
    for mistake in Mistake.allCases {
      #expect(mistake.rawValue.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
      #expect(Mistake(rawValue: mistake.rawValue) == mistake)
    }
  }
}
