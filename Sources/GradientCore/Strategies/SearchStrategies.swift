/// Draws every entry of every free leaf between -range and range, `tries` times, and moves to the
/// best draw if it is better than the start.
public struct RandomSearch: SlicedStrategy {
  public var range: Double
  public var tries: Int

  public init(range: Double, tries: Int) {
    self.range = range
    self.tries = tries
  }

  public func proceed(
    with move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move? {
    search(&move, limit, evaluation, objective, tries, &random) { _, random in
      range * random.nextSigned()
    }
  }
}

/// Draws a change of at most `radius` for every entry of every free leaf, `tries` times around the
/// present point, and moves to the best draw if it is better.
public struct LocalSearch: SlicedStrategy {
  public var radius: Double
  public var tries: Int

  public init(radius: Double, tries: Int) {
    self.radius = radius
    self.tries = tries
  }

  public func proceed(
    with move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move? {
    search(&move, limit, evaluation, objective, tries, &random) { centre, random in
      centre + radius * random.nextSigned()
    }
  }
}

extension Strategy {
  /// How many tries a move remembers.
  public static var recordedTries: Int { 10 }
}

extension SlicedStrategy {
  fileprivate func search(
    _ move: inout UnfinishedMove, _ limit: Int, _ evaluation: Evaluation, _ objective: Objective,
    _ tries: Int, _ random: inout SeededGenerator, draw: (Double, inout SeededGenerator) -> Double
  ) -> Move? {
    for _ in 0..<min(limit, tries - move.evaluations) {
      let point = move.start.map { draw($0, &random) }
      evaluation.setPoint(of: objective.free, to: point)
      evaluation.forward()
      let value = evaluation.scalar(of: objective.root)
      if objective.isBetter(value, than: move.best) || (move.best.isNaN && !value.isNaN) {
        (move.best, move.bestPoint) = (value, point)
      }
      if move.tries.count < Self.recordedTries {
        move.tries.append(Try(point: point, value: value, best: move.best))
      }
      move.evaluations += 1
    }
    guard move.evaluations == tries else {
      evaluation.setPoint(of: objective.free, to: move.start)
      return nil
    }
    evaluation.setPoint(of: objective.free, to: move.bestPoint)
    evaluation.forward()
    return move.stopped
  }
}

extension Evaluation {
  /// All entries of `leaves`, one after the other.
  public func point(of leaves: [NodeID]) -> [Double] { leaves.flatMap { Array(entries(of: $0)) } }

  /// Sets all entries of `leaves`; as many as `point(of:)` gives.
  public func setPoint(of leaves: [NodeID], to point: [Double]) {
    var index = 0
    for leaf in leaves {
      let entries = entries(of: leaf)
      for entry in entries.indices {
        entries[entry] = point[index]
        index += 1
      }
    }
  }
}
