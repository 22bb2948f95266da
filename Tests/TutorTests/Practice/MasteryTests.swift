import Testing

@testable import Tutor

@Suite("How well an idea is known")
struct MasteryTests {
  private func mastery(_ events: (Mastery.Event, Int)...) -> Mastery {
    events.reduce(into: Mastery()) { $0.take($1.0, on: $1.1) }
  }

  @Test("A success alone goes half of the way, one with help a quarter")
  func successes() {
    #expect(mastery((.solvedAlone, 100)).strength == 0.5)
    #expect(mastery((.solvedAlone, 100), (.solvedAlone, 100)).strength == 0.75)
    #expect(mastery((.solvedWithHelp, 100)).strength == 0.25)
    #expect(mastery((.solvedWithHelp, 100), (.solvedAlone, 100)).strength == 0.625)
  }

  @Test("A mistake that was recognised takes a quarter away")
  func mistakes() {
    #expect(mastery((.mistake, 100)).strength == 0)
    #expect(mastery((.solvedAlone, 100), (.mistake, 100)).strength == 0.375)
  }

  @Test("Half of it is left after the half-life")
  func fading() {
    let known = mastery((.solvedAlone, 100))
    #expect(known.value(on: 100) == 0.5)
    #expect(known.value(on: 102) == 0.25)
    #expect(known.value(on: 104) == 0.125)
  }

  @Test("A success on another day doubles the half-life, one on the same day does not")
  func doubling() {
    #expect(mastery((.solvedAlone, 100), (.solvedAlone, 100)).halfLife == 2)
    let twice = mastery((.solvedAlone, 100), (.solvedAlone, 102))
    #expect(twice.halfLife == 4)
    // 0.5 fades to 0.25 in two days, and half of the way from there is 0.625.
    #expect(twice.strength == 0.625)
    #expect(twice.value(on: 106) == 0.3125)
    #expect(mastery((.solvedAlone, 100), (.mistake, 101)).halfLife == 2)
  }

  @Test("The half-life has an end")
  func longest() {
    var mastery = Mastery()
    for day in 0..<20 { mastery.take(.solvedAlone, on: day) }
    #expect(mastery.halfLife == 128)
  }

  @Test("Without a day nothing fades, and a day before the last changes nothing")
  func withoutDays() {
    var mastery = mastery((.solvedAlone, 100))
    #expect(mastery.value(on: nil) == 0.5)
    #expect(mastery.value(on: 50) == 0.5)
    mastery.take(.solvedAlone, on: nil)
    #expect(mastery.strength == 0.75)
    #expect(mastery.halfLife == 2)
  }

  @Test("It is due as soon as less than half is left")
  func due() {
    let known = mastery((.solvedAlone, 100))
    #expect(!known.isDue(on: 100))
    #expect(known.isDue(on: 101))
    #expect(!mastery((.solvedAlone, 100), (.solvedAlone, 100)).isDue(on: 101))
  }

  @Test("It is kept in words, and what is not known there is passed over")
  func kept() {
    let twice = mastery((.solvedAlone, 100), (.solvedAlone, 102))
    #expect(twice.words == " strength 625 halflife 4 day 102 success 102")
    let words = ["strength": 625, "halflife": 4, "day": 102, "success": 102, "other": 7]
    #expect(Mastery(words) == twice)
    #expect(Mastery(["strength": -5, "halflife": 0]).strength == 0)
    #expect(Mastery(["strength": 5000, "halflife": 9999]).halfLife == 128)
  }

  @Test("Of two tutors the later counts, on one day the stronger")
  func merging() {
    let (early, late) = (mastery((.solvedAlone, 100)), mastery((.solvedWithHelp, 101)))
    #expect(early.merged(with: late) == late)
    #expect(late.merged(with: early) == late)
    let strong = mastery((.solvedAlone, 101))
    #expect(late.merged(with: strong) == strong)
  }

  @Test("Exercises teach their idea: alone, with a hint, after a mistake")
  func fromExercises() {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    talk.session.day = 200
    _ = talk.say("answer 6")
    #expect(talk.session.practice.ideas["gate"] == nil || talk.session.mastery(of: "gate") == 0)
    _ = talk.say("answer 5")
    #expect(talk.session.mastery(of: "gate") == 0.25)
    _ = talk.say("exercise again")
    _ = talk.say("answer z")
    #expect(talk.session.mastery(of: "gate") == 0.625)
    talk.session.day = 202
    #expect(talk.session.mastery(of: "gate") == 0.3125)
    #expect(talk.session.dueIdeas == ["gate"])
  }

  @Test("What is known is kept in progress, with the last right answer")
  func progress() throws {
    var talk = Talk(exercise: PracticeCourse.throughAdd)
    talk.session.day = 200
    _ = talk.say("answer 5")
    let script = talk.session.progressScript()
    #expect(script.contains("\nidea gate strength 500 halflife 2 day 200 success 200\n"))
    #expect(script.contains("\nwrote chain-rule through-add 5\n"))
    var next = Session(curriculum: PracticeCourse.curriculum([PracticeCourse.throughAdd]))
    next.day = 201
    try next.restore(from: script)
    #expect(next.day == 201)
    #expect(next.practice.ideas == talk.session.practice.ideas)
    #expect(next.practice.records == talk.session.practice.records)
    #expect(next.progressScript() == script)
  }
}
