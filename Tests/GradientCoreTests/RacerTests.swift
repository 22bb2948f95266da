import GradientCore
import Testing

/// Strategies with equal budgets, on functions whose tops are known.
@Suite struct RacerTests {
  private func function(_ lines: String..., free: [String] = ["x", "y"]) throws -> PointFunction {
    let definitions = try definitions(lines)
    let graph = try Graph(definitions, names: ["f"])
    let evaluation = Evaluation(graph)
    evaluation.load(definitions)
    evaluation.forward()
    return PointFunction(
      evaluation, of: graph.root, byAllOf: free.compactMap { graph.node(named: $0) })
  }

  private static let rules = Racer.Rules(
    direction: .maximize, budget: 100, length: 0.1, range: 5, h: 1e-6)

  private func racer(_ kind: Racer.Kind, in function: PointFunction) -> Racer {
    Racer(
      kind, from: function.point, value: function.value(at: function.point),
      random: SeededGenerator(seed: 1))
  }

  @Test(
    "nobody spends more than the budget, and moves are what they cost",
    arguments: Racer.Kind.allCases)
  func budget(kind: Racer.Kind) throws {
    let function = try function("x = 1", "y = -3", "f = -(x - 3)^2 - (y - 3)^2")
    var racer = racer(kind, in: function)
    racer.proceed(atMost: .max, in: function, by: Self.rules)
    #expect(racer.isFinished)
    #expect(racer.evaluations <= 100)
    #expect(racer.evaluations == racer.moves * Racer.cost(of: kind, inputs: 2))
    #expect(racer.moves == [.random: 100, .local: 100, .numerical: 33, .analytic: 25][kind])
  }

  @Test("a race cut anywhere is the same", arguments: Racer.Kind.allCases, [1, 3, 7])
  func slices(kind: Racer.Kind, slice: Int) throws {
    let function = try function("x = 1", "y = -3", "f = sin(x) * cos(y) - x^2")
    let start = function.point
    var whole = racer(kind, in: function)
    whole.proceed(atMost: .max, in: function, by: Self.rules)
    _ = function.value(at: start)
    var cut = racer(kind, in: function)
    while !cut.isFinished {
      cut.proceed(atMost: slice, in: function, by: Self.rules)
      _ = function.value(at: start)
    }
    #expect(cut == whole)
  }

  @Test("each move but that of random search is equally long")
  func length() throws {
    let function = try function("x = 1", "y = -3", "f = -(x - 3)^2 - (y - 3)^2")
    let start = function.point
    for kind in [Racer.Kind.local, .numerical, .analytic] {
      var rules = Self.rules
      rules.budget = Racer.cost(of: kind, inputs: 2)
      _ = function.value(at: start)
      var racer = racer(kind, in: function)
      racer.proceed(atMost: .max, in: function, by: rules)
      let distance = racer.distance(from: start)
      #expect(abs(distance - 0.1) < 1e-12 || kind == .local && distance == 0)
    }
  }

  /// From (1, -3) to (3, 3) are √40 = 6.3246: 64 moves of 0.1.
  @Test("the analytic gradient goes straight to the top")
  func straight() throws {
    let function = try function("x = 1", "y = -3", "f = -(x - 3)^2 - (y - 3)^2")
    var racer = racer(.analytic, in: function)
    var rules = Self.rules
    rules.budget = 4 * 63
    racer.proceed(atMost: .max, in: function, by: rules)
    #expect(abs(racer.distance(from: [3, 3]) - (6.324555320336759 - 6.3)) < 1e-9)
    #expect(racer.marks.count == 64)
  }

  @Test("where there is no slope, a racer stops and says so")
  func flat() throws {
    let function = try function("x = -1", "f = relu(x)", free: ["x"])
    var racer = racer(.analytic, in: function)
    racer.proceed(atMost: .max, in: function, by: Self.rules)
    #expect(racer.isFinished && racer.isStuck && racer.moves == 0)
  }

  @Test(
    "what has no top is known by growing without end",
    arguments: [
      ("x * y", true), ("exp(x) + y", true), ("log(x^2 + 1) + y * 0", true), ("x + y", true),
      ("-(x - 3)^2 - y^2", false), ("sigmoid(x) + y * 0", false), ("tanh(x) * cos(y)", false),
      ("-abs(x) - abs(y)", false), ("relu(x - 100) + y * 0", false),
    ])
  func top(formula: String, isUnbounded: Bool) throws {
    let function = try function("x = 1", "y = -3", "f = \(formula)")
    #expect(function.isUnbounded(.maximize) == isUnbounded)
    #expect(function.point == [1, -3])
  }

  @Test func `what falls without end has no bottom`() throws {
    #expect(try function("x = 1", "y = -3", "f = -(x - 3)^2 - y^2").isUnbounded(.minimize))
    #expect(try !function("x = 1", "y = -3", "f = x^2 + y^2").isUnbounded(.minimize))
  }

  // MARK: - Trails

  @Test("a trail is the way of the strategy itself", arguments: Racer.Kind.allCases)
  func trail(kind: Racer.Kind) throws {
    let definitions = try definitions("x = 1", "y = -3", "f = x^2 * y")
    let graph = try Graph(definitions, names: ["f"])
    let evaluation = Evaluation(graph)
    evaluation.load(definitions)
    evaluation.forward()
    let free = ["x", "y"].map { graph.node(named: $0)! }
    let objective = Objective(root: graph.root, direction: .minimize, free: free)
    let settings = Trail.Settings(
      direction: .minimize, range: 5, radius: 0.3, h: 1e-3, step: 0.02, tries: 20)
    var random = SeededGenerator(seed: 3)
    let trail = Trail(
      kind, steps: 5, of: PointFunction(evaluation, of: graph.root, byAllOf: free), settings,
      &random)
    #expect(evaluation.point(of: free) == [1, -3])
    let strategy: any Strategy =
      switch kind {
      case .random: RandomSearch(range: 5, tries: 20)
      case .local: LocalSearch(radius: 0.3, tries: 20)
      case .numerical: NumericalStep(h: 1e-3, step: 0.02)
      case .analytic: AnalyticStep(step: 0.02)
      }
    random = SeededGenerator(seed: 3)
    for point in trail.points.dropFirst() {
      _ = strategy.move(evaluation, objective, &random)
      for (a, b) in zip(evaluation.point(of: free), point) { #expect(abs(a - b) < 1e-9) }
    }
    #expect(trail.points.count == 6)
  }
}
