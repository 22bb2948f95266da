import GradientCore

/// What is shown of paths side by side. Of short ones everything; of longer ones the factors that
/// are not 1 and the gates where they stand, and what tells one path from the others goes first.
struct ShownPaths {
  typealias NodeID = Graph.NodeID

  /// For each path its nodes from the input on; nil for those left out between.
  private(set) var nodes: [[NodeID?]] = []
  /// For each path its factors; nil for those left out between.
  private(set) var factors: [[Double?]] = []
  /// Whether factors of 1 were left out.
  private(set) var leavesOut = false

  private static let mostWires = 5
  private static let mostNodes = 7
  private static let mostFactors = 10

  init(_ paths: [PathSum.Path], in graph: Graph) {
    guard paths.contains(where: { $0.wires.count > Self.mostWires }) else {
      nodes = paths.map { path in [path.wires[0].input] + path.wires.map(\.gate) }
      factors = paths.map { $0.wires.map(\.local) }
      return
    }
    var counts: [NodeID: Int] = [:]
    for path in paths { for wire in path.wires { counts[wire.gate, default: 0] += 1 } }
    func isCommon(_ wire: PathSum.Wire) -> Bool { counts[wire.gate] == paths.count }
    for path in paths {
      let telling = path.wires.filter { $0.local != 1 }
      leavesOut = leavesOut || telling.count < path.wires.count
      factors.append(
        telling.shortened(atMost: Self.mostFactors) { isCommon($0) ? 0 : 1 }
          .map { $0?.local })
      let gates = path.wires.dropLast().filter {
        graph.name(of: $0.gate) != nil || $0.local != 1
      }
      // Names say most, and most of all where the paths part.
      let inner = gates.shortened(atMost: Self.mostNodes - 2) {
        (isCommon($0) ? 0 : 2) + (graph.name(of: $0.gate) == nil ? 0 : 1)
      }
      nodes.append(
        [path.wires[0].input] + inner.map { $0?.gate } + [path.wires.last?.gate])
    }
  }
}

extension Array {
  /// The most important elements in their order, nil wherever some are left out.
  func shortened(atMost limit: Int, importance: (Element) -> Int) -> [Element?] {
    guard count > limit else { return map { $0 } }
    let kept = Set(
      indices.sorted { first, second in
        let (a, b) = (importance(self[first]), importance(self[second]))
        return a == b ? first < second : a > b
      }.prefix(limit))
    var result: [Element?] = []
    for index in indices {
      if kept.contains(index) {
        result.append(self[index])
      } else if index == 0 || kept.contains(index - 1) {
        result.append(nil)
      }
    }
    return result
  }
}
