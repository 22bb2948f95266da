import DocumentModel
import Testing

@testable import Terminal

/// Circuits nobody thought of.
struct RandomCircuit: CustomTestStringConvertible {
  var seed: Int
  var count: Int
  /// How far back a wire may come from.
  var reach = 8
  var testDescription: String { "\(count) nodes, seed \(seed)" }

  static let all =
    (1...24).map { RandomCircuit(seed: $0, count: [4, 6, 9, 14, 20, 30][$0 % 6]) }
    + [RandomCircuit(seed: 25, count: 90, reach: 44)]

  /// Every value is another one, so that each can be found in the picture.
  var nodes: [Circuit.Node] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let gates = ["+", "*", "max", "-", "exp", "where"]
    var nodes: [Circuit.Node] = []
    for index in 0..<count {
      let isInput = index < reach / 4 || random(4) == 0 && index < count - 1
      let inputs =
        isInput ? 0 : [1, 2, 2, 2, 3, 4][random(6)]
      let wires = (0..<inputs).map { _ in
        let near = random(3) > 0 || reach > 8 ? min(index, reach) : index
        return Circuit.Wire(
          from: index - 1 - random(near), gradient: Text("s\(random(10_000))", .gradient))
      }
      nodes.append(
        Circuit.Node(
          name: isInput || random(3) == 0 ? Text("n\(index)", .name) : "",
          gate: isInput ? "" : Text(gates[random(6)], .code), value: Text("v\(index)v", .value),
          gradient: Text("g\(index)g", .gradient), wires: wires, isSymmetric: random(2) == 0,
          mark: random(10) == 0 ? .active : .none))
    }
    return nodes
  }
}

@Suite struct CircuitPropertyTests {
  @Test("no two labels and no two wires overlap", arguments: RandomCircuit.all)
  func nothingOverlaps(_ random: RandomCircuit) throws {
    let nodes = random.nodes
    let circuit = Circuit(nodes: nodes, tree: Tree(""), treeNote: "", sentences: [])
    var layers = CircuitLayers(nodes)
    layers.untangle()
    // Without shares and pictures it is the same drawing with less in it.
    for style in CircuitBoxes.Style.all.prefix(nodes.count > 40 ? 1 : 3) {
      let picture = try #require(
        CircuitPicture(circuit, layers, style, Visible(unicode: true), width: 100_000))
      #expect(picture.canvas.collisions == 0)
      #expect(picture.canvas.falseJunctions == 0)
      let text = picture.rows(caption: "", width: 100_000).map(\.plain).joined(separator: "\n")
      for node in nodes {
        #expect(text.contains(node.value.plain) && text.contains(node.gradient.plain))
      }
    }
  }

  @Test("every line fits the width", arguments: RandomCircuit.all)
  func fits(_ random: RandomCircuit) {
    for width in random.count > 40 ? [120] : [40, 80, 120] {
      for unicode in [true, false] {
        let profile = TerminalProfile(width: width, unicode: unicode)
        let text = page(circuit(random.nodes), profile: profile)
        #expect(text.split(separator: "\n").allSatisfy { cells($0) <= width })
      }
    }
  }

  @Test("untangling never makes more crossings", arguments: RandomCircuit.all)
  func untangling(_ random: RandomCircuit) {
    var layers = CircuitLayers(random.nodes)
    let written = layers.crossings
    layers.untangle()
    #expect(layers.crossings <= written)
  }

  @Test("gates stand behind what they read, and each layer has each of its items once")
  func layersAreWhole() {
    for random in RandomCircuit.all {
      var layers = CircuitLayers(random.nodes)
      let items = layers.layers.map { $0.sorted() }
      layers.untangle()
      #expect(layers.layers.map { $0.sorted() } == items)
      for (layer, wires) in layers.wires.enumerated() {
        #expect(
          wires.allSatisfy {
            layers.items[$0.from].layer == layer && layers.items[$0.to].layer == layer + 1
          })
      }
    }
  }
}
