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
    var reader = LayerReader(graph, examples: Bench.dataNames[0])
    reader.read()
    layers = reader.layers.enumerated().map { Layer($1, number: $0 + 1, in: graph) }
    guard let first = layers.first, let last = layers.last else { return nil }
    self.roots = roots
    let source = reader.withoutTransposes(first.input)
    inputName = graph.nodes[source].isGate ? nil : graph.name(of: source)
    outputName = graph.name(of: last.output)
    sumName = graph.name(of: last.sum)
  }
}

extension Network.Layer {
  /// - Precondition: the layer is a product.
  fileprivate init(_ layer: GraphLayer, number: Int, in graph: Graph) {
    let product = layer.product!
    let (given, result) = (graph.shape(of: product.input), graph.shape(of: product.gate))
    self.init(
      number: number, input: product.input, weights: graph.name(of: product.weights)!,
      bias: product.bias.flatMap(graph.name), product: product.gate, sum: layer.before,
      output: layer.after, activation: layer.activation,
      inputs: product.isColumns ? given.rows : given.columns,
      units: product.isColumns ? result.rows : result.columns, isColumns: product.isColumns)
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
