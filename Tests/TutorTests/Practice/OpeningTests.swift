import DocumentModel
import Testing

@testable import Tutor

@Suite("Opening and leaving exercises")
struct OpeningTests {
  private let curriculum = PracticeCourse.curriculum()

  @Test("An exercise opens with heading, question, what is given and what can be typed")
  func screen() {
    var talk = Talk("open 1", curriculum: curriculum)
    let lines = talk.say("exercise")
    #expect(lines[0] == "Chain rule · exercise 1")
    #expect(lines.contains("  At x = 3 and z = 5, what is it?"))
    #expect(lines.contains("  An answer within 1 % counts."))
    #expect(lines.contains("  given | x = 3   z = 5   y = -1   q = x + y   f = q * z"))
    #expect(lines.last == "  to try | answer NUMBER   hint   solution   skip")
    #expect(talk.prompt == "chain rule · exercise 1 ▸ ")
    #expect(talk.say("where")[0].hasPrefix("1 Chain rule, exercise 1 of "))
    #expect(talk.say("again") == lines)
  }

  @Test("Names that are hidden are not listed as given; the bench has them")
  func hidden() {
    var exercise = PracticeCourse.throughAdd
    exercise.hidden = ["x", "q"]
    var talk = Talk(exercise: exercise)
    let given = talk.say("again").first { $0.hasPrefix("  given") }
    #expect(given == "  given | z = 5   y = -1   f = q * z")
    #expect(talk.value("x") == 3)
  }

