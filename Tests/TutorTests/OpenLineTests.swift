import Testing

@testable import Tutor

@Suite struct OpenLineTests {
  @Test(
    "a line is open while a bracket in it is",
    arguments: [
      ("x = (1 +", true), ("x = (1 + 2)", false), ("W = [[1, 2],", true), ("save \"a(b\"", false),
      ("x = 1 # (see", false), ("f = (x + y]", false), ("a = 1; W = [1 2", true), ("", false),
    ])
  func open(line: String, isOpen: Bool) { #expect(OpenLine.isOpen(line, words: [:]) == isOpen) }

  @Test(
    "a bracket is nothing special where no formula stands",
    arguments: [
      ("save a[b", false), ("x = 1; load /tmp/(x", false), ("source ~/[31m", false),
      ("open chain(", false), ("help max(", false), ("salvar a[b", false),
      ("open = (1 +", true), ("save * (1 +", true), ("save / (1 +", true), ("show (x +", true),
      ("save a; x = (1 +", true), ("time save a[b", false), ("time x + (1", true),
      ("x = 1; salvar a(b; y = (2 +", true), ("salvar = (1 +", true),
    ])
  func plainWords(line: String, isOpen: Bool) {
    #expect(OpenLine.isOpen(line, words: ["salvar": "save"]) == isOpen)
  }

  @Test("in a matrix a line is a row, unless something else goes on")
  func joining() {
    func joined(_ line: String, _ next: String) -> String {
      OpenLine.joined(line, next, words: [:])
    }
    #expect(joined("W = [1 2", "-3 4]") == "W = [1 2; -3 4]")
    #expect(joined("W = [1 2;  # first row", "  3 4]") == "W = [1 2; 3 4]")
    #expect(joined("W = [[1, 2],", " [3, 4]]") == "W = [[1, 2], [3, 4]]")
    #expect(joined("W = [", "1 2") == "W = [ 1 2")
    #expect(joined("W = [1 2", "]") == "W = [1 2 ]")
    #expect(joined("x = (1 +", "2)") == "x = (1 + 2)")
    #expect(joined("f = max(x,", "y)") == "f = max(x, y)")
  }
}

@Suite struct OpenScriptTests {
  @Test("the lines of a script are joined, but a forgotten bracket swallows no definition")
  func lines() {
    let lines = OpenLine.lines(of: "W = [1 2\n  3 4]\nx = (1 +\ny = 2\n\nz = (3\n\n4", words: [:])
    #expect(lines.map(\.number) == [1, 3, 4, 5, 6, 7, 8])
    #expect(lines[0].text == "W = [1 2; 3 4]")
    #expect(lines[1].text == "x = (1 +")
  }
}

@Suite struct AskingTests {
  @Test("a question mark asks for help, before or behind a word")
  func question() {
    var talk = Talk("x = 2; f = x^2; gate(a, b) = a * b")
    #expect(talk.say("step?") == talk.say("help step"))
    #expect(talk.say("? step") == talk.say("help step"))
    #expect(talk.say("step ?") == talk.say("help step"))
    #expect(talk.say("?") == talk.say("help"))
    #expect(talk.say("x?") == talk.say("show x"))
    #expect(talk.say("hold = 5; hold?").contains("hold = 5"))
    #expect(talk.say("gate?") == ["gate(a, b) = a * b"])
    #expect(talk.say("where?") == talk.say("help where"))
    #expect(talk.say("ties?").first == "ties = split")
    #expect(talk.say("answer?").contains("  answer the open exercise"))
    #expect(talk.say("σ?").first == "sigmoid(a)")
    #expect(talk.place("sigmod?") == "sigmod")
    #expect(talk.problem("x = 2?") != nil)
    #expect(talk.say("x = 3; step?").first == "x = 3    f = 9    (was 4, up 5)")
  }

  @Test("a key asks about the word at the cursor, and nothing changes")
  func explanation() {
    let talk = Talk("x = 2")
    func asked(_ line: String, at cursor: Int) -> [String] {
      talk.session.explanation(of: line, at: cursor, using: talk.engine).lines
    }
    #expect(asked("1 + sig", at: 0).last == asked("", at: 0).last)
    #expect(asked("1 + sigmoid(x)", at: 6).first == "sigmoid(a)")
    #expect(asked("1 + sigmoid(3", at: 13).first == "sigmoid(a)")
    #expect(asked("hold ", at: 5).first?.hasPrefix("hold") == true)
    #expect(asked("x", at: 1).first?.hasPrefix("x = 2") == true)
  }
}
