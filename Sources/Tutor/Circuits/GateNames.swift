import DocumentModel
import GradientCore

/// What the gates of a graph are called: by their names; without one by their formula, where it is
/// short and no other gate has the same; else by kind and number, as `exp2`. Numbers go by the
/// order of the graph, so that a gate is called the same wherever it is told of.
final class GateNames {
  typealias NodeID = Graph.NodeID

  let graph: Graph
  private let isCompound: [Bool]
  private let numbered: [String?]
  private var labels: [NodeID: String] = [:]

  /// A formula of so many characters is a name of its own.
  static let longestFormula = 14
  /// So many names and operations may stand in such a formula.
  private static let largestFormula = 7

  init(_ graph: Graph) {
    self.graph = graph
    isCompound = Self.compounds(of: graph)
    numbered = Self.numbered(graph)
  }

  /// Gates that share no formula with an earlier one, and none that is long.
  private static func compounds(of graph: Graph) -> [Bool] {
    var sizes: [Int] = []
    var twins: [NodeID] = []
    var known: [String: NodeID] = [:]
    return graph.nodes.indices.map { node in
      let inputs = graph.inputs(of: node)
      let isNamed = graph.name(of: node) != nil || !graph.nodes[node].isGate
      let size = isNamed ? 1 : inputs.reduce(1) { min($0 + sizes[$1], 100) }
      sizes.append(size)
      twins.append(node)
      if case .number(let value) = graph.nodes[node].operation {
        let key = "\(value)"
        twins[node] = known[key] ?? node
        known[key] = twins[node]
      }
      guard !isNamed else { return false }
      guard size <= largestFormula else { return true }
      let operation = graph.nodes[node].operation
      var key = operation.kind + inputs.map { " \(twins[$0])" }.joined()
      if case .entries(let index) = operation { key += "\(graph.selections[Int(index)])" }
      if case .reduce(_, let axis?) = operation { key += "\(axis.rawValue)" }
      if case .softmax(let axis) = operation { key += "\(axis.rawValue)" }
      twins[node] = known[key] ?? node
      known[key] = twins[node]
      return twins[node] != node
    }
  }

  private static func numbered(_ graph: Graph) -> [String?] {
    var counts: [String: Int] = [:]
    return graph.nodes.indices.map { node in
      guard graph.nodes[node].isGate, graph.name(of: node) == nil else { return nil }
      let kind = graph.nodes[node].operation.kind
      var name = ""
      repeat {
        counts[kind, default: 0] += 1
        name = "\(kind)\(counts[kind]!)"
      } while graph.node(named: name) != nil
      return name
    }
  }

  /// `q`, `x + y`, `exp2`: never cut, and no two alike.
  func label(of node: NodeID) -> String {
    if let label = labels[node] { return label }
    let label = numberedName(of: node) ?? graph.label(of: node)
    labels[node] = label
    return label
  }

  /// Nil for what is called by its name or its formula.
  func numberedName(of node: NodeID) -> String? {
    guard let name = numbered[node] else { return nil }
    return isCompound[node] || graph.text(of: node).count > Self.longestFormula ? name : nil
  }

  /// What a gate computes, of inputs by their labels.
  func formula(of node: NodeID, calls: [NodeID: Graph.Call] = [:]) -> String {
    graph.text(of: node, calls: calls) { [self] in calls[$0] == nil ? numberedName(of: $0) : nil }
  }

  /// `exp2 = exp(z - max1)`, and nothing before the formula that is itself the label.
  func equation(of node: NodeID) -> String {
    numberedName(of: node).map { "\($0) = \(formula(of: node))" } ?? formula(of: node)
  }
}

extension GateNames {
  /// What the numbered names among these gates stand for, each once; nil where there is none.
  func legend(for nodes: some Sequence<NodeID>, in voice: Voice) -> Text? {
    var seen: Set<NodeID> = []
    var open = Array(nodes)
    var told: [NodeID] = []
    while let node = open.popLast() {
      guard seen.insert(node).inserted, numberedName(of: node) != nil else { continue }
      told.append(node)
    }
    guard !told.isEmpty else { return nil }
    let shown = told.sorted().prefix(Self.longestLegend).map { node in
      Text(Session.abridged(equation(of: node), to: 60), .code)
    }
    let rest = told.count > shown.count ? [Text("…", .hint)] : []
    return voice.say(
      Phrase(
        "Gates without a name are numbered: {gates}",
        ["gates": (shown + rest).joined(separator: "; ")])
    ).dimmed
  }

  private static let longestLegend = 24
}

extension Graph.Operation {
  /// The beginning of a numbered name: a letter, then letters.
  fileprivate var kind: String {
    switch self {
    case .unary(.negate): "neg"
    case .binary(.add): "add"
    case .binary(.subtract): "sub"
    case .binary(.multiply): "mul"
    case .binary(.divide): "div"
    case .binary(.power): "pow"
    case .binary(.greater), .binary(.greaterOrEqual), .binary(.less), .binary(.lessOrEqual):
      "compare"
    case .matrixProduct: "matmul"
    case .transpose: "transposed"
    case .entries: "part"
    case .stack: "matrix"
    case .crossEntropy: "loss"
    case .leaf, .number, .constant: "number"
    default: symbol
    }
  }
}