  @Test("To a matrix nothing says how many rows and columns it has")
  func matrixSamples() {
    for exercise in [PracticeCourse.outer, PracticeCourse.wide] {
      var talk = Talk(exercise: exercise)
      #expect(
        talk.say("again").last == "  to try | answer [a b …; c d …]   hint   solution   skip")
    }
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    #expect(talk.say("again").last?.hasPrefix("  to try | answer NUMBER") == true)
  }

  @Test("The learner's bench is kept, and course commands bring it back with its history")
  func ownBench() {
    for line in ["next", "back", "open 1", "play", "rerun"] {
      var talk = Talk("open 1", "x = 7", "exercise", "x = 1", curriculum: curriculum)
      #expect(talk.value("y") == -1)
      _ = talk.say(line)
      #expect(talk.open == nil, "\(line)")
      #expect(talk.value("x") == 7 && talk.value("y") == 5, "\(line)")
      if line == "play" { continue }
      _ = talk.say("undo")
      #expect(talk.value("x") == -2, "\(line)")
      _ = talk.say("x = 9; reset")
      #expect(talk.value("x") == -2, "\(line)")
    }
  }

  @Test("back leads from an exercise to the open page, not to the one before")
  func back() {
    var talk = Talk("open 1 2", "exercise through-add", curriculum: curriculum)
    _ = talk.say("back")
    #expect(talk.prompt == "chain rule 2/2 ▸ ")
  }

  @Test("What a line does before it opens an exercise can be undone afterwards")
  func sameLine() {
    var talk = Talk("open 1", "x = 8; exercise", "back", curriculum: curriculum)
    #expect(talk.value("x") == 8)
    _ = talk.say("undo")
    #expect(talk.value("x") == -2)
  }

  @Test("Every command works on the exercise's bench; undo and reset stay in it")
  func insideCommands() {
    var talk = Talk("open 1", "x = 7", "exercise", curriculum: curriculum)
    #expect(talk.problem("undo") == "There is nothing to take back.")
    #expect(talk.say("x = 4")[0] == "x = 4    f = 15    (was 10, up 5)")
    #expect(talk.say("undo")[0].hasPrefix("took back x = 4"))
    _ = talk.say("maximize f; step 3")
    #expect(talk.say("reset")[0] == "back to the beginning of the exercise    f = 10")
    for line in ["circuit", "grad", "check", "show f", "help step", "lessons"] {
      #expect(!talk.answer(line).failed, "\(line)")
    }
    #expect(talk.open != nil)
  }

  @Test("reset begins an exercise anew where its bench was empty, too")
  func resetToNothing() {
    var talk = Talk(exercise: PracticeCourse.inner)
    _ = talk.say("x = 4")
    #expect(talk.say("reset")[0] == "back to the beginning of the exercise")
    #expect(talk.session.bench.definitions.names.isEmpty)
  }

  @Test(
    "An exercise goes by its number, its lesson's, or the beginning of its name",
    arguments: [
      ("exercise 2", "chain rule · exercise 2 ▸ "), ("exercise 1.3", "chain rule · exercise 3 ▸ "),
      ("exercise 1 4", "chain rule · exercise 4 ▸ "),
      ("exercise chain-rule 2", "chain rule · exercise 2 ▸ "),
      ("exercise inn", "chain rule · exercise 2 ▸ "),
      ("exercise climb", "chain rule · exercise 4 ▸ "),
    ])
  func names(line: String, prompt: String) {
    var talk = Talk("open 1", curriculum: curriculum)
    #expect(!talk.answer(line).failed)
    #expect(talk.prompt == prompt)
    // Another lesson stays where it is.
    var other = Talk("open 2", curriculum: curriculum)
    guard line != "exercise 2" else { return }
    #expect(!other.answer(line).failed)
    #expect(other.say("back").first?.hasPrefix("Neuron · Last") == true)
  }

  @Test("What is no exercise is refused with what could be meant")
  func refusals() {
    var talk = Talk("open 1", curriculum: curriculum)
    #expect(talk.problem("exercise 9") == "The exercises of Chain rule are numbered from 1 to 4.")
    #expect(talk.problem("exercise iner") == "I don't know iner. Did you mean inner?")
    #expect(talk.answer("exercise iner").request == .prefill("exercise inner"))
    #expect(talk.problem("exercise qqqq") == "There is no exercise qqqq.")
    #expect(talk.problem("exercise 2.1") == "The lesson Neuron has no exercises.")
    #expect(talk.problem("exercise again") == "No exercise is open. exercise opens one.")
    #expect(talk.problem("hint") == "No exercise is open. exercise opens one.")
    _ = talk.say("play")
    #expect(talk.answer("exercise").request == .prefill("resume"))
    var empty = Talk(curriculum: curriculum)
    #expect(empty.problem("exercise")?.hasPrefix("No lesson is open.") == true)
  }

  @Test("exercise opens the next unsolved of the page, of pages seen, of the lesson")
  func nextOne() {
    var talk = Talk("open 1 2", curriculum: curriculum)
    _ = talk.say("exercise")
    #expect(talk.prompt.contains("exercise 4"))
    _ = talk.say("step = 0.5; run 3")
    _ = talk.say("back")
    _ = talk.say("exercise")
    // Page 1 was not seen, and is the lesson's.
    #expect(talk.prompt.contains("exercise 1"))
    _ = talk.say("answer 5")
    _ = talk.say("exercise")
    #expect(talk.prompt.contains("exercise 2"))
    _ = talk.say("exercise")
    #expect(talk.prompt.contains("exercise 2"))
    _ = talk.say("exercise next")
    #expect(talk.prompt.contains("exercise 3"))
  }

  @Test("skip goes on to the next exercise, then to the next page; it is noted")
  func skip() {
    var talk = Talk("open 1", "exercise", curriculum: curriculum)
    for number in 2...3 {
      _ = talk.say("skip")
      #expect(talk.prompt == "chain rule · exercise \(number) ▸ ")
    }
    _ = talk.say("skip")
    #expect(talk.prompt == "chain rule 2/2 ▸ ")
    #expect(talk.record("through-add").skips == 1)
    _ = talk.say("skip")
    #expect(talk.prompt == "neuron 1/1 ▸ ")
    _ = talk.say("skip")
    #expect(talk.prompt == "neuron 1/1 ▸ ")
  }

  @Test("exercise again draws other numbers, by a number of its own")
  func draws() {
    var talk = Talk("open 1", "exercise", curriculum: curriculum)
    var seen: Set<[Double?]> = []
    for _ in 0..<12 {
      seen.insert([talk.value("x"), talk.value("z")])
      _ = talk.say("exercise again")
    }
    #expect(seen.count > 4)
    #expect(talk.record("through-add").draw == 12)
    var other = Talk("open 1", "exercise", curriculum: curriculum)
    for _ in 0..<12 { _ = other.say("exercise again") }
    #expect(other.session == talk.session)
  }

  @Test("Numbers that would make it ambiguous are drawn again")
  func ambiguousDraws() throws {
    var exercise = PracticeCourse.throughAdd
    // With z = 6, a mistake would be right; with 7, two give one number.
    exercise.mistakes = [
      .init(value: "6", name: "six"), .init(value: "z + 1", name: "added"),
      .init(value: "8", name: "eight"),
    ]
    let talk = Talk(exercise: exercise)
    let placed = try #require(talk.session.openExercise?.placed)
    for draw in 1...40 as ClosedRange<UInt64> {
      let bench = try talk.session.bench(of: placed, draw: draw, using: talk.engine)
      let z = bench.definitions.value(ofLeaf: "z")?.scalar
      #expect(z != 6 && z != 7)
    }
  }

  @Test("Choices and cards are shuffled: the right ones are not always first")
  func shuffled() {
    let firsts = (0..<20).map { PracticeCourse.oneRight.shownKeys(draw: UInt64($0))[0] }
    #expect(Set(firsts).count > 2)
    for draw in 0..<50 {
      #expect(
        PracticeCourse.order.shownKeys(draw: UInt64(draw)) != ["f", "mul", "q", "z", "x"])
    }
  }

  @Test("A page with exercises offers them")
  func footer() {
    var talk = Talk(curriculum: curriculum)
    #expect(talk.say("open 1").last == "  to try | exercise (3 here)   grad   next (Enter)")
    #expect(talk.say("open 2").last?.contains("exercise") == false)
  }

  @Test("Tab knows the exercises of the lesson and the letters of what is shown")
  func completion() {
    var talk = Talk("open 1", curriculum: curriculum)
    func offered(_ line: String) -> [String] {
      talk.session.completions(for: line, cursor: line.utf8.count).items.map(\.text)
    }
    #expect(
      offered("exercise ") == ["through-add", "inner", "one-right", "climb", "again", "next"])
    #expect(offered("exercise in") == ["inner"])
    #expect(offered("ans") == ["answer"])
    _ = talk.say("exercise one-right")
    #expect(offered("answer ") == ["a", "b", "c", "d"])
    _ = talk.say("exercise 1")
    #expect(offered("answer sig") == ["sigmoid(", "sign("])
  }
}
