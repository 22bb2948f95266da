import DocumentModel
import GradientCore

/// A circuit with what is known of it now, to be drawn. A walk fills in what it has reached; alone,
/// it draws all values and no gradients.
struct CircuitDrawing {
  typealias NodeID = Graph.NodeID

  /// The wire into one input of a gate; `x * x` has two from the same node.
  struct Wire: Hashable, Sendable {
    var gate: NodeID
    /// Which input of the gate it is.
    var position: Int
  }

  /// Which functions are drawn as their gates, and not as one.
  enum Opened: Equatable, Sendable {
    case none, all
    case these(Set<String>)

    func contains(_ function: String) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .these(let names): names.contains(function)
      }
    }
  }

  let evaluation: Evaluation
  let voice: Voice
  let names: GateNames
  let opened: Opened
  /// Where the picture ends; usually one.
  let outputs: [NodeID]
  /// Gates that are drawn as inputs.
  var cut: Set<NodeID> = []
  /// Nodes whose values are known; nil where all are.
  var values: Set<NodeID>?
  /// The gradients that have arrived, of whole nodes.
  var gradients: [NodeID: Matrix] = [:]
  /// The share that has flowed back along a wire. It is drawn where wires meet at a fork.
  var shares: [Wire: Matrix] = [:]
  var marks: [NodeID: Circuit.Mark] = [:]
  var wireMarks: [Wire: Circuit.Mark] = [:]

  /// - Precondition: `forward()` has run.
  init(_ evaluation: Evaluation, root: NodeID, voice: Voice, opened: Opened = .none) {
    self.init(evaluation, outputs: [root], voice: voice, opened: opened)
  }

  init(_ evaluation: Evaluation, outputs: [NodeID], voice: Voice, opened: Opened = .none) {
    self.evaluation = evaluation
    names = GateNames(evaluation.graph)
    self.outputs = outputs
    self.voice = voice
    self.opened = opened
  }

  /// The functions that are drawn as one gate, by what they give.
  var closedCalls: [NodeID: Graph.Call] {
    evaluation.graph.calls.reduce(into: [:]) { closed, call in
      // An outer function that is drawn as one gate hides the inner ones, which come later.
      guard !opened.contains(call.function), call.nodes.contains(call.result),
        closed[call.result] == nil
      else { return }
      closed[call.result] = call
    }
  }

  var drawn: DrawnCircuit {
    DrawnCircuit(evaluation.graph, outputs: outputs, cut: cut, closed: closedCalls)
  }

  /// Draws gates as inputs that stand so many gates or more behind every output.
  mutating func cut(below depth: Int) {
    var distance = Dictionary(uniqueKeysWithValues: outputs.map { ($0, 0) })
    for box in drawn.boxes.reversed() {
      let next = distance[box.node]! + 1
      for wire in box.wires { distance[wire.from] = min(distance[wire.from] ?? next, next) }
    }
    cut.formUnion(
      distance.filter { $0.value >= depth && evaluation.graph.nodes[$0.key].isGate }.keys)
  }

  /// Fills in every gradient and share, as after a whole backward pass.
  ///
  /// - Parameter objective: where it starts; the output, if nil.
  mutating func takeBackwardPass(from objective: NodeID? = nil) {
    let pass = BackwardPass(evaluation, from: objective ?? outputs.last!)
    gradients = pass.gradients
    for step in pass.steps {
      shares[Wire(gate: step.output, position: step.position)] = step.downstream
    }
  }
}
