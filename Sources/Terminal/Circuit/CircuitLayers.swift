import DocumentModel

/// A circuit in layers: inputs in the first, every gate behind all that it reads. A wire that
/// passes a layer runs in a lane of its own there.
struct CircuitLayers {
  struct Item {
    var node: Int
    /// It only hands on what its node gives.
    var isLane = false
    var layer: Int
  }

  /// From an item to one in the next layer.
  struct Wire {
    var from: Int
    var to: Int
    /// Which wire of the gate it is; 0 into a lane.
    var port = 0
  }

  private(set) var items: [Item] = []
  /// The items of each layer, from top to bottom.
  private(set) var layers: [[Int]] = []
  /// The place of each item in its layer.
  private(set) var places: [Int] = []
  /// `wires[l]` lead from layer l to layer l + 1.
  private(set) var wires: [[Wire]] = []
  /// For each item, the wires into it and out of it, as positions in `wires`.
  private(set) var incoming: [[Int]] = []
  private(set) var outgoing: [[Int]] = []
  let isSymmetric: [Bool]

  /// - Precondition: every wire comes from an earlier node.
  init(_ nodes: [Circuit.Node]) {
    isSymmetric = nodes.map(\.isSymmetric)
    var layerOfNode: [Int] = []
    var last = Array(repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      layerOfNode.append((node.wires.map { layerOfNode[$0.from] + 1 }).max() ?? 0)
      for wire in node.wires { last[wire.from] = max(last[wire.from], layerOfNode[index]) }
    }
    let count = (layerOfNode.max() ?? 0) + 1
    layers = Array(repeating: [], count: count)
    wires = Array(repeating: [], count: count - 1)
    /// The item of a node in its own layer, then its lanes.
    var track: [[Int]] = []
    for index in nodes.indices {
      let first = layerOfNode[index]
      track.append([])
      for layer in first...max(first, last[index] - 1) {
        items.append(Item(node: index, isLane: layer > first, layer: layer))
        layers[layer].append(items.count - 1)
        track[index].append(items.count - 1)
      }
    }
    for (index, node) in nodes.enumerated() {
      for (before, after) in zip(track[index], track[index].dropFirst()) {
        wires[items[before].layer].append(Wire(from: before, to: after))
      }
      for (port, wire) in node.wires.enumerated() {
        let layer = layerOfNode[index] - 1
        let from = track[wire.from][layer - layerOfNode[wire.from]]
        wires[layer].append(Wire(from: from, to: track[index][0], port: port))
      }
    }
    incoming = Array(repeating: [], count: items.count)
    outgoing = incoming
    for layer in wires {
      for (position, wire) in layer.enumerated() {
        incoming[wire.to].append(position)
        outgoing[wire.from].append(position)
      }
    }
    places = Array(repeating: 0, count: items.count)
    for (layer, items) in layers.enumerated() { arrange(layer, items) }
  }

  /// Puts the items of a layer into this order.
  mutating func arrange(_ layer: Int, _ items: [Int]) {
    layers[layer] = items
    for (place, item) in items.enumerated() { places[item] = place }
  }

  mutating func exchange(_ place: Int, in layer: Int) {
    let (a, b) = (layers[layer][place], layers[layer][place + 1])
    layers[layer].swapAt(place, place + 1)
    (places[a], places[b]) = (place + 1, place)
  }

  /// The wires into a gate from top to bottom: in their order, or by where they come from.
  func ports(of item: Int) -> [Int] {
    let layer = items[item].layer
    guard !items[item].isLane, isSymmetric[items[item].node] else { return incoming[item] }
    return incoming[item].sorted {
      let (a, b) = (wires[layer - 1][$0], wires[layer - 1][$1])
      return (places[a.from], a.port) < (places[b.from], b.port)
    }
  }
}
