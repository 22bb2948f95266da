/// Makes updates, batch after batch. An update allocates nothing.
///
/// There is one evaluation for each number of rows that a batch can have; the leaves' values go
/// from one to the next.
public final class TrainingLoop {
  /// A graph for batches of so many rows.
  public struct Pass {
    public let evaluation: Evaluation
    public let objective: Objective
    fileprivate let gathered: [Gather]

    /// - Parameter data: the leaves of which a batch takes rows, with all their rows; empty where
    ///   the evaluation holds all rows already.
    public init(_ evaluation: Evaluation, _ objective: Objective, gathering data: [String: Matrix])
    {
      (self.evaluation, self.objective) = (evaluation, objective)
      gathered = data.keys.sorted().compactMap { name in
        evaluation.graph.node(named: name).map { Gather(leaf: $0, source: data[name]!.elements) }
      }
    }
  }

  fileprivate struct Gather {
    let leaf: Graph.NodeID
    let source: [Double]
  }

  /// Where the slopes come from.
  public enum Slopes: Equatable, Sendable {
    case backwardPass
    /// Forward differences of this width.
    case differences(h: Double)
  }

  /// What is the same for all updates until the learner changes it.
  public struct Rules: Equatable, Sendable {
    /// How many rows the data have; 1 where there are none.
    public var rows: Int
    /// How many rows a batch has; `rows` or more for all of them, in their own order.
    public var batchSize: Int
    /// What the order of the next epochs comes from.
    public var seed: UInt64
    public var slopes: Slopes
    /// The learning rate before the schedule.
    public var rate: Double
    public var schedule: RateSchedule

    public init(
      rows: Int, batchSize: Int, seed: UInt64, slopes: Slopes = .backwardPass, rate: Double,
      schedule: RateSchedule = .constant
    ) {
      (self.rows, self.batchSize, self.seed) = (rows, batchSize, seed)
      (self.slopes, self.rate, self.schedule) = (slopes, rate, schedule)
    }

    public var takesAllRows: Bool { batchSize >= rows }

    /// How many batches an epoch has.
    public var batchCount: Int { takesAllRows ? 1 : (rows + batchSize - 1) / batchSize }
  }

  public let rules: Rules
  public private(set) var run: TrainingRun
  /// Updates that were made, and evaluations that they cost.
  public private(set) var updates = 0
  public private(set) var evaluations = 0
  /// The loss of the last batch before its update, or of all rows after it where they are one.
  public private(set) var lastLoss = Double.nan
  /// The mean loss of the batches of the epoch that ended last; where one batch takes all rows, the
  /// loss after its update.
  public private(set) var epochLoss = Double.nan

  private var descent: Descent
  /// All rows, once they are asked for: a slice of a long training may never do so.
  private lazy var whole = makeWhole()
  private let makeWhole: () -> Pass?
  /// Rows that are not trained on, likewise.
  private lazy var aside = makeAside()
  private let makeAside: () -> Pass?
  private var passes: [(rows: Int, pass: Pass)] = []
  /// Holds the values of the leaves.
  private var current: Pass
  private var order: [Int32] = []
  private var hasOrder = false

  /// - Parameters:
  ///   - whole: makes the graph for all rows, loaded and computed.
  ///   - aside: makes the graph for rows that are not trained on; nil where there are none.
  ///   - pass: makes the graph for a batch of so many rows, with the leaves' values; where that is
  ///     all rows, they are loaded and computed.
  public init(
    _ rules: Rules, from run: TrainingRun, _ descent: Descent,
    whole: @escaping () -> Pass?, aside: @escaping () -> Pass? = { nil },
    pass: (Int) throws(CompilationError) -> Pass
  ) throws(CompilationError) {
    (self.rules, self.run, self.descent) = (rules, run, descent)
    (makeWhole, makeAside) = (whole, aside)
    current = try pass(rules.takesAllRows ? rules.rows : rules.batchSize)
    if run.row >= rules.rows { self.run.row = 0 }
    if self.run.isBetweenEpochs { begin() }
    self.descent.rate = rules.rate * rules.schedule.factor(at: run.epoch)
    guard !rules.takesAllRows else { return }
    passes = [(rules.batchSize, current)]
    let left = rules.rows - self.run.row
    for size in [rules.rows % rules.batchSize, left % rules.batchSize]
    where size > 0 && !passes.contains(where: { $0.rows == size }) {
      passes.append((size, try pass(size)))
    }
  }

