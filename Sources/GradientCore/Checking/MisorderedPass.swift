/// A backward pass that takes the gates in a wrong order, really run: what it gives is wrong
/// wherever the order matters, and shows why the order has to be topological and reversed.
public struct MisorderedPass {
  public typealias NodeID = Graph.NodeID

  public enum Order: CaseIterable, Sendable {
    /// Recursion without order: each time a share reaches a gate, the gate passes on all that it
    /// has by then, what it passed on before included.
    case everyTimeReached
    /// Recursion with a mark: a gate passes on when it is reached first, and not again for shares
    /// that come later.
    case onceReached
    /// Topological order, but not reversed: inputs first, so that most gates pass on before
    /// anything has reached them.
    case notReversed
  }

  public let order: Order
  public private(set) var gradients: [NodeID: Matrix] = [:]
  /// How many wires were walked.
  public private(set) var wireCount = 0
  /// False where the recursion was given up: it walks every path.
  public private(set) var isComplete = true

  private let evaluation: Evaluation
  private let limit: Int
  private var edges: [NodeID: [(edge: Edge, local: BackwardPass.Local)]] = [:]

  /// - Parameter limit: after so many wires a recursion is given up.
  /// - Precondition: `evaluation` computes every node, and `forward()` has run.
  public init(
    _ evaluation: Evaluation, from root: NodeID, _ order: Order, limit: Int = 100_000
  ) {
    self.order = order
    self.evaluation = evaluation
    self.limit = limit
    let graph = evaluation.graph
    gradients[root] = Matrix(repeating: 1, graph.shape(of: root))
    switch order {
    case .notReversed:
      for gate in 0...root where graph.nodes[gate].isGate && gradients[gate] == nil {
        gradients[gate] = Matrix(repeating: 0, graph.shape(of: gate))
      }
      for gate in 0...root where graph.nodes[gate].isGate {
        for index in edges(of: gate).indices { passOn(gate, index) }
      }
    case .everyTimeReached, .onceReached: recurse(from: root)
    }
  }

  public func gradient(of node: NodeID) -> Matrix? { gradients[node] }

  private mutating func edges(of gate: NodeID) -> [(edge: Edge, local: BackwardPass.Local)] {
    if let known = edges[gate] { return known }
    var result: [(edge: Edge, local: BackwardPass.Local)] = []
    for (position, input) in evaluation.graph.inputs(of: gate).enumerated()
    where evaluation.wantsGradient[input] {
      let edge = Edge(evaluation, gate, input, position)
      result.append((edge, edge.local))
    }
    edges[gate] = result
    return result
  }

  private mutating func passOn(_ gate: NodeID, _ index: Int) {
    let (edge, local) = edges(of: gate)[index]
    let share = edge.downstream(gradients[gate]!, local)
    gradients[edge.input] = gradients[edge.input].map { $0.adding(share) } ?? share
    wireCount += 1
  }

  /// Depth first, with a stack of its own: a chain may be long.
  private mutating func recurse(from root: NodeID) {
    var stack = [(gate: root, next: 0)]
    var reached: Set<NodeID> = [root]
    while let top = stack.last {
      let own = edges(of: top.gate)
      guard top.next < own.count else {
        stack.removeLast()
        continue
      }
      guard wireCount < limit else {
        isComplete = false
        return
      }
      stack[stack.count - 1].next += 1
      passOn(top.gate, top.next)
      let input = own[top.next].edge.input
      guard evaluation.graph.nodes[input].isGate else { continue }
      let isFirst = reached.insert(input).inserted
      if order == .everyTimeReached || isFirst { stack.append((input, 0)) }
    }
  }
}
