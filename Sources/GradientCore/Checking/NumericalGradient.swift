import Glibc

/// A difference quotient with the numbers it was made of.
public struct DifferenceQuotient: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// (f(x + h) - f(x)) / h; its error falls like h.
    case forward
    /// (f(x + h) - f(x - h)) / 2h; its error falls like h².
    case central
  }

  public var kind: Kind
  public var h: Double
  /// f(x + h).
  public var upper: Double
  /// f(x), or f(x - h) for a central difference.
  public var lower: Double

  /// What rounding alone can make of the slope: some units in the last place of the values.
  public var rounding: Double { 8 * Double.ulpOfOne * Swift.max(abs(upper), abs(lower)) / h }

  public var slope: Double { (upper - lower) / (kind == .forward ? h : 2 * h) }
}

extension Evaluation {
  /// Nudges one entry of a leaf and watches `root`; the point and all values are as before
  /// afterwards.
  ///
  /// - Precondition: `forward()` has run at the present point.
  public func difference(
    _ kind: DifferenceQuotient.Kind, of root: NodeID, by leaf: NodeID, entry: Int = 0, h: Double
  ) -> DifferenceQuotient {
    let present = scalar(of: root)
    let entries = entries(of: leaf)
    let point = entries[entry]
    entries[entry] = point + h
    forward()
    let upper = scalar(of: root)
    var lower = present
    if kind == .central {
      entries[entry] = point - h
      forward()
      lower = scalar(of: root)
    }
    entries[entry] = point
    forward()
    return DifferenceQuotient(kind: kind, h: h, upper: upper, lower: lower)
  }
}

/// |a - b| / max(|a|, |b|): 0 where both are 0, 2 at most, which opposite signs of equal size give.
public func relativeError(_ a: Double, _ b: Double) -> Double {
  if a == b { return 0 }
  return Swift.abs(a - b) / Swift.max(Swift.abs(a), Swift.abs(b))
}
