import Glibc

/// The errors of difference quotients over many step widths: a value, which can be measured in
/// slices.
public struct StepWidthSweep: Equatable, Sendable {
  public enum Method: CaseIterable, Sendable {
    case forward, central
    /// Forward differences where every gate's result is rounded to 32 bits.
    case single

    /// Where truncation and rounding are about equally small: √ε, ∛ε, and √ε of 32-bit numbers,
    /// for a function that bends over a length of about 1 (Press et al., "Numerical Recipes",
    /// 3rd ed., §5.7); else times that length.
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
    /// Methods whose two values are the same number: they say nothing of the slope.
    public var blind: Set<Method> = []
  }

  /// The slope of a backward pass, which the others are held against.
  public let exact: Double
  public let widths: [Double]
  public private(set) var rows: [Row] = []
  private let perDecade: Int

  /// Sixteen decades.
  ///
  /// - Parameters:
  ///   - perDecade: how many widths each has.
  ///   - largest: a power of ten; 1 suits inputs of about 1.
  public init(exact: Double, perDecade: Int = 1, largest: Double = 1) {
    self.exact = exact
    self.perDecade = perDecade
    widths = (0...16 * perDecade).map { place in
      let (decade, part) = place.quotientAndRemainder(dividingBy: perDecade)
      let fraction = Glibc.pow(10, -Double(part) / Double(perDecade))
      return largest / Glibc.pow(10, Double(decade)) * fraction
    }
  }

  /// A power of ten for inputs of this size: the next one below, but 1 for all under 100.
  public static func largestWidth(for input: Double) -> Double {
    let size = Swift.abs(input)
    return size >= 100 && size.isFinite ? Glibc.pow(10, Glibc.log10(size).rounded(.down)) : 1
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
      if upper == present { row.blind = lower == present ? [.forward, .central] : [.forward] }
      if let single {
        let (near, width) = (Float(point), Float(h))
        let coordinate = function.coordinates[0]
        let rise =
          single.value(with: near + width, at: coordinate)
          - single.value(with: near, at: coordinate)
        row.slopes[.single] = Double(rise / width)
        if rise == 0 { row.blind.insert(.single) }
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

  /// The power of ten with the smallest error; the largest of several. A difference of 0 is not
  /// good because the slope happens to be 0, too.
  public func best(of method: Method) -> (h: Double, error: Double)? {
    let errors = errors(of: method)
    return stride(from: 0, to: rows.count, by: perDecade).compactMap { index in
      errors[index].flatMap { error in
        error.isFinite && !rows[index].blind.contains(method) ? (rows[index].h, error) : nil
      }
    }.min { $0.1 < $1.1 }
  }
}
