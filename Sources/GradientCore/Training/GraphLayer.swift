/// A layer as it is found in a graph: a linear part and what is applied to it. Names play no role,
/// so that a network typed out by hand has layers, too.
public struct GraphLayer: Equatable, Sendable {
  /// The linear part, before the activation: rows × units.
  public var before: Graph.NodeID
  /// The activation's result; `before` where there is none.
  public var after: Graph.NodeID
  /// Nil where nothing is applied.
  public var activation: UnaryOperation?
  /// The parameters of which the linear part is made, other layers left aside.
  public var parameters: [Graph.NodeID]
}

extension Graph {
  /// The layers under `output`, from the inputs on: every activation with the linear part that it is
  /// applied to, and a matrix product with parameters to which nothing is applied.
  public func layers(under output: NodeID) -> [GraphLayer] {
    let under = ancestors(of: output)
    var consumers = Array(repeating: [NodeID](), count: nodes.count)
    for node in under where nodes[node].isGate {
      for input in inputs(of: node) where consumers[input].last != node {
        consumers[input].append(node)
      }
    }
    let isMade = madeOfParameters(under)
    var layers: [GraphLayer] = []
    var seen: Set<NodeID> = []
    for node in under {
      if case .unary(let operation) = nodes[node].operation, operation.isActivation, isMade[node] {
        let before = inputs(of: node)[0]
        guard seen.insert(before).inserted else { continue }
        layers.append(layer(from: before, to: node, operation, borders: layers))
      } else if case .matrixProduct = nodes[node].operation, isMade[node] {
        let end = endOfLinearPart(node, consumers)
        let isApplied = consumers[end].contains { consumer in
          if case .unary(let operation) = nodes[consumer].operation {
            operation.isActivation
          } else {
            false
          }
        }
        guard !isApplied, !isOnlyParameters(end), seen.insert(end).inserted else { continue }
        layers.append(layer(from: end, to: end, nil, borders: layers))
      }
    }
    return layers.sorted { $0.before < $1.before }
  }

  /// Whether a leaf that can be moved lies under each node.
  private func madeOfParameters(_ order: [NodeID]) -> [Bool] {
    var result = Array(repeating: false, count: nodes.count)
    for leaf in leaves where leaf.role == .parameter || leaf.role == .held {
      result[leaf.node] = true
    }
    for node in order where nodes[node].isGate {
      result[node] = inputs(of: node).contains { result[$0] }
    }
    return result
  }

  /// A product of parameters alone is no layer.
  private func isOnlyParameters(_ node: NodeID) -> Bool {
    guard leaves.contains(where: { $0.role == .data }) else { return false }
    return !leaves.contains { $0.role == .data && depends(node, on: $0.node) }
  }

  /// From a product over sums to the last of them.
  private func endOfLinearPart(_ product: NodeID, _ consumers: [[NodeID]]) -> NodeID {
    var end = product
    while consumers[end].count == 1, let next = consumers[end].first {
      guard case .binary(.add) = nodes[next].operation else { break }
      end = next
    }
    return end
  }

  private func layer(
    from before: NodeID, to after: NodeID, _ activation: UnaryOperation?, borders: [GraphLayer]
  ) -> GraphLayer {
    var open = [before]
    var seen: Set<NodeID> = [before]
    var parameters: [NodeID] = []
    let ends = Set(borders.map(\.after))
    let movable = Set(leaves.filter { $0.role == .parameter }.map(\.node))
    while let node = open.popLast() {
      if movable.contains(node) { parameters.append(node) }
      for input in inputs(of: node) where !ends.contains(input) && seen.insert(input).inserted {
        open.append(input)
      }
    }
    return GraphLayer(
      before: before, after: after, activation: activation, parameters: parameters.sorted())
  }
}

extension UnaryOperation {
  /// Whether it bends: what stands between the layers of a network.
  public var isActivation: Bool {
    switch self {
    case .sigmoid, .tanh, .relu, .leakyRelu, .hardTanh, .softplus: true
    default: false
    }
  }
}
