import GradientCore

extension Graph {
  /// What stands in the box of a gate: its operation, and the numbers that it reads, as in `+ 1`,
  /// behind it where that says the same. Wires are `_` where
  /// it takes more than one place to say so.
  func gateText(of node: NodeID, in numbers: Numbers) -> String {
    let inputs = inputs(of: node)
    let written = inputs.map { input -> String? in
      guard case .number(let value) = nodes[input].operation, name(of: input) == nil else {
        return nil
      }
      return numbers.text(value)
    }
    let dots = written.map { $0 ?? "_" }
    let hasNumbers = written.contains { $0 != nil }
    func call(_ name: String) -> String {
      hasNumbers ? "\(name)(\(dots.joined(separator: ", ")))" : name
    }
    switch nodes[node].operation {
    case .leaf, .number, .constant: return ""
    case .unary(let operation): return hasNumbers ? call(operation.rawValue) : operation.rawValue
    case .binary(let operation) where operation == .max || operation == .min:
      return call(operation.rawValue)
    case .binary(let operation):
      let isBehind = isSymmetric(node) && written[1] == nil
      let (first, second) = isBehind ? (nil, written[0]) : (written[0], written[1])
      if operation == .power, first == nil, let second { return "^\(second)" }
      return [first, operation.rawValue, second].compactMap { $0 }.joined(separator: " ")
    case .matrixProduct: return "@"
    case .transpose: return "T"
    case .entries(let index): return selections[Int(index)].text(in: shape(of: inputs[0]))
    case .stack:
      let shape = shape(of: node)
      guard shape.count <= 4 else { return "[…]" }
      let rows = (0..<shape.rows).map { row in
        dots[(row * shape.columns)..<((row + 1) * shape.columns)].joined(separator: " ")
      }
      return "[" + rows.joined(separator: "; ") + "]"
    case .reduce(let reduction, let axis):
      return axis.map { "\(reduction.rawValue) axis=\($0.rawValue)" } ?? reduction.rawValue
    case .softmax(let axis): return axis == .columns ? "softmax" : "softmax axis=0"
    case .choose: return call("where")
    case .crossEntropy: return "cross_entropy"
    case .negativeLogLikelihood: return "nll"
    case .meanSquaredError: return "mse"
    }
  }

  /// Whether its inputs may change their places.
  func isSymmetric(_ node: NodeID) -> Bool {
    guard case .binary(let operation) = nodes[node].operation else { return false }
    return [.add, .multiply, .max, .min].contains(operation)
  }
}

extension Graph.Selection {
  /// `[0, 1]`, `[:, 0]`, `[1:3]` of a single row or column.
  fileprivate func text(in shape: Shape) -> String {
    func axis(_ range: Range<Int>, of length: Int) -> String {
      if range.count == length, length > 1 { return ":" }
      return range.count == 1
        ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
    }
    if shape.rows == 1 { return "[\(axis(columns, of: shape.columns))]" }
    if shape.columns == 1 { return "[\(axis(rows, of: shape.rows))]" }
    return "[\(axis(rows, of: shape.rows)), \(axis(columns, of: shape.columns))]"
  }
}
