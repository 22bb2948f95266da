/// How a step moves: every parameter by `step` times its slope, uphill or downhill.
public struct MistakenUpdate: Sendable {
  public var step: Double
  public var direction: Direction

  public init(step: Double, direction: Direction) {
    self.step = step
    self.direction = direction
  }

  /// What a slope is multiplied by and then added.
  var signed: Double { direction == .maximize ? step : -step }
  var wrongWay: Mistake { direction == .maximize ? .descentForAscent : .ascentForDescent }
}

extension MistakenCircuit {
  /// The leaves that a step moves.
  var parameters: [Graph.NodeID] {
    evaluation.graph.leaves.filter { $0.role == .parameter }.map(\.node)
  }

  /// What `compute` gives after some leaves were moved; everything is put back afterwards.
  func after<Result>(
    moving leaves: some Sequence<Graph.NodeID>, by update: MistakenUpdate,
    _ compute: () -> Result
  ) -> Result {
    let root = evaluation.graph.root
    let before = parameters.map { ($0, evaluation.value(of: $0)) }
    for leaf in leaves { move(leaf, by: update) }
    evaluation.forward()
    evaluation.backward(from: root)
    let result = compute()
    for (leaf, value) in before { evaluation.set(leaf, to: value) }
    evaluation.forward()
    evaluation.backward(from: root)
    return result
  }

  /// By the gradient of the last backward pass.
  func move(_ leaf: Graph.NodeID, by update: MistakenUpdate) {
    let slopes = evaluation.gradient(of: leaf)
    let moved = evaluation.value(of: leaf).adding(slopes.scaled(by: update.signed))
    evaluation.set(leaf, to: moved)
  }

  /// The gradients at points where another parameter, or all others, had been moved before.
  func gradientsTakenTooLate(_ update: MistakenUpdate) -> [Matrix] {
    let others = parameters.filter { $0 != node }
    var sets = others.count <= Self.mostParameters ? others.map { [$0] } : []
    if others.count > 1 { sets.append(others) }
    return sets.map { leaves in after(moving: leaves, by: update) { gradient } }
  }

  private static var mostParameters: Int { 12 }
}
