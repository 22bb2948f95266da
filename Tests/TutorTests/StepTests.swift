import Testing

@testable import Tutor

@Suite struct StepTests {
  static let gate = "x = 1; y = -3; f = x * y; maximize f; h = 0.01; step = 0.01"

  @Test(
    "a gradient step moves all at once and ends with expected and got",
    arguments: ["numerical", "analytic"])
  func gradientStep(strategy: String) {
    var talk = Talk(Self.gate, "strategy \(strategy)")
    #expect(
      talk.say("step") == [
        "x = 0.97   y = -2.99   f = -2.9003",
        "expected +0.1   got +0.0997   difference -0.0003",
      ])
  }

  @Test("a difference that is only rounding is 0, and a small one that is more is told")
  func rounding() {
    // In an affine function the slopes promise exactly what happens.
    var talk = Talk("x = 0.1; f = 3*x + 0.7; maximize f; step = 0.1")
    #expect(talk.say("step").last == "expected +0.9   got +0.9   difference 0")
    var facts = StepFacts(
      strategy: .analytic, direction: .maximize, number: 1, objective: "f", before: 1000,
      after: 1000.001, moved: true, leaves: [], tries: [], evaluations: 1, backwardPasses: 1,
      expectedChange: 0.001, settings: Settings())
    #expect(facts.change != 0.001)
    #expect(facts.deviation == 0)
    facts.after = 1000.001 + 1e-8
    #expect(abs(facts.deviation - 1e-8) < 1e-11)
    facts.after = .nan
    #expect(facts.deviation.isNaN)
  }

  @Test("minimize steps down")
  func down() {
    var talk = Talk("w = 4; L = w^2; minimize L; step = 0.1")
    #expect(
      talk.say("step") == ["w = 3.2   L = 10.24", "expected -6.4   got -5.76   difference +0.64"])
  }

  @Test("step n tells the first three moves and the last")
  func several() {
    var talk = Talk(Self.gate)
    let lines = talk.say("step 10")
    #expect(lines.count == 9)
    #expect(lines[0].hasPrefix("step 1   x = 0.97"))
    #expect(lines[4].hasPrefix("step 3 "))
    #expect(lines[6] == "…")
    #expect(lines[7].hasPrefix("step 10 "))
  }

  @Test("run is ten moves, and prints at most ten lines")
  func run() {
    var talk = Talk(Self.gate, "step = 0.1")
    let lines = talk.say("run")
    #expect(lines.count == 10)
    #expect(lines.last?.hasSuffix("f = 6.24119") == true)
    #expect(talk.say("run 9999").count { $0.hasPrefix("step ") } <= 10)
    for total in [1, 2, 9, 10, 11, 57, 100, 101, 999, 9_999, 10_000, 123_456, 1_000_000_000] {
      let told = Work.toldRows(of: total)
      #expect(told.count <= 10 && told.last == total && told == told.sorted())
    }
  }

  @Test("run 10 of lesson 4 reaches 6.24119")
  func lessonFour() {
    var talk = Talk(Self.gate, "step = 0.1")
    _ = talk.say("run 10")
    #expect(talk.say("f") == ["6.24119"])
    _ = talk.say("run 90")
    #expect(talk.say("f") == ["1.89905e+08"])
  }

  @Test("a search spends tries evaluations and moves only to what is better")
  func search() {
    var talk = Talk(Self.gate, "strategy random; range = 5; tries = 100; seed = 1")
    let before = talk.session.bench.evaluations
    #expect(talk.say("step").last?.hasSuffix("best of 100") == true)
    #expect(talk.session.bench.evaluations - before == 100)
    #expect(talk.value("f")! > -3)
    _ = talk.say("range = 0.001")
    let point = talk.value("f")
    #expect(talk.say("step").last?.hasSuffix("none of 100 was better") == true)
    #expect(talk.value("f") == point)
  }

  @Test("one try shows the try and where we stay")
  func oneTry() {
    var talk = Talk(Self.gate, "strategy local; radius = 0.01; tries = 1")
    let lines = talk.say("step")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("this try   x = "))
  }

  @Test("the same seed and ten times the range give a hundred times f")
  func scaled() {
    var talk = Talk(Self.gate, "strategy random; tries = 100; seed = 3")
    _ = talk.say("step")
    let small = talk.value("f")!
    _ = talk.say("undo; range = 50; step")
    #expect(abs(talk.value("f")! / small - 100) < 1e-9)
  }

  @Test("a slope that is not finite stops the step and names the input")
  func notFinite() {
    var talk = Talk("x = 0; y = 1; f = y * sqrt(x)")
    #expect(talk.problem("step") == "The slope of x is not a finite number. Nothing moved.")
    #expect(talk.value("y") == 1)
  }

  @Test("a run that meets such a slope keeps the last point")
  func notFiniteLater() {
    var talk = Talk("x = 1; f = sqrt(x); minimize f; step = 2")
    #expect(talk.problem("run 5")?.hasPrefix("After move 1 the slope of x") == true)
    #expect(talk.value("x") == 0)
    #expect(talk.session.bench.steps == 1)
  }

  @Test("numerical steps refuse above 10000 entries and say why")
  func manyNudges() {
    var talk = Talk("W = zeros(101, 100); f = sum(W^2); strategy numerical")
    #expect(
      talk.problem("step")?.hasPrefix(
        "Numerical slopes of 10100 numbers would take as many evaluations for one step") == true)
    #expect(talk.problem("strategy analytic; step") == nil)
  }

  @Test("work is done in slices, and stopping between two keeps what was reached")
  func slices() {
    var talk = Talk(Self.gate)
    var whole = talk
    _ = whole.say("run 1000")
    let begun = talk.session.respond(to: "run 1000; x", using: talk.engine)
    #expect(begun.document.isEmpty && talk.session.isWorking)
    var answer: Answer?
    while answer == nil { answer = talk.session.advance(steps: 7, using: talk.engine) }
    #expect(talk.session.bench == whole.session.bench)
    #expect(answer?.document.lines.count == 8)

    _ = talk.session.respond(to: "run 1000; x = 5", using: talk.engine)
    _ = talk.session.advance(steps: 30, using: talk.engine)
    let stopped = talk.session.interrupt()
    #expect(stopped.document.lines.last == "Stopped after 30 of 1000. What was reached stays.")
    #expect(talk.session.bench.steps == 1030)
    #expect(talk.say("undo").first?.hasPrefix("took back run 1000; x = 5    x = ") == true)
    #expect(talk.session.bench == whole.session.bench)
  }

  @Test("Mazur's network reaches 0.0000351085 after 9999 steps with the biases held")
  func mazur() {
    var talk = Talk(
      "x = [0.05 0.10]; t = [0.01 0.99]; W1 = [0.15 0.20; 0.25 0.30]; b1 = 0.35",
      "W2 = [0.40 0.45; 0.50 0.55]; b2 = 0.60; z1 = x @ W1.T + b1; a1 = sigmoid(z1)",
      "z2 = a1 @ W2.T + b2; o = sigmoid(z2); L = 0.5 * sum((t - o)^2)",
      "minimize L; hold x t; step = 0.5")
    #expect(talk.say("L") == ["0.298371"])
    _ = talk.say("step")
    #expect(talk.say("L; b1; b2") == ["0.285751", "0.340637", "0.5498"])
    _ = talk.say("undo; hold b1 b2; run 9999")
    // The loop of the walkthrough prints before its last update, so its 10,000 are 9,999 here.
    #expect(talk.say("L") == ["3.51085e-05"])
  }
}
