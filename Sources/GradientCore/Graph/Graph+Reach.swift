/// What lies under a node, and what above it.
extension Graph {
  /// Which nodes `root` needs, itself included, for each node up to it; nothing below those where
  /// it stops, and nothing that was made before `first`.
  func isUnder(
    _ root: NodeID, downTo first: NodeID = 0, stop: (NodeID) -> Bool = { _ in false }
  ) -> [Bool] {
    var isUnder = Array(repeating: false, count: root + 1)
    isUnder[root] = true
    for node in (first...root).reversed() where isUnder[node] && !stop(node) {
      forEachInput(of: node) { isUnder[$0] = true }
    }
    return isUnder
  }

  /// Everything that `root` is computed from, itself included, inputs first.
  public func ancestors(of root: NodeID) -> [NodeID] {
    let isUnder = isUnder(root)
    return (0...root).filter { isUnder[$0] }
  }

  /// Whether a change of `other` can change `node`; a node depends on itself.
  public func depends(_ node: NodeID, on other: NodeID) -> Bool {
    other <= node && isUnder(node, downTo: other)[other]
  }

  /// Which nodes follow `target`, itself included, up to `root`.
  func isAbove(_ target: NodeID, to root: NodeID) -> [Bool] {
    var isAbove = Array(repeating: false, count: root + 1)
    guard target <= root else { return isAbove }
    isAbove[target] = true
    for node in target...root where !isAbove[node] {
      isAbove[node] = inputs(of: node).contains { isAbove[$0] }
    }
    return isAbove
  }
}
