import DocumentModel
import Tutor

/// Lesson 3: a slope is a quotient, and the quotient is written out with the learner's numbers.
struct NumericalGradient: LessonNarration {
  let lessonID = "numerical-gradient"

  /// Wider quotients would not leave room for the slopes in 80 columns.
  private static let widest = 62

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? {
    guard gradient.method != .analytic, !gradient.rows.isEmpty,
      gradient.rows.allSatisfy({ $0.difference != nil && $0.value.shape.isScalar })
    else { return nil }
    let calls = gradient.rows.indices.map { quotientOfCalls(gradient, $0, voice) }
    let values = gradient.rows.map { quotientOfValues(gradient, $0, voice) }
    let showsCalls = zip(calls, values).allSatisfy {
      $0.plain.count + $1.plain.count < Self.widest
    }
    let rows = gradient.rows.indices.map { index in
      let row = gradient.rows[index]
      return [Text("∂\(gradient.objective)/∂") + Text(row.name, .name)]
        + (showsCalls ? [calls[index], Text("= ") + values[index]] : [values[index]])
        + [Text("= ") + voice.gradient(row.slope)]
    }
    let columns = rows[0].dropLast().map { _ in Table.Column("") } + [Table.Column("", .operation)]
    return [.table(Table(columns: columns, rows: rows))]
  }

  /// `(f(1.01, -3) - f(1, -3)) / 0.01`
  private func quotientOfCalls(_ gradient: GradientFacts, _ index: Int, _ voice: Voice) -> Text {
    guard let difference = gradient.rows[index].difference else { return "" }
    return Text("(") + call(gradient, index, difference.upperPoint, voice) + " - "
      + call(gradient, index, difference.lowerPoint, voice) + ") / " + width(gradient, in: voice)
  }

  /// `(-3.03 - (-3)) / 0.01`
  private func quotientOfValues(
    _ gradient: GradientFacts, _ row: GradientFacts.Row, _ voice: Voice
  ) -> Text {
    guard let difference = row.difference else { return "" }
    return Text("(") + voice.value(difference.upper) + " - " + voice.bracketed(difference.lower)
      + ") / " + width(gradient, in: voice)
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
