import DocumentModel
import GradientCore

/// What a gate does to the gradient that comes back to it.
enum GateRole: Equatable, Sendable {
  case distributes, subtracts, negates, divides, swaps, routes, scales, averages, rearranges, mixes

  init(_ node: Graph.NodeID, in graph: Graph) {
    let operation = graph.nodes[node].operation
    if operation == .binary(.divide), graph.isConstant(graph.inputs(of: node)[1]) {
      self = .divides
    } else {
      self.init(operation)
    }
  }

  private init(_ operation: Graph.Operation) {
    switch operation {
    case .binary(.add), .reduce(.sum, _): self = .distributes
    case .binary(.subtract): self = .subtracts
    case .unary(.negate): self = .negates
    case .binary(.multiply), .matrixProduct: self = .swaps
    case .binary(.max), .binary(.min), .reduce(.max, _), .reduce(.min, _), .choose,
      .unary(.relu):
      self = .routes
    case .reduce(.mean, _): self = .averages
    case .transpose, .entries, .stack: self = .rearranges
    case .softmax: self = .mixes
    default: self = .scales
    }
  }

  /// Told when the first gate with this role is passed; nil where the arithmetic says it all.
  func explanation(of gate: Text) -> Phrase? {
    let place = ["gate": gate]
    switch self {
    case .distributes:
      return Phrase("{gate} distributes: what comes back goes on to every input.", place)
    case .subtracts:
      return Phrase(
        "{gate} distributes: what comes back goes on, with the sign turned for what is taken away.",
        place)
    case .negates: return Phrase("{gate} turns the sign of what comes back.", place)
    case .divides:
      return Phrase("{gate} divides what comes back by the same number.", place)
    case .swaps:
      return Phrase(
        "{gate} swaps: each factor gets the upstream times the other factor.", place)
    case .routes:
      return Phrase(
        "{gate} routes: the input that was taken gets everything, the others get 0.", place)
    case .averages:
      return Phrase("{gate} distributes equal parts: each entry gets its share.", place)
    case .rearranges:
      return Phrase("{gate} computes nothing: gradients go back to where the entries were.", place)
    case .mixes:
      return Phrase(
        "{gate} mixes: every result of a line depends on every entry of it.", place)
    case .scales: return nil
    }
  }

  /// In a word, for a list; nil where there is nothing to remember.
  func word(of gate: Text) -> Phrase? {
    let place = ["gate": gate]
    return switch self {
    case .distributes: Phrase("{gate} distributes", place)
    case .subtracts: Phrase("{gate} distributes + and -", place)
    case .negates: Phrase("{gate} turns the sign", place)
    case .divides: Phrase("{gate} divides", place)
    case .swaps: Phrase("{gate} swaps", place)
    case .routes: Phrase("{gate} routes", place)
    case .mixes: Phrase("{gate} mixes", place)
    case .averages, .rearranges, .scales: nil
    }
  }
}

extension Graph.Operation {
  /// What is written in the box of the gate: `+`, `max`, `@`.
  var symbol: String {
    switch self {
    case .unary(let operation): operation.rawValue
    case .binary(let operation): operation.rawValue
    case .matrixProduct: "@"
    case .transpose: ".T"
    case .entries: "[ , ]"
    case .stack: "[ ]"
    case .reduce(let reduction, _): reduction.rawValue
    case .softmax: "softmax"
    case .choose: "where"
    case .crossEntropy: "cross_entropy"
    case .negativeLogLikelihood: "nll"
    case .meanSquaredError: "mse"
    case .leaf, .number, .constant: ""
    }
  }

  fileprivate var isInfix: Bool {
    switch self {
    case .binary(.max), .binary(.min): false
    case .binary, .matrixProduct: true
    default: false
    }
  }

  /// `-2 + 5`, `max(2, 0)`: the gate with its inputs' values written in; nil where that says
  /// nothing.
  func written(with operands: [String]) -> String? {
    switch self {
    case .transpose, .entries, .stack, .leaf, .number, .constant: return nil
    case .unary(.negate):
      return operands[0].hasPrefix("-") ? "-(\(operands[0]))" : "-\(operands[0])"
    case .unary(.square):
      return operands[0].hasPrefix("-") ? "(\(operands[0]))^2" : "\(operands[0])^2"
    default:
      guard isInfix else { return "\(symbol)(\(operands.joined(separator: ", ")))" }
      let bracketed = operands.enumerated().map { position, operand in
        operand.hasPrefix("-") && (position > 0 || self == .binary(.power))
          ? "(\(operand))" : operand
      }
      return bracketed.joined(separator: " \(symbol) ")
    }
  }
}
