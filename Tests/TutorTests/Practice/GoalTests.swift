import DocumentModel
import Testing

@testable import Tutor

@Suite("Goals")
struct GoalTests {
  @Test("A goal is reached by steps, and looked at after every command")
  func reached() {
    var talk = Talk(exercise: PracticeCourse.climb)
    #expect(talk.say("again").contains { $0.contains("The goal: f > 5, steps <= 3.") })
    #expect(talk.say("step = 0.5") == ["step = 0.5"])
    let lines = talk.say("run 3")
    #expect(lines.contains("Reached: f > 5, steps <= 3."))
    #expect(lines.contains("f is 11.3281 after 3 steps."))
    #expect(lines.last == "to try | next (Enter)")
    #expect(talk.record("climb").solvedAlone == 1)
  }

  @Test("A limit that is passed and a mistake that shows are told; reset begins anew")
  func failed() {
    var talk = Talk(exercise: PracticeCourse.climb)
    let lines = talk.say("step 3")
    #expect(lines.last == "Not yet. With 0.1 f got to -0.354203. And with more?")
    #expect(talk.record("climb").mistakes == ["too-short": 1])
    #expect(talk.say("step").suffix(2) == ["The limit steps <= 3 was passed.", "reset (Enter)"])
    #expect(talk.record("climb").attempts == 2)
    #expect(talk.say("")[0] == "back to the beginning of the exercise    f = -3")
    #expect(talk.say("step = 0.5; run 3").contains("Reached: f > 5, steps <= 3."))
    #expect(talk.record("climb").solvedAlone == 0)
  }

  @Test("Numbers that only the goal reads are told with it, not as names")
  func filledGoals() {
    var climb = PracticeCourse.climb
    climb.variations = [
      .init(name: "t", first: 1000, others: [2000]), .init(name: "u", first: -2, others: [-2]),
      .init(name: "x", first: 1, others: [1]),
    ]
    climb.setup = ["y = -3; f = x * y; maximize f; step = 0.1"]
    climb.kind = .goal(["f + u * x > t", "f > u", "steps <= 3"], moves: .free)
    var talk = Talk(exercise: climb)
    let shown = talk.say("again")
    let goal = "f + (-2) * x > 1000, f > -2, steps <= 3"
    #expect(shown.contains("  The goal: \(goal). You may change everything."))
    #expect(shown.contains { $0.hasPrefix("  given | x = 1   y = -3   f = x * y") })
    #expect(talk.problem("answer 5")?.contains(goal) == true)
    #expect(talk.say("x = -2000").contains("Reached: \(goal)."))
    talk = Talk(exercise: climb)
    #expect(talk.say("exercise again").contains { $0.contains("> 2000, f > -2") })
  }

  @Test("A number of steps that is still to come is not told as one that is passed")
  func stillToCome() {
    var climb = PracticeCourse.climb
    climb.mistakes = []
    climb.kind = .goal(["f > 5", "steps >= 3", "evaluations / steps < 9"], moves: .free)
    var talk = Talk(exercise: climb)
    for line in ["step = 0.4", "x = 2", "step", "step"] {
      #expect(!talk.say(line).contains { $0.hasSuffix("holds no longer.") }, "\(line)")
    }
    let values = ExerciseValues(talk.session.bench, since: talk.session.start)
    for (condition, isOver) in [
      ("steps <= 1", true), ("abs(steps - 2) < 0.5", false), ("abs(steps - 1) < 0.5", true),
      ("steps > 1e9", false),
      ("f > 5", false), ("steps < f", false),
    ] {
      #expect(values.isOutOfReach(condition) == isOver, "\(condition)")
    }
  }

  @Test("Where a mistake has several conditions, all of them show it together")
  func conditionsTogether() {
    var climb = PracticeCourse.climb
    climb.mistakes = [.init(value: "steps > 2, min(step, 1) < 0.3", name: "too-short")]
    var talk = Talk(exercise: climb)
    #expect(talk.say("step = 0.2") == ["step = 0.2"])
    #expect(talk.say("step 3").last?.hasPrefix("Not yet. With 0.2") == true)
    #expect(talk.record("climb").mistakes == ["too-short": 1])
  }

