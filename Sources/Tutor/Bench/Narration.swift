import DocumentModel
import GradientCore

/// Plain words for what commands did, where no lesson has better ones.
enum Narration {
  // MARK: - Moves

  static func steps(_ steps: [StepFacts], in voice: Voice) -> [Block] {
    var blocks: [Block] = []
    var number = 0
    for step in steps {
      if step.number > number + 1 { blocks.append(.line(Text("…", .hint))) }
      number = step.number
      let head = steps.count > 1 ? voice.say(stepNumber(number)).with(.hint) + "   " : ""
      blocks += step.strategy.isSearch ? search(step, head, voice) : slope(step, head, voice)
    }
    return blocks
  }

  private static func stepNumber(_ number: Int) -> Phrase {
    Phrase("step {number}", ["number": Text("\(number)")])
  }

  private static func point(_ step: StepFacts, _ voice: Voice) -> [Text] {
    let shown = step.leaves.prefix(8).map { voice.equation($0.name, $0.after) }
    let more = step.leaves.count > 8 ? [Text("…", .hint)] : []
    return shown + more + [Text(step.objective, .name) + " = " + voice.value(step.after)]
  }

  /// The new point, then what was expected and what was got.
  private static func slope(_ step: StepFacts, _ head: Text, _ voice: Voice) -> [Block] {
    var parts = point(step, voice)
    if let first = parts.first { parts[0] = head + first }
    return fitted(parts) + [.line(expectation(step, voice))]
  }

  /// `expected +0.1   got +0.0997   difference -0.0003`.
  static func expectation(_ step: StepFacts, _ voice: Voice) -> Text {
    let expected = step.expectedChange ?? 0
    return voice.say(
      Phrase(
        "expected {expected}   got {got}   difference {difference}",
        [
          "expected": voice.signed(expected), "got": voice.signed(step.change),
          "difference": voice.signed(step.deviation),
        ]))
  }

  private static func search(_ step: StepFacts, _ head: Text, _ voice: Voice) -> [Block] {
    var blocks: [Block] = []
    if step.evaluations == 1, let only = step.tries.first {
      let texts =
        zip(step.leaves, only.point).map { voice.equation($0.name, $1) }
        + [Text(step.objective, .name) + " = " + voice.value(only.value)]
      blocks += fitted([head + voice.say(Phrase("this try")).with(.hint)] + texts)
    }
    let count = ["count": Problems.number(step.evaluations)]
    let outcome =
      step.moved
      ? Phrase("best of {count}", count)
      : step.evaluations == 1
        ? Phrase("not better") : Phrase("none of {count} was better", count)
    let label = blocks.isEmpty ? head : ""
    var parts = point(step, voice)
    parts[0] = label + parts[0]
    return blocks + fitted(parts + [voice.say(outcome).with(.hint)])
  }

  /// At most ten rows of a run.
  static func rows(_ rows: [Work.Row], in voice: Voice) -> Document {
    guard let first = rows.first else { return Document() }
    let isShort = first.leaves.count <= 4 && first.point.allSatisfy(\.isScalar)
    func cells(withPoint: Bool) -> [[Text]] {
      rows.map { row in
        [voice.say(stepNumber(row.number)).with(.hint)]
          + (withPoint ? zip(row.leaves, row.point).map { voice.equation($0, $1) } : [])
          + [Text(row.objective, .name) + " = " + voice.value(row.value)]
      }
    }
    var table = cells(withPoint: isShort)
    if width(of: table) > 80 { table = cells(withPoint: false) }
    return Document(
      .table(Table(columns: table[0].map { _ in Table.Column("") }, rows: table)))
  }

  /// Where moves stopped: `step 7   x = 2   f = 4`.
  static func end(_ row: Work.Row, in voice: Voice) -> Document {
    var parts = zip(row.leaves, row.point).prefix(8).map { voice.equation($0, $1) }
    if row.leaves.count > 8 { parts.append(Text("…", .hint)) }
    parts.append(Text(row.objective, .name) + " = " + voice.value(row.value))
    return Document(fitted([voice.say(stepNumber(row.number)).with(.hint)] + parts))
  }

