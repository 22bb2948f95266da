/// A layer as it is found in a graph: a linear part and what is applied to it. Names play no role,
/// so that a network typed out by hand has layers, too.
public struct GraphLayer: Equatable, Sendable {
  /// A product with a leaf that holds no examples.
  public struct Product: Equatable, Sendable {
    public var gate: Graph.NodeID
    /// What comes in: an example in each row, or in each column.
    public var input: Graph.NodeID
    /// The leaf that is multiplied, before it was transposed.
    public var weights: Graph.NodeID
    /// The leaf that is added; nil where none is.
    public var bias: Graph.NodeID?
    /// Whether an example is a column, as in `W @ x`.
    public var isColumns: Bool
  }

  /// Nil where the linear part is written in another way, number by number.
  public var product: Product?
  /// The linear part, before the activation: rows × units.
  public var before: Graph.NodeID
  /// What goes on; `before` where nothing is applied.
  public var after: Graph.NodeID
  /// What is applied, where that is one gate.
  public var activation: Graph.Operation?
  /// The free parameters of which the linear part is made, other layers left aside.
  public var parameters: [Graph.NodeID] = []

  /// The activation, where it is one that bends.
  public var bend: UnaryOperation? {
    if case .unary(let operation)? = activation, operation.isActivation { operation } else { nil }
  }

  /// What of the layer is looked at: a softmax, say, belongs to what follows.
  public var result: Graph.NodeID { bend == nil ? before : after }
}

extension Graph {
  /// The layers under `output`, from the inputs on: products with a leaf, and beside them every
  /// activation of something made of parameters, and every other product with parameters.
  ///
  /// - Parameter examples: a leaf that holds examples, whatever its role is.
  public func layers(under output: NodeID, examples: String? = nil) -> [GraphLayer] {
    let under = ancestors(of: output)
    let isMade = madeOfParameters(under)
    var reader = LayerReader(self, among: under, examples: examples)
    reader.read()
    let hasExamples = under.contains { reader.carriesRows.contains($0) && !nodes[$0].isGate }
    var layers: [GraphLayer] = []
    var seen: Set<NodeID> = []
    // A product of parameters alone is no layer.
    for layer in reader.layers
    where (!hasExamples || reader.comesFromExamples.contains(layer.product!.gate)) {
      if seen.insert(layer.before).inserted { layers.append(layer) }
    }
    for node in under where isMade[node] {
      if case .unary(let operation) = nodes[node].operation, operation.isActivation {
        let before = inputs(of: node)[0]
        guard seen.insert(before).inserted else { continue }
        layers.append(
          GraphLayer(before: before, after: node, activation: nodes[node].operation))
      } else if case .matrixProduct = nodes[node].operation, !reader.products.contains(node) {
        let end = reader.endOfSum(node)
        guard !reader.isBent(end), !hasExamples || reader.comesFromExamples.contains(node),
          seen.insert(end).inserted
        else { continue }
        layers.append(GraphLayer(before: end, after: end))
      }
    }
    layers.sort { $0.before < $1.before }
    var borders: Set<NodeID> = []
    for index in layers.indices {
      layers[index].parameters = parameters(of: layers[index].before, behind: borders)
      borders.insert(layers[index].after)
    }
    return layers
  }

  /// Whether a leaf that can be moved lies under each node.
  private func madeOfParameters(_ order: [NodeID]) -> [Bool] {
    var result = Array(repeating: false, count: nodes.count)
    for leaf in leaves where leaf.role == .parameter || leaf.role == .held {
      result[leaf.node] = true
    }
    for node in order where nodes[node].isGate {
      result[node] = inputs(of: node).contains { result[$0] }
    }
    return result
  }

  private func parameters(of sum: NodeID, behind borders: Set<NodeID>) -> [NodeID] {
    var open = [sum]
    var seen: Set<NodeID> = [sum]
    var parameters: [NodeID] = []
    let movable = Set(leaves.filter { $0.role == .parameter }.map(\.node))
    while let node = open.popLast() {
      if movable.contains(node) { parameters.append(node) }
      for input in inputs(of: node) where !borders.contains(input) && seen.insert(input).inserted {
        open.append(input)
      }
    }
    return parameters.sorted()
  }
}

extension UnaryOperation {
  /// Whether it bends: what stands between the layers of a network.
  public var isActivation: Bool {
    switch self {
    case .sigmoid, .tanh, .relu, .leakyRelu, .hardTanh, .softplus: true
    default: false
    }
  }
}
