import DocumentModel
import Tutor

/// How lessons 3 to 6 tell of a gradient step: for each input old + step · slope, and at the end
/// what the slopes had promised.
struct StepNarration {
  let steps: [StepFacts]
  let voice: Voice

  /// Nil where the inputs are matrices, or too many for a line each.
  var blocks: [Block]? {
    guard steps.allSatisfy({ $0.isGradientStep && $0.hasOnlyNumbers }) else { return nil }
    guard steps.count == 1 else {
      return [voice.rows(of: steps)]
    }
    let step = steps[0]
    guard step.leaves.count <= 8 else { return nil }
    let sign = step.direction == .maximize ? "+" : "-"
    var rows = step.leaves.map { leaf in
      [
        Text(leaf.name, .name), voice.value(leaf.before),
        Text("\(sign) ") + voice.value(step.settings.step),
        Text("· ") + (leaf.slope.map(voice.gradient) ?? ""),
        Text("= ") + voice.value(leaf.after),
      ]
    }
    rows.append([
      Text(step.objective, .name), voice.value(step.before), "", "",
      Text("→ ") + voice.value(step.after),
    ])
    let columns =
      [Table.Column(""), Table.Column("", .trailing)]
      + Array(repeating: Table.Column("", .operation), count: 3)
    return [.table(Table(columns: columns, rows: rows))] + voice.promise(of: step)
  }
}
