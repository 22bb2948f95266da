import GradientCore
import Testing

/// What every strategy promises.
@Suite struct StrategyTests {
  static let strategies: [any Strategy] = [
    RandomSearch(range: 5, tries: 20), LocalSearch(radius: 0.1, tries: 20),
    NumericalStep(h: 1e-3, step: 0.01), AnalyticStep(step: 0.01),
  ]
  private static let lines = [
    "x = 1", "y = -3", "W = [0.5 -1; 2 0.25]", "f = x * y + sum(W * W) * x",
  ]

  @Test(arguments: strategies.indices)
  func `held leaves do not move, and free ones do`(_ index: Int) throws {
    var circuit = try Circuit(Self.lines, held: ["y"])
    let move = circuit.step(Self.strategies[index])
    #expect(move.hasMoved)
    #expect(try circuit.scalar("y") == -3)
    #expect(try circuit.scalar("x") != 1)
    #expect(zip(try circuit.value("W"), [0.5, -1, 2, 0.25]).allSatisfy { $0 != $1 })
  }

  @Test(arguments: strategies.indices)
  func `maximize goes up and minimize goes down`(_ index: Int) throws {
    for direction in [Direction.maximize, .minimize] {
      var circuit = try Circuit(Self.lines, to: direction)
      let move = circuit.step(Self.strategies[index])
      #expect(direction == .maximize ? move.change > 0 : move.change < 0)
    }
  }

  @Test(arguments: strategies.indices)
  func `minimizing -f moves as maximizing f does`(_ index: Int) throws {
    var up = try Circuit(Self.lines)
    var down = try Circuit(Self.lines + ["g = -f"], objective: "g", to: .minimize)
    for _ in 0..<3 {
      let (one, other) = (up.step(Self.strategies[index]), down.step(Self.strategies[index]))
      #expect(one.after == -other.after)
      for name in ["x", "y", "W"] { #expect(try up.value(name) == (try down.value(name))) }
    }
  }

  @Test(arguments: strategies.indices)
  func `a move tells the values before and after, and leaves the circuit computed`(_ index: Int)
    throws
  {
    var circuit = try Circuit(Self.lines)
    let before = try circuit.scalar("f")
    let move = circuit.step(Self.strategies[index])
    #expect(move.before == before)
    #expect(try circuit.scalar("f") == move.after)
    #expect(move.change == move.after - before)
    #expect(isClose(try scalar("f", circuit.known), move.after))
  }

  @Test(arguments: strategies.indices)
  func `an evaluation made for the objective alone moves to the same point`(_ index: Int) throws {
    var circuit = try Circuit(Self.lines)
    let lean = Evaluation(circuit.evaluation.graph, objective: circuit.objective)
    lean.load(circuit.known)
    lean.forward()
    var random = SeededGenerator(seed: 1)
    for _ in 0..<3 {
      let move = Self.strategies[index].move(lean, circuit.objective, &random)
      #expect(isClose(move.after, circuit.step(Self.strategies[index]).after))
      for leaf in circuit.objective.free {
        #expect(isClose(lean.value(of: leaf), circuit.evaluation.value(of: leaf)))
      }
    }
  }

  @Test(arguments: strategies.indices)
  func `the same seed gives the same moves`(_ index: Int) throws {
    func moves() throws -> [Move] {
      var circuit = try Circuit(Self.lines)
      return (0..<3).map { _ in circuit.step(Self.strategies[index]) }
    }
    #expect(try moves() == (try moves()))
  }

  @Test func `evaluations are counted`() throws {
    let moves = try Self.strategies.map { strategy in
      var circuit = try Circuit(Self.lines)
      return circuit.step(strategy)
    }
    // Six entries: one evaluation each, and one of the point itself.
    #expect(moves.map(\.evaluations) == [20, 20, 7, 1])
    #expect(moves.map(\.backwardPasses) == [0, 0, 0, 1])
  }

  @Test func `only entries of free leaves cost evaluations and draws`() throws {
    var circuit = try Circuit(Self.lines, held: ["W", "y"])
    #expect(circuit.step(NumericalStep(h: 1e-3, step: 0.01)).evaluations == 2)
    circuit.step(RandomSearch(range: 5, tries: 20))
    #expect(circuit.random.drawCount == 20)
  }
}

@Suite struct SearchTests {
  @Test func `every entry of every free leaf is drawn`() throws {
    var circuit = try Circuit("W = zeros(2, 2) + 9", "f = sum(W)", to: .minimize)
    let move = circuit.step(RandomSearch(range: 5, tries: 10))
    #expect(circuit.random.drawCount == 40)
    #expect(move.tries.allSatisfy { $0.point.count == 4 && Set($0.point).count == 4 })
  }

