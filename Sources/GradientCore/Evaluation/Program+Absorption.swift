/// Gates that are no steps of their own, because their reader does their work.
extension Program {
  func absorbed(_ graph: Graph, _ isNeeded: [Bool], _ purpose: Purpose) -> [Bool] {
    var result = Array(repeating: false, count: graph.nodes.count)
    guard case .objective(let root, _) = purpose else { return result }
    var readerCount = Array(repeating: 0, count: graph.nodes.count)
    for node in graph.nodes.indices where node != root {
      result[node] = graph.nodes[node].operation == .transpose
    }
    for node in graph.nodes.indices where isNeeded[node] {
      let isProduct = graph.nodes[node].operation == .matrixProduct
      graph.forEachInput(of: node) {
        readerCount[$0] += 1
        // A transpose that only matrix products read need not be copied.
        if !isProduct { result[$0] = false }
      }
    }
    for node in graph.nodes.indices where isNeeded[node] {
      guard let (product, bias) = graph.biasedProduct(node), readerCount[product] == 1 else {
        continue
      }
      // A number for all columns pays in a small network, where it is not learned.
      result[product] =
        !graph.nodes[bias].shape.isScalar
        || !wantsGradient[bias] && !graph.isLargeProduct(product)
    }
    return result
  }
}

extension Graph {
  /// `x @ W + b` with one row b, or one number for all, where `node` is the sum.
  func biasedProduct(_ node: NodeID) -> (product: NodeID, bias: NodeID)? {
    guard nodes[node].operation == .binary(.add) else { return nil }
    let inputs = inputs(of: node)
    let width = nodes[node].shape.columns
    for (product, bias) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])]
    where nodes[product].operation == .matrixProduct
      && nodes[product].shape == nodes[node].shape && width > 1 && product != bias
      && (nodes[bias].shape == Shape(1, width) || nodes[bias].shape.isScalar)
    {
      return (product, bias)
    }
    return nil
  }

  fileprivate func isLargeProduct(_ product: NodeID) -> Bool {
    let inner = nodes[inputs(of: product)[0]].shape.columns
    return nodes[product].shape.count * inner >= MatrixProduct.smallestForKernels
  }
}
