import Foundation
import GradientCore
import Testing

@testable import Tutor

@Suite struct TrainTests {
  /// 45 rows in batches of 8: the last of an epoch has five.
  static let network = [
    "data moons 45", "W1 = xavier(2, 4); b1 = zeros(1, 4); W2 = xavier(4, 1); b2 = 0",
    "z = tanh(X @ W1 + b1) @ W2 + b2", "L = mean(softplus(z) - Y * z); minimize L",
    "optimizer adam; step = 0.05; batch = 8; clip = 0.7; schedule cosine 30 warmup 2",
  ]

  static func talk(_ more: String...) -> Talk {
    var talk = Talk()
    for line in network + more {
      let answer = talk.answer(line)
      precondition(!answer.failed, "\(line): \(answer.document.lines)")
    }
    return talk
  }

  /// Works on `line` until `updates` updates were made, and then presses Ctrl-C.
  static func stop(_ talk: inout Talk, _ line: String, after updates: Int) -> [String] {
    _ = talk.session.respond(to: line, using: talk.engine)
    for _ in 0..<updates { _ = talk.session.advance(steps: 1, using: talk.engine) }
    return talk.session.interrupt().document.lines
  }

  @Test("without data an epoch is a step, bit for bit", arguments: Optimizer.Rule.allCases)
  func withoutData(rule: Optimizer.Rule) {
    let lines = ["x = 1.3; y = -0.7; L = (x * y - 1)^2; minimize L", "optimizer \(rule)"]
    var (trained, stepped) = (Talk(lines[0], lines[1]), Talk(lines[0], lines[1]))
    _ = trained.say("train 12")
    _ = stepped.say("step 5; run 7")
    for name in ["x", "y"] { #expect(trained.value(name) == stepped.value(name)) }
    #expect(trained.session.bench.optimizerState == stepped.session.bench.optimizerState)
    #expect(trained.session.bench.training.run == stepped.session.bench.training.run)
  }

  @Test("stopped at 20 places, saved, loaded and continued, it is the run that was not stopped")
  func stopped() throws {
    var whole = Self.talk()
    _ = whole.say("train 6")
    let end = whole.session.bench
    var random = SeededGenerator(seed: 5)
    for round in 0..<20 {
      var talk = Self.talk()
      let updates = 1 + Int(random.next() % 35)
      _ = Self.stop(&talk, "train 6", after: updates)
      if round % 2 == 0 {
        let script = talk.session.bench.script().joined(separator: "\n")
        var other = Talk()
        let answer = other.session.load(script, from: "net.txt", using: other.engine)
        #expect(!answer.failed, "\(answer.document.lines)")
        (other.session.bench.steps, other.session.bench.evaluations) = (updates, updates)
        talk = other
      }
      _ = talk.say("train")
      let bench = talk.session.bench
      #expect(bench.definitions == end.definitions, "stopped after \(updates)")
      #expect(bench.optimizerState == end.optimizerState)
      #expect(bench.training.run == end.training.run)
      #expect(bench.training.goal == nil)
      #expect(bench.steps == end.steps && bench.evaluations == end.evaluations)
    }
  }

  @Test("progress of a stopped training goes on the next day")
  func progress() throws {
    var whole = Self.talk()
    _ = whole.say("train 4")
    var talk = Self.talk()
    _ = Self.stop(&talk, "train 4", after: 9)
    var next = Talk()
    try next.session.restore(from: talk.session.progressScript(), using: next.engine)
    #expect(next.session.bench.training.run == talk.session.bench.training.run)
    _ = next.say("train")
    #expect(next.session.bench.definitions == whole.session.bench.definitions)
    #expect(next.session.bench.optimizerState == whole.session.bench.optimizerState)
  }

  @Test("a training cut into slices of any length is the same")
  func slices() {
    var whole = Self.talk()
    let lines = whole.say("train 5")
    for slice in [1, 7, 1000] {
      var talk = Self.talk()
      var told = talk.session.respond(to: "train 5", using: talk.engine).document.lines
      while talk.session.isWorking {
        told += talk.session.advance(steps: slice, using: Engine())?.document.lines ?? []
      }
      #expect(told == lines)
      #expect(talk.session.bench == whole.session.bench)
    }
  }

  @Test("Ctrl-C says where it stopped, keeps everything, and Enter goes on")
  func farewell() {
    var talk = Self.talk()
    #expect(
      Self.stop(&talk, "train 5", after: 8) == [
        "Stopped in epoch 2 of 5, after batch 2 of 6. Everything is kept; train goes on."
      ])
    #expect(
      Self.stop(&talk, "train 5", after: 4) == [
        "Stopped after epoch 2 of 6. Everything is kept; train goes on."
      ])
    _ = talk.say("")
    #expect(talk.session.bench.training.run.epoch == 6)
    _ = talk.say("undo; undo")
    #expect(talk.session.bench.training.run.batch == 2)
  }

  @Test("settings that are typed after a stop take effect when training goes on")
  func settings() {
    var talk = Self.talk()
    _ = Self.stop(&talk, "train 3", after: 2)
    _ = talk.say("batch = 16; step = 0.01; optimizer sgd")
    _ = talk.say("train")
    #expect(talk.session.bench.training.run.epoch == 3)
    #expect(talk.session.bench.optimizerState.isEmpty)
    // 16 rows were seen, 29 are left: 2 batches; then 3 for each of 2 epochs.
    #expect(talk.session.bench.steps == 2 + 2 + 3 + 3)
  }

  @Test("reports come one by one while it works, at most ten, and the last tells the change")
  func reports() {
    var talk = Self.talk("batch = 0")
    var answer = talk.session.respond(to: "train 200", using: talk.engine)
    var lines = 0
    while talk.session.isWorking {
      #expect(talk.session.isTraining)
      answer = talk.session.advance(steps: 7, using: talk.engine) ?? Answer()
      lines += answer.document.lines.count
    }
    #expect(lines == 10)
    let last = answer.document.lines[0]
    #expect(last.hasPrefix("epoch 200   L = ") && last.contains("(was 0."))
    #expect(last.hasSuffix("%"))
  }

  @Test("it stops before where the loss is small enough, and says so")
  func until() {
    var talk = Talk("w = 4; L = (w - 1)^2; minimize L; step = 0.1")
    #expect(talk.say("train 100 until loss < 0.01").last == "L < 0.01 is reached after epoch 16.")
    #expect(talk.session.bench.training.run.epoch == 16)
    #expect(talk.say("train 5 until L<0.01").last == "L < 0.01 holds already.")
    #expect(talk.session.bench.training.run.epoch == 16)
    #expect(talk.say("train 2 until loss < 0").last == "L < 0 was not reached by epoch 18.")
    for line in ["train 3 until", "train 3 until x < 1", "train 3 until loss = 1"] {
      #expect(
        talk.problem(line)
          == "After until stands a bound for the loss, as in train 100 until loss < 0.01.")
    }
  }

  @Test("train alone goes on to where it was to end, with its bound")
  func goesOn() {
    var talk = Talk("w = 4; L = (w - 1)^2; minimize L; step = 0.1")
    _ = Self.stop(&talk, "train 100 until loss < 0.01", after: 3)
    #expect(talk.say("train").last == "L < 0.01 is reached after epoch 16.")
    _ = talk.say("train")
    #expect(talk.session.bench.training.run.epoch == 116)
  }

  @Test("what cannot be trained says why")
  func refusals() {
    var empty = Talk()
    #expect(empty.problem("train")?.hasPrefix("There is nothing to improve yet.") == true)
    var talk = Talk("w = 4; L = w^2; minimize L; strategy random")
    #expect(
      talk.problem("train 5")
        == "train follows slopes, and random search has none. strategy analytic takes them from a backward pass."
    )
    #expect(talk.problem("train x")?.contains("is not a count") == true)
  }

  @Test("a definition that needs all rows is told about the batch")
  func wholeRows() {
    var talk = Self.talk("m = ones(45, 1)", "L2 = mean((z - m)^2)", "minimize L2")
    let problem = talk.problem("train 1")
    #expect(problem?.hasPrefix("It cannot be computed with 8 rows at a time:") == true)
    #expect(problem?.hasSuffix("batch = 0 takes all rows at once.") == true)
    #expect(talk.problem("batch = 0; train 1") == nil)
  }

  @Test("an update that leaves the numbers stops it, and the values before are kept")
  func divergence() {
    var talk = Talk("w = 0; L = sqrt(w) + 1; minimize L; step = 10")
    let answer = talk.answer("train 50")
    #expect(answer.failed)
    #expect(
      answer.document.problem?.message.plain.hasPrefix("In epoch ") == true
        && answer.document.problem!.message.plain.contains("The values before it are kept"))
    #expect(talk.value("w")!.isFinite)
    #expect(!talk.session.isWorking)
  }

  @Test("numerical slopes train, too")
  func numerical() {
    var (exact, measured) = (Self.talk(), Self.talk("strategy numerical; h = 1e-6"))
    _ = exact.say("train 1")
    _ = measured.say("train 1")
    #expect(abs(exact.value("L")! - measured.value("L")!) < 1e-3)
    #expect(measured.session.bench.evaluations > exact.session.bench.evaluations)
  }

  @Test("validation and its accuracy are told where rows were kept aside")
  func validation() {
    var talk = Self.talk("data split 0.7", "train 3")
    let line = talk.say("train 2").joined(separator: "   ")
    #expect(line.contains("(validation 0.") && line.hasSuffix(" %)"))
  }

  @Test("reports stand column below column")
  func columns() {
    for rest in ["", "; data split 0.8"] {
      var talk = Talk("data moons\(rest); net 2-16relu-16relu-1; loss bce; batch = 10")
      let lines = talk.say("train 20").prefix(8)
      func columns(_ sign: String) -> Set<Int?> {
        Set(lines.map { $0.components(separatedBy: sign).first?.count })
      }
      #expect(columns("accuracy").count == 1)
      #expect(columns(rest.isEmpty ? "L = " : "(validation").count == 1)
    }
  }

  @Test("a bound may have a decimal comma")
  func decimalComma() {
    var talk = Self.talk()
    #expect(
      talk.say("train 2000 until loss < 0,4").last
        == "L < 0.4 is reached after epoch \(talk.session.bench.training.run.epoch).")
    for wrong in ["0,4,1", "0.4,1", "a,b", ","] {
      #expect(talk.problem("train 5 until loss < \(wrong)") != nil, "\(wrong)")
    }
  }

  @Test("what looks like examples and would be moved is named before the first update")
  func movingExamples() {
    let bench =
      "x = [0.1 0.7; 1 2]; W = [1 3; 2 4]; b = 0.5; y = [1 0; 0 1]; L = mean((x @ W + b - y)^2)"
    let sentence =
      "What moves: x, W, b and y. Are x and y examples? examples x y keeps them as they are."
    var talk = Talk(bench, "minimize L; step = 0.01")
    #expect(talk.say("train 1").first == sentence)
    #expect(talk.say("train 1").count == 1)
    talk = Talk(bench, "minimize L; step = 0.01; examples x y")
    #expect(talk.say("train 1").count == 1)
    // Single numbers, and inputs that are all there is, are what the first lessons move.
    #expect(Talk("x = 1; w = 2; L = (x * w)^2; minimize L").answered("train 1").count == 1)
    #expect(Talk("x = [1 2]; L = sum(x^2); minimize L").answered("train 1").count == 1)
  }

  @Test("a live view reads how it stands between two slices")
  func facts() throws {
    var talk = Self.talk()
    #expect(talk.session.trainingFacts(using: talk.engine) == nil)
    _ = talk.session.respond(to: "train 10", using: talk.engine)
    for _ in 0..<9 { _ = talk.session.advance(steps: 1, using: talk.engine) }
    let facts = try #require(talk.session.trainingFacts(using: talk.engine))
    #expect(facts.epoch == 1 && facts.batch == 3 && facts.batchCount == 6)
    #expect(facts.goal == 10 && facts.samples == 45 + 24)
    #expect(abs(facts.fraction - (1 + 24.0 / 45) / 10) < 1e-12)
    #expect(facts.loss == talk.value("L"))
    #expect(facts.history.map(\.epoch) == [1])
    #expect(facts.accuracy.map { (0...1).contains($0) } == true)
    #expect(abs(facts.rate - 0.05) < 1e-12)
  }

  @Test("the history of the loss is thinned evenly where it grows long")
  func history() {
    var state = TrainingState()
    for epoch in 1...5000 { state.mark(epoch, Double(epoch)) }
    #expect(state.history.count <= TrainingState.mostMarks && state.history.count > 200)
    let gaps = zip(state.history.dropFirst(), state.history).map { $0.epoch - $1.epoch }
    #expect(Set(gaps).count == 1)
  }
}

extension Talk {
  fileprivate func answered(_ line: String) -> [String] {
    var talk = self
    return talk.say(line)
  }
}
