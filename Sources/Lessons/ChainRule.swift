import DocumentModel
import Tutor

/// Lesson 5: one row for each wire, upstream · local = downstream; where wires meet, shares add.
struct ChainRule: LessonNarration {
  let lessonID = "chain-rule"

  func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]? {
    guard backward.edges.allSatisfy({ $0.downstream.shape.isScalar && $0.local?.scalar != nil })
    else { return nil }
    let rows = backward.edges.map { edge in
      [Text("\(edge.output) → \(edge.input)", .name)]
        + voice.product(
          voice.gradient(edge.upstream), edge.local.map(voice.gradient) ?? "",
          voice.gradient(edge.downstream)) + [edge.role.map { voice.say($0).with(.hint) } ?? ""]
    }
    let columns = [
      Table.Column(voice.say(Phrase("wire"))),
      Table.Column(voice.say(Phrase("upstream")), .trailing),
      Table.Column(voice.say(Phrase("local")), .operation),
      Table.Column(voice.say(Phrase("downstream")), .operation), Table.Column(""),
    ]
    return [.table(Table(columns: columns, rows: rows))] + forks(backward, in: voice)
  }

  /// `x: 3 + (-2) = 1` for every name that several wires lead to.
  private func forks(_ backward: BackwardFacts, in voice: Voice) -> [Block] {
    var order: [String] = []
    var shares: [String: [Double]] = [:]
    for edge in backward.edges where !backward.incomplete.contains(edge.input) {
      guard let share = edge.downstream.scalar else { continue }
      if shares[edge.input] == nil { order.append(edge.input) }
      shares[edge.input, default: []].append(share)
    }
    return order.flatMap { name -> [Block] in
      guard let parts = shares[name], parts.count > 1 else { return [] }
      let terms = parts.enumerated().map { position, share in
        let text = voice.gradient(share)
        return position > 0 && share < 0 ? Text("(") + text + ")" : text
      }
      let head = voice.say(Phrase("shares add:")) + " " + Text(name, .name)
      let sum = terms.joined(separator: " + ") + " = " + voice.gradient(parts.reduce(0, +))
      return head.plain.count + 3 + sum.plain.count <= 78
        ? [.line(head + "   " + sum)] : [.line(head), .indented([.paragraph(sum)])]
    }
  }
}
