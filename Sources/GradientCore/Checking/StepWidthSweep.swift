import Glibc

/// The errors of difference quotients over many step widths: a value, which can be measured in
/// slices.
public struct StepWidthSweep: Equatable, Sendable {
  public enum Method: CaseIterable, Sendable {
    case forward, central
    /// Forward differences where every gate's result is rounded to 32 bits.
    case single

    /// Where truncation and rounding are about equally small: √ε, ∛ε, and √ε of 32-bit numbers,
    /// for a function and an input of about 1 (Press et al., "Numerical Recipes", 3rd ed., §5.7).
    public var predictedBest: Double {
      switch self {
      case .forward: Double.ulpOfOne.squareRoot()
      case .central: Glibc.cbrt(Double.ulpOfOne)
      case .single: Double(Float.ulpOfOne).squareRoot()
      }
    }
  }

  public struct Row: Equatable, Sendable {
    public var h: Double
    public var slopes: [Method: Double]
    /// How many of the leading digits of f(x + h) and f(x) are the same, and so are lost in their
    /// difference; infinite where all are.
    public var digitsLost: Double
  }

  /// The slope of a backward pass, which the others are held against.
  public let exact: Double
  public let widths: [Double]
  public private(set) var rows: [Row] = []

  /// 1, 0.1, …, 1e-16.
  public static let decades = (0...16).map { 1 / Glibc.pow(10, Double($0)) }
  /// Three in every decade.
  public static let thirds = (0...48).map { Glibc.pow(10, -Double($0) / 3) }

  public init(exact: Double, widths: [Double] = Self.decades) {
    self.exact = exact
    self.widths = widths
  }

  public var isComplete: Bool { rows.count == widths.count }

  /// Measures at most `limit` rows more.
  ///
  /// - Parameters:
  ///   - function: of one number, standing at the point.
  ///   - single: the same graph in single precision; nil leaves that column out.
  public mutating func proceed(
    atMost limit: Int = .max, of function: PointFunction, single: SinglePrecision?
  ) {
    let point = function.point[0]
    let present = function.value(at: [point])
    for h in widths[rows.count...].prefix(limit) {
      let upper = function.value(with: point + h, at: 0)
      let lower = function.value(with: point - h, at: 0)
      var row = Row(
        h: h,
        slopes: [.forward: (upper - present) / h, .central: (upper - lower) / (2 * h)],
        digitsLost: Self.digitsLost(upper, present))
      if let single {
        let (near, width) = (Float(point), Float(h))
        let coordinate = function.coordinates[0]
        let rise =
          single.value(with: near + width, at: coordinate)
          - single.value(with: near, at: coordinate)
        row.slopes[.single] = Double(rise / width)
      }
      rows.append(row)
    }
    _ = function.value(at: [point])
  }

  private static func digitsLost(_ a: Double, _ b: Double) -> Double {
    let larger = max(abs(a), abs(b))
    guard larger > 0, a != b else { return .infinity }
    return max(Glibc.log10(larger / abs(a - b)), 0)
  }

  /// The absolute error of a method in every row; nil where it was not measured.
  public func errors(of method: Method) -> [Double?] {
    rows.map { row in row.slopes[method].map { abs($0 - exact) } }
  }

  /// The width with the smallest error; the largest of several.
  public func best(of method: Method) -> (h: Double, error: Double)? {
    zip(rows, errors(of: method)).compactMap { row, error in
      error.flatMap { $0.isFinite ? (row.h, $0) : nil }
    }.min { $0.1 < $1.1 }
  }
}
