import DocumentModel
import GradientCore

/// The gates of a walk in the order in which they are passed, with what happens at each.
struct WalkTrack {
  typealias NodeID = Graph.NodeID

  let evaluation: Evaluation
  let names: GateNames
  let output: NodeID
  let gates: [NodeID]
  /// The wires of a backward pass, in its order.
  let steps: [BackwardPass.Step]
  /// What the backward pass begins with.
  let upstream: Matrix
  /// Where a walk to one place ends.
  let target: NodeID?
  private let wiresOfGate: [NodeID: Range<Int>]
  /// Of inputs that several wires lead to, the position of the last of them.
  private let lastWires: [NodeID: Int]
  /// Where the first of them is complete.
  private let firstForkEnd: Int?

  var graph: Graph { evaluation.graph }

  /// More gates are not walked one by one.
  static let limit = 20_000

  init(_ evaluation: Evaluation, _ way: Walk.Way) {
    self.evaluation = evaluation
    names = GateNames(evaluation.graph)
    output = way.gate ?? evaluation.graph.root
    target = nil
    upstream = way.upstream ?? Matrix(repeating: 1, evaluation.graph.shape(of: output))
    switch way.direction {
    case .forward:
      gates = evaluation.graph.nodes.indices.filter {
        evaluation.graph.nodes[$0].isGate && !evaluation.graph.isWrittenMatrix($0)
      }
      steps = []
    case .backward:
      steps = BackwardPass(evaluation, from: output, upstream: way.upstream).steps
      gates = steps.map(\.output).withoutRepetitions
    }
    (wiresOfGate, lastWires) = Self.positions(of: steps)
    firstForkEnd = lastWires.values.min()
  }

  /// Only the wires between the output and `target`, all of them between numbers.
  init(_ evaluation: Evaluation, to target: NodeID) {
    self.evaluation = evaluation
    names = GateNames(evaluation.graph)
    self.target = target
    output = evaluation.graph.root
    upstream = Matrix(1)
    steps = PathSum(evaluation, from: target, to: output).steps()
    gates = steps.map(\.output).withoutRepetitions
    (wiresOfGate, lastWires) = Self.positions(of: steps)
    firstForkEnd = lastWires.values.min()
  }

  private static func positions(of steps: [BackwardPass.Step]) -> (
    [NodeID: Range<Int>], [NodeID: Int]
  ) {
    var ranges: [NodeID: Range<Int>] = [:]
    var last: [NodeID: Int] = [:]
    var seen: Set<NodeID> = []
    for (position, step) in steps.enumerated() {
      let start = ranges[step.output]?.lowerBound ?? position
      ranges[step.output] = start..<(position + 1)
      if !seen.insert(step.input).inserted { last[step.input] = position }
    }
    return (ranges, last)
  }

  /// The wires along which the gate at a position passes its gradient on.
  func steps(ofGateAt position: Int) -> ArraySlice<BackwardPass.Step> {
    wiresOfGate[gates[position]].map { steps[$0] } ?? []
  }

  /// The wires that are done when so many gates are.
  func steps(after done: Int) -> ArraySlice<BackwardPass.Step> {
    steps.prefix(done == 0 ? 0 : wiresOfGate[gates[done - 1]]?.upperBound ?? 0)
  }

  /// Inputs of a gate that several wires lead to, the last of which is one of this gate's.
  func forks(completedByGateAt position: Int) -> [(input: NodeID, shares: [Matrix])] {
    guard let own = wiresOfGate[gates[position]] else { return [] }
    return own.filter { lastWires[steps[$0].input] == $0 }.map { last in
      let input = steps[last].input
      return (input, steps[...last].filter { $0.input == input }.map(\.downstream))
    }
  }

  /// Whether the first fork of the walk is complete with this gate.
  func completesFirstFork(at position: Int) -> Bool {
    guard let firstForkEnd, let own = wiresOfGate[gates[position]] else { return false }
    return own.contains(firstForkEnd)
  }
}

/// Where gradients end, and what arrives there.
extension WalkTrack {
  typealias End = (name: String, node: NodeID)

  var leaves: [End] { graph.leaves.filter { $0.role != .setting }.map { ($0.name, $0.node) } }

  /// The inputs, or the place that was asked for.
  func ends(of way: Walk.Way) -> [End] {
    if let place = way.place, let target { [(place.text, target)] } else { leaves }
  }

  func slopes(at ends: [End]) -> [(name: String, node: NodeID, slope: Matrix)] {
    var sums = [output: upstream]
    for step in steps {
      sums[step.input] = sums[step.input].map { $0.sum(with: step.downstream) } ?? step.downstream
    }
    return ends.compactMap { end in sums[end.node].map { (end.name, end.node, $0) } }
  }
}

extension Graph {
  /// Whether a node only puts numbers into a matrix, as `[1 2]` does.
  fileprivate func isWrittenMatrix(_ node: NodeID) -> Bool {
    nodes[node].operation == .stack && inputs(of: node).allSatisfy { isConstant($0) }
  }
}

extension Array where Element: Hashable {
  /// Each element where it stands first.
  fileprivate var withoutRepetitions: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Session {
  /// The gates of a walk, at the present point.
  func track(of way: Walk.Way, using engine: Engine) throws(Refusal) -> WalkTrack {
    let evaluation = try evaluation(of: way.circuit, using: engine)
    guard evaluation.graph.nodes.count <= WalkTrack.limit else {
      throw Refusal(
        Phrase(
          "This circuit has {count} gates, too many to walk wire by wire. grad shows its slopes.",
          ["count": Problems.number(evaluation.graph.nodes.count)]))
    }
    guard let place = way.place else { return WalkTrack(evaluation, way) }
    let (scalars, target) = try opened(evaluation, to: place, from: way.output)
    return WalkTrack(scalars, to: target)
  }

  /// The circuit in gates of single numbers, and where the place is in it.
  ///
  /// - Throws: where the circuit is too large for that, the place is a whole matrix, or the output
  ///   does not depend on it.
  func opened(_ evaluation: Evaluation, to place: Place, from output: String) throws(Refusal)
    -> (Evaluation, Graph.NodeID)
  {
    guard place.isScalar else {
      throw Refusal(
        Phrase(
          "{name} is a matrix of {shape}. Name one entry, as in {example}.",
          [
            "name": Text(place.name, .name), "shape": Problems.code(place.shape),
            "example": Text("\(place.name)[0, 0]", .command),
          ]))
    }
    guard let node = place.node(in: evaluation.graph) else {
      throw Refusal(
        Phrase(
          "{of} does not depend on {by}: the slope is 0.",
          ["of": Text(output, .name), "by": Text(place.text, .name)]))
    }
    guard let scalars = evaluation.graph.scalarized() else {
      throw Refusal(
        Phrase(
          "Opened into single numbers, this circuit has more than {limit} gates. grad shows its slopes.",
          ["limit": Problems.number(100_000)]))
    }
    return (scalars.evaluation(like: evaluation), scalars.entries[node][place.index])
  }
}
