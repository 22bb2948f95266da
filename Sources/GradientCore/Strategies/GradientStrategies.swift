/// Moves all free leaves at once by `step` × gradient, where the gradient comes from nudging each
/// entry by `h` (forward differences).
public struct NumericalStep: SlicedStrategy {
  public var h: Double
  public var step: Double

  public init(h: Double, step: Double) {
    self.h = h
    self.step = step
  }

  public func proceed(
    with move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move? {
    measure(&move, atMost: limit, evaluation, objective)
    guard move.slopes.count == move.start.count else { return nil }
    var slopes = move.slopes[...]
    for leaf in objective.free {
      let gradient = evaluation.gradientEntries(of: leaf)
      for entry in gradient.indices { gradient[entry] = slopes.removeFirst() }
    }
    evaluation.forward()
    return evaluation.step(step, objective, evaluations: move.evaluations + 1, backwardPasses: 0)
  }

  /// Measures the next slopes. The values of gates are those of the last nudge afterwards; the
  /// leaves are as before.
  private func measure(
    _ move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective
  ) {
    var left = limit
    var first = 0
    for leaf in objective.free {
      let entries = evaluation.entries(of: leaf)
      for entry in entries.indices.dropFirst(move.slopes.count - first) {
        guard left > 0 else { return }
        left -= 1
        let point = entries[entry]
        entries[entry] = point + h
        evaluation.forward()
        entries[entry] = point
        move.slopes.append((evaluation.scalar(of: objective.root) - move.before) / h)
        move.evaluations += 1
      }
      first += entries.count
    }
  }
}

/// Moves all free leaves at once by `step` × gradient, where the gradient comes from one backward
/// pass.
public struct AnalyticStep: Strategy {
  public var step: Double

  public init(step: Double) { self.step = step }

  public func move(
    _ evaluation: Evaluation, _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move {
    evaluation.backward(from: objective.root)
    return evaluation.step(step, objective, evaluations: 1, backwardPasses: 1)
  }
}

extension Evaluation {
  /// Moves along the gradient that stands in the arena, uphill or downhill, and runs forward.
  /// A gradient that is not finite moves nothing, nor does a step that would leave the numbers.
  fileprivate func step(
    _ step: Double, _ objective: Objective, evaluations: Int, backwardPasses: Int
  ) -> Move {
    let before = scalar(of: objective.root)
    var sumOfSquares = 0.0
    for leaf in objective.free {
      var leafSum = 0.0
      for slope in gradientEntries(of: leaf) { leafSum += slope * slope }
      // A sum of squares may overflow though every slope is finite.
      if !leafSum.isFinite, !gradientEntries(of: leaf).allSatisfy(\.isFinite) {
        return Move(
          before: before, after: before, evaluations: evaluations,
          backwardPasses: backwardPasses, nonFinite: leaf, hasMoved: false)
      }
      sumOfSquares += leafSum
    }
    let signed = objective.sign * step
    if let leaf = leafThatOverflows(objective.free, signed) {
      return Move(
        before: before, after: before, evaluations: evaluations,
        backwardPasses: backwardPasses, overflow: leaf, hasMoved: false)
    }
    for leaf in objective.free {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      for entry in point.indices { point[entry] += signed * slopes[entry] }
    }
    forward()
    return Move(
      before: before, after: scalar(of: objective.root), evaluations: evaluations,
      backwardPasses: backwardPasses, expectedChange: signed * sumOfSquares)
  }

  /// The first leaf that a step along its slopes would make infinite.
  private func leafThatOverflows(_ leaves: [NodeID], _ signed: Double) -> NodeID? {
    for leaf in leaves {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      // 0 times what is not finite is not a number, and stays one: no branch in the loop.
      var trace = 0.0
      for entry in point.indices { trace += 0 * (point[entry] + signed * slopes[entry]) }
      if trace != 0 { return leaf }
    }
    return nil
  }
}
