/// An optimizer at work on the free leaves of an objective: where its gradient stands in the arena,
/// it makes the move. What it remembers lies ready, so that a move allocates nothing.
///
/// A move that would leave the finite numbers changes nothing, neither the leaves nor what is
/// remembered.
public struct Descent {
  public let optimizer: Optimizer
  /// What the gradient is multiplied by: the setting `step` times the schedule's factor.
  public var rate: Double
  /// The greatest length of the gradient of all leaves together; 0 is no limit.
  ///
  /// A longer one is shortened to exactly this length. PyTorch's `clip_grad_norm_` adds 1e-6 to the
  /// length before it divides.
  public var clip: Double

  private var leaves: [PreparedLeaf]

  /// - Parameter shapes: how many entries each leaf has.
  public init(
    _ optimizer: Optimizer, rate: Double, clip: Double = 0, of leaves: [(name: String, count: Int)],
    from state: OptimizerState
  ) {
    (self.optimizer, self.rate, self.clip) = (optimizer, rate, clip)
    let isPlain = optimizer.rule == .sgd
    self.leaves = leaves.map { leaf in
      let memory = state.leaf(leaf.name, count: leaf.count, for: optimizer.rule)
      let point = Array(repeating: 0.0, count: isPlain ? 0 : leaf.count)
      return PreparedLeaf(name: leaf.name, memory: memory, next: memory, point: point)
    }
  }

  /// What is remembered now; what `state` knew of other leaves stays.
  public func store(in state: inout OptimizerState) {
    for leaf in leaves where leaf.memory.updates > 0 { state[leaf.name] = leaf.memory }
  }

  // MARK: - Moves

  /// What a move came to.
  public enum Outcome: Equatable, Sendable {
    /// - Parameter expected: the change of the objective that the slopes promise.
    case moved(expected: Double)
    /// The slopes of this leaf are not finite, or their length is not.
    case nonFinite(Graph.NodeID)
    /// This leaf would not be finite.
    case overflow(Graph.NodeID)
  }

  /// Moves the leaves by the gradient that stands in the arena, uphill or downhill.
  ///
  /// - Precondition: the objective's free leaves are those that the descent was made for.
  public mutating func move(_ evaluation: Evaluation, _ objective: Objective) -> Outcome {
    var scale = objective.sign
    if clip > 0 {
      let length = Self.length(of: objective.free, in: evaluation)
      guard length.isFinite else { return broken(evaluation, objective) }
      if length > clip { scale *= clip / length }
    }
    return optimizer.rule == .sgd
      ? plainMove(evaluation, objective, rate * scale) : ruledMove(evaluation, objective, scale)
  }

  /// The gradient itself, which needs no memory.
  private func plainMove(
    _ evaluation: Evaluation, _ objective: Objective, _ signed: Double
  ) -> Outcome {
    guard let sumOfSquares = evaluation.move(objective.free, by: signed) else {
      return whatBroke(evaluation, objective) { leaf in
        zip(evaluation.entries(of: leaf), evaluation.gradientEntries(of: leaf))
          .contains { !($0 + signed * $1).isFinite }
      }
    }
    return .moved(expected: signed * sumOfSquares)
  }

  private mutating func ruledMove(
    _ evaluation: Evaluation, _ objective: Objective, _ scale: Double
  ) -> Outcome {
    var (expected, trace) = (0.0, 0.0)
    for (place, leaf) in objective.free.enumerated() {
      leaves[place].prepare(
        from: UnsafeBufferPointer(evaluation.entries(of: leaf)),
        along: UnsafeBufferPointer(evaluation.gradientEntries(of: leaf)),
        by: optimizer, rate: rate, scale: -scale, expected: &expected, trace: &trace)
    }
    guard trace == 0 else {
      return whatBroke(evaluation, objective) { [leaves] leaf in
        let place = objective.free.firstIndex(of: leaf)!
        let next = leaves[place].next
        return !(leaves[place].point + next.first + next.second).allSatisfy(\.isFinite)
      }
    }
    for (place, leaf) in objective.free.enumerated() {
      leaves[place].arrive(in: evaluation.entries(of: leaf))
    }
    return .moved(expected: expected)
  }

  private func whatBroke(
    _ evaluation: Evaluation, _ objective: Objective, overflows: (Graph.NodeID) -> Bool
  ) -> Outcome {
    let brokenSlope = objective.free.first {
      !evaluation.gradientEntries(of: $0).allSatisfy(\.isFinite)
    }
    if let brokenSlope { return .nonFinite(brokenSlope) }
    return .overflow(objective.free.first(where: overflows) ?? objective.free[0])
  }

  private func broken(_ evaluation: Evaluation, _ objective: Objective) -> Outcome {
    whatBroke(evaluation, objective) { _ in true }
  }

  // MARK: - Lengths

  /// The length of the gradient of `leaves` together; not finite where a slope is not.
  static func length(of leaves: [Graph.NodeID], in evaluation: Evaluation) -> Double {
    var sum = 0.0
    for leaf in leaves {
      for slope in evaluation.gradientEntries(of: leaf) { sum += slope * slope }
    }
    if sum.isFinite && sum > 1e-290 || sum == 0 { return sum.squareRoot() }
    // Squares of what is very large or very small are no numbers any more.
    return Racer.norm(leaves.flatMap { Array(evaluation.gradientEntries(of: $0)) })
  }
}
