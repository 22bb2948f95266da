/// A graph turned into instructions, and where each of its values lies.
struct Program {
  var instructions: [Instruction] = []
  var operands: [Operands] = []
  var strips: [Strip] = []
  var matrixSteps: [MatrixStep] = []
  /// The slot of a node's first entry, or -1 where the program does not compute it.
  var slots: [Int32]
  /// Slots and entries of constants, to be written once.
  var constants: [(slot: Int32, entries: [Double])] = []
  var slotCount: Int32 = 0
  /// Gradients to clear before a backward pass.
  var toClear: [Range<Int>] = []
  /// Whether a gradient with respect to this node is computed.
  var wantsGradient: [Bool]

  /// What a program is for decides what it leaves out.
  enum Purpose {
    /// Every node has its value and its gradient.
    case inspection
    /// Only what `root` needs, and gradients only toward `leaves`; transposes are read in place,
    /// and a product takes the row that is added to it as its bias.
    case objective(root: Graph.NodeID, leaves: [Graph.NodeID])
  }

  init(_ graph: Graph, for purpose: Purpose) {
    slots = Array(repeating: -1, count: graph.nodes.count)
    wantsGradient = Array(repeating: false, count: graph.nodes.count)
    let isNeeded = Self.needed(in: graph, for: purpose)
    markWantedGradients(graph, purpose)
    allocateLeavesAndConstants(graph, isNeeded)
    let absorbed = absorbed(graph, isNeeded, purpose)
    let gates = graph.nodes.indices.filter {
      isNeeded[$0] && graph.nodes[$0].isGate && !absorbed[$0]
    }
    var schedule = Schedule(graph, gates: gates, absorbed: absorbed)
    schedule.emit(into: &self)
    if case .objective(let root, let leaves) = purpose {
      var contributions = FirstContributions(slotCount: slotCount)
      toClear = contributions.mark(&self, root: root, leaves: leaves, graph)
    } else {
      toClear = [0..<Int(slotCount)]
    }
  }

  private static func needed(in graph: Graph, for purpose: Purpose) -> [Bool] {
    guard case .objective(let root, let leaves) = purpose else {
      return Array(repeating: true, count: graph.nodes.count)
    }
    var result = Array(repeating: false, count: graph.nodes.count)
    result[root] = true
    for leaf in leaves { result[leaf] = true }
    for node in graph.nodes.indices.reversed() where result[node] {
      graph.forEachInput(of: node) { result[$0] = true }
    }
    return result
  }

  private mutating func markWantedGradients(_ graph: Graph, _ purpose: Purpose) {
    switch purpose {
    case .inspection: for leaf in graph.leaves { wantsGradient[leaf.node] = true }
    case .objective(_, let leaves): for leaf in leaves { wantsGradient[leaf] = true }
    }
    for node in graph.nodes.indices where graph.nodes[node].isGate {
      graph.forEachInput(of: node) { if wantsGradient[$0] { wantsGradient[node] = true } }
    }
  }

  mutating func align() { slotCount = (slotCount + Self.alignment - 1) & -Self.alignment }

  /// Leaves first, one after the other, then constants; equal numbers share a slot.
  private mutating func allocateLeavesAndConstants(_ graph: Graph, _ isNeeded: [Bool]) {
    for leaf in graph.leaves where isNeeded[leaf.node] {
      allocate(leaf.node, graph.nodes[leaf.node].shape)
    }
    var slotOfNumber: [UInt64: Int32] = [:]
    for node in graph.nodes.indices where isNeeded[node] {
      switch graph.nodes[node].operation {
      case .number(let value):
        if let known = slotOfNumber[value.bitPattern] {
          slots[node] = known
        } else {
          allocate(node, .scalar)
          slotOfNumber[value.bitPattern] = slots[node]
          constants.append((slots[node], [value]))
        }
      case .constant(let index):
        let value = graph.constants[Int(index)]
        allocate(node, value.shape)
        constants.append((slots[node], value.elements))
      default: continue
      }
    }
  }

  /// Matrices begin at multiples of so many slots, which are the bytes of a line of the cache.
  static let alignment: Int32 = 8
  private static let smallestAligned = 16

  mutating func allocate(_ node: Graph.NodeID, _ shape: Shape) {
    if shape.count >= Self.smallestAligned { align() }
    slots[node] = slotCount
    slotCount += Int32(shape.count)
  }
}

extension Graph {
  @inline(__always)
  func forEachInput(of node: NodeID, _ body: (NodeID) -> Void) {
    let first = Int(nodes[node].firstInput)
    for index in first..<(first + Int(nodes[node].inputCount)) { body(Int(inputIDs[index])) }
  }
}
