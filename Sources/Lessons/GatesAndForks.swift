import DocumentModel
import Tutor

/// Lesson 8: one row for each gate, with what it does to the gradient that reaches it.
struct GatesAndForks: LessonNarration {
  let lessonID = "gates-and-forks"

  /// Nil where gates have more than two inputs, or names so long that two do not fit side by side.
  func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]? {
    guard backward.hasOnlyNumbers else { return nil }
    let gates = backward.gates
    let labels = backward.edges.flatMap { [$0.output, $0.input] }
    guard gates.allSatisfy({ $0.count <= 2 }), labels.allSatisfy({ $0.count <= 8 }) else {
      return nil
    }
    let rows = gates.map { wires in
      [
        Text(wires[0].output, .name), voice.gradient(wires[0].upstream),
        wires[0].role.map { voice.say($0).with(.hint) } ?? "",
      ] + (0..<2).map { $0 < wires.count ? share(wires[$0], in: voice) : "" }
    }
    let columns = [
      Table.Column(voice.say(Phrase("gate"))),
      Table.Column(voice.say(Phrase("upstream")), .trailing), Table.Column(""),
      Table.Column(voice.say(Phrase("to its inputs"))), Table.Column(""),
    ]
    return [.table(Table(columns: columns, rows: rows))] + voice.forks(of: backward)
  }

  /// `a  1 · 2 = 2`.
  private func share(_ edge: BackwardFacts.Edge, in voice: Voice) -> Text {
    let product = voice.product(
      voice.gradient(edge.upstream), edge.local.map(voice.gradient) ?? "",
      voice.gradient(edge.downstream))
    return Text(edge.input, .name) + "  " + product.joined(separator: " ")
  }
}

extension BackwardFacts {
  /// The wires of each gate together, the last gate first.
  fileprivate var gates: [[Edge]] {
    edges.reduce(into: []) { gates, edge in
      if gates.last?[0].output == edge.output {
        gates[gates.count - 1].append(edge)
      } else {
        gates.append([edge])
      }
    }
  }
}
