import Glibc

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
    evaluation.backward(from: root)
    let analytic = leaves.map { Array(evaluation.gradientEntries(of: $0)) }
    rows = []
    for (leaf, slopes) in zip(leaves, analytic) {
      for (entry, slope) in slopes.enumerated() {
        let point = evaluation.entries(of: leaf)[entry]
        let h = Glibc.cbrt(Double.ulpOfOne) * Swift.max(1, Swift.abs(point))
        let quotient = evaluation.difference(.central, of: root, by: leaf, entry: entry, h: h)
        rows.append(Row(leaf: leaf, entry: entry, analytic: slope, numerical: quotient.slope))
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
