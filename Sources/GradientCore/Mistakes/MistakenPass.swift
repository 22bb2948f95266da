/// The wires of a backward pass from an output to some of its inputs, between single numbers, along
/// which a share may be computed in a wrong way.
struct MistakenPass {
  typealias NodeID = Graph.NodeID

  struct Wire {
    var gate: NodeID
    var input: NodeID
    var position: Int
    var local: Double
    /// What the gate computes, and from what.
    var operation: Graph.Operation
    var values: [Double]
    var result: Double
    /// The gate as somebody typed it: the products inside a matrix product belong to that.
    var typed: Graph.Operation
    var place: ScalarizedGraph.Origin
    /// Whether another input of the gate is a written number.
    var hasNumber: Bool
    /// Whether the wire leads to the entry of softmax's input that stands where its output does.
    var isDiagonal: Bool
  }

  /// Those of the last gate first.
  let wires: [Wire]
  /// The entries of the input asked about, row after row.
  let ends: [NodeID]
  let root: NodeID
  /// Which entry of which gate as typed a number is, or helps to compute.
  let places: [ScalarizedGraph.Origin]
  private var nodeCount: Int { places.count }

  /// - Parameters:
  ///   - node: the input, a node of `evaluation`'s graph.
  ///   - chosen: which entry of it is meant; nil for all.
  ///   - limit: how many gates between single numbers there may be; nil where there are more.
  init?(_ evaluation: Evaluation, to node: NodeID, entry chosen: Int? = nil, limit: Int = 3_000) {
    guard let opened = evaluation.graph.scalarized(limit: limit) else { return nil }
    let graph = opened.graph
    let inner = opened.evaluation(like: evaluation)
    let entries = opened.entries[node]
    ends = chosen.map { [entries[$0]] } ?? entries
    root = graph.root
    places = opened.origins
    let between = Self.nodes(between: ends, and: root, in: graph)
    let isEnd = Set(ends)
    var wires: [Wire] = []
    for gate in (0...root).reversed() where between[gate] && !isEnd.contains(gate) {
      let inputs = graph.inputs(of: gate)
      let values = inputs.map { inner.scalar(of: $0) }
      let place = opened.origins[gate]
      for (position, input) in inputs.enumerated() where between[input] {
        wires.append(
          Wire(
            gate: gate, input: input, position: position,
            local: Edge(inner, gate, input, position).local.scalar ?? .nan,
            operation: graph.nodes[gate].operation, values: values,
            result: inner.scalar(of: gate),
            typed: evaluation.graph.nodes[place.node].operation, place: place,
            hasNumber: inputs.contains { graph.isConstant($0) },
            isDiagonal: Self.isDiagonal(place, input, evaluation.graph, opened)))
      }
    }
    self.wires = wires
  }

  /// The gradients at the ends when `share` says what each wire hands back for what arrives at its
  /// gate.
  func gradient(_ share: (_ wire: Int, _ upstream: Double) -> Double) -> [Double] {
    let slopes = slopes(share)
    return ends.map { slopes[$0] }
  }

  /// The same at every node.
  func slopes(_ share: (_ wire: Int, _ upstream: Double) -> Double) -> [Double] {
    var slopes = Array(repeating: 0.0, count: nodeCount)
    slopes[root] = 1
    for index in wires.indices {
      slopes[wires[index].input] += share(index, slopes[wires[index].gate])
    }
    return slopes
  }

  func rightShare(_ wire: Int, _ upstream: Double) -> Double {
    downstream(upstream, wires[wire].local)
  }

  /// How large the paths are that make the gradient, whatever their signs: rounding is measured by
  /// that.
  var magnitude: Double {
    gradient { Swift.abs(downstream($1, wires[$0].local)) }.max() ?? 0
  }

  private static func nodes(between ends: [NodeID], and root: NodeID, in graph: Graph) -> [Bool] {
    let isEnd = Set(ends)
    var depends = Array(repeating: false, count: graph.nodes.count)
    for node in graph.nodes.indices {
      depends[node] = isEnd.contains(node) || graph.inputs(of: node).contains { depends[$0] }
    }
    var isBetween = Array(repeating: false, count: graph.nodes.count)
    isBetween[root] = depends[root]
    for node in graph.nodes.indices.reversed() where isBetween[node] && !isEnd.contains(node) {
      for input in graph.inputs(of: node) where depends[input] { isBetween[input] = true }
    }
    return isBetween
  }

  private static func isDiagonal(
    _ place: ScalarizedGraph.Origin, _ input: NodeID, _ graph: Graph, _ opened: ScalarizedGraph
  ) -> Bool {
    guard case .softmax = graph.nodes[place.node].operation else { return false }
    let columns = graph.shape(of: place.node).columns
    let own = opened.entries[graph.inputs(of: place.node)[0]][place.row * columns + place.column]
    return own == input
  }
}

extension MistakenPass.Wire {
  /// Whether the gate lies inside of one that a learner sees as a whole.
  var isInside: Bool {
    switch typed {
    case .softmax, .crossEntropy, .negativeLogLikelihood, .meanSquaredError: true
    default: false
    }
  }
}
