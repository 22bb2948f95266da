extension LanguageError.Fact: Error {}

/// Makes a graph gate by gate. Formulas are compiled through it, and programs that have no formula
/// use it directly.
public struct GraphBuilder {
  public typealias NodeID = Graph.NodeID

  /// Refused before anything of that size is allocated.
  public enum Limit {
    public static let entries = 10_000_000
    public static let bytes = 2_000_000_000
    /// A scalar gate's node, its value, its gradient and its instruction.
    static let bytesPerNode = 96
  }

  private var graph = Graph()
  private var entryCount = 0
  /// Positions of the calls that are being made, outermost first.
  private var openCalls: [Int] = []

  public init() {}

  /// Goes on where another graph ends; its nodes and names are there already.
  init(extending graph: Graph) {
    self.graph = graph
    entryCount = graph.nodes.reduce(0) { $0 + $1.shape.count }
  }

  /// The graph so far; its root is `root`, or the last gate.
  public func finished(root: NodeID? = nil) -> Graph {
    var result = graph
    result.root = root ?? graph.nodes.count - 1
    return result
  }

  public func shape(of node: NodeID) -> Shape { graph.nodes[node].shape }
  func operation(of node: NodeID) -> Graph.Operation { graph.nodes[node].operation }

  /// Lets `node` be found by `name`. The first name of a node is the one it is shown with.
  public mutating func name(_ node: NodeID, _ name: String) {
    graph.nodesByName[name] = node
    if graph.namesByNode[node] == nil { graph.namesByNode[node] = name }
  }

  /// What is made from now on belongs to a use of `function`, until `closeCall(giving:)`.
  mutating func openCall(of function: String, on inputs: [NodeID]) {
    let first = graph.nodes.count
    graph.calls.append(
      Graph.Call(
        function: function, inputs: inputs, nodes: first..<first, result: first,
        parent: openCalls.last))
    openCalls.append(graph.calls.count - 1)
  }

  mutating func closeCall(giving result: NodeID) {
    let call = openCalls.removeLast()
    graph.calls[call].nodes = graph.calls[call].nodes.lowerBound..<graph.nodes.count
    graph.calls[call].result = result
  }

  private mutating func append(
    _ operation: Graph.Operation, _ shape: Shape, _ inputs: some Collection<NodeID>
  ) throws(LanguageError.Fact) -> NodeID {
    guard shape.count <= Limit.entries else {
      throw .tooLarge(entries: shape.count, limit: Limit.entries)
    }
    entryCount += shape.count
    let bytes = entryCount * 16 + graph.nodes.count * Limit.bytesPerNode
    guard bytes <= Limit.bytes else { throw .graphTooLarge(bytes: bytes, limit: Limit.bytes) }
    graph.nodes.append(
      Graph.Node(
        operation: operation, shape: shape, firstInput: Int32(graph.inputIDs.count),
        inputCount: Int32(inputs.count)))
    for input in inputs { graph.inputIDs.append(Int32(input)) }
    return graph.nodes.count - 1
  }

  public mutating func leaf(_ name: String, _ shape: Shape = .scalar, role: LeafRole = .parameter)
    throws(LanguageError.Fact) -> NodeID
  {
    let node = try append(.leaf(Int32(graph.leaves.count)), shape, [])
    graph.leaves.append(Graph.Leaf(name: name, node: node, role: role))
    self.name(node, name)
    return node
  }

  public mutating func number(_ value: Double) throws(LanguageError.Fact) -> NodeID {
    try append(.number(value), .scalar, [])
  }

  public mutating func constant(_ value: Matrix) throws(LanguageError.Fact) -> NodeID {
    if let scalar = value.scalar { return try number(scalar) }
    graph.constants.append(value)
    return try append(.constant(Int32(graph.constants.count - 1)), value.shape, [])
  }

  public mutating func apply(_ operation: UnaryOperation, _ a: NodeID) throws(LanguageError.Fact)
    -> NodeID
  {
    try append(.unary(operation), shape(of: a), CollectionOfOne(a))
  }

  public mutating func apply(_ operation: BinaryOperation, _ a: NodeID, _ b: NodeID)
    throws(LanguageError.Fact) -> NodeID
  {
    guard let result = shape(of: a).broadcast(with: shape(of: b)) else {
      throw .shapesDoNotFit(operation: operation.rawValue, shape(of: a), shape(of: b))
    }
    return try append(.binary(operation), result, [a, b])
  }

