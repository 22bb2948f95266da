import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

/// One exercise of one lesson in one language.
struct ExerciseCase: CustomTestStringConvertible {
  var language: Language
  var placed: PlacedExercise
  var testDescription: String { "\(language.code) \(placed.lesson.id) \(placed.exercise.id)" }

  static let all: [ExerciseCase] = Curriculum.standard.languages.flatMap { language in
    language.lessons.flatMap(\.exercises).map { ExerciseCase(language: language, placed: $0) }
  }
}

@Suite("Exercises of the lessons")
struct ExerciseTests {
  @Test(
    "Every exercise obeys the rules, with all the numbers it can draw",
    arguments: Curriculum.standard.languages[0].lessons.map(\.id))
  func rules(_ lesson: String) {
    // What was found out about numbers in one language is known in the next.
    let lint = ExerciseLint(.standard)
    for language in Curriculum.standard.languages {
      #expect(lint.faults(of: lesson, in: language.code).map(\.description) == [])
    }
  }

  @Test(
    "An exercise and the prompt below it fit 24 rows of 80 columns", arguments: ExerciseCase.all)
  func screens(_ exercise: ExerciseCase) {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: exercise.language.code)
    let name = exercise.placed.exercise.id
    for line in ["open \(exercise.placed.lesson.id)", "exercise \(name)", "exercise again"] {
      let answer = session.respondToEnd(line, using: engine)
      #expect(!answer.failed, "\(line)")
      guard line.hasPrefix("exercise") else { continue }
      let shown = rendered(answer.document)
      #expect(shown.count <= 23, "\(shown.count) lines")
      for line in shown { #expect(line.count <= 80, "\(line)") }
    }
    #expect(session.prompt.plain.count <= 50)
  }

  @Test("No text of an exercise shows a place that is not filled in", arguments: ExerciseCase.all)
  func places(_ exercise: ExerciseCase) throws {
    let engine = Engine()
    let session = Session(curriculum: .standard, language: exercise.language.code)
    let texts = exercise.placed.exercise.texts
    let items =
      texts.hints + texts.solution + [texts.why].compactMap { $0 }
      + [texts.mistakes, texts.accepted, texts.choices, texts.cards].flatMap(\.values)
    for draw in 0..<3 {
      let bench = try session.bench(of: exercise.placed, draw: UInt64(draw), using: engine)
      let values = ExerciseValues(bench, since: bench)
      let shown =
        rendered(values.filled(texts.question, in: session.voice))
        + items.map { values.filled($0, in: session.voice).plain }
      for text in shown { #expect(!text.contains { "{}".contains($0) }, "\(text)") }
    }
  }

  @Test(
    "Hints, solution, diagnoses and what is said of a solved one fit a screen, too",
    arguments: ExerciseCase.all)
  func replies(_ exercise: ExerciseCase) {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: exercise.language.code)
    func check(_ document: Document, _ what: String) {
      let shown = rendered(document)
      #expect(shown.count <= 23, "\(what): \(shown.count) lines")
      for line in shown { #expect(line.count <= 80, "\(what): \(line)") }
    }
    let placed = exercise.placed
    _ = session.respondToEnd("open \(placed.lesson.id)", using: engine)
    _ = session.respondToEnd("exercise \(placed.exercise.id)", using: engine)
    for name in placed.exercise.mistakes.map(\.name) {
      guard let text = session.explanation(name, placed) else {
        Issue.record("\(name)")
        continue
      }
      let said = session.voice.say(Phrase("Not yet. {explanation}", ["explanation": text]))
      check(Document(.paragraph(said)), name)
    }
    let values = session.startValues
    for text in placed.exercise.texts.accepted.values {
      check(Document(.paragraph(values.filled(text, in: session.voice))), "accepted")
    }
    for number in placed.exercise.texts.hints.indices {
      check(session.respondToEnd("hint", using: engine).document, "hint \(number + 1)")
    }
    check(session.respondToEnd("solution", using: engine).document, "solution")
    check(session.solved(placed, nil, because: nil).document, "solved")
  }

  @Test(
    "An exercise goes on after a restart as if nothing had happened", arguments: ExerciseCase.all)
  func restarts(_ exercise: ExerciseCase) throws {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: exercise.language.code)
    for line in [
      "open \(exercise.placed.lesson.id)", "exercise \(exercise.placed.exercise.id)", "hint",
    ] { _ = session.respondToEnd(line, using: engine) }
    var other = Session(curriculum: .standard)
    try other.restore(from: session.progressScript(), using: engine)
    #expect(other.prompt == session.prompt)
    #expect(
      other.respondToEnd("again", using: engine) == session.respondToEnd("again", using: engine))
  }
}

@Suite("Proving a folder of lessons")
struct LessonCheckTests {
  private func complaints(_ text: String) throws -> [String] {
    let files: [LessonFile] = [("en/05-chain-rule.md", text)]
    let curriculum = try Curriculum.standard(with: files)
    return LessonCheck(curriculum, render: rendered).complaints(about: files).map {
      "\($0.place): \(Language.english.say($0.reason).plain)"
    }
  }

  private let head = "# Chain rule\n\n```setup\nx = 3; f = x^2\n```\n\n## One\n\nProse.\n\n"

  @Test("A lesson whose commands answer what is shown is well")
  func well() throws {
    #expect(try complaints(head + "```tutor\n> f\n9\n```\n") == [])
  }

  @Test("Answers that differ, setups that fail and exercises that break rules are told")
  func faults() throws {
    #expect(
      try complaints(head + "```tutor\n> f\n8\n```\n")
        == ["en chain-rule 1: > f answers something else than is shown."])
    #expect(
      try complaints(head.replacing("x = 3", with: "x = w")).first?
        .hasPrefix("en chain-rule 1: The setup of this page does not run:") == true)
    let told = try complaints(
      head
        + "```tutor\n> f\n9\n```\n\n```exercise one\nidea: slope\nanswer: d(f, x)\n```\n\nWhat?\n")
    #expect(told.contains("en chain-rule one: There are 0 hints; three are the least."))
  }
}