  @Test func `only the first few tries are told, with the best so far`() throws {
    var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
    let move = circuit.step(RandomSearch(range: 5, tries: 100))
    #expect(move.tries.count == RandomSearch.recordedTries)
    var best = move.before
    for attempt in move.tries {
      best = max(best, attempt.value)
      #expect(attempt.value == attempt.point[0] * attempt.point[1])
      #expect(attempt.best == best)
    }
    #expect(move.after >= best)
  }

  @Test func `of one try the point is taken if it is better, else the start`() throws {
    var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
    for _ in 0..<50 {
      let start = [try circuit.scalar("x"), try circuit.scalar("y")]
      let move = circuit.step(RandomSearch(range: 5, tries: 1))
      let isBetter = move.tries[0].value > move.before
      #expect(move.hasMoved == isBetter)
      let expected = isBetter ? move.tries[0].point : start
      #expect([try circuit.scalar("x"), try circuit.scalar("y")] == expected)
    }
  }

  @Test(arguments: [Direction.maximize, .minimize])
  func `what is only as good is not taken`(_ direction: Direction) throws {
    var circuit = try Circuit("x = 1", "f = 0 * x", to: direction)
    #expect(!circuit.step(RandomSearch(range: 5, tries: 100)).hasMoved)
    #expect(!circuit.step(LocalSearch(radius: 1, tries: 100)).hasMoved)
    #expect(try circuit.scalar("x") == 1)
  }

  @Test(arguments: [Direction.maximize, .minimize])
  func `a candidate that is not a number never wins`(_ direction: Direction) throws {
    var circuit = try Circuit("x = 1", "f = sqrt(x)", to: direction)
    for _ in 0..<20 {
      let move = circuit.step(RandomSearch(range: 5, tries: 10))
      #expect(move.tries.contains { $0.value.isNaN })
      #expect(!move.after.isNaN && move.tries.allSatisfy { !$0.best.isNaN })
    }
  }

  @Test func `where every candidate is not a number the start is kept`() throws {
    var circuit = try Circuit("x = 100", "f = sqrt(x - 50)")
    let move = circuit.step(RandomSearch(range: 5, tries: 100))
    #expect(!move.hasMoved && move.after == 50.0.squareRoot())
    #expect(try circuit.scalar("x") == 100)
  }

  @Test func `a start that is not a number is left for the first number`() throws {
    var circuit = try Circuit("x = -1", "f = sqrt(x)")
    let move = circuit.step(RandomSearch(range: 5, tries: 50))
    #expect(move.before.isNaN && move.hasMoved && move.after > 0)
    var hopeless = try Circuit("x = -100", "f = sqrt(x)")
    let stuck = hopeless.step(LocalSearch(radius: 1, tries: 50))
    #expect(!stuck.hasMoved && stuck.after.isNaN)
    #expect(try hopeless.scalar("x") == -100)
  }

  @Test func `with the same seed draws scale exactly with the range`() throws {
    func points(_ range: Double) throws -> [[Double]] {
      var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
      return circuit.step(RandomSearch(range: range, tries: 10)).tries.map(\.point)
    }
    let (narrow, wide) = (try points(5), try points(40))
    #expect(wide == narrow.map { $0.map { 8 * $0 } })
  }

  @Test func `a range ten times wider makes the best product a hundred times larger`() throws {
    func best(_ range: Double) throws -> Double {
      var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
      return circuit.step(RandomSearch(range: range, tries: 100)).after
    }
    #expect(isClose(try best(50), 100 * (try best(5))))
  }

  @Test func `a local search draws around the point where it is`() throws {
    var circuit = try Circuit("x = 1000", "y = -3", "f = x * y")
    let move = circuit.step(LocalSearch(radius: 0.5, tries: 10))
    for attempt in move.tries {
      #expect(abs(attempt.point[0] - 1000) <= 0.5 && abs(attempt.point[1] + 3) <= 0.5)
    }
  }
}

@Suite struct GradientStepTests {
  @Test func `all leaves move at once, from the old point`() throws {
    var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
    circuit.step(AnalyticStep(step: 1))
    #expect(try circuit.value("x") + circuit.value("y") == [-2, -2])
    circuit = try Circuit("x = 1", "y = -3", "f = x * y")
    circuit.step(NumericalStep(h: 0.5, step: 1))
    #expect(try circuit.value("x") + circuit.value("y") == [-2, -2])
  }

