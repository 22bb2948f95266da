import DocumentModel
import GradientCore

extension Session {
  /// The circuit with what the walk has reached, the gate that was passed last marked; that gate
  /// alone where the circuit does not fit. For whoever listens, the walk's sentences say it all.
  ///
  /// - Parameter isFirst: whether it is to be said where it does not fit.
  func picture(of walk: Walk, on track: WalkTrack, isFirst: Bool) -> Document {
    let isPart = track.target != nil
    var drawing = CircuitDrawing(
      track.evaluation, root: track.output, voice: voice, opened: .all)
    if isPart {
      // What lies beside the wires to the place is drawn as inputs.
      drawing.cut = Set(track.graph.nodes.indices).subtracting(track.gates)
    }
    for gate in track.gates.prefix(walk.done) { drawing.marks[gate] = .done }
    if walk.done > 0 { drawing.marks[track.gates[walk.done - 1]] = .active }
    switch walk.way.direction {
    case .forward:
      let ahead = Set(track.gates.dropFirst(walk.done))
      drawing.values = Set(track.graph.nodes.indices).subtracting(ahead)
    case .backward: drawing.take(track.steps(after: walk.done), upstream: track.upstream)
    }
    let part = walk.done > 0 ? [drawing.alone(track.gates[walk.done - 1])] : []
    let count = isPart ? track.gates.count : track.graph.nodes.count
    guard count <= 60 else {
      let reason = Phrase(
        "The circuit has {count} gates, too many to be drawn at every step: the gate of this step stands alone.",
        ["count": Problems.number(track.gates.count)])
      return (isFirst && !part.isEmpty ? wrappedNote(reason) : Document())
        + Document(part.map { .circuit($0) })
    }
    var circuit = drawing.circuit
    circuit.part = part
    circuit.sentences = []
    // A tree of all gates at every step would bury what the step says.
    circuit.treeNote =
      isFirst
      ? voice.say(
        Phrase(
          "The circuit is too wide to be drawn here; {tree} shows it. The gate of this step alone:",
          ["tree": Text("circuit tree", .command)])
      ).dimmed : ""
    circuit.tree = nil
    return Document(.circuit(circuit))
  }
}

extension Session {
  /// The gate that an open walk through the circuit of `output` passed last; none where the bench has
  /// changed since, or the walk leads to one place, through gates of single numbers.
  func marksOfWalk(in output: String, using engine: Engine) -> [Graph.NodeID: Circuit.Mark] {
    guard let walk, walk.done > 0, walk.way.output == output, walk.way.place == nil,
      walk.began(on: bench), let track = try? track(of: walk.way, using: engine)
    else { return [:] }
    return [track.gates[walk.done - 1]: .active]
  }
}

extension CircuitDrawing {
  /// One gate with its inputs, called by their names.
  fileprivate func alone(_ gate: NodeID) -> Circuit {
    var part = CircuitDrawing(evaluation, root: gate, voice: voice, opened: .all)
    part.values = values
    part.gradients = gradients
    part.shares = shares
    part.wireMarks = wireMarks
    part.marks[gate] = .active
    part.cut = Set(evaluation.graph.nodes.indices).subtracting([gate])
    var circuit = part.circuit
    circuit.nodes[circuit.nodes.count - 1].name = Text(names.label(of: gate), .name)
    circuit.sentences = []
    circuit.caption = ""
    circuit.treeNote = ""
    circuit.tree = nil
    return circuit
  }

  /// What has flowed back along these wires.
  fileprivate mutating func take(_ steps: ArraySlice<BackwardPass.Step>, upstream: Matrix) {
    gradients = [outputs[0]: upstream]
    let last = steps.last?.output
    for step in steps {
      let wire = Wire(gate: step.output, position: step.position)
      shares[wire] = step.downstream
      wireMarks[wire] = step.output == last ? .active : .done
      gradients[step.input] =
        gradients[step.input].map { $0.sum(with: step.downstream) } ?? step.downstream
    }
  }
}
