import GradientCore
import Testing

@Suite struct OptimizerTests {
  /// L = w²/2 has the slope w, so every number can be followed by hand.
  private func bowl(
    _ rule: Optimizer.Rule, w: Double = 2, rate: Double = 0.1, direction: Direction = .minimize
  ) throws -> TrainedCircuit {
    var known = Definitions()
    known["w"] = .leaf(Matrix(w), .parameter)
    let formula = direction == .minimize ? "w^2 / 2" : "-(w^2) / 2"
    known["L"] = .formula(Definition(try Formula(parsing: formula)))
    var circuit = TrainedCircuit(known, data: [])
    (circuit.optimizer, circuit.rate, circuit.direction) = (Optimizer(rule), rate, direction)
    return circuit
  }

  /// Worked out with pencil and paper from PyTorch's formulas: g = 2 first, then g = w.
  static let pencil: [(Optimizer.Rule, Double, Double)] = [
    (.sgd, 1.8, 1.62),
    (.momentum, 1.8, 1.8 - 0.1 * (0.9 * 2 + 1.8)),
    (.nesterov, 2 - 0.1 * (2 + 0.9 * 2), 1.62 - 0.1 * (1.62 + 0.9 * (0.9 * 2 + 1.62))),
    (.adagrad, 1.9, 1.9 - 0.1 * 1.9 / (4 + 1.9 * 1.9).squareRoot()),
    (.rmsprop, 1, 1 - 0.1 * 1 / (0.99 * 0.04 + 0.01).squareRoot()),
    (
      .adam, 1.9,
      1.9 - 0.1 * ((0.9 * 0.2 + 0.19) / 0.19)
        / ((0.999 * 0.004 + 0.001 * 1.9 * 1.9) / 0.001999).squareRoot()
    ),
    (
      .adamw, 1.898,
      1.898 * 0.999 - 0.1 * ((0.9 * 0.2 + 0.1898) / 0.19)
        / ((0.999 * 0.004 + 0.001 * 1.898 * 1.898) / 0.001999).squareRoot()
    ),
  ]

  @Test("two updates are those of the documented formulas", arguments: pencil)
  func twoUpdates(rule: Optimizer.Rule, first: Double, second: Double) throws {
    var circuit = try bowl(rule)
    _ = try circuit.train(1)
    #expect(isClose(circuit.value("w")[0], first, relative: 1e-7))
    _ = try circuit.train(1)
    #expect(isClose(circuit.value("w")[0], second, relative: 1e-7))
  }

  @Test("uphill is downhill on the mirror image, bit for bit", arguments: Optimizer.Rule.allCases)
  func uphill(rule: Optimizer.Rule) throws {
    var (down, up) = (try bowl(rule), try bowl(rule, direction: .maximize))
    _ = (try down.train(10), try up.train(10))
    #expect(down.value("w") == up.value("w"))
  }

  @Test("the named defaults are PyTorch's, and momentum 0.9")
  func defaults() {
    #expect(Optimizer(.momentum).numbers == [0.9])
    #expect(Optimizer(.nesterov).numbers == [0.9])
    #expect(Optimizer(.adagrad).numbers == [1e-10])
    #expect(Optimizer(.rmsprop).numbers == [0.99, 1e-8])
    #expect(Optimizer(.adam).numbers == [0.9, 0.999, 1e-8])
    #expect(Optimizer(.adamw).numbers == [0.9, 0.999, 1e-8, 0.01])
  }

  @Test("plain descent through the optimizer is the analytic step, bit for bit")
  func plain() throws {
    var circuit = try Circuit(
      "x = 1.3", "y = -0.7", "f = tanh(x * y) + 0.1 * x^3", objective: "f", to: .minimize)
    var other = TrainedCircuit(circuit.known, objective: "f", data: [])
    other.rate = 0.03
    for _ in 0..<25 { circuit.step(AnalyticStep(step: 0.03)) }
    _ = try other.train(25)
    #expect(other.value("x") == (try circuit.value("x")))
    #expect(other.value("y") == (try circuit.value("y")))
  }

