import Glibc

/// How many paths there are: exactly up to 2^64 - 1, above that about so many.
public enum PathCount: Equatable, Sendable {
  case exactly(UInt64)
  /// mantissa · 10^exponent with a mantissa from 1 to below 10.
  case about(mantissa: Double, exponent: Int)

  public static let zero = PathCount.exactly(0)
  public static let one = PathCount.exactly(1)

  public static func + (left: Self, right: Self) -> Self {
    if case .exactly(let a) = left, case .exactly(let b) = right {
      let (sum, overflows) = a.addingReportingOverflow(b)
      if !overflows { return .exactly(sum) }
    }
    let (a, b) = (left.scientific, right.scientific)
    let (larger, smaller) = a.exponent >= b.exponent ? (a, b) : (b, a)
    let shift = Double(smaller.exponent - larger.exponent)
    let sum = larger.mantissa + smaller.mantissa * Glibc.pow(10, shift)
    return sum < 10
      ? .about(mantissa: sum, exponent: larger.exponent)
      : .about(mantissa: sum / 10, exponent: larger.exponent + 1)
  }

  private var scientific: (mantissa: Double, exponent: Int) {
    switch self {
    case .about(let mantissa, let exponent): return (mantissa, exponent)
    case .exactly(0): return (0, 0)
    case .exactly(let count):
      let exponent = Int(Glibc.log10(Double(count)))
      return (Double(count) / Glibc.pow(10, Double(exponent)), exponent)
    }
  }

  /// The count where it is known exactly and not above `limit`.
  public func exact(upTo limit: Int) -> Int? {
    if case .exactly(let count) = self, count <= UInt64(limit) { Int(count) } else { nil }
  }
}
