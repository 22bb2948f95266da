import GradientCore

/// Makes moves on a bench: its evaluation stays loaded from one move to the next.
struct Mover {
  let evaluation: Evaluation
  let objective: Objective
  let objectiveName: String
  let leaves: [String]
  private let strategy: any Strategy
  private var random: SeededGenerator
  private(set) var moves = 0
  private(set) var evaluations = 0

  /// - Precondition: `objectiveName` is 1×1, and `leaves` are under it.
  init(_ bench: Bench, objective objectiveName: String, leaves: [String], using engine: Engine)
    throws(CompilationError)
  {
    evaluation = try engine.evaluation(moving: leaves, for: objectiveName, in: bench)
    let graph = evaluation.graph
    objective = Objective(
      root: graph.root, direction: bench.direction,
      free: leaves.compactMap { graph.node(named: $0) })
    self.objectiveName = objectiveName
    self.leaves = leaves
    strategy = Self.strategy(bench.strategy, bench.settings)
    random = bench.random
  }

  private static func strategy(_ name: StrategyName, _ settings: Settings) -> any Strategy {
    switch name {
    case .random: RandomSearch(range: settings.range, tries: settings.tries)
    case .local: LocalSearch(radius: settings.radius, tries: settings.tries)
    case .numerical: NumericalStep(h: settings.h, step: settings.step)
    case .analytic: AnalyticStep(step: settings.step)
    }
  }

  /// Goes on with a move, and takes what that costs in evaluations from `budget`; nil while the
  /// move is `unfinished`.
  mutating func move(_ unfinished: inout UnfinishedMove?, spending budget: inout Int) -> Move? {
    guard let sliced = strategy as? any SlicedStrategy else {
      budget -= 1
      return done(strategy.move(evaluation, objective, &random))
    }
    var current = unfinished ?? UnfinishedMove(evaluation, objective)
    unfinished = nil
    let spent = current.evaluations
    let move = sliced.proceed(with: &current, atMost: budget, evaluation, objective, &random)
    budget -= max(current.evaluations - spent, 1)
    guard let move else {
      unfinished = current
      return nil
    }
    return done(move)
  }

  private mutating func done(_ move: Move) -> Move {
    if move.nonFinite == nil, move.overflow == nil {
      moves += 1
      evaluations += move.evaluations
    }
    return move
  }

  var point: [Matrix] { objective.free.map { evaluation.value(of: $0) } }
  var slopes: [Matrix] { objective.free.map { evaluation.gradient(of: $0) } }
  var value: Double { evaluation.scalar(of: objective.root) }

  /// Takes the point reached back to the bench.
  func store(in bench: inout Bench) {
    for (name, value) in zip(leaves, point) { bench.set(name, to: value) }
    bench.random = random
    bench.steps += moves
    bench.evaluations += evaluations
    bench.handMoves = nil
  }

  /// Cuts a point of a search into the values of the leaves.
  func values(of point: [Double]) -> [Matrix] {
    Matrix.cut(point, into: objective.free.map { evaluation.graph.shape(of: $0) })
  }
}

extension Matrix {
  /// Matrices whose entries stand one after the other in `entries`.
  static func cut(_ entries: [Double], into shapes: [Shape]) -> [Matrix] {
    var rest = entries[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return Matrix(shape, Array(rest.prefix(shape.count)))
    }
  }
}
