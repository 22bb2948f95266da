/// The gradient of a backward pass beside central differences, entry by entry: a value, which can
/// be made in slices.
///
/// The check chooses its own h = ∛ε · max(1, |x|), near which truncation and rounding of a central
/// difference are equally small, and another one where this crosses a kink or does not do.
public struct GradientCheck: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    /// -1 for a direction.
    public var leaf: Graph.NodeID
    /// Position among the entries of the leaf, row after row; of a direction its number.
    public var entry: Int
    public var analytic: Double
    public var numerical: Double
    /// The width of the difference that is shown.
    public var h = 0.0
    /// What rounding alone can make of the difference.
    public var rounding = 0.0
    /// Gates that change their side within h, where no smaller h avoids that.
    public var kinks: [Kink] = []
    /// Gates that change their side within the usual h, which a smaller one avoided.
    public var avoided: [Kink] = []
    /// The slopes to the left and to the right of a kink.
    public var sides: Sides?

    public init(leaf: Graph.NodeID, entry: Int, analytic: Double, numerical: Double) {
      self.leaf = leaf
      self.entry = entry
      self.analytic = analytic
      self.numerical = numerical
    }

    public var difference: Double { Swift.abs(analytic - numerical) }
    public var relativeError: Double { GradientCore.relativeError(analytic, numerical) }
    public var isFinite: Bool { analytic.isFinite && numerical.isFinite }

    /// Whether the slopes on both sides differ, so that there is nothing to compare. What the
    /// backward pass says lies between them then.
    public var isOnKink: Bool {
      guard !kinks.isEmpty, let sides else { return false }
      guard case .slope(let left) = sides.left, case .slope(let right) = sides.right else {
        return true
      }
      let jump = Swift.abs(right - left)
      let slack = 1e-3 * jump
      return jump > 1e-8 + 1e-4 * Swift.max(Swift.abs(left), Swift.abs(right))
        && analytic >= Swift.min(left, right) - slack
        && analytic <= Swift.max(left, right) + slack
    }
  }

  /// What the slope is beside a kink.
  public enum Side: Equatable, Sendable {
    case slope(Double)
    /// The value itself changes at once.
    case jump
    /// The slope grows without bound.
    case steep
    /// There is no value.
    case undefined
  }

  public struct Sides: Equatable, Sendable {
    public var left: Side
    public var right: Side
  }

  /// What an error means: below 1e-7 fine, up to 1e-4 usually fine but worth a closer look, up to
  /// 1e-2 suspicious, above surely wrong unless there is a kink (Karpathy, CS231n notes on gradient
  /// checks).
  public enum Verdict: Equatable, Sendable {
    case agrees, lookCloser, doubtful, disagrees
    /// Rounding swallows the slope: a wrong one would look the same.
    case unclear
    /// The slope is so near 0 that what is left of the difference is its own error.
    case tooSmall
  }

  /// Differences that a difference quotient can make of itself, where the slope is near zero.
  static let absoluteFloor = 1e-9

  public static func verdict(_ row: Row) -> Verdict {
    let error = row.relativeError
    if error.isNaN { return .disagrees }
    if error < 1e-7 { return .agrees }
    if row.difference <= row.rounding {
      let size = Swift.max(Swift.abs(row.analytic), Swift.abs(row.numerical))
      return row.rounding <= 1e-4 * size ? .agrees : .unclear
    }
    // So small a difference is no mistake where digits agree; where none do, nothing was measured.
    if row.difference <= absoluteFloor { return error <= 1e-4 ? .agrees : .tooSmall }
    return error > 1e-2 ? .disagrees : error > 1e-4 ? .doubtful : .lookCloser
  }

  /// One for every entry that is looked at.
  public internal(set) var rows: [Row] = []
  /// All inputs moved at once, each a little up or down.
  public internal(set) var directions: [Row] = []
  /// What is wrong, where single gates were looked at.
  public internal(set) var wrongGates: [GateError] = []
  /// Gates that were looked at alone, because a slope differs and nothing explains it.
  public internal(set) var checkedGates = 0

  let root: Graph.NodeID
  let upstream: Matrix
  /// How many entries the leaves have, looked at or not.
  public let entryCount: Int
  var entries: ArraySlice<Row>
  var pendingDirections: ArraySlice<Direction>
  var pendingGates: ArraySlice<Graph.NodeID>?
  let slopeCount: Int
  /// Of the backward pass, by leaf; kept where directions need them.
  let gradients: [Matrix]

  /// What is moved at once.
  struct Direction: Equatable, Sendable {
    var number: Int
    var seed: UInt64

    /// The slope that a backward pass promises along it.
    func slope(_ gradients: [Matrix]) -> Double {
      var random = SeededGenerator(seed: seed)
      return gradients.reduce(0.0) { sum, gradient in
        gradient.elements.reduce(sum) { $0 + $1 * random.nextSign() }
      }
    }
  }

  /// Begins a check.
  ///
  /// - Parameters:
  ///   - upstream: What stands at the root before the backward pass, in its shape; ones where it is
  ///     left out.
  ///   - chosen: The only entries to look at, where the leaves are a single one.
  /// - Precondition: `forward()` has run at the present point.
  public init(
    beginning evaluation: Evaluation, of root: Graph.NodeID, by leaves: [Graph.NodeID],
    upstream: Matrix? = nil, entries chosen: [Int]? = nil, sample: Sample = .init(),
    backpropagation: Backpropagation = .builtIn
  ) {
    let graph = evaluation.graph
    let upstream = upstream ?? Matrix(repeating: 1, graph.shape(of: root))
    let gradients = backpropagation.gradients(evaluation, root, upstream, leaves)
    let counts = leaves.map { graph.shape(of: $0).count }
    let places =
      chosen.map { $0.map { (leaf: 0, entry: $0) } } ?? sample.places(among: counts)
    entries =
      places.map { leaf, entry in
        Row(
          leaf: leaves[leaf], entry: entry, analytic: gradients[leaf].elements[entry],
          numerical: .nan)
      }[...]
    entryCount = chosen?.count ?? counts.reduce(0, +)
    let directionCount = chosen == nil ? sample.directionCount(for: entryCount) : 0
    pendingDirections =
      (0..<directionCount).map { number in
        Direction(number: number, seed: sample.seed &* 1_000 &+ UInt64(number))
      }[...]
    self.gradients = directionCount > 0 ? gradients : []
    slopeCount = entries.count + directionCount
    self.root = root
    self.upstream = upstream
  }

  /// A check made at once.
  ///
  /// - Precondition: `forward()` has run at the present point.
  public init(
    _ evaluation: Evaluation, of root: Graph.NodeID, by leaves: [Graph.NodeID],
    sample: Sample = .init(), backpropagation: Backpropagation = .builtIn
  ) {
    self.init(
      beginning: evaluation, of: root, by: leaves, sample: sample, backpropagation: backpropagation)
    proceed(in: evaluation, by: leaves, backpropagation: backpropagation)
  }

  public var isComplete: Bool {
    entries.isEmpty && pendingDirections.isEmpty && (pendingGates?.isEmpty ?? !needsGates)
  }

  /// How many slopes are measured, of how many.
  public var progress: (done: Int, count: Int) {
    (rows.count + directions.count, slopeCount)
  }

  /// Rows that differ more than a kink or a number that is not finite explains.
  public var unexplained: [Row] {
    (rows + directions).filter { row in
      let verdict = Self.verdict(row)
      return row.isFinite && !row.isOnKink && (verdict == .doubtful || verdict == .disagrees)
    }
  }

  var needsGates: Bool { !unexplained.isEmpty }

  public var worst: Row? { rows.max { $0.relativeError < $1.relativeError } }
}
