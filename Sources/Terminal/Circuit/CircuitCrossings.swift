extension CircuitLayers {
  /// How often wires cross.
  var crossings: Int { wires.indices.reduce(0) { $0 + crossings(after: $1) } }

  /// How often wires cross between a layer and the next one.
  func crossings(after layer: Int) -> Int {
    let ends = wires[layer].sorted { places[$0.from] < places[$1.from] }.map {
      (from: places[$0.from], end: end(of: $0))
    }
    var count = 0
    for (index, first) in ends.enumerated() {
      for second in ends[(index + 1)...] where first.from < second.from && first.end > second.end {
        count += 1
      }
    }
    return count
  }

  /// Where a wire ends, to be compared with others. Wires into a gate whose inputs may change
  /// places end in the same point.
  private func end(of wire: Wire) -> Int {
    let item = items[wire.to]
    let port = !item.isLane && isSymmetric[item.node] ? 0 : wire.port
    return places[wire.to] << 20 | port
  }

  /// Barycentre sweeps from several beginnings, then exchanges of neighbours; the order in which
  /// the circuit was written is kept where it is as good.
  mutating func untangle() {
    guard layers.count > 1 else { return }
    let written = layers
    var best = layers
    var fewest = crossings
    // Large circuits are drawn as well as there is time for.
    let sweeps = items.count < 400 ? 8 : 3
    for start in 0..<3 where fewest > 0 {
      for (layer, items) in written.enumerated() {
        arrange(layer, start == 2 ? items.reversed() : items)
      }
      if start == 1 { orderFromOutput() }
      for sweep in 0..<sweeps where fewest > 0 {
        if (sweep + start) % 2 == 0 { sweepDown() } else { sweepUp() }
        exchangeNeighbours()
        let count = crossings
        if count < fewest { (best, fewest) = (layers, count) }
      }
    }
    for (layer, items) in best.enumerated() { arrange(layer, items) }
  }

  private mutating func sweepDown() {
    for layer in layers.indices.dropFirst() {
      let ends = layers[layer].map { item in
        incoming[item].map { Double(places[wires[layer - 1][$0].from]) }
      }
      sort(layer, by: ends)
    }
  }

  private mutating func sweepUp() {
    for layer in layers.indices.dropLast().reversed() {
      let ends = layers[layer].map { item in
        outgoing[item].map { position in
          let wire = wires[layer][position]
          let count = max(incoming[wire.to].count, 1)
          return Double(places[wire.to]) + (Double(wire.port) + 0.5) / Double(count)
        }
      }
      sort(layer, by: ends)
    }
  }

  /// By the means of where the wires end; items without any stay where they are.
  private mutating func sort(_ layer: Int, by ends: [[Double]]) {
    let keys = ends.enumerated().map { place, ends in
      ends.isEmpty ? Double(place) : ends.reduce(0, +) / Double(ends.count)
    }
    let order = layers[layer].indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    arrange(layer, order.map { layers[layer][$0] })
  }

  /// In the order in which a walk from the output meets the items.
  private mutating func orderFromOutput() {
    var rank = Array(repeating: -1, count: items.count)
    var pending = layers.last!
    var next = 0
    while let item = pending.popLast() {
      guard rank[item] < 0 else { continue }
      rank[item] = next
      next += 1
      let layer = items[item].layer
      pending += incoming[item].reversed().map { wires[layer - 1][$0].from }
    }
    for layer in layers.indices {
      arrange(layer, layers[layer].sorted { (rank[$0], $0) < (rank[$1], $1) })
    }
  }

  private mutating func exchangeNeighbours() {
    for _ in 0..<4 {
      var improves = false
      for layer in layers.indices {
        for place in layers[layer].indices.dropLast()
        where exchangeGain(layers[layer][place], layers[layer][place + 1], in: layer) > 0 {
          exchange(place, in: layer)
          improves = true
        }
      }
      if !improves { return }
    }
  }

  /// How many crossings less there are with `b` above `a`; both are neighbours.
  private func exchangeGain(_ a: Int, _ b: Int, in layer: Int) -> Int {
    var gain = 0
    for first in incoming[a] {
      let i = places[wires[layer - 1][first].from]
      for second in incoming[b] { gain += (i - places[wires[layer - 1][second].from]).signum() }
    }
    for first in outgoing[a] {
      let i = end(of: wires[layer][first])
      for second in outgoing[b] { gain += (i - end(of: wires[layer][second])).signum() }
    }
    return gain
  }
}