  /// How wide a table of these rows is.
  static func width(of rows: [[Text]]) -> Int {
    let columns = rows.map(\.count).max() ?? 0
    return (0..<columns).reduce(-2) { width, column in
      width + 2 + (rows.map { column < $0.count ? $0[column].plain.count : 0 }.max() ?? 0)
    }
  }

  // MARK: - Slopes

  static func gradient(_ facts: GradientFacts, in voice: Voice) -> [Block] {
    guard facts.method != .analytic else { return SlopeTable(facts: facts, voice: voice).blocks }
    let columns = [
      Table.Column(voice.say(Phrase("input"))),
      Table.Column(voice.say(Phrase("value")), .trailing),
      Table.Column(voice.say(Phrase("slope")), .trailing),
      Table.Column(voice.say(Phrase("from"))),
    ]
    let rows = facts.rows.map { row in
      [
        Text(row.name, .name), voice.value(row.value), voice.gradient(row.slope),
        quotient(of: row, facts, voice),
      ]
    }
    return [.table(Table(columns: columns, rows: rows))]
  }

  /// `(f(2.01, -3) - f(2, -3)) / 0.01`; with more inputs, the two values in place of the points.
  static func quotient(of row: GradientFacts.Row, _ facts: GradientFacts, _ voice: Voice) -> Text {
    guard let difference = row.difference else { return "" }
    let numbers = voice.numbers
    let divisor =
      facts.method == .central
      ? "(2 * \(numbers.text(facts.h)))" : numbers.text(facts.h)
    let isShort = facts.rows.count <= 3 && facts.rows.allSatisfy { $0.value.isScalar }
    func point(_ moved: Double) -> String {
      guard isShort else { return "" }
      let inputs = facts.rows.map { numbers.inline($0.name == row.name ? Matrix(moved) : $0.value) }
      return "\(facts.objective)(\(inputs.joined(separator: ", ")))"
    }
    func bracketed(_ number: Double) -> String {
      number < 0 ? "(\(numbers.text(number)))" : numbers.text(number)
    }
    let text =
      isShort
      ? "(\(point(difference.upperPoint)) - \(point(difference.lowerPoint))) / \(divisor)"
      : "(\(numbers.text(difference.upper)) - \(bracketed(difference.lower))) / \(divisor)"
    return Text(text, .code)
  }

  // MARK: - The backward pass

  /// `f → q   1 · -4 = -4`: upstream, local, and what goes on downstream.
  static func backward(_ facts: BackwardFacts, in voice: Voice) -> [Block] {
    let titles = [Phrase("wire"), Phrase("upstream"), Phrase("local"), Phrase("downstream")]
    let columns =
      titles.enumerated().map { position, title in
        Table.Column(voice.say(title), position == 0 ? .leading : .trailing)
      } + [Table.Column("")]
    let rows = zip(facts.edges, facts.newRoles).map { edge, role in
      [
        Text("\(edge.output) → \(edge.input)", .name), voice.gradient(edge.upstream),
        edge.local.map(voice.value) ?? Text("…", .hint), voice.gradient(edge.downstream),
        role.map { voice.say($0).dimmed } ?? "",
      ]
    }
    return [.table(Table(columns: columns, rows: rows))] + sums(facts, voice)
  }

  /// Where several wires arrive, their shares add: `x   3 + 3 = 6`.
  private static func sums(_ facts: BackwardFacts, _ voice: Voice) -> [Block] {
    var shares: [(input: String, slopes: [Matrix])] = []
    for edge in facts.edges where !facts.incomplete.contains(edge.input) {
      if let known = shares.firstIndex(where: { $0.input == edge.input }) {
        shares[known].slopes.append(edge.downstream)
      } else {
        shares.append((edge.input, [edge.downstream]))
      }
    }
    return shares.filter { $0.slopes.count > 1 && $0.slopes.allSatisfy(\.isScalar) }.map { share in
      let total = share.slopes.reduce(0) { $0 + $1.elements[0] }
      let sum = share.slopes.map { voice.gradient($0) }.joined(separator: " + ")
      return .line(
        voice.say(
          Phrase(
            "{input} collects {sum} = {total}",
            [
              "input": Text(share.input, .name), "sum": sum, "total": voice.gradient(total),
            ])))
    }
  }

  private static func fitted(_ parts: [Text]) -> [Block] {
    parts.besideEachOther().map { .line($0) }
  }
}
