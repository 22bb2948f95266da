/// What a layer gives and what comes back to it, for all rows at once.
public struct LayerHealth: Equatable, Sendable {
  /// How numbers are spread: counts in bins of equal width.
  public struct Spread: Equatable, Sendable {
    public var low: Double
    public var high: Double
    public var counts: [Int]
    public var mean: Double
    /// Divided by the number of entries.
    public var deviation: Double
    /// Entries that are no finite numbers; they are in no bin.
    public var brokenCount: Int

    public static let bins = 11

    /// Entries that are not finite are counted apart.
    public init(_ entries: some Collection<Double>) {
      (low, high, mean, deviation, brokenCount) = (0, 0, 0, 0, 0)
      counts = Array(repeating: 0, count: Self.bins)
      let finite = entries.filter(\.isFinite)
      brokenCount = entries.count - finite.count
      guard let least = finite.min(), let most = finite.max() else { return }
      (low, high) = (least, most)
      for (index, entry) in finite.enumerated() { mean += (entry - mean) / Double(index + 1) }
      var squares = 0.0
      for (index, entry) in finite.enumerated() {
        squares += ((entry - mean) * (entry - mean) - squares) / Double(index + 1)
      }
      deviation = squares.squareRoot()
      for entry in finite {
        let place = high > low ? (entry - low) / (high - low) : 0.5
        counts[min(Int(place * Double(Self.bins)), Self.bins - 1)] += 1
      }
    }

    /// The root of the mean square.
    public var size: Double { (mean * mean + deviation * deviation).squareRoot() }
  }

  public var layer: GraphLayer
  public var shape: Shape
  /// What it gives.
  public var values: Spread
  /// The gradient of the objective with respect to what stands before the activation.
  public var slopes: Spread
  /// Units that are 0 for every row although something is asked of them: of `relu`.
  public var deadUnits: [Int]
  /// Share of the entries whose slope is below a twentieth of the steepest; nil without activation.
  public var saturatedShare: Double?
}

extension Evaluation {
  /// - Precondition: `forward()` and `backward(from:)` have run, and this evaluation computes every
  ///   node.
  public func health(of layer: GraphLayer) -> LayerHealth {
    let (before, after) = (entries(of: layer.before), entries(of: layer.result))
    let shape = graph.shape(of: layer.result)
    var dead: [Int] = []
    if layer.bend == .relu {
      dead = (0..<shape.columns).filter { unit in
        (0..<shape.rows).allSatisfy { after[$0 * shape.columns + unit] == 0 }
      }
    }
    var saturated: Double?
    if let activation = layer.bend, let limit = activation.flatSlope {
      let slopes = SlopeProbe(before: before, after: after)
      let flat = activation.withRule(slopes).reduce(0) { $0 + (abs($1) < limit ? 1 : 0) }
      saturated = Double(flat) / Double(max(before.count, 1))
    }
    return LayerHealth(
      layer: layer, shape: shape, values: .init(after),
      slopes: .init(gradientEntries(of: layer.before)), deadUnits: dead,
      saturatedShare: saturated)
  }

  /// The steepest slope of an activation at the present values; nil without one.
  public func steepestSlope(of layer: GraphLayer) -> Double? {
    guard let activation = layer.bend else { return nil }
    let probe = SlopeProbe(before: entries(of: layer.before), after: entries(of: layer.result))
    return activation.withRule(probe).reduce(0) { max($0, abs($1)) }
  }
}

extension UnaryOperation {
  /// Below it a slope counts as none; nil where being flat on one side is what it is for.
  fileprivate var flatSlope: Double? {
    switch self {
    case .sigmoid: 0.25 / 20
    case .tanh, .hardTanh: 1.0 / 20
    default: nil
    }
  }
}

private struct SlopeProbe: UnaryRuleVisitor {
  let before: UnsafeMutableBufferPointer<Double>
  let after: UnsafeMutableBufferPointer<Double>

  func visit<Rule: UnaryRule>(_ rule: Rule.Type) -> [Double] {
    before.indices.map { Rule.derivative(before[$0], after[$0]) }
  }
}
