import Glibc

/// Difference quotients of one output by every entry of some leaves: a value, which can be
/// measured in slices.
public struct Measurement: Equatable, Sendable {
  public enum Nudge: Equatable, Sendable {
    case fixed(Double)
    /// ∛ε · max(1, |x|), near which truncation and rounding of a central difference are equally
    /// small.
    case fitting
  }

  public let kind: DifferenceQuotient.Kind
  public let nudge: Nudge
  /// How many quotients there will be.
  public let count: Int
  /// Row after row of the first leaf, then of the next.
  public private(set) var quotients: [DifferenceQuotient] = []

  public init(_ kind: DifferenceQuotient.Kind, nudge: Nudge, count: Int) {
    self.kind = kind
    self.nudge = nudge
    self.count = count
  }

  public var isComplete: Bool { quotients.count == count }

  /// Measures at most `limit` more. Afterwards the evaluation is as it was.
  ///
  /// - Precondition: `forward()` has run at the present point, and `leaves` have `count` entries.
  public mutating func proceed(
    atMost limit: Int = .max, of root: Graph.NodeID, by leaves: [Graph.NodeID],
    in evaluation: Evaluation
  ) {
    var left = limit
    var first = 0
    for leaf in leaves {
      let entries = evaluation.entries(of: leaf)
      for entry in entries.indices.dropFirst(quotients.count - first) {
        guard left > 0 else { return }
        left -= 1
        quotients.append(
          evaluation.difference(
            kind, of: root, by: leaf, entry: entry, h: width(at: entries[entry])))
      }
      first += entries.count
    }
  }

  private func width(at point: Double) -> Double {
    switch nudge {
    case .fixed(let h): h
    case .fitting: Glibc.cbrt(Double.ulpOfOne) * Swift.max(1, Swift.abs(point))
    }
  }
}
