import DocumentModel
import Foundation
import Testing

@testable import Terminal

@Suite("Pictures of the lessons' circuits")
struct CircuitSnapshotTests {
  @Test("The pictures are those that were looked at", .enabled(if: !isUpdatingLessons))
  func pictures() throws {
    for circuits in try LessonCircuits.all() {
      let kept = try String(contentsOf: circuits.file, encoding: .utf8)
      #expect(kept == circuits.snapshot, "\(circuits.file.lastPathComponent)")
    }
  }

  @Test("No lesson's wires cross more often than they must")
  func crossings() throws {
    for entry in try LessonCircuits.all().flatMap(\.entries) {
      for case .circuit(let circuit) in entry.answer.blocks {
        // A circuit that is never drawn has no wires to cross; the orders of a wide layer are too
        // many to try.
        guard let layers = Layout.layers(of: circuit, width: 120), layers.crossings > 0,
          layers.layers.allSatisfy({ $0.count <= 6 })
        else { continue }
        #expect(layers.crossings == fewest(layers), "\(entry.title): \(entry.command)")
      }
    }
  }

  @Test(
    "Neither do those of small circuits that have to cross",
    arguments: [
      [(3, 0, 1), (4, 1, 2), (5, 0, 2), (6, 3, 4), (7, 5, 6)],
      [(4, 0, 2), (5, 1, 3), (6, 0, 3), (7, 1, 2), (8, 4, 5), (9, 6, 7), (10, 8, 9)],
      [(3, 0, 1), (4, 0, 2), (5, 1, 2), (6, 3, 5), (7, 4, 6)],
      [(4, 0, 3), (5, 1, 2), (6, 2, 3), (7, 4, 6), (8, 5, 7)],
    ])
  func small(gates: [(Int, Int, Int)]) {
    let inputs = (0..<gates[0].0).map { Circuit.Node(name: Text("n\($0)")) }
    let nodes =
      inputs
      + gates.map {
        Circuit.Node(gate: "+", wires: [.init(from: $0.1), .init(from: $0.2)], isSymmetric: true)
      }
    var layers = CircuitLayers(nodes)
    layers.untangle()
    #expect(layers.crossings == fewest(layers))
  }

  /// The least number of crossings over all orders of all layers: layer by layer, the best way to
  /// reach each order.
  private func fewest(_ start: CircuitLayers) -> Int {
    var layers = start
    var best: [([Int], Int)] = permutations(layers.layers[0]).map { ($0, 0) }
    for layer in layers.wires.indices {
      best = permutations(layers.layers[layer + 1]).map { order in
        layers.arrange(layer + 1, order)
        // Crossings of pairs, so that each order of the layer before is only a sum.
        let items = layers.layers[layer].sorted()
        var pairs: [Int: Int] = [:]
        for a in items {
          for b in items where a != b {
            layers.arrange(layer, [a, b] + items.filter { $0 != a && $0 != b })
            pairs[a << 16 | b] = layers.crossings(after: layer, among: [a, b])
          }
        }
        let least = best.map { before, cost in
          var sum = cost
          for (index, a) in before.enumerated() {
            for b in before[(index + 1)...] { sum += pairs[a << 16 | b]! }
          }
          return sum
        }.min()!
        return (order, least)
      }
    }
    return best.map(\.1).min()!
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard let first = items.first else { return [[]] }
    return permutations(Array(items.dropFirst())).flatMap { rest in
      (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
    }
  }
}

extension CircuitLayers {
  /// Crossings of the wires that come from these items only.
  fileprivate func crossings(after layer: Int, among items: [Int]) -> Int {
    let ends = wires[layer].filter { items.contains($0.from) }
    var count = 0
    for a in ends {
      for b in ends where places[a.from] < places[b.from] {
        let (i, j) = (self.items[a.to], self.items[b.to])
        let first = (places[a.to], !i.isLane && isSymmetric[i.node] ? 0 : a.port)
        let second = (places[b.to], !j.isLane && isSymmetric[j.node] ? 0 : b.port)
        if first > second { count += 1 }
      }
    }
    return count
  }
}