  @Test("a clipped gradient has the length of the limit, and a shorter one stays")
  func clipping() throws {
    var known = Definitions()
    known["a"] = .leaf(Matrix(3), .parameter)
    known["b"] = .leaf(Matrix(4), .parameter)
    known["L"] = .formula(Definition(try Formula(parsing: "(a^2 + b^2) / 2")))
    var circuit = TrainedCircuit(known, data: [])
    (circuit.rate, circuit.clip) = (1, 1)
    _ = try circuit.train(1)
    #expect(isClose(circuit.value("a")[0], 2.4) && isClose(circuit.value("b")[0], 3.2))
    circuit.clip = 100
    _ = try circuit.train(1)
    #expect(circuit.value("a")[0] == 0 && circuit.value("b")[0] == 0)
  }

  @Test("slopes whose squares are no numbers are clipped all the same", arguments: [1e200, 1e-200])
  func extremeClipping(scale: Double) throws {
    var known = Definitions()
    known["a"] = .leaf(Matrix(0), .parameter)
    known["L"] = .formula(Definition(try Formula(parsing: "a * \(scale)")))
    var circuit = TrainedCircuit(known, data: [])
    (circuit.rate, circuit.clip) = (1, scale / 2)
    _ = try circuit.train(1)
    #expect(isClose(circuit.value("a")[0], -scale / 2))
  }

  @Test(
    "an update that would leave the numbers changes nothing, neither leaf nor memory",
    arguments: Optimizer.Rule.allCases)
  func overflow(rule: Optimizer.Rule) throws {
    var circuit = try bowl(rule)
    _ = try circuit.train(3)
    let (point, state, run) = (circuit.value("w"), circuit.state, circuit.run)
    circuit.rate = .greatestFiniteMagnitude
    circuit.known["L"] = .formula(Definition(try Formula(parsing: "1e300 * w^2")))
    let loop = try circuit.loop()
    guard case .overflow = loop.update() else {
      Issue.record("\(rule) moved")
      return
    }
    circuit.keep(loop)
    #expect(circuit.value("w") == point && circuit.state == state && circuit.run == run)
  }

  @Test("a slope that is not finite is named, and nothing moves", arguments: [0.0, 1])
  func brokenSlope(clip: Double) throws {
    var known = try definitions("a = 1", "b = 0", "L = a + sqrt(b)")
    known["L"] = .formula(Definition(try Formula(parsing: "a + sqrt(b)")))
    var circuit = TrainedCircuit(known, data: [])
    circuit.clip = clip
    let loop = try circuit.loop()
    guard case .nonFinite(let leaf) = loop.update() else {
      Issue.record("it moved")
      return
    }
    #expect(loop.name(of: leaf) == "b")
  }

  @Test("memory of another rule, or of another shape, begins anew")
  func otherMemory() throws {
    var circuit = try bowl(.momentum)
    _ = try circuit.train(2)
    #expect(circuit.state["w"]?.updates == 2 && circuit.state["w"]?.second == [])
    circuit.optimizer = Optimizer(.adam)
    _ = try circuit.train(1)
    #expect(circuit.state["w"]?.updates == 1 && circuit.state["w"]?.second.count == 1)
  }

  @Test("numerical slopes go through the same optimizer")
  func numerical() throws {
    var (exact, measured) = (try bowl(.adam), try bowl(.adam))
    measured.slopes = .differences(h: 1e-6)
    _ = (try exact.train(5), try measured.train(5))
    #expect(isClose(exact.value("w")[0], measured.value("w")[0], relative: 1e-5))
  }
}

@Suite struct RateScheduleTests {
  @Test("the rate follows its form from epoch to epoch")
  func forms() {
    let step = RateSchedule(.step(every: 3, factor: 0.5))
    #expect((0..<7).map(step.factor) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25])
    let exponential = RateSchedule(.exponential(factor: 0.5))
    #expect((0..<4).map(exponential.factor) == [1, 0.5, 0.25, 0.125])
    let cosine = RateSchedule(.cosine(epochs: 4))
    let expected = [1, 0.85355339059327373, 0.5, 0.14644660940672627, 0, 0]
    #expect(zip((0..<6).map(cosine.factor), expected).allSatisfy { isClose($0, $1) })
    #expect(RateSchedule.constant.factor(at: 1_000_000) == 1)
  }

  @Test("a warm-up rises evenly to the full rate, and the form begins after it")
  func warmUp() {
    let schedule = RateSchedule(.exponential(factor: 0.5), warmUp: 4)
    #expect((0..<7).map(schedule.factor) == [0.25, 0.5, 0.75, 1, 1, 0.5, 0.25])
  }
}
