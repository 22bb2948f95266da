import Testing

@testable import Tutor

@Suite struct UndoTests {
  @Test("one line is one undo")
  func oneLine() {
    var talk = Talk("x = 1; y = 2; f = x * y")
    let before = talk.session.bench
    _ = talk.say("x = 5; step 3; tries = 7")
    #expect(
      talk.say("undo") == [
        "took back x = 5; step 3; tries = 7    x = 1    y = 2    tries = 100    f = 2"
      ])
    #expect(talk.session.bench == before)
  }

  @Test("redo does it again, until something else is done")
  func redo() {
    var talk = Talk("x = 1", "x = 2", "x = 3")
    _ = talk.say("undo; undo")
    #expect(talk.value("x") == 1)
    _ = talk.say("redo")
    #expect(talk.value("x") == 2)
    _ = talk.say("x = 9")
    #expect(talk.problem("redo") == "There is nothing to do again.")
    _ = talk.say("undo")
    #expect(talk.value("x") == 2)
  }

  @Test("undo and redo tell on one line what is different")
  func oneLineAnswer() {
    var talk = Talk("a = 1; b = 2; c = 3; d = 4; f = a + b + c + d; w = [1 2; 3 4]")
    _ = talk.say("b = 7")
    #expect(talk.say("undo") == ["took back b = 7    b = 2    f = 10"])
    #expect(talk.say("redo") == ["did again b = 7    b = 7    f = 15"])
    _ = talk.say("step")
    #expect(talk.say("undo") == ["took back step    a = 1    b = 7    c = 3    …    f = 15"])
    _ = talk.say("hold a")
    #expect(talk.say("undo") == ["took back hold a    f = 15"])
    var one = Talk("x = 1")
    #expect(one.say("undo") == ["took back x = 1    the bench is empty"])
  }

  @Test("undo in the middle of a line takes back what the line did before")
  func inTheMiddle() {
    var talk = Talk("x = 1")
    _ = talk.say("x = 2; undo")
    #expect(talk.value("x") == 1)
    _ = talk.say("undo")
    #expect(talk.value("x") == nil)
  }

  @Test("what changes nothing is no line to take back")
  func noChange() {
    var talk = Talk("x = 1; f = x^2", "x = 2")
    _ = talk.say("show")
    _ = talk.say("f")
    _ = talk.say("help")
    _ = talk.say("zz = yy")
    _ = talk.say("undo")
    #expect(talk.value("x") == 1)
  }

  @Test("undo repeats draws")
  func draws() {
    var talk = Talk("x = 1; f = -x^2; strategy random; tries = 3")
    _ = talk.say("step")
    let first = talk.session.bench
    _ = talk.say("undo")
    _ = talk.say("step")
    #expect(talk.session.bench == first)
  }

  @Test("undo in a line takes back what stands before it there")
  func withinLine() {
    var talk = Talk("x = 1")
    #expect(talk.say("x = 2; x = 3; undo").last?.hasPrefix("took back x = 2; x = 3    ") == true)
    #expect(talk.value("x") == 1)
  }

  @Test("there is a beginning")
  func beginning() {
    var talk = Talk()
    #expect(talk.problem("undo") == "There is nothing to take back.")
  }

  @Test("at most 1000 benches are kept, the oldest dropped")
  func thousand() {
    var history = History()
    for number in 0..<1_200 {
      var bench = Bench()
      bench.steps = number
      history.record(bench, changedBy: "line \(number)", into: Bench())
    }
    #expect(history.past.count == 1_000)
    #expect(history.past.first?.bench.steps == 200)
  }

  @Test("at most 256 MB are kept; what benches share counts once")
  func memory() {
    var history = History()
    var bench = Bench()
    bench.set("W", to: .init(repeating: 1, .init(1_000, 1_000)))
    for _ in 0..<100 {
      var next = bench
      next.steps += 1
      history.record(bench, changedBy: "run", into: next)
      bench = next
    }
    #expect(history.past.count == 100)
    for _ in 0..<40 {
      var next = bench
      next.set("W", to: .init(repeating: 2, .init(1_000, 1_000)))
      history.record(bench, changedBy: "run", into: next)
      bench = next
    }
    #expect(history.past.count == 33)
  }

  @Test("reset without a lesson refuses, and the learner's own circuit stays")
  func reset() {
    var talk = Talk("x = 1; f = x^2")
    #expect(
      talk.say("reset") == [
        "No lesson is open, so there is no setup to return to. undo takes back a line."
      ])
    #expect(talk.value("f") == 1)
  }

  @Test("remove takes away what nothing uses")
  func remove() {
    var talk = Talk("x = 1; y = 2; f = x^2; sq(a) = a * a; g = sq(x)")
    #expect(talk.problem("remove x") == "x is used by f and g. Remove or change that first.")
    #expect(talk.problem("remove sq") == "sq is used by g. Remove or change that first.")
    #expect(talk.say("remove y") == ["Removed y."])
    #expect(talk.say("remove x f g sq") == ["Removed x, f, g and sq."])
    #expect(talk.session.bench.isEmpty)
    #expect(talk.session.bench.objective == nil)
  }
}
