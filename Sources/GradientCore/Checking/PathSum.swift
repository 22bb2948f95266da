/// Why a slope is what it is: the sum over all paths from an input to an output, each the product
/// of its local derivatives (the chain rule in several variables, written out), and the same sum as
/// reverse accumulation, which walks every wire once.
public struct PathSum: Sendable {
  public typealias NodeID = Graph.NodeID

  /// A wire on a path, from a gate back to one of its inputs.
  public struct Wire: Equatable, Sendable {
    public var gate: NodeID
    public var input: NodeID
    /// Which input of the gate it is.
    public var position: Int
    public var local: Double
  }

  /// One way from the input to the output.
  public struct Path: Equatable, Sendable {
    /// The wire next to the input first.
    public var wires: [Wire]
    public var product: Double
  }

  /// What reverse accumulation does at one node: the shares that arrive along the wires of the
  /// gates that read it.
  public struct Stage: Equatable, Sendable {
    public struct Share: Equatable, Sendable {
      public var gate: NodeID
      public var upstream: Double
      public var local: Double
      public var product: Double
    }
    public var node: NodeID
    public var shares: [Share]
    public var sum: Double
  }

  public let input: NodeID
  public let output: NodeID
  /// Those that lie on a path, of the last gate first: what reverse accumulation walks, one
  /// multiplication each.
  public let wires: [Wire]
  public let pathCount: PathCount
  /// How many local derivatives stand in all their products together.
  public let factorCount: PathCount
  /// The sum over the paths.
  public let sum: Double
  /// Whether every path was walked for `sum`; else those with a common beginning were taken
  /// together.
  public let walkedEveryPath: Bool

  /// The positions in `wires` of the wires of each gate that is on a path.
  private let wiresByGate: [NodeID: Range<Int>]

  /// Paths are walked one by one as long as that costs no more than so many wires.
  static let wireBudget = 100_000

  /// - Precondition: all gates of the evaluation's graph compute numbers, as those of a
  ///   `ScalarizedGraph` do, and `forward()` has run.
  public init(_ evaluation: Evaluation, from input: NodeID, to output: NodeID) {
    self.input = input
    self.output = output
    let isBetween = Self.nodes(between: input, and: output, in: evaluation.graph)
    (wires, wiresByGate) = Self.wires(in: evaluation, from: output, isBetween)
    var counts = [output: isBetween[output] ? PathCount.one : .zero]
    var factors = [output: PathCount.zero]
    for wire in wires {
      counts[wire.input] = (counts[wire.input] ?? .zero) + counts[wire.gate]!
      factors[wire.input] =
        (factors[wire.input] ?? .zero) + factors[wire.gate]! + counts[wire.gate]!
    }
    pathCount = counts[input] ?? .zero
    factorCount = factors[input] ?? .zero
    if let walked = Self.walkedSum(wires, wiresByGate, input, output, pathCount) {
      sum = walked
      walkedEveryPath = true
    } else {
      sum = Self.groupedSum(wires, input, output)
      walkedEveryPath = false
    }
  }

  /// The same slope by reverse accumulation: the output first, the input last.
  public func reverseAccumulation() -> [Stage] {
    var shares: [NodeID: [Stage.Share]] = [:]
    var slopes = [output: 1.0]
    for wire in wires {
      let upstream = slopes[wire.gate]!
      let product = downstream(upstream, wire.local)
      slopes[wire.input, default: 0] += product
      shares[wire.input, default: []].append(
        Stage.Share(gate: wire.gate, upstream: upstream, local: wire.local, product: product))
    }
    return shares.keys.sorted(by: >).map {
      Stage(node: $0, shares: shares[$0]!, sum: slopes[$0]!)
    }
  }

  /// The wires as steps of a backward pass that leads to the input only.
  public func steps() -> [BackwardPass.Step] {
    var slopes = [output: 1.0]
    return wires.map { wire in
      let upstream = slopes[wire.gate]!
      let product = downstream(upstream, wire.local)
      slopes[wire.input, default: 0] += product
      return BackwardPass.Step(
        output: wire.gate, input: wire.input, position: wire.position,
        upstream: Matrix(upstream), local: .elementwise(Matrix(wire.local)),
        downstream: Matrix(product))
    }
  }

  /// The first paths, at most `limit` of them.
  public func paths(atMost limit: Int) -> [Path] {
    guard limit > 0, pathCount != .zero else { return [] }
    var result: [Path] = []
    var walk = PathWalk(wires, wiresByGate, input, output)
    while result.count < limit, let path = walk.next() { result.append(path) }
    return result
  }

  // MARK: - Reckoning

  /// Which nodes lie on a path, both ends included.
  private static func nodes(between input: NodeID, and output: NodeID, in graph: Graph) -> [Bool] {
    var depends = Array(repeating: false, count: graph.nodes.count)
    depends[input] = true
    for node in graph.nodes.indices where node > input {
      graph.forEachInput(of: node) { if depends[$0] { depends[node] = true } }
    }
    var isBetween = Array(repeating: false, count: graph.nodes.count)
    isBetween[output] = depends[output]
    for node in graph.nodes.indices.reversed() where isBetween[node] && node != input {
      graph.forEachInput(of: node) { if depends[$0] { isBetween[$0] = true } }
    }
    return isBetween
  }

  private static func wires(in evaluation: Evaluation, from output: NodeID, _ isBetween: [Bool])
    -> ([Wire], [NodeID: Range<Int>])
  {
    let graph = evaluation.graph
    var wires: [Wire] = []
    var byGate: [NodeID: Range<Int>] = [:]
    guard let first = isBetween.firstIndex(of: true) else { return ([], [:]) }
    for gate in (first...output).reversed() where isBetween[gate] && gate != first {
      let start = wires.count
      for (position, input) in graph.inputs(of: gate).enumerated() where isBetween[input] {
        let local = Edge(evaluation, gate, input, position).local.scalar
        wires.append(Wire(gate: gate, input: input, position: position, local: local ?? .nan))
      }
      byGate[gate] = start..<wires.count
    }
    return (wires, byGate)
  }

  /// The sum of the products of all paths, one after the other; nil where there are too many.
  private static func walkedSum(
    _ wires: [Wire], _ wiresByGate: [NodeID: Range<Int>], _ input: NodeID, _ output: NodeID,
    _ count: PathCount
  ) -> Double? {
    guard let count = count.exact(upTo: wireBudget) else { return nil }
    guard count > 0 else { return 0 }
    var walk = PathWalk(wires, wiresByGate, input, output)
    var sum = 0.0
    var spent = 0
    while let path = walk.next() {
      sum += path.product
      spent += path.wires.count
      if spent > wireBudget { return nil }
    }
    return sum
  }

  /// The same sum from the input's end: the sum over the paths from the input to a gate is made of
  /// those to the gate's inputs.
  private static func groupedSum(_ wires: [Wire], _ input: NodeID, _ output: NodeID) -> Double {
    var sums = [input: 1.0]
    for wire in wires.reversed() {
      sums[wire.gate, default: 0] += downstream(sums[wire.input] ?? 0, wire.local)
    }
    return sums[output] ?? 0
  }
}
