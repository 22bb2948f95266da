import DocumentModel
import Glibc

/// Where an axis is marked, and with what.
struct Ticks: Equatable {
  struct Tick: Equatable {
    /// From 0 at the lower end of the axis to 1 at the upper.
    var place: Double
    var label: String
  }

  var ticks: [Tick]

  init(_ axis: Plot.Axis, atMost count: Int) {
    let count = max(count, 2)
    ticks =
      axis.scale == .linear
      ? Self.linear(axis.range, count) : Self.logarithmic(axis.range, count)
  }

  var widest: Int { ticks.map(\.label.count).max() ?? 0 }

  // MARK: - Linear

  /// Multiples of 1, 2 or 5 times a power of ten, as many as fit.
  private static func linear(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    var exponent = Int(Glibc.floor(Glibc.log10(span / Double(count)))) - 1
    guard span > 0, exponent > -300, exponent < 300 else { return [] }
    while true {
      for factor in [1, 2, 5] {
        let step = Double(factor) * power(of: exponent)
        let first = Glibc.ceil(range.lowerBound / step - 1e-9)
        let last = Glibc.floor(range.upperBound / step + 1e-9)
        guard last - first < Double(count) else { continue }
        guard abs(first) < 1e14, abs(last) < 1e14, first <= last else { return [] }
        return (Int(first)...Int(last)).map { number in
          Tick(
            place: (Double(number) * step - range.lowerBound) / span,
            label: decimal(number * factor, exponent))
        }
      }
      exponent += 1
    }
  }

  // MARK: - Logarithmic

  /// Powers of ten; where fewer than two are in sight, 2 and 5 times them, too.
  private static func logarithmic(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
    let (low, high) = (Glibc.log10(range.lowerBound), Glibc.log10(range.upperBound))
    guard low.isFinite, high.isFinite, high > low else { return [] }
    let first = Int(Glibc.ceil(low - 1e-9))
    let last = Int(Glibc.floor(high + 1e-9))
    func tick(_ factor: Int, _ exponent: Int) -> Tick {
      let place = (Glibc.log10(Double(factor)) + Double(exponent) - low) / (high - low)
      return Tick(place: place, label: decimal(factor, exponent, longest: 4))
    }
    guard last > first else {
      let candidates = (Int(Glibc.floor(low))...last + 1).flatMap { exponent in
        [1, 2, 5].map { tick($0, exponent) }
      }
      return Array(candidates.filter { (-1e-9...1 + 1e-9).contains($0.place) }.prefix(count))
    }
    let stride = [1, 2, 3, 4, 5, 10, 20, 50, 100].first { (last - first) / $0 < count } ?? 200
    // Multiples of the stride, so that 1 is among them where it is in sight.
    return (first...last).filter { $0 % stride == 0 }.map { tick(1, $0) }
  }

  // MARK: - Writing

  private static func power(of exponent: Int) -> Double {
    exponent < 0 ? 1 / Glibc.pow(10, Double(-exponent)) : Glibc.pow(10, Double(exponent))
  }

  /// `number` times ten to the `exponent`, exactly: `-0.25`, `3000`, `1.5e-07` as `1.5e-7`.
  ///
  /// - Parameter longest: where more zeros than this would fill it up, an exponent is written.
  static func decimal(_ number: Int, _ exponent: Int, longest: Int = 6) -> String {
    guard number != 0 else { return "0" }
    var digits = String(abs(number))
    var exponent = exponent
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    let sign = number < 0 ? "-" : ""
    let point = digits.count + exponent
    if exponent >= 0, point <= longest {
      return sign + digits + String(repeating: "0", count: exponent)
    }
    if exponent < 0, point > 0 {
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
    if exponent < 0, point > -longest + 1 {
      return sign + "0." + String(repeating: "0", count: -point) + digits
    }
    let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
    return sign + digits.prefix(1) + fraction + "e\(point - 1)"
  }

  /// A number with at most three digits.
  static func rounded(_ number: Double) -> String {
    guard number != 0, number.isFinite else { return number == 0 ? "0" : "\(number)" }
    let exponent = Int(Glibc.floor(Glibc.log10(abs(number)))) - 2
    guard exponent > -300 else { return "0" }
    return decimal(Int((number / power(of: exponent)).rounded()), exponent)
  }
}
