/// Where a training stands: with the values of the leaves and what the optimizer remembers, all that
/// it needs to go on exactly.
public struct TrainingRun: Equatable, Sendable {
  /// How many epochs are finished.
  public var epoch = 0
  /// How many batches of the present epoch are done, and how many rows.
  public var batch = 0
  public var row = 0
  /// What the order of the present epoch comes from; 0 between two epochs.
  public var shuffleSeed: UInt64 = 0
  /// The losses of the present epoch's batches, each times its rows.
  public var lossSum = 0.0

  public init() {}

  /// Whether it stands between two epochs.
  public var isBetweenEpochs: Bool { row == 0 }
}
