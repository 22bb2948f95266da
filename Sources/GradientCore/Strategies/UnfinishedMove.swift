/// A move that was begun and is made in slices: a value, which can wait between two of them and
/// knows what was found so far.
public struct UnfinishedMove: Equatable, Sendable {
  /// Every entry of every free leaf, where the move begins.
  public let start: [Double]
  /// The objective there.
  public let before: Double
  /// How often the objective was computed so far.
  public internal(set) var evaluations = 0

  /// The best point that a search has found; `start` while nothing is better.
  public internal(set) var bestPoint: [Double]
  var best: Double
  var tries: [Try] = []

  /// Slopes that were measured, one for each entry, as far as it has come.
  var slopes: [Double] = []

  /// - Precondition: `evaluation.forward()` has run at the present point.
  public init(_ evaluation: Evaluation, _ objective: Objective) {
    start = evaluation.point(of: objective.free)
    before = evaluation.scalar(of: objective.root)
    (best, bestPoint) = (before, start)
  }

  /// The move that it is when it stops here: to the best point that a search has found.
  public var stopped: Move {
    Move(
      before: before, after: best, evaluations: evaluations, tries: tries,
      hasMoved: bestPoint != start)
  }
}

/// A strategy whose moves take many evaluations, and so can be made in slices.
public protocol SlicedStrategy: Strategy {
  /// Goes on with a move for at most `limit` evaluations; nil while there is more to do, and then
  /// the leaves are as they were. However it is cut, a move gives the same to the last bit.
  ///
  /// - Precondition: the leaves are where the move began.
  func proceed(
    with move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move?
}

extension SlicedStrategy {
  public func move(
    _ evaluation: Evaluation, _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move {
    var move = UnfinishedMove(evaluation, objective)
    return proceed(with: &move, atMost: .max, evaluation, objective, &random)!
  }
}
