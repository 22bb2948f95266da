import DocumentModel
import GradientCore

@testable import Tutor

/// A small lesson of two pages with an exercise of every kind.
enum PracticeCourse {
  static func exercise(
    _ id: String, _ kind: Exercise.Kind, setup: [String]? = nil,
    _ change: (inout Exercise) -> Void = { _ in }
  ) -> Exercise {
    var exercise = Exercise(id: id, idea: "gate", kind: kind)
    exercise.setup = setup
    exercise.texts.question = Document(.paragraph("What?"))
    exercise.texts.hints = ["Look.", "Look again.", "Nearly there."]
    exercise.texts.solution = ["Like this."]
    exercise.texts.why = "It is so."
    change(&exercise)
    return exercise
  }

  /// ∂f/∂x = z of f = (x + y)·z.
  static let throughAdd = exercise(
    "through-add", .value("d(f, x)"), setup: ["y = -1; q = x + y; f = q * z"]
  ) {
    $0.variations = [
      .init(name: "x", first: 3, others: [2, 3, 4, 6]),
      .init(name: "z", first: 5, others: [-7, -6, 5, 6, 7]),
    ]
    $0.gradient = .init(output: "f", input: "x")
    $0.mistakes = [.init(value: "z + 1", name: "added")]
    $0.texts.question = Document(.paragraph("At x = {x} and z = {z}, what is it?"))
    $0.texts.hints[2] = "Upstream is {z}."
    $0.texts.solution = ["It is {z} · 1 = {d(f, x)}."]
    $0.texts.mistakes = ["added": "Do rates add along a wire?"]
  }

  static let outer = exercise("outer", .value("[6 8; -3 -4]"), setup: []) {
    $0.mistakes = [.init(value: "[6 -3; 8 -4]", name: "transposed")]
  }

  static let wide = exercise("wide", .value("[1 2 3]"), setup: [])

  static let inner = exercise("inner", .formula("4*(2*x + y)", ranges: [:]), setup: []) {
    $0.mistakes = [
      .init(value: "2*(2*x + y)", name: "inner-forgotten"), .init(value: "4", name: "outer-lost"),
    ]
    $0.texts.mistakes = [
      "inner-forgotten": "How does 2x + y grow with x?", "outer-lost": "And what of the square?",
    ]
  }

  static let oneRight = exercise(
    "one-right",
    .choices([
      .init(key: "start", isRight: true), .init(key: "zero", isRight: false),
      .init(key: "last", isRight: false), .init(key: "mean", isRight: false),
    ]), setup: []
  ) {
    $0.mistakes = [.init(value: "zero", name: "never-evaluated")]
    $0.texts.mistakes = ["never-evaluated": "Was f ever there?"]
    $0.texts.choices = [
      "start": "the start", "zero": "(0, 0)", "last": "the last", "mean": "their mean",
    ]
  }

  static let several = exercise(
    "several",
    .choices([
      .init(key: "half", isRight: true), .init(key: "share", isRight: true),
      .init(key: "none", isRight: false),
    ]), setup: []
  ) { $0.texts.choices = ["half": "half", "share": "a share", "none": "none"] }

  static let order = exercise(
    "order", .order([["f"], ["mul"], ["q", "z"], ["x"]]), setup: []
  ) {
    $0.mistakes = [.init(value: "x, q, z, mul, f", name: "forwards")]
    $0.texts.mistakes = ["forwards": "Where does a gradient begin?"]
    $0.texts.cards = ["mul": "the multiply gate"]
  }

  static let climb = exercise(
    "climb", .goal(["f > 5", "steps <= 3"], moves: .stepping(byHand: [])),
    setup: ["x = 1; y = -3; f = x * y; maximize f; step = 0.1"]
  ) {
    $0.solution = ["step = 0.5", "run 3"]
    $0.mistakes = [.init(value: "(steps > 2) * (step < 0.3)", name: "too-short")]
    $0.texts.mistakes = ["too-short": "With {step} f got to {f}. And with more?"]
    $0.texts.why = "f is {f} after {steps} steps."
  }

  static let fineH = exercise(
    "fine-h", .goal(["abs(numerical(f, x) - d(f, x)) < 1e-6"], moves: .stepping(byHand: [])),
    setup: ["x = 1; y = -3; f = x^2 * y; h = 0.1"]
  ) { $0.solution = ["h = 1e-8"] }

  static func curriculum(
    _ first: [Exercise] = [throughAdd, inner, oneRight], _ second: [Exercise] = [climb]
  ) -> Curriculum {
    var pages = [
      Page(
        title: "One",
        parts: [
          .prose(Document(.paragraph("First."))),
          .example(Example(exchanges: [.init(command: "f", answer: ["-12"])])),
        ], suggestions: ["grad"]),
      Page(title: "Two", parts: [.prose(Document(.paragraph("Second.")))]),
    ]
    pages[0].exercises = first
    pages[1].exercises = second
    let lesson = Lesson(
      number: 1, id: "chain-rule", title: "Chain rule",
      setup: ["x = -2; y = 5; z = -4; f = (x + y) * z"], pages: pages)
    let other = Lesson(
      number: 2, id: "neuron", title: "Neuron", setup: ["w = 1; g = w^2"],
      pages: [Page(title: "Last", parts: [.prose(Document(.paragraph("End.")))])])
    return Curriculum(
      languages: [Language(code: "en", name: "English", lessons: [lesson, other])])
  }
}

extension Talk {
  /// In the open lesson, with this exercise open.
  init(exercise: Exercise) {
    self.init(
      "open 1", "exercise \(exercise.id)", curriculum: PracticeCourse.curriculum([exercise]))
  }

  var prompt: String { session.prompt.plain }
  var open: OpenExercise? { session.practice.open }

  func record(_ id: String) -> ExerciseRecord {
    session.practice.records[ExerciseName(lesson: "chain-rule", exercise: id)] ?? ExerciseRecord()
  }

  /// What stands behind the letter of a choice or card.
  func letter(_ key: String, of exercise: Exercise) -> String {
    let keys = exercise.shownKeys(draw: open?.draw ?? 0)
    return ShownKey.letter(keys.firstIndex(of: key)!)
  }
}
