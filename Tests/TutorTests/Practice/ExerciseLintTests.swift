import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite("Rules for exercises")
struct ExerciseLintTests {
  private func faults(_ exercises: Exercise...) -> [String] {
    ExerciseLint(PracticeCourse.curriculum(exercises, [])).faults().map(\.description)
  }

  private func faults(
    of exercise: Exercise, _ change: (inout Exercise) -> Void
  ) -> [String] {
    var changed = exercise
    change(&changed)
    return faults(changed).map { String($0.drop { $0 != ":" }.dropFirst(2)) }
  }

  private func faults(_ change: (inout Exercise) -> Void) -> [String] {
    faults(of: PracticeCourse.throughAdd, change)
  }

  @Test("Exercises that obey have no fault")
  func none() {
    #expect(
      faults(
        PracticeCourse.throughAdd, PracticeCourse.outer, PracticeCourse.inner,
        PracticeCourse.oneRight, PracticeCourse.several, PracticeCourse.order,
        PracticeCourse.climb, PracticeCourse.fineH) == [])
  }

  @Test("Numbers that cannot be told apart are faults")
  func numbers() {
    #expect(
      faults { $0.mistakes = [.init(value: "z + 0.04", name: "value-for-slope")] }
        .contains("The mistake value-for-slope would be accepted."))
    #expect(
      faults {
        $0.mistakes = [
          .init(value: "9", name: "overwritten"), .init(value: "x^2", name: "averaged"),
        ]
      }.contains("The mistakes overwritten and averaged give the same."))
    #expect(
      faults { $0.mistakes = [.init(value: "zz", name: "overwritten")] }
        .contains("zz of overwritten means nothing here."))
    #expect(faults { $0.variations[0].first = 5 }.contains("The answer is the value of x."))
    #expect(faults { $0.kind = .value("x + y + 8") }.contains("The answer is the value of f."))
    #expect(
      faults { $0.kind = .value("1 / 0") }.contains("The answer 1 / 0 gives no finite value."))
    #expect(
      faults { $0.setup = ["x = 1; y = -1; q = x + y; f = q * z"] }
        .contains("The setup changes x, which is to vary."))
    #expect(faults { $0.hidden = ["y", "w"] } == ["There is no w to hide."])
    #expect(faults { $0.setup = ["y = q"] }.first?.hasPrefix("The setup of this page") == true)
  }

  @Test("A nudge to the other side is no mistake of its own where it gives the slope nearly")
  func approximations() {
    #expect(
      faults(of: PracticeCourse.throughAdd) {
        $0.variations = []
        $0.mistakes = []
        $0.setup = ["x = 4; z = 3; f = x^2 * z; h = 0.001"]
      }.filter { $0.hasPrefix("The mistake") } == [])
  }

  @Test("Hints and diagnoses that tell the answer are faults")
  func telling() {
    #expect(
      faults { $0.texts.hints[1] = "It is {z}, is it?" }.contains("Hint 2 contains the answer 5."))
    #expect(
      faults { $0.texts.hints[0] = "Not 15 and not 5.5 or -5 or x5 …" }.contains {
        $0.hasPrefix("Hint 1")
      } == true)
    #expect(faults { $0.texts.hints[0] = "Not 15, 5.5 or -5." } == [])
    #expect(
      faults { $0.texts.mistakes["added"] = "Why is it not {d(f, x)}?" }
        .contains("The text of added contains the answer 5."))
    #expect(
      faults { $0.texts.mistakes["added"] = "Rates multiply." }
        .contains("The text of added does not end in a question."))
    #expect(
      faults(of: PracticeCourse.inner) { $0.texts.hints[0] = "Say `4 * (2*x+y)`." }
        .contains("Hint 1 contains the answer 4*(2*x + y)."))
  }

  @Test("Texts that are missing, that nobody uses, or that cannot be computed are faults")
  func texts() {
    #expect(
      faults { $0.texts.hints.removeLast() }
        .contains("There are 2 hints; three are the least."))
    #expect(faults { $0.texts.why = nil }.contains("There is no text for why."))
    #expect(faults { $0.texts.solution = [] }.contains("There is no text for solution."))
    #expect(
      faults { $0.texts.mistakes = [:] }.contains("There is no text for mistake added."))
    #expect(
      faults { $0.texts.mistakes["other"] = "Why?" }
        .contains("Nothing uses the text of mistake other."))
    #expect(
      faults { $0.texts.why = "So {d(f, w)}." }.contains("{d(f, w)} cannot be computed."))
    #expect(
      faults(of: PracticeCourse.oneRight) { $0.texts.choices["last"] = nil }
        .contains("There is no text for choice last."))
    #expect(
      faults { $0.texts.why = "Well done!" }.contains("No exclamation marks: Well done!"))
    let long = Array(repeating: "word", count: 26).joined(separator: " ") + "."
    #expect(
      faults { $0.texts.why = Text(long) }.contains { $0.hasPrefix("A sentence has 26 words:") })
  }

  @Test("A goal that is reached at once, or not by its solution, is a fault")
  func goals() {
    let climb = PracticeCourse.climb
    #expect(
      faults(of: climb) { $0.kind = .goal(["f > -5"], moves: .free) }
        .contains("It is solved before it starts."))
    #expect(
      faults(of: climb) { $0.solution = ["run 3"] }
        .contains("The solution does not reach the goal."))
    #expect(
      faults(of: climb) { $0.solution = ["stride 3"] }
        .contains { $0.hasPrefix("The solution fails: ") })
    #expect(
      faults(of: climb) { $0.kind = .goal(["ff > 5"], moves: .free) }
        .contains("ff > 5 cannot be computed."))
  }

  @Test("Choices and orders whose mistakes are right are faults")
  func keys() {
    #expect(
      faults(of: PracticeCourse.oneRight) {
        $0.mistakes = [.init(value: "start", name: "never-evaluated")]
      }.contains("The mistake never-evaluated would be accepted."))
    #expect(
      faults(of: PracticeCourse.order) {
        $0.mistakes = [.init(value: "f, mul, z, q, x", name: "forwards")]
      }.contains("The mistake forwards would be accepted."))
  }

  @Test("Where only the first numbers pass, that is a fault")
  func draws() {
    #expect(
      faults {
        $0.variations = [
          .init(name: "x", first: 3, others: [5]), .init(name: "z", first: 5, others: [5]),
        ]
      }
      .contains("No other numbers pass; only the first ones are left."))
  }

  @Test("The lines of an exercise are the same in every language")
  func languages() {
    let english = PracticeCourse.curriculum()
    var exercise = PracticeCourse.throughAdd
    exercise.tolerance = .exact
    let other = PracticeCourse.curriculum([exercise, PracticeCourse.inner])
    let both = Curriculum(languages: [
      english.languages[0],
      Language(code: "pt", name: "Português", lessons: other.languages[0].lessons),
    ])
    #expect(
      ExerciseLint(both).faults(of: "chain-rule", in: "pt").map(\.description).contains(
        "pt chain-rule through-add: The lines of the exercises are not those of the English text."))
    #expect(ExerciseLint(both).faults(of: "chain-rule", in: "en") == [])
  }
}
