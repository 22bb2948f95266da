import Testing

@testable import GradientCore

@Suite("Words that are near")
struct LanguageWordsTests {
  static let words = [
    "step", "run", "show", "next", "back", "próximo", "lessons", "circuit", "maximize", "minimize",
    "sigmoid",
    "strategy", "x", "z", "W", "w0", "hold", "free", "reset", "set", "settings",
  ]

  @Test(
    "a slip finds the word that was meant",
    arguments: [
      ("setp", "step"), ("stp", "step"), ("steep", "step"), ("shwo", "show"), ("Show", "show"),
      ("proximo", "próximo"), ("PROXIMO", "próximo"), ("lesons", "lessons"), ("sgimoid", "sigmoid"),
      ("sigmod", "sigmoid"), ("maximise", "maximize"), ("stratgey", "strategy"), ("zz", "z"),
      ("w", "W"),
      ("w₀", "w0"), ("circ", "circuit"), ("setings", "settings"), ("lesson", "lessons"),
    ])
  func aSlipFindsTheWord(word: String, expected: String) {
    #expect(nearest(to: word, among: Self.words) == expected)
  }

  @Test(
    "a word that is like none finds none", arguments: ["", "q", "qq", "banana", "derivative", "ab"])
  func aStrangeWordFindsNone(word: String) {
    #expect(nearest(to: word, among: Self.words) == nil)
  }

  @Test("of two words as near, the one with the same first letter is found")
  func theSameFirstLetter() {
    #expect(nearest(to: "bat", among: ["cat", "bad"]) == "bad")
    #expect(nearest(to: "x", among: [String]()) == nil)
    #expect(nearest(to: "mostar", among: ["montar", "mostrar"]) == "mostrar")
  }
}
