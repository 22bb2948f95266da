import GradientCore
import Testing

@testable import Tutor

/// The four strategies side by side.
@Suite struct RaceTests {
  @Test("a race on the learner's circuit tells how far each came, and changes nothing")
  func own() {
    var talk = Talk("x = 1; y = -3; f = -(x - 2)^2 - y^2")
    let before = talk.session.bench
    let lines = talk.say("race")
    #expect(lines[0] == "strategy | best value | evaluations | moves | from the start")
    #expect(lines[1].hasPrefix("random search | "))
    #expect(lines[1].contains(" | 300 | 300 | "))
    #expect(lines[3].contains(" | 300 | 100 | "))
    #expect(lines[4].contains(" | 300 | 75 | "))
    #expect(lines.last!.contains("A backward pass counts as three evaluations."))
    #expect(lines.last!.contains("a move costs 3 evaluations by the numerical gradient and 4"))
    #expect(talk.session.bench == before)
    #expect(talk.say("race") == lines, "the same seed, the same race")
    #expect(talk.say("seed = 5; race") != lines)
    #expect(talk.say("race 40")[1].contains(" | 40 | 40 | "))
  }

  @Test(
    "where there is no top, that is said, and another race is run",
    arguments: [
      ("maximize f", "f has no top:", "from the top"),
      ("minimize f", "f has no bottom:", "from the bottom"),
    ])
  func endless(direction: String, sentence: String, column: String) {
    var talk = Talk("x = 1; y = -3; f = x * y; \(direction)")
    let lines = talk.say("race")
    #expect(lines[0].hasPrefix(sentence))
    #expect(lines[2].hasSuffix(column))
    #expect(lines.contains { $0.contains("Within one move of the goal: ") })
  }

  @Test("matrices race with all their entries")
  func matrices() {
    var talk = Talk("W = ones(2, 3); f = sum((W - 2)^2); minimize f; hold W; free W")
    let lines = talk.say("race 140")
    #expect(lines[3].contains(" | 140 | 20 | "), "six slopes and one move")
  }

  @Test("with many inputs the backward pass wins")
  func many() {
    var talk = Talk("n = 3")
    let lines = talk.say("race n=100")
    #expect(lines[0] == "The race is on -Σ(xᵢ - 3)² with n = 100; all inputs are 0 at the start.")
    #expect(lines.contains { $0.contains("best first: analytic gradient ") })
    #expect(lines.last!.contains("costs 101 evaluations by the numerical gradient and 4"))
    #expect(talk.problem("race n=20000")?.hasPrefix("A race with 20000 inputs") == true)
    #expect(talk.problem("race n=0") != nil)
    #expect(talk.problem("race fast") != nil)
  }

  @Test("a race in slices is the same, and can be stopped")
  func slices() {
    let setup = "W = normal(3, 3); f = -sum((W - 1)^2)"
    var whole = Talk(setup)
    let expected = whole.answer("race")
    for slice in [1, 7, 1_000] {
      var talk = Talk(setup)
      var answer = talk.session.respond(to: "race", using: talk.engine)
      while talk.session.isWorking {
        if let next = talk.session.advance(steps: slice, using: talk.engine) { answer = next }
      }
      #expect(answer == expected)
    }
    var talk = Talk(setup)
    let before = talk.session.bench
    _ = talk.session.respond(to: "race; W = 1", using: talk.engine)
    _ = talk.session.advance(steps: 30, using: talk.engine)
    #expect(
      talk.session.workStatus(using: talk.engine)?.plain.hasPrefix("race: 30 of 1200") == true)
    #expect(
      talk.session.interrupt().document.lines
        == ["Stopped after 30 of 1200. Nothing of the bench has changed."])
    #expect(talk.session.bench == before)
  }
}