  private func begin() {
    (run.batch, run.row, run.shuffleSeed, run.lossSum) = (0, 0, 0, 0)
    hasOrder = false
  }

  // MARK: - Updates

  /// Makes one update; where it cannot be made, nothing has changed.
  public func update() -> Descent.Outcome {
    // The rest of an epoch that was begun in batches is left out when all rows are taken at once.
    let size: Int
    let loss: Double
    if rules.takesAllRows {
      size = rules.rows
      loss = current.evaluation.scalar(of: current.objective.root)
    } else {
      size = min(rules.batchSize, rules.rows - run.row)
      select(size)
      gather(size)
      current.evaluation.forward()
      loss = current.evaluation.scalar(of: current.objective.root)
    }
    findSlopes()
    let outcome = descent.move(current.evaluation, current.objective)
    guard case .moved = outcome else {
      if run.isBetweenEpochs { begin() }
      return outcome
    }
    updates += 1
    run.batch += 1
    run.row += size
    run.lossSum += loss * Double(size)
    lastLoss = loss
    if rules.takesAllRows {
      current.evaluation.forward()
      lastLoss = current.evaluation.scalar(of: current.objective.root)
    }
    if run.row >= rules.rows { finishEpoch() }
    return outcome
  }

  private func finishEpoch() {
    epochLoss = rules.takesAllRows ? lastLoss : run.lossSum / Double(rules.rows)
    run.epoch += 1
    begin()
    descent.rate = rules.rate * rules.schedule.factor(at: run.epoch)
  }

  private func findSlopes() {
    switch rules.slopes {
    case .backwardPass:
      current.evaluation.backward(from: current.objective.root)
      evaluations += 1
    case .differences(let h):
      var move = UnfinishedMove(current.evaluation, current.objective)
      let step = NumericalStep(h: h, step: 0)
      _ = step.findsSlopes(&move, atMost: .max, current.evaluation, current.objective)
      evaluations += move.evaluations + 1
    }
  }

  /// Takes the rows of the next batch.
  private func gather(_ size: Int) {
    if !hasOrder {
      if run.isBetweenEpochs { run.shuffleSeed = rules.seed }
      Batches.fill(&order, rows: rules.rows, seed: run.shuffleSeed, epoch: run.epoch)
      hasOrder = true
    }
    let first = run.row
    for gather in current.gathered {
      let target = current.evaluation.entries(of: gather.leaf)
      let width = target.count / size
      order.withUnsafeBufferPointer { order in
        gather.source.withUnsafeBufferPointer { source in
          var row = 0
          while row < size {
            (target.baseAddress! + row * width).update(
              from: source.baseAddress! + Int(order[first + row]) * width, count: width)
            row += 1
          }
        }
      }
    }
  }

  // MARK: - Values

  private func select(_ rows: Int) {
    guard let index = passes.firstIndex(where: { $0.rows == rows }) else { return }
    let next = passes[index].pass
    guard next.evaluation !== current.evaluation else { return }
    let former = current
    current = next
    take(former)
  }

  private func take(_ other: Pass) { Self.hand(other, to: current) }

  private static func hand(_ source: Pass, to target: Pass) {
    for (leaf, other) in zip(target.objective.free, source.objective.free) {
      let (entries, others) = (
        target.evaluation.entries(of: leaf), source.evaluation.entries(of: other)
      )
      entries.baseAddress!.update(from: others.baseAddress!, count: others.count)
    }
  }

  /// The objective on all rows, as the leaves are now.
  public func value() -> Double {
    if rules.takesAllRows { return current.evaluation.scalar(of: current.objective.root) }
    return whole.map(value) ?? .nan
  }

  /// The objective on the rows that are not trained on; nil where there are none.
  public func validation() -> Double? { aside.map(value) }

  private func value(on pass: Pass) -> Double {
    Self.hand(current, to: pass)
    pass.evaluation.forward()
    return pass.evaluation.scalar(of: pass.objective.root)
  }

  /// The values of the free leaves.
  public var point: [Matrix] {
    current.objective.free.map { current.evaluation.value(of: $0) }
  }

  public func store(in state: inout OptimizerState) { descent.store(in: &state) }

  /// The name of a leaf that an outcome spoke of.
  public func name(of leaf: Graph.NodeID) -> String {
    current.evaluation.graph.name(of: leaf) ?? ""
  }
}
