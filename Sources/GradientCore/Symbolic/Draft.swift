/// A formula in the middle of being derived: what is still to be derived stands in `slope`.
indirect enum Draft: Equatable {
  /// Whether a name moves with what the slope is taken in.
  enum Motion: Equatable { case still, moving, target }

  case number(Double)
  case name(String, Motion)
  case unary(UnaryOperation, Draft)
  case binary(BinaryOperation, Draft, Draft)
  case choose(Draft, Draft, Draft)
  /// ∂(…)/∂x.
  case slope(Draft)

  var isMoving: Bool {
    switch self {
    case .number: false
    case .name(_, let motion): motion != .still
    case .unary(_, let a), .slope(let a): a.isMoving
    case .binary(_, let a, let b): a.isMoving || b.isMoving
    case .choose(let c, let a, let b): c.isMoving || a.isMoving || b.isMoving
    }
  }

  var isTarget: Bool {
    if case .name(_, .target) = self { true } else { false }
  }

  /// Whether a rule can still be applied.
  var isOpen: Bool {
    switch self {
    case .number, .name: false
    case .slope(.name(_, .moving)): false
    case .slope: true
    case .unary(_, let a): a.isOpen
    case .binary(_, let a, let b): a.isOpen || b.isOpen
    case .choose(let c, let a, let b): c.isOpen || a.isOpen || b.isOpen
    }
  }

  /// In the tutor's language; slopes are written `∂(x^2)/∂x`.
  func formula(by variable: String) -> Formula {
    var nodes: [Formula.Node] = []
    write(into: &nodes, by: variable)
    return Formula(nodes: nodes)
  }

  private func write(into nodes: inout [Formula.Node], by variable: String) {
    let first = nodes.count
    func append(_ kind: Formula.Kind) {
      nodes.append(.init(kind: kind, range: 0..<0, size: nodes.count - first + 1))
    }
    switch self {
    case .number(let value):
      let isNegative = value.sign == .minus && !value.isNaN
      append(value == .pi ? .constant(.pi) : .number(value.magnitude))
      if isNegative { append(.unary(.negate)) }
    case .name(let name, _): append(.name(name))
    case .unary(let operation, let a):
      a.write(into: &nodes, by: variable)
      append(.unary(operation))
    case .binary(let operation, let a, let b):
      a.write(into: &nodes, by: variable)
      b.write(into: &nodes, by: variable)
      append(.binary(operation))
    case .choose(let condition, let a, let b):
      for part in [condition, a, b] { part.write(into: &nodes, by: variable) }
      append(.call(.where, arguments: 3, axis: nil))
    case .slope(let inner):
      append(.name(DerivationStep.slope(of: inner.formula(by: variable).description, by: variable)))
    }
  }
}

extension Draft {
  /// The formula of a node, down to names; nil where it has more than `limit` parts.
  init?(
    of node: Graph.NodeID, in graph: Graph, limit: Int, label: (Graph.NodeID) -> String?,
    motion: (Graph.NodeID) -> Motion
  ) {
    var budget = limit
    guard
      let draft = Self.read(
        node, in: graph, isTop: true, &budget, label: label, motion: motion)
    else { return nil }
    self = draft
  }

  private static func read(
    _ node: Graph.NodeID, in graph: Graph, isTop: Bool, _ budget: inout Int,
    label: (Graph.NodeID) -> String?, motion: (Graph.NodeID) -> Motion
  ) -> Draft? {
    budget -= 1
    guard budget >= 0 else { return nil }
    if !isTop, let name = label(node) { return .name(name, motion(node)) }
    var inputs: [Draft] = []
    for input in graph.inputs(of: node) {
      guard
        let draft = read(
          input, in: graph, isTop: false, &budget, label: label, motion: motion)
      else { return nil }
      inputs.append(draft)
    }
    switch graph.nodes[node].operation {
    case .number(let value): return .number(value)
    case .unary(.square): return .binary(.power, inputs[0], .number(2))
    case .unary(let operation): return .unary(operation, inputs[0])
    case .binary(let operation): return .binary(operation, inputs[0], inputs[1])
    case .choose: return .choose(inputs[0], inputs[1], inputs[2])
    default: return label(node).map { .name($0, motion(node)) }
    }
  }
}
