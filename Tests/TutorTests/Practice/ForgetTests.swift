import Testing

@testable import Tutor

@Suite("Forgetting")
struct ForgetTests {
  private func learner() -> Talk {
    var talk = Talk(curriculum: PracticeCourse.curriculum())
    for line in ["open 1", "exercise inner", "answer 4*(2*x + y)", "open 2", "w = 5", "open 1"] {
      _ = talk.say(line)
    }
    return talk
  }

  /// Answers a request for a copy as the front door does.
  private func confirm(_ talk: inout Talk, _ line: String, copy: String = "/p.backup-1") -> Answer {
    let answer = talk.session.respond(to: line, using: talk.engine)
    guard let request = answer.request else { return answer }
    return talk.session.received(.success(copy), for: request, using: talk.engine)
  }

  @Test("It tells what would be lost, and forgets nothing")
  func asking() {
    var talk = learner()
    let before = talk.session
    let lines = talk.say("forget 1")
    #expect(
      lines.first
        == "Pages read: 1. Exercises opened: 1, solved: 1. Benches that you changed: 0. All this would be forgotten."
    )
    #expect(talk.session.offer == "forget chain-rule yes")
    #expect(talk.session.course == before.course)
    #expect(talk.session.practice == before.practice)
    _ = talk.say("x = 1")
    #expect(talk.session.offer == nil)
  }

  @Test("Confirmed, it asks for a copy first, and says where that is")
  func confirmed() {
    var talk = learner()
    _ = talk.session.respond(to: "forget 1", using: talk.engine)
    let answer = talk.session.respond(to: "", using: talk.engine)
    #expect(answer.request == .keepCopy(forgetting: .lesson("chain-rule")))
    #expect(talk.session.practice.records.count == 1)
    let done = talk.session.received(
      .success("/p.backup-1"), for: answer.request!, using: talk.engine)
    #expect(
      done.document.lines.prefix(2) == [
        "Forgotten.", "What was there before is kept in /p.backup-1.",
      ])
    #expect(talk.session.practice.records.isEmpty)
    #expect(talk.session.practice.ideas.isEmpty)
    #expect(talk.session.course.seen == ["neuron": [1]])
    #expect(talk.session.course.kept["neuron"]?.bench.definitions.value(ofLeaf: "w")?.scalar == 5)
    #expect(talk.prompt == "chain rule 1/2 ▸ ")
    #expect(talk.value("x") == -2)
  }

  @Test("Where no copy can be kept, nothing is forgotten")
  func withoutCopy() {
    var talk = learner()
    let before = talk.session
    let answer = talk.session.respond(to: "forget all yes", using: talk.engine)
    let failed = talk.session.received(
      .failure(.other("full")), for: answer.request!, using: talk.engine)
    #expect(failed.failed)
    #expect(
      failed.document.problem?.message.plain == "No copy could be kept, so nothing was forgotten.")
    #expect(talk.session.course == before.course)
    #expect(talk.session.practice == before.practice)
  }

  @Test("forget all begins anew; branches, language and preferences stay")
  func all() {
    var talk = learner()
    _ = talk.say("branch far")
    _ = talk.say("set pager off")
    #expect(!confirm(&talk, "forget all yes").failed)
    #expect(talk.session.course == CourseState())
    #expect(talk.session.practice == Practice())
    #expect(talk.session.bench.isEmpty)
    #expect(talk.session.branches.names == ["far"])
    #expect(talk.session.preferences[.pager] == "off")
    #expect(talk.session.progressScript().contains("seen ") == false)
  }

  @Test("A lesson that was not begun has nothing to forget")
  func nothing() {
    var talk = Talk(curriculum: PracticeCourse.curriculum())
    #expect(talk.say("forget 1") == ["There is nothing to forget."])
    #expect(talk.say("forget all yes") == ["There is nothing to forget."])
  }

  @Test("An idea that another lesson practises, too, is still known")
  func sharedIdeas() throws {
    var talk = learner()
    let name = ExerciseName(lesson: "chain-rule", exercise: "through-add")
    talk.session.practice.records[name] = ExerciseRecord()
    #expect(!confirm(&talk, "forget neuron yes").failed)
    #expect(talk.session.mastery(of: "gate") > 0)
    #expect(!confirm(&talk, "forget chain rule yes").failed)
    #expect(talk.session.mastery(of: "gate") == 0)
  }

  @Test("Forgetting a kept bench of another lesson leaves the open one alone")
  func keptBench() {
    var talk = learner()
    _ = talk.say("x = 7")
    #expect(!confirm(&talk, "forget neuron yes").failed)
    #expect(talk.session.course.kept.isEmpty)
    #expect(talk.value("x") == 7)
  }

  @Test("An unknown lesson is refused, the nearest is offered")
  func unknown() {
    var talk = learner()
    #expect(talk.answer("forget nueron").request == .prefill("forget neuron"))
    #expect(talk.answer("progress nueron").request == .prefill("progress neuron"))
    #expect(talk.problem("forget") != nil)
  }
}
