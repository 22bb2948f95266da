public enum Direction: String, Sendable {
  case maximize, minimize

  @inline(__always)
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .maximize ? value > other : value < other
  }
}

/// What is to be made larger or smaller, and which leaves may move for it.
public struct Objective: Equatable, Sendable {
  /// A 1×1 node.
  public var root: Graph.NodeID
  public var direction: Direction
  public var free: [Graph.NodeID]

  public init(root: Graph.NodeID, direction: Direction, free: [Graph.NodeID]) {
    self.root = root
    self.direction = direction
    self.free = free
  }

  /// 1 uphill, -1 downhill.
  @inline(__always)
  public var sign: Double { direction == .maximize ? 1 : -1 }

  public func isBetter(_ value: Double, than other: Double) -> Bool {
    direction.isBetter(value, than: other)
  }
}

/// One way to improve an objective: where the next point comes from.
public protocol Strategy: Sendable {
  /// Makes one move: the evaluation holds the point before, and after it the point moved to, with
  /// its values.
  ///
  /// - Precondition: `evaluation.forward()` has run at the present point.
  func move(
    _ evaluation: Evaluation, _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move
}

/// What one move did.
public struct Move: Equatable, Sendable {
  /// The objective before and after.
  public var before: Double
  public var after: Double
  /// How often the objective was computed to choose the point; the point itself is known before.
  public var evaluations: Int
  public var backwardPasses = 0
  /// Step × the sum of squared slopes, where the strategy knows slopes.
  public var expectedChange: Double?
  /// The first few tries of a search.
  public var tries: [Try] = []
  /// The first leaf whose gradient is not finite; then nothing has moved.
  public var nonFinite: Graph.NodeID?
  /// The first leaf that the move would have made infinite; then nothing has moved.
  public var overflow: Graph.NodeID?
  public var hasMoved = true

  public var change: Double { after - before }
}

/// One point that a search tried.
public struct Try: Equatable, Sendable {
  /// Every entry of every free leaf.
  public var point: [Double]
  public var value: Double
  /// The best of the start and all tries so far.
  public var best: Double
}
