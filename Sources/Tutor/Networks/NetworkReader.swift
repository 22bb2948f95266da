import GradientCore

/// Finds the layers of a graph, in the order of their gates.
struct NetworkReader {
  let graph: Graph
  private(set) var leafNames: [Graph.NodeID: String] = [:]
  private(set) var layers: [Network.Layer] = []
  private var roles: [Graph.NodeID: LeafRole] = [:]
  private var consumers: [Graph.NodeID: [Graph.NodeID]] = [:]
  /// Whether examples, or the outputs of layers, lie under a node.
  private var carriesRows: Set<Graph.NodeID> = []

  init(_ graph: Graph) {
    self.graph = graph
    for leaf in graph.leaves {
      leafNames[leaf.node] = leaf.name
      roles[leaf.node] = leaf.role
      if leaf.role == .data { carriesRows.insert(leaf.node) }
    }
  }

  mutating func read() {
    for node in graph.nodes.indices where graph.nodes[node].isGate {
      let inputs = graph.inputs(of: node)
      for input in inputs { consumers[input, default: []].append(node) }
      if inputs.contains(where: carriesRows.contains) { carriesRows.insert(node) }
      guard isProduct(node), let weights = weightsPlace(inputs) else { continue }
      addLayer(product: node, input: inputs[1 - weights], weights: inputs[weights], weights == 0)
      carriesRows.insert(node)
    }
    for index in layers.indices { complete(index) }
  }

  func withoutTransposes(_ node: Graph.NodeID) -> Graph.NodeID {
    var node = node
    while graph.nodes[node].operation == .transpose { node = graph.inputs(of: node)[0] }
    return node
  }

  private func isTransposed(_ node: Graph.NodeID) -> Bool { withoutTransposes(node) != node }

  /// A leaf that could be weights or a bias.
  private func parameter(_ node: Graph.NodeID) -> String? {
    let source = withoutTransposes(node)
    guard let role = roles[source], role == .parameter || role == .held else { return nil }
    return leafNames[source]
  }

  /// A column of examples times a single number is a product of matrices, too.
  private func isProduct(_ node: Graph.NodeID) -> Bool {
    switch graph.nodes[node].operation {
    case .matrixProduct: true
    case .binary(.multiply):
      graph.inputs(of: node).contains { parameter($0) != nil && graph.shape(of: $0).isScalar }
        && graph.inputs(of: node).contains {
          carriesRows.contains($0) && graph.shape(of: $0).columns == 1
            && graph.shape(of: $0).rows > 1
        }
    default: false
    }
  }

  /// Which factor of a product is the layer's own: of two leaves the one that is not a row before
  /// the product, nor a column behind it.
  private func weightsPlace(_ factors: [Graph.NodeID]) -> Int? {
    let canBe = factors.map { parameter($0) != nil && !carriesRows.contains($0) }
    switch (canBe[0], canBe[1]) {
    case (true, true):
      if isTransposed(factors[0]) != isTransposed(factors[1]) {
        return isTransposed(factors[0]) ? 0 : 1
      }
      let (left, right) = (graph.shape(of: factors[0]), graph.shape(of: factors[1]))
      return right.columns == 1 && left.rows > 1 ? 0 : 1
    case (true, false): return 0
    case (false, true): return 1
    case (false, false): return nil
    }
  }

  private mutating func addLayer(
    product: Graph.NodeID, input: Graph.NodeID, weights: Graph.NodeID, _ isColumns: Bool
  ) {
    let (shape, given) = (graph.shape(of: product), graph.shape(of: input))
    layers.append(
      Network.Layer(
        number: layers.count + 1, input: input, weights: parameter(weights)!, bias: nil,
        product: product, sum: product, output: product, activation: nil,
        inputs: isColumns ? given.rows : given.columns,
        units: isColumns ? shape.rows : shape.columns, isColumns: isColumns))
  }

  /// Follows the wires behind a product.
  private mutating func complete(_ index: Int) {
    var layer = layers[index]
    for gate in consumers[layer.product] ?? [] {
      guard graph.nodes[gate].operation == .binary(.add),
        graph.shape(of: gate) == graph.shape(of: layer.product),
        let other = graph.inputs(of: gate).first(where: { $0 != layer.product }),
        let bias = parameter(other), bias != layer.weights
      else { continue }
      layer.bias = bias
      layer.sum = gate
      break
    }
    layer.output = layer.sum
    if let gate = activation(of: layer.sum) {
      layer.output = gate
      layer.activation = graph.nodes[gate].operation
    } else if index + 1 < layers.count {
      // Several gates between two layers belong to the first.
      let next = withoutTransposes(layers[index + 1].input)
      if next > layer.sum, graph.depends(next, on: layer.sum) { layer.output = next }
    }
    layers[index] = layer
  }

  /// The gate that alone reads a sum, or that has a name or feeds a layer.
  private func activation(of sum: Graph.NodeID) -> Graph.NodeID? {
    let readers = consumers[sum] ?? []
    let inputs = Set(layers.map { withoutTransposes($0.input) })
    return readers.first { gate in
      guard graph.nodes[gate].operation.canActivate, graph.inputs(of: gate).count == 1 else {
        return false
      }
      return readers.count == 1 || graph.name(of: gate) != nil || inputs.contains(gate)
    }
  }
}
