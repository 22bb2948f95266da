/// The gradient of a backward pass beside central differences, entry by entry.
///
/// The check chooses its own h = ∛ε · max(1, |x|), near which truncation and rounding of a central
/// difference are equally small.
public struct GradientCheck: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var leaf: Graph.NodeID
    /// Position among the entries of the leaf, row after row.
    public var entry: Int
    public var analytic: Double
    public var numerical: Double

    public var difference: Double { Swift.abs(analytic - numerical) }
    public var relativeError: Double { GradientCore.relativeError(analytic, numerical) }
  }

  /// What an error means: below 1e-7 fine, above 1e-2 surely wrong unless there is a kink, between
  /// look closer (Karpathy, CS231n notes on gradient checks).
  public enum Verdict: Equatable, Sendable { case agrees, lookCloser, disagrees }

  public var rows: [Row]

  /// Differences that rounding alone can make, where the slope itself is near zero.
  static let absoluteFloor = 1e-9

  /// - Precondition: `forward()` has run at the present point.
  public init(_ evaluation: Evaluation, of root: Graph.NodeID, by leaves: [Graph.NodeID]) {
    var measurement = Self.measurement(count: leaves.reduce(0) { $0 + evaluation.count(of: $1) })
    measurement.proceed(of: root, by: leaves, in: evaluation)
    self.init(evaluation, of: root, by: leaves, measured: measurement)
  }

  /// The differences that a check needs, to be measured in slices.
  public static func measurement(count: Int) -> Measurement {
    Measurement(.central, nudge: .fitting, count: count)
  }

  /// - Precondition: the measurement is complete, and `forward()` has run at its point.
  public init(
    _ evaluation: Evaluation, of root: Graph.NodeID, by leaves: [Graph.NodeID],
    measured: Measurement
  ) {
    evaluation.backward(from: root)
    var quotients = measured.quotients[...]
    rows = leaves.flatMap { leaf in
      evaluation.gradientEntries(of: leaf).enumerated().map { entry, slope in
        Row(
          leaf: leaf, entry: entry, analytic: slope, numerical: quotients.removeFirst().slope)
      }
    }
  }

  public static func verdict(_ row: Row) -> Verdict {
    if row.relativeError.isNaN { return .disagrees }
    if row.difference <= absoluteFloor || row.relativeError < 1e-7 { return .agrees }
    return row.relativeError > 1e-2 ? .disagrees : .lookCloser
  }

  public var worst: Row? { rows.max { $0.relativeError < $1.relativeError } }
}

extension Evaluation {
  fileprivate func count(of leaf: NodeID) -> Int { graph.shape(of: leaf).count }
}
