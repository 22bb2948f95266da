import GradientCore

/// A `train` that is under way; stopping it between two batches loses nothing.
struct TrainingWork: Equatable, Sendable {
  /// Epochs finished when it began, and when it will end.
  let firstEpoch: Int
  let goal: Int
  var until: TrainingState.Threshold?
  /// The loss when it began.
  let firstLoss: Double
  /// After which epochs something is reported.
  private let told: Set<Int>
  /// Rows that were seen.
  var samples = 0
  /// Updates that were made.
  var updates = 0
  /// The last epoch that was reported.
  var lastReport: Int?

  init(from epoch: Int, to goal: Int, until: TrainingState.Threshold?, loss: Double) {
    (firstEpoch, self.goal, self.until, firstLoss) = (epoch, goal, until, loss)
    let total = max(goal - epoch, 1)
    told = Set((1...min(total, 10)).map { epoch + total * $0 / min(total, 10) })
  }

  func tells(_ epoch: Int) -> Bool { told.contains(epoch) && epoch != lastReport }
}

/// How a training stands, in plain values, for reports and for a live view.
public struct TrainingFacts: Equatable, Sendable {
  /// Epochs finished when this `train` began, now, and when it will end.
  public var firstEpoch: Int
  public var epoch: Int
  public var goal: Int
  /// Batches of the present epoch that are done, and all.
  public var batch: Int
  public var batchCount: Int
  public var objective: String
  /// The objective on all training rows, as the weights are now.
  public var loss: Double
  /// The same on the rows that were kept aside.
  public var validation: Double?
  /// Which share of the rows is classified rightly.
  public var accuracy: Double?
  public var validationAccuracy: Double?
  /// Rows seen since this `train` began.
  public var samples: Int
  /// How much of it is done, from 0 to 1.
  public var fraction: Double
  /// The learning rate now.
  public var rate: Double
  public var optimizer: Optimizer
  /// Rows of a batch; 0 for all.
  public var batchSize: Int
  public var history: [TrainingState.Mark]
}
