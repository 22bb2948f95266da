import Glibc

/// How far knobs reach, and how far one key turns them. A range stays while the value lies in it.
struct KnobScales: Equatable, Sendable {
  /// The largest number on the knob, by what shares it.
  private var reaches: [String: Double] = [:]

  /// Widens the range where `value` lies outside of it.
  mutating func include(_ value: Double, for name: String) {
    guard value.isFinite else { return }
    if let known = reaches[name], abs(value) <= known { return }
    reaches[name] = Self.reach(of: value)
  }

  /// The range for a value that was typed: where it would be hardly seen, a smaller one.
  mutating func fit(_ value: Double, for name: String) {
    if let known = reaches[name], value != 0, abs(value) < known / 50 { reaches[name] = nil }
    include(value, for: name)
  }

  func reach(of name: String) -> Double { reaches[name] ?? 5 }

  /// What one key adds.
  func unit(of name: String) -> Double { Self.powerOfTen(notAbove: reach(of: name) / 20) }

  /// 1, 2 or 5 times a power of ten, at least twice as large as the number; 5 for nothing.
  private static func reach(of value: Double) -> Double {
    let wanted = min(abs(value), 1e300) * 2
    guard wanted > 1e-300 else { return 5 }
    let power = powerOfTen(notAbove: wanted)
    return [1, 2, 5].map { $0 * power }.first { $0 >= wanted * (1 - 1e-9) } ?? 10 * power
  }

  /// What the number's own leading digit counts.
  static func powerOfTen(notAbove number: Double) -> Double {
    Glibc.pow(10, (Glibc.log10(number) + 1e-9).rounded(.down))
  }

  /// The decimal logarithm.
  static func decades(of number: Double) -> Double { Glibc.log10(number) }

  /// `value` moved by a whole number of units, without the noise of binary fractions.
  static func moved(_ value: Double, by count: Double, of unit: Double) -> Double {
    let sum = value + count * unit
    let exponent = (Glibc.log10(unit)).rounded()
    guard exponent.isFinite, abs(exponent) < 300 else { return sum }
    // Dividing by a whole power of ten rounds as reading the decimal number does.
    let scaled = exponent < 0 ? sum * Glibc.pow(10, -exponent) : sum / Glibc.pow(10, exponent)
    let whole = scaled.rounded()
    guard abs(scaled - whole) < 1e-6, abs(whole) < 1e15 else { return sum }
    return exponent < 0 ? whole / Glibc.pow(10, -exponent) : whole * Glibc.pow(10, exponent)
  }

  /// The next number with one digit up or down: a decade, or a unit of the present one.
  static func stepped(_ value: Double, up: Bool, finer: Bool) -> Double {
    guard value > 0 else { return value }
    if !finer { return rounded(up ? value * 10 : value / 10) }
    let unit = powerOfTen(notAbove: value)
    let isOnEdge = value < unit * (1 + 1e-9)
    return rounded(up ? value + unit : value - (isOnEdge ? unit / 10 : unit))
  }

  private static func rounded(_ value: Double) -> Double {
    let unit = powerOfTen(notAbove: value)
    return moved(value, by: 0, of: unit / 1000)
  }
}
