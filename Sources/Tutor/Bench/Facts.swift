import GradientCore

/// What one move did, in plain values, for whoever puts it into words.
public struct StepFacts: Equatable, Sendable {
  public struct Leaf: Equatable, Sendable {
    public var name: String
    public var before: Matrix
    public var after: Matrix
    /// The slope that moved it; nil in a search.
    public var slope: Matrix?
  }

  /// One evaluation of a search.
  public struct Try: Equatable, Sendable {
    /// Values of the free leaves, in the order of `leaves`.
    public var point: [Matrix]
    public var value: Double
  }

  public var strategy: StrategyName
  public var direction: Direction
  /// 1, 2, …: which move of the command it was.
  public var number: Int
  public var objective: String
  /// The objective's formula, where it has one.
  public var formula: Formula?
  /// The objective before and after.
  public var before: Double
  public var after: Double
  public var moved: Bool
  /// The free leaves, in the order of definition.
  public var leaves: [Leaf]
  /// The first tries of a search.
  public var tries: [Try]
  public var evaluations: Int
  public var backwardPasses: Int
  /// `step` × the sum of squared slopes, with the sign of the direction; nil in a search.
  public var expectedChange: Double?
  /// The settings as they were.
  public var settings: Settings

  public var change: Double { after - before }

  /// How far the change is from what was expected; 0 where that is no more than rounding, which is
  /// below 1e-12 of the values it comes from.
  public var deviation: Double {
    let expected = expectedChange ?? 0
    let difference = change - expected
    let scale = max(abs(expected), abs(change), abs(before), abs(after))
    return abs(difference) < 1e-12 * scale ? 0 : difference
  }
}

/// The slopes of the objective, in plain values.
public struct GradientFacts: Equatable, Sendable {
  public enum Method: Equatable, Sendable { case analytic, forward, central }

  public struct Row: Equatable, Sendable {
    public var name: String
    public var value: Matrix
    public var slope: Matrix
    /// The objective at the two points of the difference quotient; nil for slopes that were not
    /// measured, or of a matrix.
    public var difference: Difference?
    /// The forward difference beside an analytic slope, where it was cheap to measure.
    public var measured: Matrix?
    /// The central difference with a fitting h, which an analytic slope is held against.
    public var central: Matrix?
    /// What rounding alone can make of each of these.
    public var rounding: Matrix?
    /// What came along each wire of a backward pass, where the input is a number and there are few.
    public var shares: [Share] = []
  }

  /// One wire to an input: upstream · local.
  public struct Share: Equatable, Sendable {
    public var upstream: Double
    public var local: Double
  }

  public struct Difference: Equatable, Sendable {
    public var upper: Double
    public var lower: Double
    /// Where the input stood for `upper` and `lower`.
    public var upperPoint: Double
    public var lowerPoint: Double
  }

  public var method: Method
  public var objective: String
  public var formula: Formula?
  public var value: Double
  /// The leaves under the objective, in the order of definition.
  public var rows: [Row]
  public var evaluations: Int
  public var backwardPasses: Int
  public var h: Double
}
