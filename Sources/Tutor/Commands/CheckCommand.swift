import DocumentModel
import GradientCore

/// `check`: slopes of the backward pass beside central differences.
struct CheckCommand: Command {
  static let usage = Usage(
    "check", group: .circuit,
    summary: Phrase("compare the slopes of the backward pass with central differences"),
    details: [
      Phrase(
        "The relative error is |a - n| / max(|a|, |n|). Below 1e-7 is fine; above 0.01 is a bug or a kink. check chooses its own h."
      )
    ],
    example: ["x = 1; y = -3; f = x * y", "check"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let point = try session.slopePoint(using: engine)
    try session.refuseManyNudges(point.count)
    guard !point.nodes.isEmpty else {
      throw Refusal(
        Phrase("{objective} has no inputs.", ["objective": Text(point.objective, .name)]))
    }
    var measurement = GradientCheck.measurement(count: point.count)
    guard point.count <= Measuring.few else {
      session.measuring = Measuring(purpose: .check, measurement: measurement)
      return Answer()
    }
    measurement.proceed(of: point.root, by: point.nodes, in: point.evaluation)
    return session.answer(toCheck: measurement, at: point)
  }
}

extension Session {
  func answer(toCheck measurement: Measurement, at point: SlopePoint) -> Answer {
    let check = GradientCheck(
      point.evaluation, of: point.root, by: point.nodes, measured: measurement)
    return Answer(document(of: check, in: point.evaluation))
  }

  fileprivate func document(of check: GradientCheck, in evaluation: Evaluation) -> Document {
    let graph = evaluation.graph
    let isLong = check.rows.count > 16
    let rows = isLong ? worstOfEachLeaf(check.rows) : check.rows
    let columns = [
      Table.Column(voice.say(Phrase("input"))),
      Table.Column(voice.say(Phrase("backward")), .trailing),
      Table.Column(voice.say(Phrase("differences")), .trailing),
      Table.Column(voice.say(Phrase("relative error")), .trailing),
    ]
    let cells = rows.map { row in
      [
        Text(label(of: row, in: graph), .name), voice.gradient(row.analytic),
        voice.gradient(row.numerical), Text(errorInWords(row.relativeError)),
      ]
    }
    var document = Document(.table(Table(columns: columns, rows: cells)))
    if isLong {
      document += note(Phrase("Of each input the entry with the largest error is shown."))
    }
    return document + Document(.paragraph(verdict(on: check.rows, in: evaluation)))
  }

  /// Below 1e-9 the digits differ between machines and say nothing.
  private func errorInWords(_ error: Double) -> String {
    error < 1e-9 ? "< 1e-9" : Numbers(digits: 2).text(error)
  }

  private func label(of row: GradientCheck.Row, in graph: Graph) -> String {
    let name = graph.name(of: row.leaf) ?? ""
    let shape = graph.shape(of: row.leaf)
    if shape.isScalar { return name }
    return "\(name)[\(row.entry / shape.columns), \(row.entry % shape.columns)]"
  }

  private func worstOfEachLeaf(_ rows: [GradientCheck.Row]) -> [GradientCheck.Row] {
    var worst: [GradientCheck.Row] = []
    for row in rows {
      if let last = worst.last, last.leaf == row.leaf {
        if row.relativeError > last.relativeError { worst[worst.count - 1] = row }
      } else {
        worst.append(row)
      }
    }
    return worst
  }

  private func verdict(on rows: [GradientCheck.Row], in evaluation: Evaluation) -> Text {
    let wrong = rows.filter { GradientCheck.verdict($0) == .disagrees }
    let doubtful = rows.filter { GradientCheck.verdict($0) == .lookCloser }
    let names = { (rows: [GradientCheck.Row]) in
      voice.list(rows.prefix(4).map { label(of: $0, in: evaluation.graph) })
    }
    if let first = wrong.first {
      if let lost = rows.first(where: { !$0.analytic.isFinite || !$0.numerical.isFinite }) {
        return voice.say(
          Phrase(
            "Near this point the slope of {name} is not a finite number: there is nothing to compare.",
            ["name": names([lost])]))
      }
      if let kink = kink(of: wrong, in: evaluation) { return voice.say(kink) }
      let places = ["names": names(wrong), "name": names([first])]
      return voice.say(
        wrong.count == 1
          ? Phrase("{name} differs: a bug, or a kink close by.", places)
          : Phrase("{names} differ: a bug, or a kink close by.", places)
      ).with(.problem)
    }
    if !doubtful.isEmpty {
      let places = ["names": names(doubtful)]
      return voice.say(
        doubtful.count == 1
          ? Phrase("{names} nearly agrees: look closer, perhaps at another point.", places)
          : Phrase("{names} nearly agree: look closer, perhaps at another point.", places))
    }
    let count = ["count": Problems.number(rows.count)]
    return voice.say(
      rows.count == 1
        ? Phrase("The slope agrees, at this point.")
        : Phrase("All {count} agree, at this point.", count)
    ).with(.success)
  }

  /// What is to be said where every slope that differs stands on a kink; nil where one does not.
  private func kink(of rows: [GradientCheck.Row], in evaluation: Evaluation) -> Phrase? {
    guard rows.count <= 100 else { return nil }
    let sides = rows.map { slopesBeside($0, in: evaluation) }
    let areKinks = zip(rows, sides).allSatisfy { row, side in
      // On a kink the slope changes at once; between both sides there is no right one.
      let jump = abs(side.right - side.left)
      let (low, high) = (min(side.left, side.right), max(side.left, side.right))
      let slack = 1e-3 * jump
      return jump > 1e-3 * max(abs(low), abs(high))
        && row.analytic >= low - slack && row.analytic <= high + slack
    }
    guard areKinks, let row = rows.first, let side = sides.first else { return nil }
    let name = Text(label(of: row, in: evaluation.graph), .name)
    guard rows.count == 1 else {
      return Phrase(
        "{names} stand on a kink: to the left and to the right the slopes are different, so there is nothing to compare here.",
        ["names": voice.list(rows.prefix(4).map { label(of: $0, in: evaluation.graph) })])
    }
    return Phrase(
      "{name} stands on a kink: the slope is {left} to the left and {right} to the right, so there is nothing to compare here.",
      ["name": name, "left": voice.gradient(side.left), "right": voice.gradient(side.right)])
  }

  private func slopesBeside(
    _ row: GradientCheck.Row, in evaluation: Evaluation
  ) -> (left: Double, right: Double) {
    let point = evaluation.value(of: row.leaf).elements[row.entry]
    let h = 1e-6 * max(1, abs(point))
    let slope = { (h: Double) in
      evaluation.difference(
        .forward, of: evaluation.graph.root, by: row.leaf, entry: row.entry, h: h
      ).slope
    }
    // Rounded, so that the digits that the quotient cannot know are not shown.
    return (slope(-h).rounded(toDigits: 5), slope(h).rounded(toDigits: 5))
  }
}

extension Double {
  /// The nearest number with so many significant digits.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    Double(Numbers(digits: digits).text(self)) ?? self
  }
}
