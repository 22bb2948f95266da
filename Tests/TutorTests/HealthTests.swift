import DocumentModel
import Testing

@testable import GradientCore
@testable import Tutor

@Suite struct HealthTests {
  @Test func `every layer has a row, from the first to the last`() {
    var talk = Talk("data moons 40", "net 2-4-3-1 tanh", "loss bce")
    let lines = talk.say("health")
    #expect(lines[1].hasPrefix("a1 tanh") && lines[2].hasPrefix("a2 tanh"))
    #expect(lines[3].hasPrefix("z3"))
  }

  @Test func `a network of one number has its layer, also where X does not move`() {
    var talk = Talk("data line; net 1-1; hold X; loss mse")
    #expect(talk.say("health")[1].hasPrefix("z1"))
  }

  @Test func `two products in one sum are one layer, as deep as what is applied to it`() {
    var talk = Talk(
      "X = [1 2; 3 4]; W = [1 2; 3 4]; U = [1 0; 0 1]; s = [1 1; 2 2]; b = [1 1]",
      "examples X s", "z = X @ W + s @ U + b; a = tanh(z); f = sum(a^2)")
    let lines = talk.say("health")
    #expect(lines[1].hasPrefix("a tanh") && !lines[2].contains("…"), "\(lines)")
    let layers = talk.session.network(using: talk.engine)?.layers
    #expect(layers?.map(\.weights) == ["W", "U"])
    #expect(layers?.map(\.activation) == [.unary(.tanh), .unary(.tanh)])
  }

  @Test func `dead units of relu are named`() {
    var talk = Talk(
      "X = [1 2; 3 1]; W = [1 -1 1; 1 -1 0]; b = [0 0 -9]; a = relu(X @ W + b); f = sum(a)")
    #expect(
      talk.say("health").contains {
        $0 == "a relu: 2 of 3 units are dead, 0 for every row; counted from 0: 1 and 2."
      })
  }

  @Test(arguments: [("sigmoid", 50), ("tanh", 50), ("hard_tanh", 50)])
  func `saturated is where the slope is below a twentieth of the steepest`(
    activation: String, percent: Int
  ) {
    var talk = Talk("w = 1; x = [-40 -0.5 0.5 40]; a = \(activation)(w * x); f = sum(a)")
    #expect(
      talk.say("health").contains {
        $0.hasPrefix("a \(activation): \(percent) % of its values are saturated")
      })
  }

  @Test func `slopes that vanish on their way back are told`() {
    var talk = Talk(
      "x = [0.5; 1]; w = 1e-4; v = 1e-4; a = tanh(x * w); b = tanh(a * v); f = sum(b^2)")
    #expect(
      talk.say("health").contains {
        $0.hasPrefix("From b tanh back to a tanh slopes shrink 10000 times.")
      })
  }

  @Test func `a spread counts, and leaves out what is no number`() {
    let talk = Talk("w = 1; x = [0 1 10]; a = tanh(w * x); f = sum(a)")
    let (evaluation, layers) = try! talk.session.layersOfObjective(using: talk.engine)
    evaluation.backward(from: evaluation.graph.root)
    let health = evaluation.health(of: layers[0])
    #expect(health.values.counts.reduce(0, +) == 3)
    #expect(health.values.low == 0 && health.slopes.high == 1)
    #expect(health.saturatedShare == 1.0 / 3)
    #expect(LayerHealth.Spread([.nan, 1, 3]).brokenCount == 1)
    #expect(LayerHealth.Spread([.nan, 1, 3]).mean == 2)
  }

  @Test func `without layers it says what a layer is`() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.problem("health")?.hasPrefix("f has no layers") == true)
  }
}

@Suite struct AutopsyTests {
  /// The regression's x with a line in place of its noisy y, which has no part in the curvature.
  private func regression() -> Talk {
    let xs = (0..<100).map { -10 + 20 * Double($0) / 99 }
    let rows = xs.map { "\($0)" }.joined(separator: "; ")
    return Talk(
      "x = [\(rows)]", "y = 3 * x + 5", "hold x", "w = 0.1; b = 0.2",
      "L = mean((x * w + b - y)^2) / 2; minimize L")
  }

