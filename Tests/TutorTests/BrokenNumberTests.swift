import Testing

@testable import Tutor

/// Numbers that break: the gate, its inputs and the last finite value are named, everywhere.
@Suite struct BrokenNumberTests {
  static let chain = "x = 1; q = x + 2; z = q - 5; f = log(z)"
  static let sentence =
    "It comes from log(z), at z = -2: a negative number has no logarithm. The last finite value was q = 3."

  @Test(
    "wherever a value is shown, what broke it is told",
    arguments: ["f", "show", "show f", "f + 1", "g = 2 * f", "grad", "x = 1", "check"])
  func everywhere(line: String) {
    var talk = Talk(Self.chain)
    #expect(talk.say(line).last == Self.sentence)
    _ = talk.say("x = 4")
    #expect(talk.value("f") == 0, "the session goes on")
  }

  @Test("moves of an objective that has no value tell it, too", arguments: ["step", "run 3"])
  func movesWithoutValue(line: String) {
    var talk = Talk(Self.chain)
    #expect(talk.say(line).last?.hasPrefix("It comes from log(z), at z = -2.") == true)
  }

  @Test("going to another bench tells it, too")
  func travelling() {
    var talk = Talk(Self.chain, "branch broken", "x = 10")
    #expect(talk.say("undo").last == Self.sentence)
    _ = talk.say("redo")
    #expect(talk.say("branch broken").last == Self.sentence)
  }

  @Test("in a matrix the entry is told, and an overflow says how large numbers may be")
  func matrices() {
    var talk = Talk("B = [1 2; 0 4]")
    #expect(
      talk.say("f = sum(log(B))").last
        == "It comes from log(B), at B[1, 0] = 0: 0 has no logarithm.")
    _ = talk.say("B = [1 2; 1 800]")
    #expect(
      talk.say("g = sum(exp(B))").last
        == "It comes from exp(B), at B[1, 1] = 800: the result is larger than the largest number, 1.8e308."
    )
  }

  @Test("a slope that breaks where the value does not names its gate")
  func slopes() {
    var talk = Talk("x = 0; f = sqrt(x)")
    for line in ["step", "grad"] {
      #expect(
        talk.say(line).last == "It comes from sqrt(x), at x = 0: its local slope is inf.")
    }
    #expect(talk.value("x") == 0)
  }

  @Test("moves that leave the numbers tell what was finite last")
  func moves() {
    var talk = Talk("x = 200; f = x^2; minimize f; step = 1e80")
    let lines = talk.say("run 5")
    #expect(lines.last == "After move 1 f was still 1.6e+165.")
    #expect(
      lines.dropLast().last
        == "It comes from x^2, at x = -1.6e+243: the result is larger than the largest number, 1.8e308."
    )
    _ = talk.say("x = 200; step = 1e160")
    #expect(talk.say("step").last == "Before the first move f was 40000.")
  }
}
