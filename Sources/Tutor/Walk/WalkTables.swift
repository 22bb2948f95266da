import DocumentModel
import GradientCore

/// The whole walk at once, as tables.
extension Session {
  func table(ofForward track: WalkTrack) -> Document {
    let rows = track.gates.prefix(BackwardCommand.limit).map { node in
      [
        track.graph.name(of: node).map { Text($0, .name) } ?? "",
        Text(Session.abridged(track.graph.text(of: node), to: 40), .code),
        voice.value(track.evaluation.value(of: node)),
      ]
    }
    return Document(.table(Table(columns: voice.gateColumns, rows: rows)))
      + more(track.gates.count - rows.count)
  }

  /// Wire by wire in the lessons' words, with the roles of the gates.
  func table(ofBackward track: WalkTrack) -> Document {
    let shown = track.steps.prefix(BackwardCommand.limit)
    let telling = WalkTelling(track: track, voice: voice)
    let labels = labels(of: shown.flatMap { [$0.output, $0.input] }, in: track.graph)
    let facts = BackwardFacts(
      objective: track.graph.label(of: track.output),
      edges: shown.map { step in
        .init(
          output: labels[step.output]!, input: labels[step.input]!,
          upstream: step.upstream, local: step.local.matrix, downstream: step.downstream,
          role: telling.role(of: step))
      })
    let blocks = curriculum.narrate(open: course.openLesson) { $0.narrate(facts, in: voice) }
    return Document(blocks ?? Narration.backward(facts, in: voice))
      + more(track.steps.count - shown.count)
  }

  private func more(_ count: Int) -> Document {
    guard count > 0 else { return Document() }
    return note(Phrase("… and {count} more", ["count": Problems.number(count)]))
  }

  /// Short enough for two of them beside three numbers, and no two the same.
  private func labels(of nodes: [Graph.NodeID], in graph: Graph) -> [Graph.NodeID: String] {
    var labels: [Graph.NodeID: String] = [:]
    var counts: [String: Int] = [:]
    for node in nodes where labels[node] == nil {
      let label = Session.abridgedInside(graph.label(of: node), to: 18)
      counts[label, default: 0] += 1
      labels[node] = counts[label] == 1 ? label : "\(label) (\(counts[label]!))"
    }
    return labels
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
