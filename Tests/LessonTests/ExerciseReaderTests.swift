import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

@Suite("Reading exercises")
struct ExerciseReaderTests {
  private let head = "# Title\n\n```setup\nx = 1\n```\n\n## Page\n\nProse.\n\n"

  private func read(_ text: String) throws(LessonTextError) -> Lesson {
    try LessonReader.read(head + text, path: "en/01-a.md", number: 1, id: "a")
  }

  private func exercise(_ lines: String) throws -> Exercise {
    try #require(
      try read("```exercise one\nidea: gate\n\(lines)\n```\n\nWhat?\n").pages[0].exercises.first)
  }

  private func complaint(_ text: String) -> LessonTextError? {
    do throws(LessonTextError) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("Machine part, question and items are found")
  func wholeExercise() throws {
    let page = try read(
      """
      ```exercise through-add
      idea: chain-rule
      vary: x = 3 in 2..5
      vary: z = 5 in -7, 6
      setup: y = -1; q = x + y
      setup: f = q * z
      hide: y q
      answer: d(f, x)
      tolerance: 0.5% or 1e-6
      mistake x * z: times-own-value
      digits: 8
      ```

      At x = {x}, what is ∂f/∂x?

          f = (x + y) * z

      * hint: What reaches `q`?
      * hint: And then
        on two lines?
      * solution: It is {z}.
      * why: Add hands it on.
      * mistake times-own-value: Why times `x`?

      ## Next

      More.
      """
    ).pages[0]
    let exercise = try #require(page.exercises.first)
    #expect(exercise.id == "through-add")
    #expect(exercise.idea == "chain-rule")
    #expect(exercise.hidden == ["y", "q"])
    #expect(exercise.kind == .value("d(f, x)"))
    #expect(exercise.gradient == .init(output: "f", input: "x"))
    #expect(
      exercise.variations == [
        .init(name: "x", first: 3, others: [2, 3, 4, 5]),
        .init(name: "z", first: 5, others: [-7, 6]),
      ])
    #expect(exercise.setup == ["y = -1; q = x + y", "f = q * z"])
    #expect(exercise.tolerance == .init(relative: 0.005, absolute: 1e-6))
    #expect(exercise.mistakes == [.init(value: "x * z", name: "times-own-value")])
    #expect(exercise.digits == 8)
    #expect(exercise.texts.question.blocks.count == 2)
    #expect(
      exercise.texts.hints.map(\.plain) == ["What reaches q?", "And then on two lines?"])
    #expect(exercise.texts.solution.map(\.plain) == ["It is {z}."])
    #expect(exercise.texts.why?.plain == "Add hands it on.")
    #expect(exercise.texts.mistakes["times-own-value"]?.plain == "Why times x?")
    #expect(page.parts == [.prose(Document(.paragraph("Prose.")))])
  }

  @Test("Every kind of exercise is read")
  func kinds() throws {
    #expect(
      try exercise("formula: 2*x*y\nwhere: x in 1..2").kind
        == .formula("2*x*y", ranges: ["x": 1...2]))
    #expect(
      try exercise("choices: up*, down, both*").kind
        == .choices([
          .init(key: "up", isRight: true), .init(key: "down", isRight: false),
          .init(key: "both", isRight: true),
        ]))
    #expect(try exercise("order: f, q = r, x").kind == .order([["f"], ["q", "r"], ["x"]]))
    #expect(
      try exercise("goal: max(f, 1) > 5, steps <= 3\nsolution: run 3").kind
        == .goal(["max(f, 1) > 5", "steps <= 3"], moves: .stepping(byHand: [])))
    #expect(
      try exercise("goal: f > 5\nallows: x y\nsolution: x = 9").kind
        == .goal(["f > 5"], moves: .stepping(byHand: ["x", "y"])))
    #expect(try exercise("answer: [1 2]\ntolerance: exact").tolerance == .exact)
    #expect(
      try exercise("answer: 0\ntolerance: 1e-9 absolute").tolerance
        == .init(relative: 0, absolute: 1e-9))
    #expect(
      try exercise("answer: 4\nof: L, W1[0, 1]").gradient == .init(output: "L", input: "W1[0, 1]"))
  }

  @Test("An ask belongs to its page")
  func ask() throws {
    let page = try read("```ask double\nidea: gate\nanswer: 2\n```\n\nHow much?\n").pages[0]
    #expect(page.ask?.id == "double")
    #expect(page.ask?.texts.question == Document(.paragraph("How much?")))
    #expect(page.exercises.isEmpty)
  }

  @Test(
    "What cannot be read is named with its line",
    arguments: [
      ("answer: 1", LessonTextError.ExerciseFault.missing("idea"), 11),
      ("idea: a", .missing("answer"), 11),
      ("idea: a\nanswer: 1\nformula: 2", .secondKind, 14),
      ("idea: a\nchoices: up, down", .noRightChoice, 13),
      ("idea: a\nanswer: 1\nwhat: 2", .unknownLine("what: 2"), 14),
      ("idea: a\nanswer: 1\ntolerance: wide", .unreadable("wide"), 14),
      ("idea: a\ngoal: f > 1", .missing("solution"), 11),
    ])
  func faults(lines: String, fault: LessonTextError.ExerciseFault, line: Int) {
    let error = complaint("```exercise one\n\(lines)\n```\n\nWhat?\n")
    #expect(error?.reason == .exercise(fault))
    #expect(error?.line == line)
  }

  @Test("Two exercises of a lesson cannot have one name, and nothing of the page follows them")
  func placement() {
    let one = "```exercise one\nidea: a\nanswer: 1\n```\n\nWhat?\n\n"
    #expect(complaint(one + one)?.reason == .exercise(.sameName("one")))
    #expect(complaint(one + "```try\nx = 2\n```\n")?.reason == .exercise(.pageGoesOn))
    #expect(complaint(one + "* hint: a\n* help: b\n")?.reason == .exercise(.unknownItem("help: b")))
  }
}
