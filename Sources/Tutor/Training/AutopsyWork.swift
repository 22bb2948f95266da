import DocumentModel
import GradientCore

extension Session {
  /// Begins to find out; `advance` does it.
  mutating func beginAutopsy(using engine: Engine) throws(Refusal) -> Answer {
    let made = bench.training.run.epoch * batchCount + bench.training.run.batch
    var trial = self
    _ = trial.bench.rewind()
    let loop = try trial.trainingLoop(using: engine)
    let loss = loop.value()
    guard loss.isFinite else {
      return Answer(
        note(
          Phrase(
            "{objective} is no finite number with the first values already: training is not to blame.",
            ["objective": Text(bench.objective ?? "", .name)]))
          + trial.notes(onNonFinite: bench.objective, using: engine))
    }
    sliced = .exploration(.autopsy(Autopsy(start: trial.bench, startLoss: loss, updates: made)))
    return Answer()
  }

  /// Finds out more, with about so many updates; the document where it is over.
  mutating func proceed(
    with autopsy: inout Autopsy, updates: Int, using engine: Engine
  ) throws(CompilationError) -> Document? {
    do throws(Refusal) {
      switch autopsy.stage {
      case .replaying: try replay(&autopsy, updates: updates, using: engine)
      case .bisecting: try bisect(&autopsy, updates: updates, using: engine)
      case .curving: curve(&autopsy, iterations: updates, using: engine)
      case .over: break
      }
    } catch {
      return Document(.problem(Problem(voice.say(error.reason))))
    }
    return autopsy.stage == .over ? document(of: autopsy, using: engine) : nil
  }

  // MARK: - The replay

  private func replay(
    _ autopsy: inout Autopsy, updates: Int, using engine: Engine
  ) throws(Refusal) {
    let count = min(updates, autopsy.updates - autopsy.made)
    let isSmall = autopsy.updates <= 500
    var replay = autopsy.replay
    try run(&replay, updates: count, using: engine) { loop, outcome in
      switch outcome {
      case .moved: break
      case .nonFinite(let leaf):
        autopsy.breakdown = .slope(loop.name(of: leaf))
        return false
      case .overflow(let leaf):
        autopsy.breakdown = .overflow(loop.name(of: leaf))
        return false
      }
      autopsy.made += 1
      autopsy.loss = loop.value()
      if autopsy.made == 1 { autopsy.ratios = ratios(of: loop, since: autopsy.start) }
      let sign = bench.direction == .minimize ? 1.0 : -1
      if sign * autopsy.loss < sign * autopsy.lowest { autopsy.lowest = autopsy.loss }
      if sign * autopsy.loss > sign * autopsy.startLoss, autopsy.firstRise == nil {
        autopsy.firstRise = .init(update: autopsy.made, loss: autopsy.loss)
      }
      guard autopsy.loss.isFinite else {
        autopsy.breakdown = .objective
        return false
      }
      if isSmall || autopsy.made % 50 == 0 || autopsy.made <= 20 {
        noteSaturations(in: &autopsy, loop, using: engine)
      }
      return true
    }
    autopsy.replay = replay
    guard autopsy.breakdown != nil || autopsy.made >= autopsy.updates else { return }
    if autopsy.breakdown == nil { try tryOneMore(&autopsy, using: engine) }
    autopsy.stage = .bisecting
  }

  /// An update that could not be made was not counted when it was trained: it would be the next.
  private func tryOneMore(_ autopsy: inout Autopsy, using engine: Engine) throws(Refusal) {
    var further = autopsy.replay
    var breakdown: Autopsy.Break?
    try run(&further, updates: 1, using: engine) { loop, outcome in
      switch outcome {
      case .moved: break
      case .nonFinite(let leaf): breakdown = .slope(loop.name(of: leaf))
      case .overflow(let leaf): breakdown = .overflow(loop.name(of: leaf))
      }
      return false
    }
    autopsy.breakdown = breakdown
  }

  private func ratios(of loop: TrainingLoop, since start: Bench) -> [Autopsy.Ratio] {
    zip(start.freeLeaves, loop.point).compactMap { leaf, now in
      guard let before = start.definitions.value(ofLeaf: leaf) else { return nil }
      let size = before.rootMeanSquare
      let moved = Matrix(before.shape, zip(now.elements, before.elements).map { $0 - $1 })
      return Autopsy.Ratio(leaf: leaf, size: size, change: moved.rootMeanSquare)
    }
  }

