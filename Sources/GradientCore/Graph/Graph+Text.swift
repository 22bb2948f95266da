extension Graph {
  /// What a node computes, in the language: its inputs by their names where they have names.
  /// Deep formulas without names are shortened with `…`.
  public func text(of node: NodeID) -> String {
    if case .leaf = nodes[node].operation { return name(of: node) ?? "" }
    return text(of: node, depth: 0, isInner: false)
  }

  /// A name where there is one, else the formula.
  public func label(of node: NodeID) -> String { name(of: node) ?? text(of: node) }

  private func text(of node: NodeID, depth: Int, isInner: Bool) -> String {
    if depth > 0, let name = name(of: node) { return name }
    if depth > 12 { return "…" }
    let inputs = inputs(of: node).map { text(of: $0, depth: depth + 1, isInner: true) }
    switch nodes[node].operation {
    case .leaf: return name(of: node) ?? ""
    case .number(let value):
      let text = Formula.text(of: value)
      return isInner && value < 0 ? "(\(text))" : text
    case .constant(let index): return "constant \(constants[Int(index)].shape)"
    case .unary(.negate): return isInner ? "(-\(inputs[0]))" : "-\(inputs[0])"
    case .unary(let operation): return "\(operation.rawValue)(\(stripped(inputs[0])))"
    case .binary(.max), .binary(.min):
      return "\(operationName(of: node))(\(stripped(inputs[0])), \(stripped(inputs[1])))"
    case .binary, .matrixProduct:
      let text = "\(inputs[0]) \(operationName(of: node)) \(inputs[1])"
      return isInner ? "(\(text))" : text
    case .transpose: return "\(inputs[0]).T"
    case .entries(let index): return "\(inputs[0])[\(selections[Int(index)].text)]"
    case .stack:
      return "[\(inputs.prefix(4).joined(separator: " "))\(inputs.count > 4 ? " …" : "")]"
    default: return "\(operationName(of: node))(\(inputs.map(stripped).joined(separator: ", ")))"
    }
  }

  private func stripped(_ text: String) -> String {
    text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
  }

  /// What a gate does, as it is typed: `+`, `sigmoid`, `@`, `sum`.
  public func operationName(of node: NodeID) -> String {
    switch nodes[node].operation {
    case .leaf, .number, .constant: ""
    case .unary(.negate): "neg"
    case .unary(let operation): operation.rawValue
    case .binary(let operation): operation.rawValue
    case .matrixProduct: "@"
    case .transpose: ".T"
    case .entries: "[]"
    case .stack: "matrix"
    case .reduce(let reduction, _): reduction.rawValue
    case .softmax: "softmax"
    case .choose: "where"
    case .crossEntropy: "cross_entropy"
    case .negativeLogLikelihood: "nll"
    case .meanSquaredError: "mse"
    }
  }
}

extension Graph.Selection {
  /// As it is typed: `0, 1:3`.
  public var text: String {
    func axis(_ range: Range<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
    }
    return "\(axis(rows)), \(axis(columns))"
  }
}
