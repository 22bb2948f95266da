extension Graph {
  /// What a node computes, in the language: its inputs by their names where they have names. What
  /// is long or deep is cut short with `…`.
  ///
  /// - Parameter calls: uses of functions that are written as such, by what they give.
  /// - Parameter substitute: what is written in the place of a gate without a name; nil for its
  ///   formula.
  public func text(
    of node: NodeID, calls: [NodeID: Call] = [:], substitute: (NodeID) -> String? = { _ in nil }
  ) -> String {
    var nodes: [Formula.Node] = []
    var budget = 200
    write(node, into: &nodes, depth: 0, calls, substitute, &budget)
    return Formula(nodes: nodes).description
  }

  /// A name where there is one, else the formula.
  public func label(of node: NodeID) -> String { name(of: node) ?? text(of: node) }

  /// Appends the node's formula in postorder.
  private func write(
    _ node: NodeID, into nodes: inout [Formula.Node], depth: Int, _ calls: [NodeID: Call],
    _ substitute: (NodeID) -> String?, _ budget: inout Int
  ) {
    let first = nodes.count
    func append(_ kind: Formula.Kind) {
      nodes.append(.init(kind: kind, range: 0..<0, size: nodes.count - first + 1))
    }
    budget -= 1
    if let name = name(of: node), depth > 0 || !self.nodes[node].isGate {
      return append(.name(name))
    }
    if depth > 0, self.nodes[node].isGate, let name = substitute(node) {
      return append(.name(name))
    }
    if depth > 12 || budget <= 0 { return append(.name("…")) }
    if let call = calls[node] {
      for input in call.inputs {
        write(input, into: &nodes, depth: depth + 1, calls, substitute, &budget)
      }
      return append(.apply(call.function, arguments: call.inputs.count))
    }
    switch self.nodes[node].operation {
    case .number(let value) where value.sign == .minus && !value.isNaN:
      append(.number(-value))
      append(.unary(.negate))
    case .number(let value): append(.number(value))
    case .constant(let index): append(.name("constant \(constants[Int(index)].shape)"))
    default:
      for input in inputs(of: node) {
        write(input, into: &nodes, depth: depth + 1, calls, substitute, &budget)
      }
      append(formulaKind(of: node))
    }
  }

  private func formulaKind(of node: NodeID) -> Formula.Kind {
    switch nodes[node].operation {
    case .unary(let operation): .unary(operation)
    case .binary(let operation): .binary(operation)
    case .matrixProduct: .matrixProduct
    case .transpose: .transpose
    case .entries(let index): selections[Int(index)].formulaKind
    case .stack: .matrix(rows: shape(of: node).rows, columns: shape(of: node).columns)
    case .reduce(let reduction, let axis):
      .call(BuiltInFunction(rawValue: reduction.rawValue)!, arguments: 1, axis: axis)
    case .softmax(let axis):
      .call(.softmax, arguments: 1, axis: axis == .columns ? nil : axis)
    case .choose: .call(.where, arguments: 3, axis: nil)
    case .crossEntropy: .call(.crossEntropy, arguments: 2, axis: nil)
    case .negativeLogLikelihood: .call(.nll, arguments: 2, axis: nil)
    case .meanSquaredError: .call(.mse, arguments: 2, axis: nil)
    case .leaf, .number, .constant: preconditionFailure("written by its name or value")
    }
  }
}

extension Graph.Selection {
  fileprivate var formulaKind: Formula.Kind {
    func axis(_ range: Range<Int>) -> IndexRange {
      range.count == 1
        ? .at(range.lowerBound) : .slice(from: range.lowerBound, to: range.upperBound)
    }
    return .entries(rows: axis(rows), columns: axis(columns))
  }
}
