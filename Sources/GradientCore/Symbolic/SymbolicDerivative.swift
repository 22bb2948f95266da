/// A slope as an expression: of one node of a graph of single numbers, by another.
///
/// It is made forwards: each gate's expression and its slope from those of its inputs, by the texts
/// of the rules. Gates with names stay names in it, so a part that is used often is written once.
struct SymbolicDerivative {
  let graph: Graph
  let ties: Ties
  let root: Graph.NodeID
  let target: Graph.NodeID
  let names: Names
  /// Whether the root's own value is written as its name, where it has one.
  let writesRoot: Bool
  let algebra: Algebra
  private(set) var slope: Algebra.ID = 0
  /// The root's own formula.
  private(set) var value: Algebra.ID = 0

  /// What becomes of gates that have names.
  enum Names {
    /// They are written as their names, and derived.
    case kept
    /// They are opened, so that only leaves are left.
    case opened
    /// They are written as their names, and so are their slopes.
    case slopes((Graph.NodeID) -> String)
    /// They are numbers that do not move.
    case still
  }

  /// More parts than this are refused.
  static let largest = 1_000_000

  /// - Precondition: all nodes of `graph` are scalars, made by `scalarized`.
  /// - Throws: `derivativeTooLarge`.
  init(
    of root: Graph.NodeID, by target: Graph.NodeID, in graph: Graph, ties: Ties = .split,
    names: Names = .kept, writesRoot: Bool = false, algebra: Algebra = Algebra()
  ) throws(LanguageError.Fact) {
    self.graph = graph
    self.ties = ties
    self.root = root
    self.target = target
    self.names = names
    self.writesRoot = writesRoot
    self.algebra = algebra
    try differentiate()
  }

  private mutating func differentiate() throws(LanguageError.Fact) {
    for node in 0...root {
      switch graph.nodes[node].operation {
      case .unary(.exp), .unary(.sigmoid): algebra.nonzeroAtoms.insert(node)
      default: break
      }
    }
    let isUnder = graph.isUnder(root) { $0 != root && stops(at: $0) }
    let depends = graph.isAbove(target, to: root)
    var values = Array(repeating: -1, count: root + 1)
    var slopes = Array(repeating: algebra.zero, count: root + 1)
    for node in 0...root where isUnder[node] {
      guard algebra.kinds.count <= Self.largest else {
        throw .derivativeTooLarge(limit: Self.largest)
      }
      if node == target {
        values[node] = algebra.atom(node)
        slopes[node] = algebra.one
        continue
      }
      if node != root, stops(at: node) {
        values[node] = algebra.atom(node)
        if case .slopes(let text) = names, depends[node] {
          slopes[node] = algebra.symbol(text(node))
        }
        continue
      }
      let inputs = graph.inputs(of: node)
      switch graph.nodes[node].operation {
      case .leaf: values[node] = algebra.atom(node)
      case .number(let value): values[node] = algebra.number(value)
      case let operation:
        let own = algebra.gate(operation, inputs.map { values[$0] })
        let y = isWritten(node) ? algebra.atom(node) : own
        values[node] = node == root ? own : y
        if inputs.contains(where: { slopes[$0] != algebra.zero }) {
          slopes[node] = slopeOfGate(
            operation, inputs.map { values[$0] }, y, inputs.map { slopes[$0] })
        }
      }
    }
    slope = slopes[root]
    value = values[root]
  }

  private func isNamedGate(_ node: Graph.NodeID) -> Bool {
    graph.nodes[node].isGate && graph.name(of: node) != nil
  }

  /// Whether nothing below the node is looked at.
  private func stops(at node: Graph.NodeID) -> Bool {
    switch names {
    case .slopes, .still: isNamedGate(node)
    case .kept, .opened: false
    }
  }

  private func isWritten(_ node: Graph.NodeID) -> Bool {
    switch names {
    case .opened: false
    case .kept, .slopes, .still: (writesRoot || node != root) && isNamedGate(node)
    }
  }

  private func slopeOfGate(
    _ operation: Graph.Operation, _ inputs: [Algebra.ID], _ y: Algebra.ID, _ slopes: [Algebra.ID]
  ) -> Algebra.ID {
    switch operation {
    case .unary(let operation):
      let local = algebra.expression(
        LocalDerivatives.unary[operation]!, ["a": inputs[0], "y": y])
      return algebra.product(local, slopes[0])
    case .binary(let operation) where operation == .max || operation == .min:
      return algebra.expression(
        LocalDerivatives.routes(operation, ties),
        ["a": inputs[0], "b": inputs[1], "da": slopes[0], "db": slopes[1]])
    case .binary(let operation):
      let names = ["a": inputs[0], "b": inputs[1], "y": y]
      let local = LocalDerivatives.binary[operation]!
      let shares = [local.a, local.b].enumerated().compactMap { position, local in
        slopes[position] == algebra.zero
          ? nil : algebra.product(algebra.expression(local, names), slopes[position])
      }
      return algebra.sum(shares.map { .init(coefficient: .one, part: $0) })
    case .choose: return algebra.choose(inputs[0], slopes[1], slopes[2])
    default: preconditionFailure("not a gate of single numbers")
    }
  }
}

extension Algebra {
  /// What a gate of single numbers computes.
  func gate(_ operation: Graph.Operation, _ inputs: [ID]) -> ID {
    switch operation {
    case .unary(let operation): unary(operation, inputs[0])
    case .binary(let operation): binary(operation, inputs[0], inputs[1])
    case .choose: choose(inputs[0], inputs[1], inputs[2])
    default: preconditionFailure("not a gate of single numbers")
    }
  }
}
