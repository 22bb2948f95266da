import GradientCore

/// Makes moves on a bench: its evaluation stays loaded from one move to the next.
struct Mover {
  let evaluation: Evaluation
  let objective: Objective
  let objectiveName: String
  let leaves: [String]
  private let strategy: any Strategy
  /// What is done with slopes; nil in a search.
  private var descent: Descent?
  private let numerical: NumericalStep?
  private let rate: Double
  private let schedule: RateSchedule
  private let isBetweenEpochs: Bool
  private var epoch: Int
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
    numerical = strategy as? NumericalStep
    (rate, schedule) = (bench.settings.step, bench.schedule)
    (epoch, isBetweenEpochs) = (bench.training.run.epoch, bench.training.run.isBetweenEpochs)
    random = bench.random
    descent = bench.strategy.isSearch ? nil : bench.descent(of: leaves)
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
    if descent != nil { return descend(&unfinished, spending: &budget) }
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

  /// Finds the slopes, and leaves the move to the optimizer.
  private mutating func descend(
    _ unfinished: inout UnfinishedMove?, spending budget: inout Int
  ) -> Move? {
    guard let numerical else {
      budget -= 1
      evaluation.backward(from: objective.root)
      let move = descent!.step(evaluation, objective, evaluations: 1, backwardPasses: 1)
      return done(move)
    }
    var current = unfinished ?? UnfinishedMove(evaluation, objective)
    unfinished = nil
    let spent = current.evaluations
    let isFound = numerical.findsSlopes(&current, atMost: budget, evaluation, objective)
    budget -= max(current.evaluations - spent, 1)
    guard isFound else {
      unfinished = current
      return nil
    }
    let move = descent!.step(
      evaluation, objective, evaluations: current.evaluations + 1, backwardPasses: 0)
    return done(move)
  }

  private mutating func done(_ move: Move) -> Move {
    if move.nonFinite == nil, move.overflow == nil {
      moves += 1
      evaluations += move.evaluations
      if isBetweenEpochs { epoch += 1 }
      let next = rate * schedule.factor(at: epoch)
      descent?.rate = next
    }
    return move
  }

  var point: [Matrix] { objective.free.map { evaluation.value(of: $0) } }
  var slopes: [Matrix] { objective.free.map { evaluation.gradient(of: $0) } }
  var value: Double { evaluation.scalar(of: objective.root) }

  /// Takes the point reached back to the bench.
  func store(in bench: inout Bench) {
    for (name, value) in zip(leaves, point) { bench.move(name, to: value) }
    descent?.store(in: &bench.optimizerState)
    if descent != nil, moves > 0 { bench.training.run.pass(moves) }
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
