/// The number before a term: a fraction, so that a third stays `1 / 3`.
struct Coefficient: Hashable {
  private(set) var numerator: Double
  private(set) var denominator: Double

  static let zero = Coefficient(0)
  static let one = Coefficient(1)

  init(_ numerator: Double, over denominator: Double = 1) {
    let sign: Double = denominator < 0 ? -1 : 1
    var (top, bottom) = (sign * numerator, sign * denominator)
    if Self.isWhole(top), Self.isWhole(bottom) {
      let divisor = Self.greatestCommonDivisor(top.magnitude, bottom)
      if divisor > 1 { (top, bottom) = (top / divisor, bottom / divisor) }
    } else if !Self.isWhole(bottom) {
      (top, bottom) = (top / bottom, 1)
    }
    self.numerator = top == 0 ? 0 : top
    self.denominator = top == 0 ? 1 : bottom
  }

  var value: Double { numerator / denominator }
  var isWhole: Bool { denominator == 1 && Self.isWhole(numerator) }
  var magnitude: Coefficient { Coefficient(numerator.magnitude, over: denominator) }
  var isNegative: Bool { numerator < 0 }

  static func + (left: Self, right: Self) -> Self {
    left.denominator == right.denominator
      ? Self(left.numerator + right.numerator, over: left.denominator)
      : Self(
        left.numerator * right.denominator + right.numerator * left.denominator,
        over: left.denominator * right.denominator)
  }

  static func * (left: Self, right: Self) -> Self {
    Self(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// Nil for a division by zero and where digits would be lost.
  func raised(to exponent: Double) -> Coefficient? {
    guard Self.isWhole(exponent), exponent.magnitude <= 64, numerator != 0 || exponent > 0 else {
      return nil
    }
    var result = Coefficient.one
    for _ in 0..<Int(exponent.magnitude) { result = result * self }
    if exponent < 0 { result = Coefficient(result.denominator, over: result.numerator) }
    return result.value.isFinite && (result.value != 0 || numerator == 0) ? result : nil
  }

  /// Whether a number is whole and exact.
  static func isWhole(_ value: Double) -> Bool {
    value == value.rounded() && value.magnitude < 0x1p53
  }

  private static func greatestCommonDivisor(_ a: Double, _ b: Double) -> Double {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a.truncatingRemainder(dividingBy: b)) }
    return a
  }
}
