import GradientCore

/// The layers of a circuit, read from the circuit itself: whoever wrote the definitions, by `net`,
/// by hand, with functions or from a file, has the same network.
///
/// A layer is a matrix product with a leaf that holds no examples, its bias and what is applied to
/// it entry by entry.
public struct Network: Equatable, Sendable {
  public struct Layer: Equatable, Sendable {
    /// 1, 2, …
    public var number: Int
    /// What comes in: an example in each row, or in each column.
    public var input: Graph.NodeID
    /// The leaf that is multiplied.
    public var weights: String
    /// The leaf that is added; nil where none is.
    public var bias: String?
    public var product: Graph.NodeID
    /// With the bias.
    public var sum: Graph.NodeID
    /// What goes on; the sum itself where nothing is applied to it.
    public var output: Graph.NodeID
    /// What is applied to the sum, where that is one gate.
    public var activation: Graph.Operation?
    public var inputs: Int
    public var units: Int
    /// Whether an example is a column, as in `W @ x`.
    public var isColumns: Bool
  }

  /// Names under which everything lies; an evaluation of them has the nodes of the layers.
  public var roots: [String]
  public var layers: [Layer]
  /// The leaf that the first layer reads.
  public var inputName: String?
  /// The name of what the last layer gives.
  public var outputName: String?
  /// The name of the last layer's sum.
  public var sumName: String?

  /// All weights and biases.
  public var parameters: [String] {
    var seen: Set<String> = []
    return layers.flatMap { [$0.weights, $0.bias].compactMap { $0 } }
      .filter { seen.insert($0).inserted }
  }

  /// The leaves that are multiplied, each once.
  public var weights: [String] {
    var seen: Set<String> = []
    return layers.map(\.weights).filter { seen.insert($0).inserted }
  }

  /// What is applied to the last sum.
  public var lastActivation: Graph.Operation? { layers.last?.activation }
}

extension Network {
  /// - Returns: nil where there is no layer.
  init?(of graph: Graph, roots: [String]) {
    var reader = NetworkReader(graph)
    reader.read()
    guard let first = reader.layers.first, let last = reader.layers.last else { return nil }
    self.roots = roots
    layers = reader.layers
    let source = reader.withoutTransposes(first.input)
    inputName = reader.leafNames[source]
    outputName = graph.name(of: last.output)
    sumName = graph.name(of: last.sum)
  }
}

/// Finds the layers of a graph, in the order of their gates.
private struct NetworkReader {
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
      guard graph.nodes[node].operation == .matrixProduct, let weights = weightsPlace(inputs)
      else { continue }
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

extension Graph.Operation {
  fileprivate var canActivate: Bool {
    switch self {
    case .unary(.negate), .unary(.square), .unary(.log): false
    case .unary, .softmax: true
    default: false
    }
  }

  /// `tanh`, as it is typed.
  var activationName: String? {
    switch self {
    case .unary(let operation): operation.rawValue
    case .softmax: "softmax"
    default: nil
    }
  }
}

extension Session {
  /// The network on the bench: what the objective follows, or where there is none, all there is.
  func network(using engine: Engine) -> Network? {
    let roots = bench.objective.map { [$0] } ?? bench.definitions.names
    if let network = network(under: roots, using: engine) { return network }
    return bench.objective == nil ? nil : network(under: bench.definitions.names, using: engine)
  }

  func network(under roots: [String], using engine: Engine) -> Network? {
    guard !roots.isEmpty, let evaluation = try? engine.evaluation(of: roots, in: bench) else {
      return nil
    }
    return Network(of: evaluation.graph, roots: roots)
  }
}
