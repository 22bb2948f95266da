import DocumentModel
import Tutor

/// Lesson 4: the slopes by rule beside the slopes by nudging.
struct AnalyticGradient: LessonNarration {
  let lessonID = "analytic-gradient"

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? {
    guard gradient.method == .analytic, !gradient.rows.isEmpty,
      gradient.rows.allSatisfy({ $0.value.shape.isScalar })
    else { return nil }
    let isMeasured = gradient.rows.contains { $0.measured != nil }
    var titles = [
      voice.say(Phrase("input")), voice.say(Phrase("value")), voice.say(Phrase("analytic")),
    ]
    if isMeasured {
      titles.append(
        voice.say(Phrase("numerical, h = {h}", ["h": voice.value(gradient.h)])))
    }
    let rows = gradient.rows.map { row in
      [Text(row.name, .name), voice.value(row.value), voice.gradient(row.slope)]
        + (isMeasured ? [row.measured.map(voice.gradient) ?? ""] : [])
    }
    let columns =
      [Table.Column(titles[0])] + titles.dropFirst().map { Table.Column($0, .trailing) }
    return [.table(Table(columns: columns, rows: rows))]
  }

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .analytic else { return nil }
    return StepNarration(steps: steps, voice: voice).blocks
  }
}
