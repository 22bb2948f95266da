/// Moves all free leaves at once by `step` × gradient, where the gradient comes from nudging each
/// entry by `h` (forward differences).
public struct NumericalStep: Strategy {
  public var h: Double
  public var step: Double

  public init(h: Double, step: Double) {
    self.h = h
    self.step = step
  }

  public func move(
    _ evaluation: Evaluation, _ objective: Objective, _ random: inout SeededGenerator
  ) -> Move {
    var evaluations = 1
    for leaf in objective.free {
      let slopes = evaluation.forwardDifferences(of: objective.root, by: leaf, h: h)
      evaluations += slopes.count
      let gradient = evaluation.gradientEntries(of: leaf)
      for entry in slopes.indices { gradient[entry] = slopes[entry] }
    }
    evaluation.forward()
    return evaluation.step(step, objective, evaluations: evaluations, backwardPasses: 0)
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
  /// A gradient that is not finite moves nothing.
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
    for leaf in objective.free {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      for entry in point.indices { point[entry] += signed * slopes[entry] }
    }
    forward()
    return Move(
      before: before, after: scalar(of: objective.root), evaluations: evaluations,
      backwardPasses: backwardPasses, expectedChange: signed * sumOfSquares)
  }
}
