import DocumentModel
import Tutor

/// Lesson 3: a slope is a quotient, and the quotient is written out with the learner's numbers.
struct NumericalGradient: LessonNarration {
  let lessonID = "numerical-gradient"

  /// Wider quotients would not leave room for the slopes in 80 columns.
  private static let widest = 62

  /// With more inputs two lines for each would be a wall.
  private static let mostOnTwoLines = 3

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? {
    guard gradient.method != .analytic, !gradient.rows.isEmpty else { return nil }
    let quotients = gradient.rows.indices.compactMap { Quotient(gradient, row: $0, voice) }
    guard quotients.count == gradient.rows.count else { return nil }
    for calls in [\Quotient.calls, \Quotient.symbols] {
      let fitOneLine = quotients.allSatisfy {
        $0[keyPath: calls].plain.count + $0.values.plain.count < Self.widest
      }
      if fitOneLine {
        let rows = quotients.map {
          [$0.title, $0[keyPath: calls], "= " + $0.values, "= " + $0.slope]
        }
        let columns =
          rows[0].dropLast().map { _ in Table.Column("") } + [Table.Column("", .operation)]
        return [.table(Table(columns: columns, rows: rows))]
      }
      if quotients.count <= Self.mostOnTwoLines { break }
    }
    return quotients.map { .drawn($0.lines.map { .line($0) }, spoken: [.line($0.sentence)]) }
  }

  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? {
    guard steps.first?.strategy == .numerical else { return nil }
    return StepNarration(steps: steps, voice: voice).blocks
  }
}

/// One difference quotient: as calls of f, as values, and what comes out.
private struct Quotient {
  let title: Text
  /// `(f(1.01, -3) - f(1, -3)) / 0.01`
  let calls: Text
  /// `(f(x + h) - f) / h`: the other inputs go without saying.
  let symbols: Text
  /// `(-3.03 - (-3)) / 0.01`
  let values: Text
  let slope: Text

  /// More inputs than fit are not written out: only the one that was nudged is.
  private static let widestCall = 30

  /// Nil for a matrix, and where nothing was measured.
  init?(_ gradient: GradientFacts, row index: Int, _ voice: Voice) {
    let row = gradient.rows[index]
    guard let difference = row.difference, row.value.isScalar else { return nil }
    // With the learner's digits a small nudge would look like none.
    let points = voice.tellingApart(difference.upperPoint, difference.lowerPoint)
    let outputs = voice.tellingApart(difference.upper, difference.lower)
    let width = voice.value(gradient.method == .central ? 2 * gradient.h : gradient.h)

    func call(at point: Double) -> Text {
      let inputs = gradient.rows.enumerated().map { position, row in
        position == index ? points.value(point) : voice.value(row.value)
      }
      let all = Text(gradient.objective) + "(" + inputs.joined(separator: ", ") + ")"
      if all.plain.count <= Self.widestCall { return all }
      return Text(gradient.objective) + "(" + Text(row.name, .name) + " = " + points.value(point)
        + ")"
    }
    title = Text("∂\(gradient.objective)/∂") + Text(row.name, .name)
    calls =
      Text("(") + call(at: difference.upperPoint) + " - " + call(at: difference.lowerPoint)
      + ") / " + width
    let f = gradient.objective
    symbols =
      gradient.method == .central
      ? Text("(\(f)(\(row.name) + h) - \(f)(\(row.name) - h)) / 2h")
      : Text("(\(f)(\(row.name) + h) - \(f)) / h")
    values =
      Text("(") + outputs.value(difference.upper) + " - " + outputs.bracketed(difference.lower)
      + ") / " + width
    slope = voice.gradient(row.slope)
  }

  /// The same on two lines, or on three where names are long.
  var lines: [Text] {
    let written = title.plain.count + 2 + calls.plain.count <= Self.widestLine ? calls : symbols
    let rest = "= " + values + " = " + slope
    let isShort = title.plain.count + 2 + rest.plain.count <= Self.widestLine
    let indent = Text(String(repeating: " ", count: isShort ? title.plain.count + 2 : 4))
    let first = title + "  " + written
    return first.plain.count <= Self.widestLine
      ? [first, indent + rest] : [title, "    " + written, indent + rest]
  }

  private static let widestLine = 78

  /// All of it in one row, for whoever listens.
  var sentence: Text { title + ": " + calls + " = " + values + " = " + slope }
}

extension Voice {
  /// A voice with as many digits as it takes to read the difference of two numbers off what is
  /// written: closely enough that rounding by a too small h shows.
  fileprivate func tellingApart(_ a: Double, _ b: Double) -> Voice {
    let difference = a - b
    guard difference.isFinite, difference != 0 else { return self }
    for digits in numbers.digits..<17 {
      let written = Numbers(digits: digits)
      guard let upper = Double(written.text(a)), let lower = Double(written.text(b)) else { break }
      if abs(upper - lower - difference) <= 5e-5 * abs(difference) {
        return Voice(language: language, numbers: written)
      }
    }
    return Voice(language: language, numbers: .exact)
  }
}
