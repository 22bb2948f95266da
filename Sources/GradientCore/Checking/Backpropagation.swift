/// What computes the gradients that a check holds against differences: the backward pass of an
/// evaluation, or another one that somebody wrote and is not sure of.
public struct Backpropagation: Sendable {
  /// The gradients of the sum of `upstream` · root with respect to some leaves.
  ///
  /// - Precondition of each call: `forward()` has run; `upstream` has the shape of the root.
  public var gradients:
    @Sendable (
      _ evaluation: Evaluation, _ root: Graph.NodeID, _ upstream: Matrix, _ leaves: [Graph.NodeID]
    ) -> [Matrix]

  public init(
    _ gradients:
      @escaping @Sendable (Evaluation, Graph.NodeID, Matrix, [Graph.NodeID]) -> [Matrix]
  ) {
    self.gradients = gradients
  }

  /// `Evaluation.backward(from:upstream:)`.
  public static let builtIn = Backpropagation { evaluation, root, upstream, leaves in
    evaluation.backward(from: root, upstream: upstream)
    return leaves.map { evaluation.gradient(of: $0) }
  }
}
