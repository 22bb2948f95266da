/// A graph opened into gates of single numbers, each of which knows which entry of which node it
/// computes. Values and gradients are those of the graph it came from.
public struct ScalarizedGraph: Sendable {
  public typealias NodeID = Graph.NodeID

  /// Which entry of which node of the original graph.
  public struct Origin: Hashable, Sendable {
    public var node: NodeID
    public var row: Int
    public var column: Int
  }

  public let graph: Graph
  /// The scalar node of each entry of each original node, row after row.
  public let entries: [[NodeID]]
  /// Where a scalar node is the entry of an original node; inner gates of a matrix operation, as
  /// the products inside a matrix product, belong to the entry that they help to compute.
  public let origins: [Origin]

  /// These gates at the point where the evaluation of the original graph is.
  ///
  /// - Precondition: `original` evaluates the graph that this one was made of.
  public func evaluation(like original: Evaluation) -> Evaluation {
    let result = Evaluation(graph, ties: original.ties)
    for leaf in original.graph.leaves {
      let values = original.value(of: leaf.node).elements
      for (entry, value) in zip(entries[leaf.node], values) { result.set(entry, to: value) }
    }
    result.forward()
    return result
  }
}

extension Graph {
  /// The same computation in gates of single numbers; nil where there would be more than `limit`.
  ///
  /// - Parameter isStable: whether softmax and cross-entropy subtract the largest entry first, and
  ///   `nll` takes care of zeros, as the graph does. On paper nobody writes that.
  public func scalarized(limit: Int = 100_000, isStable: Bool = true) -> ScalarizedGraph? {
    var scalarizer = Scalarizer(self, limit: limit, isStable: isStable)
    return try? scalarizer.run()
  }
}

private struct Scalarizer {
  typealias NodeID = Graph.NodeID

  struct TooMany: Error {}

  let graph: Graph
  let limit: Int
  let isStable: Bool
  var builder = GraphBuilder()
  var entries: [[NodeID]] = []
  var origins: [ScalarizedGraph.Origin] = []

  init(_ graph: Graph, limit: Int, isStable: Bool) {
    self.graph = graph
    self.limit = limit
    self.isStable = isStable
  }

  mutating func run() throws -> ScalarizedGraph {
    for node in graph.nodes.indices {
      guard origins.count + graph.shape(of: node).count <= limit else { throw TooMany() }
      let made = try scalars(of: node)
      entries.append(made)
      guard origins.count <= limit else { throw TooMany() }
      if let name = graph.name(of: node) {
        for (index, entry) in made.enumerated() where isNew(entry, node) {
          builder.name(entry, graph.entryName(name, index, of: node))
        }
      }
    }
    let root = graph.root >= 0 ? entries[graph.root].last : nil
    return ScalarizedGraph(
      graph: builder.finished(root: root), entries: entries, origins: origins)
  }

  /// A node that only rearranges has no gates of its own.
  private func isNew(_ entry: NodeID, _ node: NodeID) -> Bool { origins[entry].node == node }

  private mutating func scalars(of node: NodeID) throws -> [NodeID] {
    let shape = graph.shape(of: node)
    let inputs = graph.inputs(of: node)
    return try (0..<shape.count).map { index in
      let place = ScalarizedGraph.Origin(
        node: node, row: index / shape.columns, column: index % shape.columns)
      let made = try scalar(place, inputs)
      while origins.count < made + 1 { origins.append(place) }
      return made
    }
  }

  private func entry(_ input: NodeID, _ row: Int, _ column: Int) -> NodeID {
    let shape = graph.shape(of: input)
    return entries[input][
      (shape.rows == 1 ? 0 : row) * shape.columns + (shape.columns == 1 ? 0 : column)]
  }

  private mutating func scalar(_ place: ScalarizedGraph.Origin, _ inputs: [NodeID]) throws
    -> NodeID
  {
    let (row, column) = (place.row, place.column)
    switch graph.nodes[place.node].operation {
    case .leaf(let index):
      let leaf = graph.leaves[Int(index)]
      let position = row * graph.shape(of: place.node).columns + column
      return try builder.leaf(
        graph.entryName(leaf.name, position, of: place.node), role: leaf.role)
    case .number(let value): return try builder.number(value)
    case .constant(let index): return try builder.number(graph.constants[Int(index)][row, column])
    case .unary(let operation): return try builder.apply(operation, entry(inputs[0], row, column))
    case .binary(let operation):
      return try builder.apply(
        operation, entry(inputs[0], row, column), entry(inputs[1], row, column))
    case .matrixProduct:
      let products = try (0..<graph.shape(of: inputs[0]).columns).map {
        try builder.apply(.multiply, entry(inputs[0], row, $0), entry(inputs[1], $0, column))
      }
      return try fold(.add, products)
    case .transpose: return entry(inputs[0], column, row)
    case .entries(let index):
      let selection = graph.selections[Int(index)]
      return entry(
        inputs[0], selection.rows.lowerBound + row, selection.columns.lowerBound + column)
    case .stack: return entries[inputs[row * graph.shape(of: place.node).columns + column]][0]
    case .reduce(let reduction, let axis):
      return try reduce(reduction, line(inputs[0], axis, row, column))
    case .softmax(let axis): return try softmax(inputs[0], axis, row, column)
    case .choose:
      return try builder.choose(
        entry(inputs[0], row, column), entry(inputs[1], row, column), entry(inputs[2], row, column))
    case .crossEntropy, .negativeLogLikelihood, .meanSquaredError:
      return try loss(graph.nodes[place.node].operation, inputs)
    }
  }

