import Testing

@testable import GradientCore

@Suite("Commands in a line, and words that are near")
struct LanguageWordsTests {
  @Test(
    "semicolons outside brackets and quotes separate commands",
    arguments: [
      ("x = 1; y = 2", ["x = 1", "y = 2"]), ("max(0,5; 2)", ["max(0,5; 2)"]),
      ("W = [1 2; 3 4]; x", ["W = [1 2; 3 4]", "x"]),
      ("save \"a;b\"; quit", ["save \"a;b\"", "quit"]),
      (" ;; x ; ", ["x"]), ("", []), ("   ", []), ("x = \"open; y", ["x = \"open", "y"]),
      ("x); y", ["x)", "y"]), ("(x; y", ["(x; y"]), ("ç = 1;ã", ["ç = 1", "ã"]),
    ])
  func semicolons(line: String, expected: [String]) {
    #expect(splitCommands(line).map(String.init) == expected)
  }

  @Test(
    "a # after a blank or at the beginning starts a comment",
    arguments: [
      ("x = 1 # one", ["x = 1"]), ("# nothing", []), ("x#y", ["x#y"]),
      ("x = 1; # y = 2", ["x = 1"]),
      ("x;#y", ["x"]), ("save \"a # b\"", ["save \"a # b\""]), ("x\t# y; z", ["x"]),
      ("[1 # 2]", ["[1"]),
    ])
  func comments(line: String, expected: [String]) {
    #expect(splitCommands(line).map(String.init) == expected)
  }

  @Test("a command knows where it stands in its line")
  func commandsAreSlices() {
    let line = "ç = 1;  y = 2"
    let starts = splitCommands(line).map {
      line.utf8.distance(from: line.startIndex, to: $0.startIndex)
    }
    #expect(starts == [0, 9])
  }

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
