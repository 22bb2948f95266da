import DocumentModel
import GradientCore

/// The whole walk at once, as tables.
extension Session {
  func table(ofForward track: WalkTrack) -> Document {
    let rows = track.gates.prefix(BackwardCommand.limit).map { node -> [Text] in
      let name = track.graph.name(of: node) ?? track.names.numberedName(of: node)
      return [
        Text(name ?? "", .name),
        Text(Session.abridged(track.names.formula(of: node), to: 40), .code),
        voice.value(track.evaluation.value(of: node)),
      ]
    }
    return Document(.table(Table(columns: voice.gateColumns, rows: rows)))
      + more(track.gates.count - rows.count)
  }

  /// Wire by wire in the lessons' words, with the roles of the gates.
  func table(ofBackward track: WalkTrack) -> Document {
    let count = track.steps.count
    guard count > BackwardCommand.limit else {
      return wires(0..<count, of: track) + legend(for: track.steps, of: track)
    }
    // The walk is towards the inputs: its end is not left out.
    let first = 0..<BackwardCommand.firstWires
    let last = (count - BackwardCommand.lastWires)..<count
    let left = note(
      Phrase(
        "… {count} wires between are left out …",
        ["count": Problems.number(last.lowerBound - first.upperBound)]))
    return wires(first, of: track) + left + wires(last, of: track)
      + legend(for: track.steps[first] + track.steps[last], of: track)
  }

  private func wires(_ range: Range<Int>, of track: WalkTrack) -> Document {
    let shown = track.steps[range]
    let telling = WalkTelling(track: track, voice: voice)
    let others = track.steps[..<range.lowerBound] + track.steps[range.upperBound...]
    let names = track.names
    let facts = BackwardFacts(
      objective: names.label(of: track.output),
      edges: shown.map { step in
        .init(
          output: names.label(of: step.output), input: names.label(of: step.input),
          upstream: step.upstream, local: step.local.matrix, downstream: step.downstream,
          role: telling.role(of: step))
      }, incomplete: Set(others.map { names.label(of: $0.input) }))
    let blocks = curriculum.narrate(open: course.openLesson) { $0.narrate(facts, in: voice) }
    return Document(blocks ?? Narration.backward(facts, in: voice))
  }

  private func legend(for steps: some Sequence<BackwardPass.Step>, of track: WalkTrack) -> Document
  {
    guard let legend = track.names.legend(for: steps.map(\.output), in: voice) else {
      return Document()
    }
    return Document(.paragraph(legend))
  }

  private func more(_ count: Int) -> Document {
    guard count > 0 else { return Document() }
    return note(Phrase("… and {count} more", ["count": Problems.number(count)]))
  }
}

extension BackwardPass.Local {
  fileprivate var matrix: Matrix? {
    switch self {
    case .elementwise(let slopes), .leftFactor(let slopes), .rightFactor(let slopes): slopes
    case .broadcastSum, .rearrangement: Matrix(1)
    case .rowJacobian(let jacobians): jacobians.count == 1 ? jacobians[0] : nil
    }
  }
}
