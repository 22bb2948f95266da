/// Sorts gates into runs of the same operation, in an order that keeps inputs before their gates.
///
/// Gates are taken in blocks of the order of creation, so that a run's values stay in the cache
/// however long the graph is.
struct Schedule {
  static let blockSize = 2048
  /// Shorter pieces are not worth a strip of their own.
  static let shortestStrip = 8
  /// Up to so many gates are dispatched one by one: a loop would cost more.
  static let longestUnrolled = 4

  private let graph: Graph
  private let gates: [Graph.NodeID]
  private let absorbed: [Bool]
  /// Of the block at hand: how many inputs a gate still waits for, and who reads it.
  private var waitingFor: [Int32] = []
  private var readers = Readers()
  /// Position in the block at hand, or -1.
  private var position: [Int32]
  private var ready: [[Graph.NodeID]] = Array(repeating: [], count: Self.kindCount)

  init(_ graph: Graph, gates: [Graph.NodeID], absorbed: [Bool]) {
    self.graph = graph
    self.gates = gates
    self.absorbed = absorbed
    position = Array(repeating: -1, count: graph.nodes.count)
  }

  mutating func emit(into program: inout Program) {
    for start in stride(from: 0, to: gates.count, by: Self.blockSize) {
      emit(gates[start..<min(start + Self.blockSize, gates.count)], into: &program)
    }
  }

  /// Among the gates whose inputs are ready, always emits the kind with the most.
  private mutating func emit(_ block: ArraySlice<Graph.NodeID>, into program: inout Program) {
    findReaders(in: block)
    for (local, node) in block.enumerated() where waitingFor[local] == 0 {
      ready[kind(of: node, program)].append(node)
    }
    while let kind = largestKind() {
      var run: [Graph.NodeID] = []
      swap(&run, &ready[kind])
      var done = 0
      while done < run.count {
        let node = run[done]
        done += 1
        for reader in readers.of(Int(position[node])) {
          waitingFor[Int(reader)] -= 1
          guard waitingFor[Int(reader)] == 0 else { continue }
          let next = block[block.startIndex + Int(reader)]
          let nextKind = self.kind(of: next, program)
          if nextKind == kind { run.append(next) } else { ready[nextKind].append(next) }
        }
      }
      if kind == Self.wholeKind {
        for node in run { program.appendWhole(node, graph, absorbed) }
      } else {
        program.appendRun(run, graph)
      }
    }
    for node in block { position[node] = -1 }
  }

  private mutating func findReaders(in block: ArraySlice<Graph.NodeID>) {
    for (local, node) in block.enumerated() { position[node] = Int32(local) }
    waitingFor = Array(repeating: 0, count: block.count)
    var edges: [(input: Int32, reader: Int32)] = []
    edges.reserveCapacity(2 * block.count)
    for (local, node) in block.enumerated() {
      graph.forEachInput(of: node, through: absorbed) { input in
        guard position[input] >= 0 else { return }
        waitingFor[local] += 1
        edges.append((position[input], Int32(local)))
      }
    }
    readers = Readers(edges, count: block.count)
  }

  /// The kind with the most ready gates; the first of equals, so that the same graph always gives
  /// the same program.
  private func largestKind() -> Int? {
    var best = 0
    for kind in ready.indices where ready[kind].count > ready[best].count { best = kind }
    return ready[best].isEmpty ? nil : best
  }

  private static let wholeKind = 0
  private static let kindCount =
    1 + 2 * UnaryOperation.allCases.count
    + 4 * BinaryOperation.allCases.count

  /// Gates of one kind may stand in one run.
  private func kind(of node: Graph.NodeID, _ program: Program) -> Int {
    let gate = graph.nodes[node]
    guard gate.shape.isScalar else { return Self.wholeKind }
    let wanted = Int(program.wanted(node, graph).rawValue)
    switch graph.elementwise(node) {
    case .unary(let operation): return 1 + 2 * operation.ordinal + (wanted & 1)
    case .binary(let operation):
      return 1 + 2 * UnaryOperation.allCases.count + 4 * operation.ordinal + wanted
    case nil: return Self.wholeKind
    }
  }
}

/// How an elementwise gate is computed.
enum Elementwise {
  case unary(UnaryOperation)
  case binary(BinaryOperation)
}

extension Graph {
  /// nil for gates that are not elementwise. A literal `^2` is computed as a square.
  func elementwise(_ node: NodeID) -> Elementwise? {
    switch nodes[node].operation {
    case .unary(let operation): return .unary(operation)
    case .binary(.power):
      let exponent = Int(inputIDs[Int(nodes[node].firstInput) + 1])
      return nodes[exponent].operation == .number(2) ? .unary(.square) : .binary(.power)
    case .binary(let operation): return .binary(operation)
    default: return nil
    }
  }
}

/// Who reads what within a block: all lists in one array.
private struct Readers {
  private var starts: [Int32] = [0]
  private var list: [Int32] = []

  init() {}

  init(_ edges: [(input: Int32, reader: Int32)], count: Int) {
    starts = Array(repeating: 0, count: count + 1)
    for edge in edges { starts[Int(edge.input) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    list = Array(repeating: 0, count: edges.count)
    var next = starts
    for edge in edges {
      list[Int(next[Int(edge.input)])] = edge.reader
      next[Int(edge.input)] += 1
    }
  }

  func of(_ input: Int) -> ArraySlice<Int32> { list[Int(starts[input])..<Int(starts[input + 1])] }
}

extension Graph {
  func firstInput(of node: NodeID) -> NodeID {
    Int(inputIDs[Int(nodes[node].firstInput)])
  }

  /// What is read in the place of inputs that are no steps of their own.
  func forEachInput(of node: NodeID, through absorbed: [Bool], _ body: (NodeID) -> Void) {
    forEachInput(of: node) { input in
      if absorbed[input] {
        forEachInput(of: input, through: absorbed, body)
      } else {
        body(input)
      }
    }
  }
}
