import DocumentModel
import Tutor

/// Lesson 5: one row for each wire, upstream · local = downstream; where wires meet, shares add.
struct ChainRule: LessonNarration {
  let lessonID = "chain-rule"

  func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]? {
    guard backward.hasOnlyNumbers else { return nil }
    let rows = zip(backward.edges, backward.newRoles).map { edge, role in
      [Text("\(edge.output) → \(edge.input)", .name)]
        + voice.product(
          voice.gradient(edge.upstream), edge.local.map(voice.gradient) ?? "",
          voice.gradient(edge.downstream)) + [role.map { voice.say($0).with(.hint) } ?? ""]
    }
    let columns = [
      Table.Column(voice.say(Phrase("wire"))),
      Table.Column(voice.say(Phrase("upstream")), .trailing),
      Table.Column(voice.say(Phrase("local")), .operation),
      Table.Column(voice.say(Phrase("downstream")), .operation), Table.Column(""),
    ]
    return [.table(Table(columns: columns, rows: rows))] + voice.forks(of: backward)
  }
}
