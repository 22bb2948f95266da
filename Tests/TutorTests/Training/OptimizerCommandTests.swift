import GradientCore
import Testing

@testable import Tutor

@Suite struct OptimizerCommandTests {
  static let bowl = "w = 4; L = w^2; minimize L; step = 0.1"

  @Test("optimizer shows the formula with its numbers, and what it remembers")
  func telling() {
    var talk = Talk(Self.bowl)
    #expect(
      talk.say("optimizer momentum 0.5") == [
        "momentum    step = 0.1    mu = 0.5", "  m = 0.5 * m + g", "  w = w - step * m",
        "g is the slope of w; m begins at 0.", "It remembers nothing yet.",
      ])
    _ = talk.say("step 2")
    #expect(talk.say("optimizer").last == "w | 2 | 10.4")
    #expect(
      talk.say("optimizer adam beta2=0.99")[0...2] == [
        "adam    step = 0.1    beta1 = 0.9    beta2 = 0.99    epsilon = 1e-08",
        "  m = 0.9 * m + (1 - 0.9) * g", "  v = 0.99 * v + (1 - 0.99) * g^2",
      ])
  }

  @Test("every optimizer tells a formula", arguments: Optimizer.Rule.allCases)
  func formulas(rule: Optimizer.Rule) {
    var talk = Talk(Self.bowl)
    let lines = talk.say("optimizer \(rule)")
    #expect(lines[0].hasPrefix(rule.rawValue))
    #expect(lines.contains { $0.hasPrefix("  w = w - step * ") })
    _ = talk.say("step 3")
    #expect(talk.say("optimizer").contains { $0.hasPrefix("w | 3") } == (rule != .sgd))
  }

  @Test("another rule begins with an empty memory; other numbers of the same keep it")
  func memory() {
    var talk = Talk(Self.bowl, "optimizer adam", "step 3")
    _ = talk.say("optimizer adam beta1=0.8")
    #expect(talk.session.bench.optimizerState["w"]?.updates == 3)
    _ = talk.say("optimizer momentum")
    #expect(talk.session.bench.optimizerState.isEmpty)
    _ = talk.say("undo")
    #expect(talk.session.bench.optimizerState["w"]?.updates == 3)
  }

  @Test("a number alone after a rule with several is taken for the learning rate, and refused")
  func rate() {
    var talk = Talk(Self.bowl)
    #expect(
      talk.problem("optimizer adam 0.01")
        == "The learning rate is a setting: step = 0.01. The numbers of adam have names, as in optimizer adam beta1=0.9."
    )
    #expect(talk.problem("optimizer sgd 0.5")?.contains("step = 0.5") == true)
    #expect(talk.problem("optimizer adam alpha=1")?.hasPrefix("adam has no number alpha") == true)
    #expect(talk.place("optimizer momentum 1.5") == "1.5")
    #expect(talk.problem("optimizer adma")?.contains("adam") == true)
  }

  @Test("the difference of a step is that of the optimizer's own move")
  func expectation() {
    // 4 - 0.1 · 8 = 3.2; then the slope 6.4 and the velocity 13.6: expected -6.4 · 1.36.
    var talk = Talk(Self.bowl, "optimizer momentum", "step")
    #expect(talk.say("step").last?.hasPrefix("expected -8.704 ") == true)
  }

  @Test("clip shortens the gradient of a step")
  func clip() {
    var talk = Talk(Self.bowl, "clip = 1")
    #expect(talk.say("step").first == "w = 3.9   L = 15.21")
    #expect(talk.problem("clip = -1") == "clip must be a number, 0 or larger. Nothing was changed.")
    #expect(talk.problem("batch = 1.5")?.hasPrefix("batch must be a whole number") == true)
  }

  @Test("a schedule changes the rate of step and run, too")
  func schedule() {
    var talk = Talk(Self.bowl)
    #expect(
      talk.say("schedule step 1 0.5") == [
        "step 1 0.5    rate = step * 0.5^floor(e / 1) = 0.1 in epoch 1 (e = 0)"
      ])
    #expect(talk.say("step").first == "w = 3.2   L = 10.24")
    #expect(
      talk.say("schedule") == [
        "step 1 0.5    rate = step * 0.5^floor(e / 1) = 0.05 in epoch 2 (e = 1)"
      ])
    #expect(talk.say("step").first == "w = 2.88   L = 8.2944")
    #expect(
      talk.say("schedule cosine 100 warmup 5") == [
        "cosine 100 warmup 5    rate = step * (e + 1) / 5 = 0.06 in epoch 3 (e = 2)",
        "From epoch 6 on it is step * (1 + cos(π * e / 100)) / 2, with e from 0.",
        "After epoch 105 it is 0, and nothing moves any more.",
      ])
    #expect(talk.say("schedule constant") == ["constant    rate 0.1 in epoch 3"])
    #expect(talk.problem("schedule cosine")?.hasPrefix("Use schedule like this") == true)
    #expect(talk.problem("schedule exponential -1")?.hasPrefix("-1 is no factor") == true)
    #expect(talk.problem("schedule step 0 1")?.hasPrefix("0 is no number of epochs") == true)
  }

  @Test("l2 is a setting that formulas read")
  func l2() {
    let talk = Talk("w = 2; L = w^2 + l2 * w^2", "l2 = 0.5")
    #expect(talk.value("L") == 6)
  }

  @Test("reset weights returns to the first values, and what was typed since is the first")
  func resetWeights() {
    var talk = Talk("seed = 3; W = normal(2, 2); b = 1; L = sum((W * b - 1)^2)", "minimize L")
    let start = talk.session.bench
    #expect(
      talk.problem("reset weights")
        == "No input was moved: all of them are as they were typed or drawn."
    )
    _ = talk.say("optimizer adam; step = 0.05; train 20")
    #expect(talk.say("reset weights").first?.hasPrefix("first values: W, b") == true)
    #expect(
      talk.session.bench.definitions.value(ofLeaf: "W") == start.definitions.value(ofLeaf: "W"))
    #expect(talk.session.bench.training == TrainingState())
    #expect(talk.session.bench.optimizerState.isEmpty)
    let first = talk.say("train 5")
    _ = talk.say("reset weights")
    #expect(talk.say("train 5") == first)
    _ = talk.say("W[0, 1] = 7; b = 2; step 3; reset weights")
    #expect(talk.value("b") == 2)
    #expect(
      talk.session.bench.definitions.value(ofLeaf: "W") == start.definitions.value(ofLeaf: "W"))
  }

  @Test("a saved bench keeps optimizer, schedule, memory and first values")
  func saved() {
    var talk = Talk(
      Self.bowl, "optimizer adamw beta1=0.8; schedule exponential 0.9 warmup 3; train 7")
    var other = Talk()
    _ = other.session.load(
      talk.session.bench.script().joined(separator: "\n"), from: "", using: other.engine)
    let (one, two) = (talk.session.bench, other.session.bench)
    #expect(one.optimizer == two.optimizer && one.schedule == two.schedule)
    #expect(one.optimizerState == two.optimizerState)
    #expect(one.training.beginnings == two.training.beginnings)
    #expect(talk.say("train 3") == other.say("train 3"))
    for line in [
      "trained w from [1 2]", "trained 1 2", "trained w 3 first [1 2]", "trained q from 1",
    ] { #expect(other.problem(line) == "This is not what save writes.") }
  }

  @Test("branches keep their own training")
  func branches() {
    var talk = Talk(Self.bowl, "optimizer adam; train 3; branch early; train 5")
    let late = talk.session.bench
    _ = talk.say("branch late; branch early")
    #expect(talk.session.bench.training.run.epoch == 3)
    _ = talk.say("train 5")
    #expect(talk.session.bench.definitions == late.definitions)
    #expect(talk.say("optimizer sgd; compare late").contains { $0.hasPrefix("optimizer") })
  }

  @Test func `the lines of a bench name an optimizer that is not plain steps`() {
    for (rule, isNamed) in [("sgd", false), ("adagrad", true)] {
      let talk = Talk("w = 4; L = w^2; minimize L; optimizer \(rule)")
      let lines = BenchLines(
        talk.session.bench, width: 80, voice: Voice(), engine: talk.engine
      ).lines.map(\.plain).joined()
      #expect(lines.contains("optimizer \(rule)") == isNamed, "\(lines)")
    }
  }
}