  /// What was fine at the start and is not any more.
  private func noteSaturations(
    in autopsy: inout Autopsy, _ loop: TrainingLoop, using engine: Engine
  ) {
    var rows: [String: Matrix] = [:]
    for (leaf, value) in zip(autopsy.start.freeLeaves, loop.point) { rows[leaf] = value }
    var moved = self
    moved.bench = autopsy.start
    for (leaf, value) in rows { moved.bench.move(leaf, to: value) }
    guard let (evaluation, layers) = try? moved.layersOfObjective(using: engine) else { return }
    for layer in layers {
      let name = name(of: layer, in: evaluation.graph)
      guard !autopsy.saturations.contains(where: { $0.layer == name }) else { continue }
      let health = evaluation.health(of: layer)
      let dead = Double(health.deadUnits.count) / Double(max(health.shape.columns, 1))
      let share = max(health.saturatedShare ?? 0, dead)
      guard share >= 0.9 else { continue }
      autopsy.saturations.append(
        .init(layer: name, update: autopsy.made, share: share, isDead: dead >= 0.9))
    }
  }

  /// Makes updates of a copy, as long as `goesOn` says so.
  private func run(
    _ bench: inout Bench, updates: Int, using engine: Engine,
    goesOn: (TrainingLoop, Descent.Outcome) -> Bool
  ) throws(Refusal) {
    var trial = self
    trial.bench = bench
    let loop = try trial.trainingLoop(using: engine)
    for _ in 0..<max(updates, 1) {
      guard goesOn(loop, loop.update()) else { break }
    }
    for (name, value) in zip(bench.freeLeaves, loop.point) { bench.move(name, to: value) }
    loop.store(in: &bench.optimizerState)
    bench.training.run = loop.run
  }

  // MARK: - Other steps

  private func bisect(
    _ autopsy: inout Autopsy, updates: Int, using engine: Engine
  ) throws(Refusal) {
    guard !autopsy.search.isOver else {
      autopsy.stage = .curving
      return
    }
    var search = autopsy.search
    var trial = search.trial ?? autopsy.start
    trial.settings[.step] = search.next
    var isBroken = false
    var loss = Double.nan
    let count = min(updates, Autopsy.trialUpdates - search.made)
    try run(&trial, updates: count, using: engine) { loop, outcome in
      guard case .moved = outcome else {
        isBroken = true
        return false
      }
      search.made += 1
      if search.made == Autopsy.trialUpdates { loss = loop.value() }
      return search.made < Autopsy.trialUpdates
    }
    if isBroken || search.made >= Autopsy.trialUpdates {
      search.record(
        isStable: !isBroken && loss.isFinite
          && (bench.direction == .minimize ? loss < autopsy.startLoss : loss > autopsy.startLoss))
    } else {
      search.trial = trial
    }
    autopsy.search = search
  }

  // MARK: - Curvature

  private func curve(_ autopsy: inout Autopsy, iterations: Int, using engine: Engine) {
    let leaves = autopsy.start.freeLeaves
    let count = leaves.reduce(0) { $0 + (bench.definitions.value(ofLeaf: $1)?.shape.count ?? 0) }
    guard count <= 10_000, bench.direction == .minimize, let objective = bench.objective,
      let evaluation = try? engine.evaluation(
        of: objective, with: [:], as: .objective, in: autopsy.start)
    else {
      autopsy.stage = .over
      return
    }
    let nodes = leaves.compactMap { evaluation.graph.node(named: $0) }
    let function = PointFunction(evaluation, of: evaluation.graph.root, byAllOf: nodes)
    if autopsy.curvature == nil { autopsy.curvature = Curvature(of: function) }
    autopsy.curvature?.proceed(atMost: max(iterations, 1), of: function)
    if autopsy.curvature?.isFinished ?? true { autopsy.stage = .over }
  }
}

extension Matrix {
  fileprivate var rootMeanSquare: Double {
    let largest = elements.reduce(0) { Swift.max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    // Squares of very large numbers would be infinite.
    let squares = elements.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * (squares / Double(shape.count)).squareRoot()
  }
}