  /// `a @ b`; of scalars, their product.
  public mutating func matrixProduct(_ a: NodeID, _ b: NodeID) throws(LanguageError.Fact) -> NodeID
  {
    let (left, right) = (shape(of: a), shape(of: b))
    if left.isScalar || right.isScalar {
      let product = try apply(.multiply, a, b)
      graph.scalarProducts.insert(product)
      return product
    }
    guard left.columns == right.rows else {
      throw .shapesDoNotFit(operation: "@", left, right)
    }
    return try append(.matrixProduct, Shape(left.rows, right.columns), [a, b])
  }

  public mutating func transpose(_ a: NodeID) throws(LanguageError.Fact) -> NodeID {
    if shape(of: a).isScalar { return a }
    return try append(.transpose, shape(of: a).transposed, CollectionOfOne(a))
  }

  /// One index on a single row or column counts its entries; on a matrix it takes rows.
  public mutating func entries(of a: NodeID, _ rows: IndexRange, _ columns: IndexRange?)
    throws(LanguageError.Fact) -> NodeID
  {
    let selection = try Graph.Selection(rows, columns, in: shape(of: a))
    graph.selections.append(selection)
    return try append(
      .entries(Int32(graph.selections.count - 1)),
      Shape(selection.rows.count, selection.columns.count), CollectionOfOne(a))
  }

  /// A matrix of scalars, row after row.
  public mutating func stack(_ entries: [NodeID], _ shape: Shape) throws(LanguageError.Fact)
    -> NodeID
  {
    for entry in entries where !self.shape(of: entry).isScalar {
      throw .entryNotScalar(self.shape(of: entry))
    }
    return try append(.stack, shape, entries)
  }

  public mutating func reduce(_ reduction: Graph.Reduction, _ a: NodeID, axis: Axis?)
    throws(LanguageError.Fact) -> NodeID
  {
    let input = shape(of: a)
    let result =
      switch axis {
      case nil: Shape.scalar
      case .rows: Shape(1, input.columns)
      case .columns: Shape(input.rows, 1)
      }
    return try append(.reduce(reduction, axis), result, CollectionOfOne(a))
  }

  public mutating func softmax(_ a: NodeID, axis: Axis = .columns) throws(LanguageError.Fact)
    -> NodeID
  {
    try append(.softmax(axis), shape(of: a), CollectionOfOne(a))
  }

  public mutating func choose(_ condition: NodeID, _ a: NodeID, _ b: NodeID)
    throws(LanguageError.Fact) -> NodeID
  {
    guard let both = shape(of: a).broadcast(with: shape(of: b)) else {
      throw .shapesDoNotFit(operation: "where", shape(of: a), shape(of: b))
    }
    guard let result = shape(of: condition).broadcast(with: both) else {
      throw .shapesDoNotFit(operation: "where", shape(of: condition), both)
    }
    return try append(.choose, result, [condition, a, b])
  }

  /// A loss of predictions `a` against `b`, of the same shape; one row is one example.
  ///
  /// - Parameter operation: `crossEntropy`, `negativeLogLikelihood` or `meanSquaredError`.
  public mutating func loss(_ operation: Graph.Operation, _ a: NodeID, _ b: NodeID, called: String)
    throws(LanguageError.Fact) -> NodeID
  {
    guard shape(of: a) == shape(of: b) else {
      throw .shapesDoNotFit(operation: called, shape(of: a), shape(of: b))
    }
    if operation == .crossEntropy, case .softmax = self.operation(of: a) {
      throw .softmaxInCrossEntropy
    }
    return try append(operation, .scalar, [a, b])
  }
}

extension Graph.Selection {
  /// - Throws: `indexOutside` with the shape.
  public init(_ rows: IndexRange, _ columns: IndexRange?, in shape: Shape)
    throws(LanguageError.Fact)
  {
    let selected: (rows: Range<Int>?, columns: Range<Int>?) =
      if let columns {
        (rows.resolved(length: shape.rows), columns.resolved(length: shape.columns))
      } else if shape.rows == 1 {
        (0..<1, rows.resolved(length: shape.columns))
      } else {
        (rows.resolved(length: shape.rows), 0..<shape.columns)
      }
    guard let rows = selected.rows, let columns = selected.columns else {
      throw .indexOutside(shape)
    }
    self.init(rows: rows, columns: columns)
  }
}
