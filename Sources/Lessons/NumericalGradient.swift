import DocumentModel
import Tutor

/// Lesson 3: a slope is a quotient, and the quotient is written out with the learner's numbers.
struct NumericalGradient: LessonNarration {
  let lessonID = "numerical-gradient"

  /// Wider quotients would not leave room for the slopes in 80 columns.
  private static let widest = 62

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? {
    guard gradient.method != .analytic,
      gradient.rows.allSatisfy({ $0.difference != nil && $0.value.shape.isScalar })
    else { return nil }
    let rows = gradient.rows.indices.map { index in
      let row = gradient.rows[index]
      let difference = row.difference!
      let distance = voice.value(difference.upperPoint - difference.lowerPoint)
      let values =
        Text("(") + voice.value(difference.upper) + " - " + voice.bracketed(difference.lower)
        + ") / " + width(gradient, in: voice)
      _ = distance
      let calls =
        Text("(") + call(gradient, index, difference.upperPoint, voice) + " - "
        + call(gradient, index, difference.lowerPoint, voice) + ") / " + width(gradient, in: voice)
      return (calls: calls, values: values, slope: voice.gradient(row.slope))
    }
    let showsCalls = rows.allSatisfy { $0.calls.plain.count + $0.values.plain.count < Self.widest }
    let cells = zip(gradient.rows, rows).map { row, texts in
      [Text("∂\(gradient.objective)/∂") + Text(row.name, .name)]
        + (showsCalls ? [texts.calls, Text("= ") + texts.values] : [texts.values])
        + [Text("= ") + texts.slope]
    }
    let columns = cells[0].map { _ in Table.Column("") }
    return [.table(Table(columns: columns, rows: cells))]
  }

  /// What is divided by: h, or 2h for the central difference.
  private func width(_ gradient: GradientFacts, in voice: Voice) -> Text {
    gradient.method == .central ? voice.value(2 * gradient.h) : voice.value(gradient.h)
  }

  /// `f(1.01, -3)`: all inputs as they are, but one at `point`.
  private func call(
    _ gradient: GradientFacts, _ index: Int, _ point: Double, _ voice: Voice
  ) -> Text {
    let inputs = gradient.rows.enumerated().map { position, row in
      position == index ? voice.value(point) : voice.value(row.value)
    }
    return Text(gradient.objective) + "(" + inputs.joined(separator: ", ") + ")"
  }

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .numerical else { return nil }
    return StepNarration(steps: steps, voice: voice).blocks
  }
}
