/// In which row everything stands: gates in the middle of what they read, wires as straight as
/// they can be.
struct CircuitRows {
  /// How many rows an item needs above and below its own, for numbers and wires into it.
  struct Extent {
    var above = 0
    var below = 0
    var isLane = false
  }

  let layers: CircuitLayers
  let extents: [Extent]
  /// Rows between neighbours that carry numbers.
  let gap: Int
  /// The row of each item.
  private(set) var row: [Int]
  /// The rows in which the wires of a gate arrive, in the order of `layers.ports(of:)`.
  private(set) var ports: [[Int]]
  var height: Int {
    let ends = row.indices.map { max(row[$0] + extents[$0].below, ports[$0].last ?? 0) }
    return (ends.max() ?? 0) + 1
  }

  init(_ layers: CircuitLayers, _ extents: [Extent]) {
    self.layers = layers
    self.extents = extents
    row = Array(repeating: 0, count: extents.count)
    ports = Array(repeating: [], count: extents.count)
    let first = layers.layers[0]
    let tight = first.reduce(0) { $0 + 1 + extents[$1].above + extents[$1].below }
    gap = tight + first.count - 1 <= 20 ? 1 : 0
    settle()
    normalize()
  }

  private mutating func settle() {
    let count = layers.layers.count
    for layer in 0..<count { place(layer) { _ in [] } }
    for _ in 0..<3 {
      for layer in 1..<max(count, 1) { place(layer, readsFrom) }
      for layer in (0..<max(count - 1, 0)).reversed() { place(layer, readBy) }
    }
    for layer in 0..<count {
      if layer > 0 { place(layer, readsFrom) }
      for item in layers.layers[layer] { ports[item] = usualPorts(of: item) }
      for item in layers.layers[layer] { stretch(item) }
    }
  }

  /// Where the items in front of it would have it, with weights: a lane wants to be straight.
  private func readsFrom(_ item: Int) -> [(row: Double, weight: Double)] {
    let layer = layers.items[item].layer
    let weight: Double = layers.items[item].isLane ? 4 : 1
    return layers.incoming[item].map {
      (Double(row[layers.wires[layer - 1][$0].from]), weight)
    }
  }

  private func readBy(_ item: Int) -> [(row: Double, weight: Double)] {
    let layer = layers.items[item].layer
    return layers.outgoing[item].map { position in
      let to = layers.wires[layer][position].to
      let ports = layers.ports(of: to)
      let offset = 2 * ports.firstIndex(of: position)! - (ports.count - 1)
      // Inputs stand apart anyway: a gate stands in their middle, and they need not come near.
      let reach = Double(offset) * 1.5
      return (Double(row[to]) + reach, layers.items[to].isLane ? 4 : 1)
    }
  }

  /// Rows of a layer that are nearest to what is wanted, in order and apart: least squares, by
  /// pooling neighbours that would overlap.
  private mutating func place(
    _ layer: Int, _ wanted: (Int) -> [(row: Double, weight: Double)]
  ) {
    let items = layers.layers[layer]
    var offsets = [0]
    for (above, below) in zip(items, items.dropFirst()) {
      offsets.append(offsets.last! + distance(above, below))
    }
    var pools: [(sum: Double, weight: Double, count: Int)] = []
    for (index, item) in items.enumerated() {
      let pulls = wanted(item)
      let weight = pulls.isEmpty ? 0.01 : pulls.reduce(0) { $0 + $1.weight }
      let mean =
        pulls.isEmpty ? Double(row[item]) : pulls.reduce(0) { $0 + $1.row * $1.weight } / weight
      pools.append(((mean - Double(offsets[index])) * weight, weight, 1))
      while pools.count > 1 {
        let (a, b) = (pools[pools.count - 2], pools[pools.count - 1])
        guard a.sum / a.weight > b.sum / b.weight else { break }
        pools.removeLast(2)
        pools.append((a.sum + b.sum, a.weight + b.weight, a.count + b.count))
      }
    }
    var index = 0
    for pool in pools {
      let start = Int((pool.sum / pool.weight).rounded(.down))
      for _ in 0..<pool.count {
        row[items[index]] = start + offsets[index]
        index += 1
      }
    }
  }

  private func distance(_ above: Int, _ below: Int) -> Int {
    let (a, b) = (extents[above], extents[below])
    if a.isLane, b.isLane { return 2 }
    return a.below + b.above + 1 + (a.isLane || b.isLane ? 1 : gap)
  }

  // MARK: - Where wires arrive

  private func usualPorts(of item: Int) -> [Int] {
    let count = layers.items[item].isLane ? 1 : layers.incoming[item].count
    return (0..<count).map { row[item] + 2 * $0 - (count - 1) }
  }

  /// Lets wires that go to this gate only arrive in the rows in which they come.
  private mutating func stretch(_ item: Int) {
    let layer = layers.items[item].layer
    guard layer > 0, ports[item].count > 1 else { return }
    let wires = layers.ports(of: item)
    let upper = wires.count / 2
    for port in (0..<upper).reversed() {
      let inner = port + 1 < upper ? ports[item][port + 1] - 2 : row[item] - 1
      move(port, of: item, from: wires[port], within: Int.min...inner)
    }
    for port in (wires.count - upper)..<wires.count {
      let inner = port > wires.count - upper ? ports[item][port - 1] + 2 : row[item] + 1
      move(port, of: item, from: wires[port], within: inner...Int.max)
    }
  }

  private mutating func move(
    _ port: Int, of item: Int, from position: Int, within range: ClosedRange<Int>
  ) {
    let layer = layers.items[item].layer
    let source = layers.wires[layer - 1][position].from
    let start = row[source]
    let isFree = range.contains(start) && isFree(min(start, row[item])...(max(start, row[item]) + 1), item)
    if layers.outgoing[source].count == 1, isFree {
      ports[item][port] = start
    } else {
      ports[item][port] = min(max(ports[item][port], range.lowerBound), range.upperBound)
    }
  }

  /// Whether no other item of the layer stands in these rows.
  private func isFree(_ rows: ClosedRange<Int>, _ item: Int) -> Bool {
    layers.layers[layers.items[item].layer].allSatisfy { other in
      guard other != item else { return true }
      let top = min(row[other] - extents[other].above, ports[other].first ?? row[other])
      let bottom = max(row[other] + extents[other].below, ports[other].last ?? row[other])
      return bottom < rows.lowerBound || rows.upperBound < top
    }
  }

  private mutating func normalize() {
    let top = row.indices.map { min(row[$0] - extents[$0].above, ports[$0].first ?? row[$0]) }
    let least = top.min() ?? 0
    for item in row.indices {
      row[item] -= least
      ports[item] = ports[item].map { $0 - least }
    }
  }
}
