/// Finds the products of a graph in which a layer's own matrix takes part, in the order of their
/// gates, with the bias and what is applied to the sum.
public struct LayerReader {
  public typealias NodeID = Graph.NodeID

  public let graph: Graph
  public private(set) var layers: [GraphLayer] = []
  /// Gates of `layers`.
  private(set) var products: Set<NodeID> = []
  /// Whether examples, or the outputs of layers, lie under a node.
  private(set) var carriesRows: Set<NodeID> = []
  /// Whether examples lie under it.
  private(set) var comesFromExamples: Set<NodeID> = []
  private let order: [NodeID]
  private var roles: [NodeID: LeafRole] = [:]
  private var consumers: [NodeID: [NodeID]] = [:]

  /// - Parameters:
  ///   - order: the nodes that are looked at, each behind its inputs; nil for all.
  ///   - examples: a leaf that holds examples, whatever its role is.
  public init(_ graph: Graph, among order: [NodeID]? = nil, examples: String? = nil) {
    self.graph = graph
    self.order = order ?? Array(graph.nodes.indices)
    for leaf in graph.leaves {
      roles[leaf.node] = leaf.role
      if leaf.role == .data || leaf.name == examples { comesFromExamples.insert(leaf.node) }
    }
    carriesRows = comesFromExamples
  }

  public mutating func read() {
    for node in order where graph.nodes[node].isGate {
      let inputs = graph.inputs(of: node)
      for input in inputs where consumers[input]?.last != node {
        consumers[input, default: []].append(node)
      }
      if inputs.contains(where: carriesRows.contains) { carriesRows.insert(node) }
      if inputs.contains(where: comesFromExamples.contains) { comesFromExamples.insert(node) }
      guard isProduct(node), let own = weightsPlace(inputs) else { continue }
      layers.append(
        GraphLayer(
          product: .init(
            gate: node, input: inputs[1 - own], weights: withoutTransposes(inputs[own]), bias: nil,
            isColumns: own == 0),
          before: node, after: node))
      products.insert(node)
      carriesRows.insert(node)
    }
    for index in layers.indices { complete(index) }
  }

  public func withoutTransposes(_ node: NodeID) -> NodeID {
    var node = node
    while graph.nodes[node].operation == .transpose { node = graph.inputs(of: node)[0] }
    return node
  }

  /// From a product over sums without a name to the last of them.
  func endOfSum(_ product: NodeID) -> NodeID {
    var end = product
    while graph.name(of: end) == nil, let next = consumers[end]?.first, consumers[end]?.count == 1,
      graph.nodes[next].operation == .binary(.add), graph.shape(of: next) == graph.shape(of: end)
    {
      end = next
    }
    return end
  }

  /// Whether an activation reads it.
  func isBent(_ node: NodeID) -> Bool {
    (consumers[node] ?? []).contains { gate in
      if case .unary(let operation) = graph.nodes[gate].operation {
        operation.isActivation
      } else {
        false
      }
    }
  }

  private func isTransposed(_ node: NodeID) -> Bool { withoutTransposes(node) != node }

  /// Whether it is a leaf that could be weights or a bias.
  private func isParameter(_ node: NodeID) -> Bool {
    let role = roles[withoutTransposes(node)]
    return role == .parameter || role == .held
  }

  /// A column of examples times a single number is a product of matrices, too.
  private func isProduct(_ node: NodeID) -> Bool {
    switch graph.nodes[node].operation {
    case .matrixProduct: true
    case .binary(.multiply):
      graph.scalarProducts.contains(node)
        || graph.inputs(of: node).contains { isParameter($0) && graph.shape(of: $0).isScalar }
          && graph.inputs(of: node).contains {
            carriesRows.contains($0) && graph.shape(of: $0).columns == 1
              && graph.shape(of: $0).rows > 1
          }
    default: false
    }
  }

  /// Which factor of a product is the layer's own: of two leaves the one that is not a row before
  /// the product, nor a column behind it.
  private func weightsPlace(_ factors: [NodeID]) -> Int? {
    let canBe = factors.map { isParameter($0) && !carriesRows.contains($0) }
    switch (canBe[0], canBe[1]) {
    case (true, true):
      if isTransposed(factors[0]) != isTransposed(factors[1]) {
        return isTransposed(factors[0]) ? 0 : 1
      }
      let (left, right) = (graph.shape(of: factors[0]), graph.shape(of: factors[1]))
      return right.columns == 1 && right.rows > 1 && (left.rows > 1 || left.isScalar) ? 0 : 1
    case (true, false): return 0
    case (false, true): return 1
    case (false, false): return nil
    }
  }

  /// Follows the wires behind a product.
  private mutating func complete(_ index: Int) {
    var layer = layers[index]
    var product = layer.product!
    for gate in consumers[product.gate] ?? [] {
      guard graph.nodes[gate].operation == .binary(.add),
        graph.shape(of: gate) == graph.shape(of: product.gate),
        let other = graph.inputs(of: gate).first(where: { $0 != product.gate }),
        isParameter(other), withoutTransposes(other) != product.weights
      else { continue }
      product.bias = withoutTransposes(other)
      layer.before = gate
      break
    }
    layer.before = endOfSum(layer.before)
    layer.product = product
    layer.after = layer.before
    if let gate = activation(of: layer.before) {
      layer.after = gate
      layer.activation = graph.nodes[gate].operation
    } else if index + 1 < layers.count {
      // Several gates between two layers belong to the first.
      let next = withoutTransposes(layers[index + 1].product!.input)
      if next > layer.before, graph.depends(next, on: layer.before) { layer.after = next }
    }
    layers[index] = layer
  }

  /// The gate that alone reads a sum, or that has a name or feeds a layer.
  private func activation(of sum: NodeID) -> NodeID? {
    let readers = consumers[sum] ?? []
    let inputs = Set(layers.map { withoutTransposes($0.product!.input) })
    return readers.first { gate in
      guard graph.nodes[gate].operation.canActivate, graph.inputs(of: gate).count == 1 else {
        return false
      }
      return readers.count == 1 || graph.name(of: gate) != nil || inputs.contains(gate)
    }
  }
}

extension Graph.Operation {
  fileprivate var canActivate: Bool {
    switch self {
    case .unary(.negate), .unary(.square), .unary(.log): false
    case .unary, .softmax: true
    default: false
    }
  }
}
