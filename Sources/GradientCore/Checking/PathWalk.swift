/// All paths one after the other, without recursion.
struct PathWalk {
  let wires: [PathSum.Wire]
  let wiresByGate: [Graph.NodeID: Range<Int>]
  let input: Graph.NodeID
  /// The wires walked from the output on, as positions, and the products up to each of them.
  private var taken: [Int] = []
  private var products: [Double] = [1]
  private var isExhausted = false

  init(
    _ wires: [PathSum.Wire], _ wiresByGate: [Graph.NodeID: Range<Int>], _ input: Graph.NodeID,
    _ output: Graph.NodeID
  ) {
    self.wires = wires
    self.wiresByGate = wiresByGate
    self.input = input
    descend(from: output)
  }

  /// Takes the first wire at every gate down to the input.
  private mutating func descend(from node: Graph.NodeID) {
    var node = node
    while node != input {
      take(wiresByGate[node]!.lowerBound)
      node = wires[taken.last!].input
    }
  }

  private mutating func take(_ position: Int) {
    taken.append(position)
    products.append(downstream(products.last!, wires[position].local))
  }

  mutating func next() -> PathSum.Path? {
    guard !isExhausted else { return nil }
    let path = PathSum.Path(
      wires: taken.reversed().map { wires[$0] }, product: products.last!)
    advance()
    return path
  }

  private mutating func advance() {
    while let last = taken.popLast() {
      products.removeLast()
      guard last + 1 < wiresByGate[wires[last].gate]!.upperBound else { continue }
      take(last + 1)
      descend(from: wires[last + 1].input)
      return
    }
    isExhausted = true
  }
}