  @Test func `for a parabola it gives 2 over the largest curvature`() throws {
    var talk = regression()
    _ = talk.answer("step = 0.06; train 30; digits = 17")
    let lines = talk.say("autopsy")
    let line = try #require(lines.first { $0.contains("2/λmax = ") })
    let text = line.split(separator: "= ")[1].prefix { $0 != "," }
    let limit = try #require(Double(text))
    // E04 of the golden records: 2 / λmax of X^T X / N.
    #expect(abs(limit - 0.05881188118811881) < 1e-10)
    #expect(talk.session.bench.settings.step == 0.06)
  }

  @Test func `the largest step is found by bisection, and a smaller one is told`() throws {
    var talk = regression()
    _ = talk.answer("step = 0.06; train 30")
    let lines = talk.say("autopsy")
    let line = try #require(lines.first { $0.hasPrefix("Largest step") })
    let words = line.split(separator: " ")
    let place = try #require(words.firstIndex(of: "updates:"))
    let step = try #require(Double(words[place + 1].dropLast()))
    #expect((0.0585...0.0605).contains(step))
    #expect(lines.contains { $0.hasPrefix("To try: step = 0.03, reset weights, train.") })
  }

  @Test func `the first update and the gate where numbers end are named`() throws {
    var talk = Talk("w = 3; L = (w^2 - 1)^2; minimize L", "step = 1")
    _ = talk.answer("train 20")
    let before = talk.session.bench
    let lines = talk.say("autopsy")
    #expect(
      lines.contains { $0.hasPrefix("After update 1 L is worse than at its start") })
    #expect(
      lines.contains { $0.contains("no finite number") || $0.contains("would make w infinite") })
    #expect(talk.session.bench == before)
  }

  @Test func `saturated and dead layers are named with the update after which they were`() {
    var talk = Talk(
      "X = [1 2; 3 1]; hold X", "W = [0.1 0.2; 0.3 0.1]; a = relu(X @ W)",
      "L = mean((a + 1)^2); minimize L", "step = 1", "train 5")
    let lines = talk.say("autopsy")
    #expect(
      lines.contains { $0 == "After update 1 100 % of the units of a relu are dead." })
  }

  @Test func `a training that went well is said to have gone well`() {
    var talk = Talk("w = 3; L = (w - 1)^2; minimize L", "train 10")
    let lines = talk.say("autopsy")
    #expect(lines.contains { $0.hasPrefix("Nothing broke") })
  }

  @Test func `it can be stopped, and changes nothing`() {
    var talk = regression()
    _ = talk.answer("train 200")
    let before = talk.session.bench
    _ = talk.session.respond(to: "autopsy", using: talk.engine)
    _ = talk.session.advance(steps: 3, using: talk.engine)
    #expect(talk.session.isWorking)
    let farewell = talk.session.interrupt().document.lines
    #expect(farewell.last?.contains("Nothing of the bench has changed.") == true)
    #expect(talk.session.bench == before)
  }

  @Test func `slices of any size find the same`() {
    var (one, many) = (regression(), regression())
    _ = one.answer("train 10")
    _ = many.answer("train 10")
    _ = many.session.respond(to: "autopsy", using: many.engine)
    var answer: Answer?
    while answer == nil { answer = many.session.advance(steps: 7, using: many.engine) }
    #expect(answer?.document == one.answer("autopsy").document)
  }

  @Test func `the largest stretch is the largest singular value`() {
    // By hand: A^T A has the eigenvalues 45 and 5.
    #expect(abs(Matrix(rows: [[3, 0], [4, 5]]).largestStretch - 45.0.squareRoot()) < 1e-9)
    #expect(Matrix(rows: [[0, 0]]).largestStretch == 0)
  }
}
