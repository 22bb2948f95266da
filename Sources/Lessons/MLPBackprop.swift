import DocumentModel
import GradientCore
import Tutor

/// Lesson 7: the same in matrices, and every weight moved at once.
struct MLPBackprop: LessonNarration {
  let lessonID = "mlp-backprop"

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard let step = steps.first, steps.allSatisfy(\.isGradientStep), !step.hasOnlyNumbers else {
      return nil
    }
    guard steps.count == 1 else { return [voice.rows(of: steps)] }
    let sign = step.direction == .maximize ? "+" : "-"
    let rule = voice.say(
      Phrase(
        "new = old {sign} {step} · slope, all from the same point",
        ["sign": Text(sign), "step": voice.value(step.settings.step)]))
    var rows = step.leaves.map { leaf in
      [Text(leaf.name, .name), Text("= ") + voice.value(leaf.after)]
    }
    rows.append([
      Text(step.objective, .name),
      Text("= ") + voice.value(step.after) + "   ("
        + voice.say(Phrase("was {value}", ["value": voice.value(step.before)])) + ")",
    ])
    return [
      .line(rule), .table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows)),
    ] + voice.promise(of: step)
  }

  /// What leaves each wire; a factor of a matrix is a matrix of its own, so it is not shown.
  func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]? {
    guard backward.edges.contains(where: { !$0.downstream.shape.isScalar }) else { return nil }
    let rows = zip(backward.edges, backward.newRoles).map { edge, role in
      [
        Text("\(edge.output) → \(edge.input)", .name),
        role.map { voice.say($0).with(.hint) } ?? "", Text("\(edge.downstream.shape)", .hint),
        voice.gradient(edge.downstream),
      ]
    }
    let columns = [
      Table.Column(voice.say(Phrase("wire"))), Table.Column(""),
      Table.Column(voice.say(Phrase("shape"))),
      Table.Column(voice.say(Phrase("downstream"))),
    ]
    return [.table(Table(columns: columns, rows: rows))]
  }
}
