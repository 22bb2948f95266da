import GradientCore

/// What a bench knows of its training. With the values of its leaves and what the optimizer
/// remembers it is all that a stopped training needs to go on exactly.
public struct TrainingState: Equatable, Sendable {
  /// Which epoch and batch it has reached.
  public internal(set) var run = TrainingRun()
  /// How many epochs the last `train` wanted to be finished; nil when it has come there.
  public internal(set) var goal: Int?
  /// The loss at which the last `train` wanted to stop before.
  var until: Threshold?
  /// Values of leaves before the first move, to which `reset weights` returns.
  public internal(set) var beginnings: [String: Matrix] = [:]
  /// How the loss came down.
  public internal(set) var history: [Mark] = []
  /// Every so many epochs are remembered.
  private var stride = 1

  /// The loss of an epoch: the mean over its batches or, where one batch takes all rows, the loss
  /// after its update.
  public struct Mark: Equatable, Sendable {
    public var epoch: Int
    public var loss: Double
    /// The loss after it on the rows that are not trained on; nil where there are none.
    public var validation: Double?
  }

  public static let mostMarks = 512

  /// `loss < 0.01`.
  struct Threshold: Equatable, Sendable {
    enum Sign: String, CaseIterable, Sendable {
      case below = "<"
      case above = ">"
    }
    var sign: Sign
    var value: Double

    func holds(for loss: Double) -> Bool { sign == .below ? loss < value : loss > value }
  }

  /// Remembers the loss of an epoch; where that would be too many, every other one is forgotten.
  ///
  /// - Parameter validation: is computed for those that are remembered.
  mutating func mark(_ epoch: Int, _ loss: Double, validation: () -> Double? = { nil }) {
    while let last = history.last, last.epoch >= epoch { history.removeLast() }
    guard epoch % stride == 0 else { return }
    history.append(Mark(epoch: epoch, loss: loss, validation: validation()))
    if history.count > Self.mostMarks {
      stride *= 2
      history.removeAll { $0.epoch % stride != 0 }
    }
  }

}

extension TrainingRun {
  /// Moves of `step` and `run` take all rows: each is an epoch, unless one was begun in batches.
  mutating func pass(_ moves: Int) {
    if isBetweenEpochs { epoch += moves }
  }
}

extension Bench {
  /// Gives leaves back the values that they had before they were first moved, and forgets what
  /// training made of them; the names of those leaves.
  mutating func rewind() -> [String] {
    let beginnings = training.beginnings
    let names = definitions.names.filter { beginnings[$0] != nil }
    for name in names { set(name, to: beginnings[name]!) }
    training = TrainingState()
    optimizerState = OptimizerState()
    return names
  }

  /// A leaf went, and what was known of its training goes with it.
  mutating func forgetTraining(of leaf: String) {
    training.beginnings[leaf] = nil
    optimizerState[leaf] = nil
  }

  /// Whether moves are step times slope, and nothing else.
  var descendsPlainly: Bool {
    strategy.isSearch
      || optimizer.rule == .sgd && schedule == .constant && settings.clip == 0
  }

  /// The optimizer at work on `leaves`.
  func descent(of leaves: [String]) -> Descent {
    Descent(
      optimizer, rate: settings.step * schedule.factor(at: training.run.epoch),
      clip: settings.clip,
      of: leaves.map { ($0, definitions.value(ofLeaf: $0)?.shape.count ?? 0) },
      from: optimizerState)
  }
}
