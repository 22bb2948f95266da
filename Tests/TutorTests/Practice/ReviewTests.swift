import Testing

@testable import Tutor

@Suite("Review")
struct ReviewTests {
  /// Four exercises of four ideas on the first page.
  private static let course: Curriculum = {
    let ideas = ["gate", "slope", "fork", "limit"]
    let exercises = zip(
      ideas,
      [
        PracticeCourse.throughAdd, PracticeCourse.inner, PracticeCourse.oneRight,
        PracticeCourse.several,
      ]
    ).map { idea, exercise in
      var exercise = exercise
      exercise.idea = idea
      return exercise
    }
    return PracticeCourse.curriculum(exercises, [PracticeCourse.climb])
  }()

  private func learner(on day: Int = 100) -> Talk {
    var talk = Talk(curriculum: Self.course)
    talk.session.day = day
    return talk
  }

  @Test("Before anything was read there is nothing to review, which is said kindly")
  func nothing() {
    var talk = learner()
    let answer = talk.answer("review")
    #expect(!answer.failed)
    #expect(answer.document.lines.first?.hasPrefix("There is nothing to review yet.") == true)
    #expect(talk.open == nil)
  }

  @Test("Exercises of pages that were seen are asked, each idea once")
  func chosen() {
    var talk = learner()
    _ = talk.say("open 1")
    let chosen = talk.session.chosenForReview()
    #expect(chosen.map(\.exercise.idea).sorted() == ["fork", "gate", "limit", "slope"])
    _ = talk.say("review")
    #expect(talk.prompt == "review 1/4 ▸ ")
  }

  @Test("What was mistaken comes before what is known, and that before what is fresh")
  func order() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("exercise through-add")
    _ = talk.say("answer 6")
    _ = talk.say("answer 5")
    _ = talk.say("exercise inner")
    _ = talk.say("answer 4*(2*x + y)")
    talk.session.day = 101
    let names = talk.session.chosenForReview().map(\.exercise.id)
    #expect(names.first == "through-add")
    #expect(names.last == "inner")
  }

  @Test("What was solved alone today is not asked again today")
  func fresh() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("exercise inner")
    _ = talk.say("answer 4*(2*x + y)")
    #expect(!talk.session.chosenForReview().map(\.exercise.id).contains("inner"))
    talk.session.day = 101
    #expect(talk.session.chosenForReview().map(\.exercise.id).contains("inner"))
  }

  @Test("next goes on to the next exercise, skip too, and after the last one to the end")
  func goingOn() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("review")
    for (line, prompt) in [
      ("next", "review 2/4 ▸ "), ("skip", "review 3/4 ▸ "), ("next", "review 4/4 ▸ "),
    ] {
      _ = talk.say(line)
      #expect(talk.prompt == prompt)
    }
    #expect(talk.say("next").first?.hasPrefix("That was the review.") == true)
    #expect(talk.session.offer == "progress")
    #expect(talk.prompt == "chain rule 1/2 ▸ ")
    #expect(talk.value("z") == -4)
  }

  @Test("A review has other numbers than the last time")
  func freshNumbers() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("exercise through-add")
    _ = talk.say("review")
    while talk.open?.name.exercise != "through-add" { _ = talk.say("next") }
    #expect(talk.open?.draw == 1)
  }

  @Test("A solved exercise of a review offers next")
  func offered() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("review")
    while talk.open?.name.exercise != "inner" { _ = talk.say("next") }
    _ = talk.say("answer 4*(2*x + y)")
    #expect(talk.session.offer == "next")
  }

  @Test("It can be left, goes on there, and is chosen anew on another day")
  func leaving() {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("review")
    _ = talk.say("next")
    _ = talk.say("back")
    #expect(talk.prompt == "chain rule 1/2 ▸ ")
    _ = talk.say("review")
    #expect(talk.prompt == "review 2/4 ▸ ")
    _ = talk.say("open 1")
    talk.session.day = 101
    _ = talk.say("review")
    #expect(talk.prompt == "review 1/4 ▸ ")
  }

  @Test("It goes on after a restart")
  func restart() throws {
    var talk = learner()
    _ = talk.say("open 1")
    _ = talk.say("review")
    _ = talk.say("next")
    var next = Session(curriculum: Self.course)
    next.day = 100
    try next.restore(from: talk.session.progressScript())
    #expect(next.prompt.plain == "review 2/4 ▸ ")
    #expect(next.practice.review == talk.session.practice.review)
  }

  @Test(
    "A line of a review that makes no sense is passed over",
    arguments: [
      "review x 1 a/b", "review 100", "review 100 -1 a/b", "review 100 7 a/b c",
    ])
  func damaged(line: String) throws {
    var session = Session(curriculum: Self.course)
    try session.restore(from: line + "\nx = 3\n")
    #expect(session.bench.definitions.value(ofLeaf: "x")?.scalar == 3)
    #expect(session.practice.review?.current == nil)
  }
}