  @Test("An input that is moved by hand does not count, until that is undone")
  func byHand() {
    for (line, way) in [("x = -9", "undo"), ("y := -4", "reset"), ("f = x - y + 9", "undo")] {
      var talk = Talk(exercise: PracticeCourse.climb)
      let lines = talk.say(line)
      #expect(lines.last?.hasPrefix("You changed ") == true, "\(line)")
      #expect(!talk.say("step = 0.5; run 3").contains { $0.hasPrefix("Reached") }, "\(line)")
      _ = talk.say(way)
      if way == "undo" { _ = talk.say("undo") }
      #expect(talk.session.bench.wasMovedByHand == false, "\(line)")
      #expect(talk.say("step = 0.5; run 3").contains { $0.hasPrefix("Reached") }, "\(line)")
    }
  }

  @Test("New names, settings and other strategies are no moves by hand")
  func noMoves() {
    var talk = Talk(exercise: PracticeCourse.climb)
    for line in ["g = x + 1", "h = 0.1", "strategy numerical", "hold x", "free x", "f", "grad"] {
      #expect(talk.say(line).last?.hasPrefix("You changed") != true, "\(line)")
    }
    #expect(!talk.session.bench.wasMovedByHand)
  }

  @Test("Where all moves are free, or some names, they count")
  func freeMoves() {
    var free = PracticeCourse.climb
    free.kind = .goal(["f > 5"], moves: .free)
    var talk = Talk(exercise: free)
    #expect(talk.say("x = -4").contains("Reached: f > 5."))
    free.kind = .goal(["f > 5"], moves: .stepping(byHand: ["y"]))
    talk = Talk(exercise: free)
    #expect(talk.say("x = -4").last?.hasPrefix("You changed") == true)
    _ = talk.say("undo")
    #expect(talk.say("y = 7").contains("Reached: f > 5."))
  }

  @Test(
    "Moves while a setting is outside what the goal asks do not count until they are taken back")
  func brokenSetting() {
    var climb = PracticeCourse.climb
    climb.kind = .goal(["f > 5", "step <= 0.5"], moves: .stepping(byHand: []))
    var talk = Talk(exercise: climb)
    #expect(talk.say("step = 2; run 3").last?.hasPrefix("These moves do not count") == true)
    #expect(talk.say("step = 0.5").last?.hasPrefix("The goal is met, but not") == true)
    _ = talk.say("reset")
    #expect(talk.say("step = 0.5; run 3").contains { $0.hasPrefix("Reached") })
  }

  @Test("Moves of what was held do not count")
  func releasedInput() {
    var climb = PracticeCourse.climb
    climb.setup = ["x = 1; y = -3; f = x * y; maximize f; step = 0.1; hold y"]
    var talk = Talk(exercise: climb)
    #expect(
      talk.say("free y; step = 0.5; run 3").last?.hasPrefix("These moves do not count") == true)
    #expect(talk.record("climb").solved == 0)
  }

  @Test("setup inside an exercise returns to its beginning")
  func setupInside() {
    var talk = Talk(exercise: PracticeCourse.climb)
    _ = talk.say("step")
    #expect(talk.say("setup")[0].hasPrefix("back to the beginning of the exercise"))
    #expect(talk.session.bench == talk.session.start)
  }

  @Test("numerical(f, x) is the difference quotient with the bench's h")
  func quotients() {
    var talk = Talk(exercise: PracticeCourse.fineH)
    #expect(talk.say("h = 0.001") == ["h = 0.001"])
    #expect(talk.say("h = 1e-15") == ["h = 1e-15"])
    #expect(talk.say("h = 1e-8").contains { $0.hasPrefix("Reached") })
    let values = ExerciseValues(talk.session.start, since: talk.session.start)
    #expect(abs(values.value(of: "numerical(f, x)")!.scalar! + 6.3) < 1e-9)
    #expect(abs(values.value(of: "2 * numerical(f, y) - steps")!.scalar! - 2) < 1e-9)
    let matrix = Talk("W = [1 2; 3 4]; L = sum(W^2); h = 0.5").session.bench
    let slope = ExerciseValues(matrix, since: matrix).value(of: "numerical(L, W[1, 0])")
    #expect(slope?.scalar == 6.5)
  }

  @Test("answer on a goal says what to do, and counts nothing")
  func answering() {
    var talk = Talk(exercise: PracticeCourse.climb)
    for line in ["answer", "answer 5"] {
      #expect(talk.problem(line)?.hasPrefix("Here is nothing to answer") == true)
    }
    #expect(talk.record("climb").attempts == 0)
    #expect(talk.say("3 * 4") == ["12"])
    let solution = talk.say("solution")
    #expect(solution.contains("  step = 0.5") && solution.contains("  run 3"))
  }
}