  private mutating func fold(_ operation: BinaryOperation, _ nodes: [NodeID]) throws -> NodeID {
    var result = nodes[0]
    for node in nodes.dropFirst() { result = try builder.apply(operation, result, node) }
    return result
  }

  private func line(_ input: NodeID, _ axis: Axis?, _ row: Int, _ column: Int) -> [NodeID] {
    let shape = graph.shape(of: input)
    switch axis {
    case nil: return entries[input]
    case .rows: return (0..<shape.rows).map { entry(input, $0, column) }
    case .columns: return (0..<shape.columns).map { entry(input, row, $0) }
    }
  }

  private mutating func reduce(_ reduction: Graph.Reduction, _ line: [NodeID]) throws -> NodeID {
    switch reduction {
    case .sum: return try fold(.add, line)
    case .mean:
      return try builder.apply(
        .divide, try fold(.add, line), try builder.number(Double(line.count)))
    case .max: return try fold(.max, line)
    case .min: return try fold(.min, line)
    }
  }

  /// exp(z - max) / Σ exp(z - max). The slope that flows through the maximum cancels.
  private mutating func softmax(_ input: NodeID, _ axis: Axis, _ row: Int, _ column: Int) throws
    -> NodeID
  {
    let line = line(input, axis, row, column)
    let powers = try powers(of: line, over: isStable ? try fold(.max, line) : nil)
    let position = axis == .columns ? column : row
    return try builder.apply(.divide, powers[position], try fold(.add, powers))
  }

  private mutating func loss(_ operation: Graph.Operation, _ inputs: [NodeID]) throws -> NodeID {
    let shape = graph.shape(of: inputs[0])
    var terms: [NodeID] = []
    for row in 0..<shape.rows {
      let predictions = line(inputs[0], .columns, row, 0)
      let targets = line(inputs[1], .columns, row, 0)
      let normalizer = operation == .crossEntropy ? try logSumExp(predictions) : nil
      for (prediction, target) in zip(predictions, targets) {
        switch operation {
        case .crossEntropy:
          let cost = try builder.apply(.subtract, normalizer!, prediction)
          terms.append(try builder.apply(.multiply, target, cost))
        case .negativeLogLikelihood:
          terms.append(try negativeLogLikelihood(of: prediction, target))
        default:
          terms.append(
            try builder.apply(.square, try builder.apply(.subtract, prediction, target)))
        }
      }
    }
    let divisor = operation == .meanSquaredError ? shape.count : shape.rows
    return try builder.apply(
      .divide, try fold(.add, terms), try builder.number(Double(divisor)))
  }

  /// Where prediction and target are both 0 the term is 0, though the logarithm is not finite.
  private mutating func negativeLogLikelihood(of prediction: NodeID, _ target: NodeID) throws
    -> NodeID
  {
    let cost = try builder.apply(.negate, try builder.apply(.log, prediction))
    let term = try builder.apply(.multiply, target, cost)
    guard isStable else { return term }
    let atZero = try builder.choose(target, term, try builder.number(0))
    return try builder.choose(prediction, term, atZero)
  }

  private mutating func logSumExp(_ line: [NodeID]) throws -> NodeID {
    let largest = isStable ? try fold(.max, line) : nil
    let powers = try powers(of: line, over: largest)
    let rest = try builder.apply(.log, try fold(.add, powers))
    return try largest.map { try builder.apply(.add, $0, rest) } ?? rest
  }

  private mutating func powers(of line: [NodeID], over largest: NodeID?) throws -> [NodeID] {
    try line.map { entry in
      let exponent = try largest.map { try builder.apply(.subtract, entry, $0) } ?? entry
      return try builder.apply(.exp, exponent)
    }
  }
}

extension Graph {
  /// `W1[0, 1]`; a scalar keeps its name.
  public func entryName(_ name: String, _ index: Int, of node: NodeID) -> String {
    let shape = shape(of: node)
    return shape.isScalar ? name : "\(name)[\(index / shape.columns), \(index % shape.columns)]"
  }
}
