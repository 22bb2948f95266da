import Testing

@testable import GradientCore

@Suite struct PathSumTests {
  /// The path sum from a leaf or an entry, in gates of single numbers.
  private func pathSum(_ lines: [String], _ name: String, entry: Int = 0) throws -> PathSum {
    let evaluation = try evaluated(try definitions(lines))
    let scalars = try #require(evaluation.graph.scalarized())
    let node = try #require(evaluation.graph.node(named: name))
    return PathSum(
      scalars.evaluation(like: evaluation), from: scalars.entries[node][entry],
      to: scalars.graph.root)
  }

  @Test("two paths lead from y to (x + y) · max(y, z), and their products add")
  func twoPaths() throws {
    let sum = try pathSum(["x = 1", "y = 2", "z = 0", "f = (x + y) * max(y, z)"], "y")
    #expect(sum.pathCount == .exactly(2))
    #expect(sum.paths(atMost: 9).map(\.product) == [2, 3])
    #expect(sum.paths(atMost: 1).count == 1)
    #expect(sum.sum == 5)
    #expect(sum.reverseAccumulation().last?.sum == 5)
    #expect(sum.wires.count == 4)
  }

  @Test("a square has two paths that are alike")
  func square() throws {
    let sum = try pathSum(["x = 3", "f = x * x"], "x")
    #expect(sum.paths(atMost: 9).map(\.product) == [3, 3])
    #expect(sum.paths(atMost: 9).map { $0.wires[0].position } == [0, 1])
    #expect(sum.sum == 6)
  }

  @Test("twenty doublings have 1048576 paths and 40 wires, and neither is enumerated")
  func doublings() throws {
    let lines = ["x0 = 1"] + (1...20).map { "x\($0) = x\($0 - 1) + x\($0 - 1)" } + ["f = x20"]
    let sum = try pathSum(lines, "x0")
    #expect(sum.pathCount == .exactly(1_048_576))
    #expect(sum.wires.count == 40)
    // Every path passes 20 wires.
    #expect(sum.factorCount == .exactly(20_971_520))
    #expect(!sum.walkedEveryPath)
    #expect(sum.sum == 1_048_576)
    #expect(sum.reverseAccumulation().last?.sum == 1_048_576)
  }

  @Test("more paths than 64 bits can count are counted in powers of ten")
  func beyondWords() throws {
    let lines =
      ["x0 = 1"] + (1...100).map { "x\($0) = 0.5 * (x\($0 - 1) + x\($0 - 1))" } + ["f = x100"]
    let sum = try pathSum(lines, "x0")
    guard case .about(let mantissa, let exponent) = sum.pathCount else {
      Issue.record("counted exactly: \(sum.pathCount)")
      return
    }
    // 2^100 = 1.2676506… · 10^30
    #expect(exponent == 30)
    #expect(abs(mantissa - 1.2676506) < 1e-6)
    #expect(isClose(sum.sum, 1))
  }

  @Test("an output is reached from itself by one path, and not at all from what it does not read")
  func ends() throws {
    let evaluation = try evaluated(try definitions(["x = 2", "f = x * x"]))
    let root = evaluation.graph.root
    #expect(PathSum(evaluation, from: root, to: root).sum == 1)
    #expect(PathSum(evaluation, from: root, to: root).pathCount == .one)
    let backwards = PathSum(
      evaluation, from: root, to: try #require(evaluation.graph.node(named: "x")))
    #expect(backwards.pathCount == .zero)
    #expect(backwards.sum == 0)
    #expect(backwards.paths(atMost: 3).isEmpty)
  }

  @Test("entries of matrices have path sums, too")
  func entries() throws {
    let lines = [
      "x = [1 2]", "W = [0.1 0.2; 0.3 0.4]", "a = sigmoid(x @ W)", "V = [0.5; -0.25]",
      "f = sum(tanh(a @ V) + mean(a))",
    ]
    let known = try definitions(lines)
    for name in ["x", "W", "a", "V"] {
      let expected = try gradient(known, by: name).elements
      for entry in expected.indices {
        let sum = try pathSum(lines, name, entry: entry)
        #expect(isClose(sum.sum, expected[entry]))
        #expect(isClose(sum.reverseAccumulation().last?.sum ?? .nan, expected[entry]))
      }
    }
  }

  @Test("a backward pass can begin with another upstream")
  func upstream() throws {
    let evaluation = try evaluated(try definitions("x = [1 2]", "f = x * x"))
    let root = evaluation.graph.root
    let x = try #require(evaluation.graph.node(named: "x"))
    // The gradient of 3·x₀² - x₁² by hand: 6·x₀ and -2·x₁.
    let pass = BackwardPass(evaluation, from: root, upstream: Matrix(rows: [[3, -1]]))
    #expect(pass.gradient(of: x) == Matrix(rows: [[6, -4]]))
  }

  @Test("on random graphs both sums are what a backward pass gives", arguments: UInt64(1)...60)
  func randomGraphs(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let (graph, values) = try dice.graph(gates: 5 + dice.number(below: 196))
    let evaluation = Evaluation(graph)
    for (leaf, value) in zip(graph.leaves, values) { evaluation.set(leaf.node, to: value) }
    evaluation.forward()
    evaluation.backward(from: graph.root)
    let inner = dice.number(below: graph.root)
    for node in graph.leaves.map(\.node) + [inner] where !graph.isConstant(node) {
      let sum = PathSum(evaluation, from: node, to: graph.root)
      let expected = evaluation.scalarGradient(of: node)
      let stages = sum.reverseAccumulation()
      let backward = stages.last?.sum ?? (node == graph.root ? 1 : 0)
      #expect(isClose(backward, expected, relative: 1e-9))
      // What cancels in the sum was rounded at the size of its terms.
      let size = stages.last?.shares.reduce(1) { $0 + abs($1.product) } ?? 1
      #expect(isClose(sum.sum, expected, relative: 1e-9, absolute: 1e-9 * size))
    }
  }
}

extension Dice {
  /// A graph of numbers with kinks, forks and gates that nothing reads, and values for its leaves.
  mutating func graph(gates: Int) throws -> (Graph, [Double]) {
    var builder = GraphBuilder()
    var nodes: [Graph.NodeID] = []
    var values: [Double] = []
    for index in 0..<4 {
      nodes.append(try builder.leaf("x\(index)"))
      values.append(Double(number(below: 400)) / 100 - 2)
    }
    nodes.append(try builder.number(0.5))
    for _ in 0..<gates {
      // Near ones are taken more often, so that the graph is deep as well as wide.
      let recent = max(0, nodes.count - 8)
      let a = nodes[
        number(below: 2) == 0
          ? recent + number(below: nodes.count - recent) : number(below: nodes.count)]
      let b = nodes[recent + number(below: nodes.count - recent)]
      let made: Graph.NodeID
      switch number(below: 9) {
      case 0: made = try builder.apply(.add, a, b)
      case 1: made = try builder.apply(.subtract, a, b)
      case 2: made = try builder.apply(.tanh, try builder.apply(.multiply, a, b))
      case 3: made = try builder.apply(.max, a, b)
      case 4: made = try builder.apply(.min, a, b)
      case 5: made = try builder.apply(.sin, a)
      case 6: made = try builder.apply(.sigmoid, a)
      case 7: made = try builder.choose(try builder.apply(.greater, a, b), a, b)
      default: made = try builder.apply(.tanh, try builder.apply(.add, a, b))
      }
      nodes.append(made)
    }
    return (builder.finished(), values)
  }
}
