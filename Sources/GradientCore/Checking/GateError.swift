/// A gate whose own rule is wrong: what it hands back to an input is not what differences of this
/// gate alone give.
public struct GateError: Equatable, Sendable {
  public var gate: Graph.NodeID
  /// Which input of the gate it is.
  public var position: Int
  /// Which entry of that input, row after row.
  public var entry: Int
  /// What the gate hands back; for a gate of single numbers its local slope.
  public var analytic: Double
  public var numerical: Double

  /// So many entries of each input are looked at.
  private static let entriesOfEach = 12

  /// The worst of each input that is wrong.
  static func errors(
    of gate: Graph.NodeID, in evaluation: Evaluation, _ backpropagation: Backpropagation
  ) -> [GateError] {
    let graph = evaluation.graph
    let alone = Evaluation(graph.alone(gate), ties: evaluation.ties)
    let inputs = graph.inputs(of: gate)
    for (position, input) in inputs.enumerated() {
      alone.set(position, to: evaluation.value(of: input))
    }
    alone.forward()
    let shape = graph.shape(of: gate)
    var random = SeededGenerator(seed: UInt64(gate))
    // Uneven, because a softmax under equal ones would hand back nothing.
    let upstream =
      shape.isScalar ? Matrix(1) : Matrix(shape) { _, _ in 0.5 + random.nextUniform() }
    var sample = Sample()
    (sample.most, sample.each, sample.directions) = (entriesOfEach, entriesOfEach, 0)
    let leaves = inputs.indices.filter { evaluation.wantsGradient[inputs[$0]] }
    var check = GradientCheck(
      beginning: alone, of: inputs.count, by: leaves, upstream: upstream, sample: sample,
      backpropagation: backpropagation)
    check.proceedWithoutGates(in: alone, by: leaves)
    return leaves.compactMap { position in
      let wrong = check.unexplained.filter { $0.leaf == position }
      return wrong.max { $0.relativeError < $1.relativeError }.map {
        GateError(
          gate: gate, position: position, entry: $0.entry, analytic: $0.analytic,
          numerical: $0.numerical)
      }
    }
  }
}

extension GradientCheck {
  /// Measures everything at once, and looks at no gate alone.
  public mutating func proceedWithoutGates(
    in evaluation: Evaluation, by leaves: [Graph.NodeID]
  ) {
    pendingGates = []
    proceed(in: evaluation, by: leaves)
  }
}

extension Graph {
  /// One gate on leaves of its own, which are the first nodes, as many as it has inputs.
  func alone(_ gate: NodeID) -> Graph {
    var graph = Graph()
    let inputs = inputs(of: gate)
    for (position, input) in inputs.enumerated() {
      graph.nodes.append(
        Node(
          operation: .leaf(Int32(position)), shape: shape(of: input), firstInput: 0, inputCount: 0))
      graph.leaves.append(Leaf(name: "\(position)", node: position, role: .parameter))
    }
    graph.inputIDs = inputs.indices.map(Int32.init)
    (graph.constants, graph.selections) = (constants, selections)
    graph.nodes.append(
      Node(
        operation: nodes[gate].operation, shape: shape(of: gate), firstInput: 0,
        inputCount: Int32(inputs.count)))
    graph.root = inputs.count
    return graph
  }
}
