import Testing

@testable import GradientCore

@Suite struct PlantedFaultTests {
  private func check(
    _ circuit: Circuit, _ backpropagation: Backpropagation
  ) -> GradientCheck {
    GradientCheck(
      circuit.evaluation, of: circuit.objective.root, by: circuit.objective.free,
      backpropagation: backpropagation)
  }

  @Test(arguments: Fault.all)
  func `a wrong rule is caught, and its gate is named`(_ fault: Fault) throws {
    let circuit = try Circuit(fault.lines)
    let check = check(circuit, fault.backpropagation)
    #expect(!check.unexplained.isEmpty)
    let graph = circuit.evaluation.graph
    #expect(Set(check.wrongGates.map { graph.text(of: $0.gate) }) == [fault.gate])
    #expect(
      check.wrongGates.allSatisfy { relativeError($0.analytic, $0.numerical) > 1e-3 })
  }

  @Test(arguments: Fault.all)
  func `the same circuits are right without the fault`(_ fault: Fault) throws {
    let circuit = try Circuit(fault.lines)
    for right in [Backpropagation.builtIn, .edgeByEdge()] {
      let check = check(circuit, right)
      #expect(check.unexplained.isEmpty)
      #expect(check.checkedGates == 0)
      for gate in circuit.evaluation.graph.nodes.indices
      where circuit.evaluation.graph.nodes[gate].isGate {
        #expect(GateError.errors(of: gate, in: circuit.evaluation, right).isEmpty)
      }
    }
  }

  @Test func `where shares do not add, the slope is wrong and no gate is`() throws {
    let circuit = try Circuit("x = 3", "y = 2", "f = x * y + sin(x)")
    let check = check(circuit, .edgeByEdge(adds: false))
    let x = try circuit.node("x")
    #expect(check.unexplained.map(\.leaf) == [x])
    #expect(check.wrongGates.isEmpty)
    #expect(check.checkedGates == 3)
  }

  @Test(arguments: 1...20)
  func `a random graph up to 200 gates passes, and a fault planted in it is named`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let (graph, leaves) = try RandomGraph.make(gates: 10 * Int(seed), &random)
    let evaluation = Evaluation(graph)
    for leaf in leaves {
      let shape = graph.shape(of: leaf)
      evaluation.set(leaf, to: Matrix(shape) { _, _ in 1.5 * random.nextSigned() })
    }
    evaluation.forward()
    let check = GradientCheck(evaluation, of: graph.root, by: leaves)
    #expect(check.unexplained.isEmpty)
    #expect(check.rows.allSatisfy { $0.isFinite })
    for fault in Fault.all {
      let faulty = GradientCheck(
        evaluation, of: graph.root, by: leaves, backpropagation: fault.backpropagation)
      let right = zip(check.rows, faulty.rows).allSatisfy {
        isClose($0.analytic, $1.analytic, relative: 1e-6, absolute: 1e-8)
      }
      if right { continue }
      guard !faulty.unexplained.isEmpty else { continue }
      #expect(!faulty.wrongGates.isEmpty)
      #expect(
        faulty.wrongGates.allSatisfy { fault.isMeant(graph.nodes[$0.gate].operation) },
        "\(fault)")
    }
  }
}

extension PlantedFaultTests {
  @Test func `in random graphs the faults that can show do`() throws {
    var caught: Set<String> = []
    for seed in 31...36 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let (graph, leaves) = try RandomGraph.make(gates: 60, &random)
      let evaluation = Evaluation(graph)
      for leaf in leaves {
        evaluation.set(leaf, to: Matrix(graph.shape(of: leaf)) { _, _ in random.nextSigned() })
      }
      evaluation.forward()
      for fault in Fault.all where !caught.contains(fault.description) {
        let check = GradientCheck(
          evaluation, of: graph.root, by: leaves, backpropagation: fault.backpropagation)
        if !check.wrongGates.isEmpty { caught.insert(fault.description) }
      }
    }
    #expect(caught.count >= 10, "\(caught)")
  }
}

/// Graphs of numbers and of 2×2 matrices, whose values stay small.
enum RandomGraph {
  static func make(gates: Int, _ random: inout SeededGenerator) throws -> (Graph, [Graph.NodeID]) {
    var builder = GraphBuilder()
    let square = Shape(2, 2)
    var scalars = try (0..<3).map { try builder.leaf("x\($0)") }
    var matrices = try (0..<3).map { try builder.leaf("W\($0)", square) }
    let leaves = scalars + matrices
    func pick(_ nodes: [Graph.NodeID]) -> Graph.NodeID {
      nodes[nodes.count - 1 - Int(random.next() % UInt64(min(nodes.count, 8)))]
    }
    let squashing: [UnaryOperation] = [.tanh, .sigmoid, .sin, .cos]
    let bending: [UnaryOperation] = [.relu, .leakyRelu, .abs, .softplus, .hardTanh, .negate]
    var made = 0
    while made < gates {
      let onMatrices = random.next() % 3 == 0
      let pool = onMatrices ? matrices : scalars
      let (a, b) = (pick(pool), pick(pool))
      var node: Graph.NodeID
      switch random.next() % 9 {
      case 0: node = try builder.apply(.add, a, b)
      case 1: node = try builder.apply(.subtract, a, b)
      case 2: node = try builder.apply(.multiply, a, pick(scalars))
      case 3: node = try builder.apply(.max, a, b)
      case 4: node = try builder.apply(.min, a, b)
      case 5: node = try builder.apply(bending[Int(random.next() % 6)], a)
      case 6 where onMatrices: node = try builder.matrixProduct(a, b)
      case 7 where onMatrices: node = try builder.softmax(a)
      case 8 where onMatrices: node = try builder.transpose(a)
      case 6:
        let below = try builder.apply(.add, try builder.apply(.softplus, b), try builder.number(1))
        node = try builder.apply(.divide, a, below)
      case 7: node = try builder.reduce(.mean, pick(matrices), axis: nil)
      default: node = try builder.apply(.square, a)
      }
      node = try builder.apply(squashing[Int(random.next() % 4)], node)
      made += 2
      if onMatrices { matrices.append(node) } else { scalars.append(node) }
    }
    let total = try builder.reduce(.sum, matrices.last!, axis: nil)
    let root = try builder.apply(.add, scalars.last!, total)
    return (builder.finished(root: root), leaves)
  }
}