@Suite("What was practised is kept")
struct PracticeProgressTests {
  private let curriculum = PracticeCourse.curriculum()

  private func restored(_ talk: Talk, _ change: (String) -> String = { $0 }) throws -> Talk {
    var other = Talk(curriculum: curriculum)
    try other.session.restore(from: change(talk.session.progressScript()), using: other.engine)
    return other
  }

  @Test("A tutor that starts again goes on inside the exercise")
  func goesOn() throws {
    var talk = Talk("open 1", "x = 7", "exercise", "exercise again", curriculum: curriculum)
    _ = talk.say("answer 1234")
    _ = talk.say("hint")
    _ = talk.say("g = x * 2")
    var other = try restored(talk)
    #expect(other.prompt == talk.prompt)
    #expect(other.open?.attempts == 1 && other.open?.hintsShown == 1)
    #expect(other.value("g") == talk.value("g"))
    #expect(other.say("again") == talk.say("again"))
    #expect(other.record("through-add") == talk.record("through-add"))
    _ = other.say("back")
    #expect(other.value("x") == 7)
    #expect(other.session.progressScript().contains("answered chain-rule through-add attempts 1"))
  }

  @Test("Steps towards a goal, moves by hand and being solved are kept")
  func goals() throws {
    var talk = Talk("open 1", "exercise climb", "step = 0.5", "step 2", curriculum: curriculum)
    var other = try restored(talk)
    #expect(other.say("step").contains { $0.hasPrefix("Reached") })
    #expect(try restored(other).open?.isSolved == true)
    _ = talk.say("x = 5")
    other = try restored(talk)
    #expect(!other.say("step").contains { $0.hasPrefix("Reached") })
  }

  @Test("Words that are not known are passed over, and so is an exercise that is gone")
  func tolerant() throws {
    let talk = Talk("open 1", "x = 7", "exercise", curriculum: curriculum)
    var other = try restored(talk) {
      $0.replacing("exercise chain-rule through-add", with: "exercise chain-rule gone")
        .replacing(
          "open chain-rule 1",
          with:
            "answered chain-rule inner solved 2 luck 7 mistakes added 3\nanswered\nopen chain-rule 1"
        )
    }
    #expect(other.open == nil && other.value("x") == 7)
    #expect(other.record("inner").solved == 2 && other.record("inner").mistakes == ["added": 3])
    other = try restored(talk) {
      $0.replacing(
        "exercise chain-rule through-add draw 0", with: "exercise chain-rule through-add")
        + "frobnicate 3\n"
    }
    #expect(other.open == nil && other.value("x") == 7)
  }

  @Test("Of what two tutors noted, the more is kept")
  func merging() throws {
    let one = Talk("open 1", "exercise", "hint", "answer 5", curriculum: curriculum)
    let two = Talk("open 1", "exercise 2", "answer 8*x + 4*y", curriculum: curriculum)
    let merged = one.session.progressScript(mergedWith: two.session.progressScript())
    var talk = Talk(curriculum: curriculum)
    try talk.session.restore(from: merged, using: talk.engine)
    #expect(talk.record("through-add").hints == 1 && talk.record("inner").solved == 1)
    #expect(talk.open?.name.exercise == "through-add")
  }

  @Test("Days are noted where somebody says them")
  func days() {
    var talk = Talk("open 1", "exercise", curriculum: curriculum)
    talk.session.day = 20_000
    _ = talk.say("answer 4")
    #expect(talk.record("through-add").lastDay == 20_000)
  }
}
