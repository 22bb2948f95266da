import Testing

@testable import Tutor

@Suite("Looking at a lesson")
struct PeekTests {
  private func learner() -> Talk {
    Talk("open 1", "next", "x = 3", curriculum: PracticeCourse.curriculum())
  }

  private func restarted(_ talk: Talk) throws -> Session {
    var next = Session(curriculum: PracticeCourse.curriculum())
    try next.restore(from: talk.session.progressScript())
    return next
  }

  /// The lesson of one page before that of two.
  private func other() -> Talk {
    Talk("open 2", "w = 4", curriculum: PracticeCourse.curriculum())
  }

  @Test("Opening a page elsewhere does not begin that lesson, and the next visit goes on here")
  func looking() throws {
    var talk = learner()
    _ = talk.say("open 2")
    #expect(talk.prompt == "neuron 1/1 ▸ ")
    #expect(talk.session.course.seen == ["chain-rule": [1, 2]])
    let next = try restarted(talk)
    #expect(next.prompt.plain == "chain rule 2/2 ▸ ")
    #expect(next.bench.definitions.value(ofLeaf: "x")?.scalar == 3)
    _ = talk.say("open 1.2")
    #expect(talk.value("x") == 3)
  }

  @Test("A command that changes its bench begins it")
  func changing() throws {
    var talk = learner()
    _ = talk.say("open 2")
    _ = talk.say("grad")
    #expect(talk.session.course.seen["neuron"] == nil)
    _ = talk.say("w = 2")
    #expect(talk.session.course.seen["neuron"] == [1])
    let next = try restarted(talk)
    #expect(next.prompt.plain == "neuron 1/1 ▸ ")
    #expect(next.bench.definitions.value(ofLeaf: "w")?.scalar == 2)
    #expect(next.course.kept["chain-rule"] != nil)
  }

  @Test("Its second page begins it, with the first")
  func turning() throws {
    var talk = other()
    _ = talk.say("open 1")
    #expect(talk.session.course.seen["chain-rule"] == nil)
    _ = talk.say("next")
    #expect(talk.session.course.seen["chain-rule"] == [1, 2])
    #expect(try restarted(talk).prompt.plain == "chain rule 2/2 ▸ ")
  }

  @Test("An exercise begins it")
  func exercising() {
    var talk = other()
    _ = talk.say("open 1")
    _ = talk.say("exercise")
    #expect(talk.session.course.seen["chain-rule"] == [1])
    #expect(talk.session.course.peek == nil)
  }

  @Test("next begins a lesson, and so does the first that is opened at all")
  func beginning() {
    let talk = Talk("open 1", "next", "next", curriculum: PracticeCourse.curriculum())
    #expect(talk.session.course.seen == ["chain-rule": [1, 2], "neuron": [1]])
  }
}
