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
    guard findsSlopes(&move, atMost: limit, evaluation, objective) else { return nil }
    return evaluation.step(step, objective, evaluations: move.evaluations + 1, backwardPasses: 0)
  }

  /// Measures on, and puts the slopes into the arena when all are known, where a backward pass would
  /// have put them; false while there is more to do. Values are those of the point afterwards.
  public func findsSlopes(
    _ move: inout UnfinishedMove, atMost limit: Int, _ evaluation: Evaluation,
    _ objective: Objective
  ) -> Bool {
    measure(&move, atMost: limit, evaluation, objective)
    guard move.slopes.count == move.start.count else { return false }
    var slopes = move.slopes[...]
    for leaf in objective.free {
      let gradient = evaluation.gradientEntries(of: leaf)
      for entry in gradient.indices { gradient[entry] = slopes.removeFirst() }
    }
    evaluation.forward()
    return true
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
  /// Moves by `step` × gradient, as plain gradient descent does.
  fileprivate func step(
    _ step: Double, _ objective: Objective, evaluations: Int, backwardPasses: Int
  ) -> Move {
    var descent = Descent(.sgd, rate: step, of: [], from: OptimizerState())
    return descent.step(
      self, objective, evaluations: evaluations, backwardPasses: backwardPasses)
  }
}

extension Descent {
  /// Moves along the gradient that stands in the arena, uphill or downhill, and runs forward.
  /// A gradient that is not finite moves nothing, nor does a step that would leave the numbers.
  public mutating func step(
    _ evaluation: Evaluation, _ objective: Objective, evaluations: Int, backwardPasses: Int
  ) -> Move {
    let before = evaluation.scalar(of: objective.root)
    var move = Move(
      before: before, after: before, evaluations: evaluations, backwardPasses: backwardPasses,
      hasMoved: false)
    switch self.move(evaluation, objective) {
    case .moved(let expected):
      evaluation.forward()
      move.after = evaluation.scalar(of: objective.root)
      (move.expectedChange, move.hasMoved) = (expected, true)
    case .nonFinite(let leaf): move.nonFinite = leaf
    case .overflow(let leaf): move.overflow = leaf
    }
    return move
  }
}