  @Test func `expected is the step times the sum of squared slopes`() throws {
    var up = try Circuit("x = 1", "y = -3", "f = x * y")
    #expect(isClose(try #require(up.step(AnalyticStep(step: 0.01)).expectedChange), 0.1))
    var down = try Circuit("x = 1", "y = -3", "f = x * y", to: .minimize)
    #expect(isClose(try #require(down.step(AnalyticStep(step: 0.01)).expectedChange), -0.1))
  }

  @Test func `on a plane exactly what was expected is got`() throws {
    for strategy in [AnalyticStep(step: 0.5), NumericalStep(h: 0.25, step: 0.5)] as [any Strategy] {
      var circuit = try Circuit("x = 1", "y = 2", "f = 3 * x - 4 * y")
      let move = circuit.step(strategy)
      #expect(move.expectedChange == 12.5)
      #expect(move.change == 12.5)
    }
  }

  @Test func `expected and got differ by the square of the step`() throws {
    for step in [0.1, 0.01, 0.001] {
      var circuit = try Circuit("x = 1", "y = -3", "f = x * y")
      let move = circuit.step(AnalyticStep(step: step))
      // f(x + s·y, y + s·x) = f + s (x² + y²) + s² x y.
      #expect(isClose(move.change - (try #require(move.expectedChange)), -3 * step * step))
    }
  }

  @Test func `a search expects nothing`() throws {
    var circuit = try Circuit("x = 1", "f = x")
    #expect(circuit.step(LocalSearch(radius: 1, tries: 5)).expectedChange == nil)
    #expect(circuit.step(RandomSearch(range: 1, tries: 5)).expectedChange == nil)
  }

  @Test func `a numerical step comes as close to the analytic one as h is small`() throws {
    func after(_ strategy: some Strategy) throws -> Double {
      var circuit = try Circuit("x = 0.3", "y = 2", "f = sin(x) * y^2")
      return circuit.step(strategy).after
    }
    let exact = try after(AnalyticStep(step: 0.1))
    let errors = try [1e-2, 1e-3, 1e-4].map {
      abs(try after(NumericalStep(h: $0, step: 0.1)) - exact)
    }
    #expect(isClose(errors[0] / errors[1], 10, relative: 0.05))
    #expect(isClose(errors[1] / errors[2], 10, relative: 0.05))
  }

  /// The leaf that stands first is sound; it must not have moved before the other was looked at.
  @Test(arguments: ["f = x + sqrt(y)", "f = x + log(y)", "f = x + 1 / y"])
  func `a slope that is not finite moves nothing and names its leaf`(_ f: String) throws {
    var circuit = try Circuit("x = 1", "y = 0", f)
    let before = try circuit.scalar("f")
    let move = circuit.step(AnalyticStep(step: 0.1))
    #expect(!move.hasMoved && move.expectedChange == nil)
    #expect(move.nonFinite == (try circuit.node("y")))
    #expect(try circuit.value("x") + circuit.value("y") == [1, 0])
    #expect(move.before == before && move.after == before)
  }

  @Test func `the first of the leaves whose slopes are not finite is named`() throws {
    var circuit = try Circuit("a = 1", "b = 0", "c = 0", "f = a + sqrt(b) + sqrt(c)")
    #expect(circuit.step(AnalyticStep(step: 0.1)).nonFinite == (try circuit.node("b")))
  }

  @Test func `a difference that is not finite moves nothing either`() throws {
    var circuit = try Circuit("x = 1", "y = 0", "f = x + 0 * sqrt(y - 0.5)")
    let move = circuit.step(NumericalStep(h: 1e-3, step: 0.1))
    #expect(!move.hasMoved)
    #expect(move.nonFinite == (try circuit.node("x")))
    #expect(try circuit.value("x") + circuit.value("y") == [1, 0])
    #expect(try circuit.scalar("f").isNaN)
  }

  @Test func `finite slopes whose squares overflow still move`() throws {
    var circuit = try Circuit("x = 1", "f = 1e200 * x")
    let move = circuit.step(AnalyticStep(step: 1e-200))
    #expect(move.hasMoved && move.nonFinite == nil)
    #expect(isClose(try circuit.scalar("x"), 2))
  }

  @Test func `a slope of zero stays where it is`() throws {
    var circuit = try Circuit("x = 0", "f = x^2")
    let move = circuit.step(AnalyticStep(step: 1))
    #expect(move.change == 0 && move.expectedChange == 0)
    #expect(try circuit.scalar("x") == 0)
  }
}
