import GradientCore

/// A training of a circuit, as a program that uses the core alone would set it up.
struct TrainedCircuit {
  var known: Definitions
  var optimizer = Optimizer.sgd
  var state = OptimizerState()
  var run = TrainingRun()
  var rate = 0.1
  var clip = 0.0
  var schedule = RateSchedule.constant
  var batch = Int.max
  var seed: UInt64 = 1
  var slopes = TrainingLoop.Slopes.backwardPass
  var direction = Direction.minimize
  let objective: String
  let data: [String]

  /// - Parameter data: names of leaves with an example in each row.
  init(_ known: Definitions, objective: String = "L", data: [String] = ["X", "Y"]) {
    self.known = known
    (self.objective, self.data) = (objective, data)
    for name in data {
      if let value = known.value(ofLeaf: name) { self.known[name] = .leaf(value, .data) }
    }
  }

  var rows: Int { data.first.flatMap { known.value(ofLeaf: $0) }?.shape.rows ?? 1 }

  private func pass(
    _ definitions: Definitions, gathering data: [String: Matrix]
  ) throws(CompilationError) -> TrainingLoop.Pass {
    let graph = try Graph(definitions, names: [objective])
    let free = graph.leaves.filter { $0.role == .parameter }.map(\.node)
    let objective = Objective(root: graph.root, direction: direction, free: free)
    let evaluation = Evaluation(graph, objective: objective)
    evaluation.load(definitions)
    evaluation.forward()
    return .init(evaluation, objective, gathering: data)
  }

  func loop() throws(CompilationError) -> TrainingLoop {
    let graph = try Graph(known, names: [objective])
    let leaves = graph.leaves.filter { $0.role == .parameter }
    let descent = Descent(
      optimizer, rate: rate, clip: clip,
      of: leaves.map { ($0.name, graph.shape(of: $0.node).count) }, from: state)
    let all = Dictionary(uniqueKeysWithValues: data.map { ($0, known.value(ofLeaf: $0)!) })
    let rules = TrainingLoop.Rules(
      rows: rows, batchSize: batch, seed: seed, slopes: slopes, rate: rate, schedule: schedule)
    return try TrainingLoop(
      rules, from: run, descent, whole: { try? pass(known, gathering: [:]) },
      pass: { (rows) throws(CompilationError) in
        if rules.takesAllRows { return try pass(known, gathering: [:]) }
        var part = known
        for (name, value) in all {
          part[name] = .leaf(Matrix(repeating: 0, Shape(rows, value.shape.columns)), .data)
        }
        return try pass(part, gathering: all)
      })
  }

  /// The losses of so many updates: each batch's before its update, or of all rows after it.
  mutating func train(_ updates: Int) throws -> [Double] {
    let loop = try loop()
    var losses: [Double] = []
    for _ in 0..<updates {
      guard case .moved = loop.update() else { break }
      losses.append(loop.lastLoss)
    }
    keep(loop)
    return losses
  }

  mutating func keep(_ loop: TrainingLoop) {
    let leaves = known.leaves(under: objective).filter {
      if case .leaf(_, .parameter) = known[$0] { true } else { false }
    }
    for (name, value) in zip(leaves, loop.point) { known[name] = .leaf(value, .parameter) }
    loop.store(in: &state)
    run = loop.run
  }

  func value(_ name: String) -> [Double] { known.value(ofLeaf: name)?.elements ?? [] }
}
