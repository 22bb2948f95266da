import Testing

@testable import Tutor

/// Long moves are made in slices, and may be stopped between any two of them.
@Suite struct SliceTests {
  static let gate = "x = 1; y = -3; f = x * y; maximize f; h = 0.01; step = 0.01"

  @Test(
    "a move cut anywhere answers and ends as a whole one",
    arguments: ["random; tries = 250", "local; tries = 250", "numerical", "analytic"])
  func cut(strategy: String) {
    for line in ["step", "step 3", "run 4"] {
      var whole = Talk(Self.gate, "strategy \(strategy)")
      let expected = whole.answer(line)
      for slice in [1, 3, 64] {
        var talk = Talk(Self.gate, "strategy \(strategy)")
        var answer = talk.session.respond(to: line, using: talk.engine)
        while talk.session.isWorking {
          if let next = talk.session.advance(steps: slice, using: Engine()) { answer = next }
        }
        #expect(answer == expected)
        #expect(talk.session.bench == whole.session.bench)
      }
    }
  }

  @Test("a search of very many tries stops where it is told to, and keeps its best point")
  func stoppedSearch() {
    var few = Talk(Self.gate, "strategy random; tries = 1200")
    _ = few.say("step")
    var talk = Talk(Self.gate, "strategy random; tries = 1000000000")
    _ = talk.session.respond(to: "step", using: talk.engine)
    for _ in 0..<12 { #expect(talk.session.advance(steps: 100, using: talk.engine) == nil) }
    #expect(talk.value("x") == 1, "nothing moves before the search ends")
    let lines = talk.session.interrupt().document.lines
    #expect(lines[0].hasSuffix("best of 1200"))
    #expect(
      lines.last == "Stopped after 1200 of 1000000000 tries. The best point so far is kept.")
    #expect(talk.value("f")! > 20)
    _ = talk.say("tries = 1200")
    #expect(talk.session.bench == few.session.bench)
    #expect(talk.say("undo; undo; f").last == "-3")
  }

  @Test("of several searches, the one that is stopped says which it is")
  func stoppedLater() {
    var talk = Talk(Self.gate, "strategy local; tries = 100")
    _ = talk.session.respond(to: "run 5", using: talk.engine)
    _ = talk.session.advance(steps: 250, using: talk.engine)
    let lines = talk.session.interrupt().document.lines
    #expect(lines.count == 4)
    #expect(
      lines.last
        == "Stopped in move 3 of 5, after 50 of 100 tries. The best point so far is kept.")
    #expect(talk.session.bench.steps == 3)
    #expect(talk.session.bench.evaluations == 250)
  }

  @Test("numerical slopes that are not all measured move nothing")
  func stoppedSlopes() {
    var talk = Talk("W = ones(100, 100); f = sum(W^2); strategy numerical")
    let before = talk.session.bench
    _ = talk.session.respond(to: "step", using: talk.engine)
    #expect(talk.session.advance(steps: 9_000, using: talk.engine) == nil)
    #expect(
      talk.session.interrupt().document.lines
        == ["Stopped before the first move was done. Nothing moved."])
    #expect(talk.session.bench == before)
  }

  @Test(
    "slopes measured in slices are the same, and can be stopped",
    arguments: ["grad numerical", "grad central", "grad numerical --json", "check"])
  func measuring(line: String) {
    var whole = Talk("W = normal(5, 5); f = sum(sigmoid(W) @ W)")
    let expected = whole.answer(line)
    for slice in [1, 7, 1_000] {
      var talk = Talk("W = normal(5, 5); f = sum(sigmoid(W) @ W)")
      var answer = talk.session.respond(to: line, using: talk.engine)
      while talk.session.isWorking {
        if let next = talk.session.advance(steps: slice, using: Engine()) { answer = next }
      }
      #expect(answer == expected)
      #expect(talk.session == whole.session)
    }
    var talk = Talk("W = normal(5, 5); f = sum(sigmoid(W) @ W)")
    let before = talk.session.bench
    _ = talk.session.respond(to: line + "; W = 3", using: talk.engine)
    _ = talk.session.advance(steps: 10, using: talk.engine)
    // A check looks at both sides.
    let done = line == "check" ? 5 : 10
    #expect(talk.session.workStatus(using: talk.engine)?.plain.contains("\(done) of 25") == true)
    #expect(
      talk.session.interrupt().document.lines == ["Stopped after \(done) of 25 slopes."])
    #expect(!talk.session.isWorking)
    #expect(talk.session.bench == before)
  }

  @Test("moves that stop somewhere tell where", arguments: ["run 1000", "step 1000"])
  func stoppedBetween(line: String) {
    var talk = Talk(Self.gate)
    _ = talk.session.respond(to: line, using: talk.engine)
    _ = talk.session.advance(steps: 7, using: talk.engine)
    let lines = talk.session.interrupt().document.lines
    let end = lines[lines.count - 2].replacing(" | ", with: "   ")
    #expect(end.hasPrefix("step 7   x = 0.7"))
    #expect(end.hasSuffix(talk.say("x; f").enumerated().map { ["x = ", "f = "][$0] + $1 }[1]))
    #expect(lines.last == "Stopped after 7 of 1000. What was reached stays.")
  }

  @Test("moves that cannot go on tell where they ended")
  func endedBetween() {
    var talk = Talk("x = 6.5; f = sqrt(x); minimize f; step = 1")
    let lines = talk.say("run 100")
    #expect(lines.suffix(3).first?.hasPrefix("After move ") == true)
    #expect(lines.dropLast(3).last?.hasSuffix("f = \(talk.say("f")[0])") == true)
  }
}
