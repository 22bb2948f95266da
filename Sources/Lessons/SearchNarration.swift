import DocumentModel
import Tutor

/// How both searches tell of their tries: what this one gave, and the best so far.
struct SearchNarration {
  let steps: [StepFacts]
  /// Where the tries are drawn from.
  let source: Phrase
  let voice: Voice

  /// How many tries of one move are told.
  private static let toldTries = 3

  var blocks: [Block] {
    [.line(voice.say(source).with(.hint)), .table(table)] + outcome
  }

  private struct Row {
    /// Nil where some are left out.
    var number: Int?
    var point: [Text] = []
    var this: Double?
    var best: Double?
  }

  private var table: Table {
    let names = Voice.columns(of: steps[0])
    let rows = steps.count == 1 && steps[0].evaluations > 1 ? rowsOfTries : rowsOfMoves
    let showsThis = rows.contains { $0.this != nil }
    let first = steps.count == 1 || eachIsOneTry ? Phrase("try") : Phrase("move")
    let columns =
      ([voice.say(first)] + names.map { Text($0, .name) }
      + (showsThis ? [voice.say(Phrase("this try"))] : [])
      + [voice.say(Phrase("best so far"))])
      .map { Table.Column($0, .trailing) }
    return Table(
      columns: columns,
      rows: rows.map { row in
        guard let number = row.number else { return columns.map { _ in Text("…", .hint) } }
        let point = names.isEmpty ? [] : row.point
        return [Text("\(number)")] + point + (showsThis ? [row.this.map(voice.value) ?? ""] : [])
          + [row.best.map(voice.value) ?? ""]
      })
  }

  private var eachIsOneTry: Bool { steps.allSatisfy { $0.evaluations == 1 } }

  /// The first tries of one move and the best of them all.
  private var rowsOfTries: [Row] {
    let step = steps[0]
    var best = step.before
    var rows: [Row] = []
    for (index, attempt) in step.tries.prefix(Self.toldTries).enumerated() {
      best = step.better(of: best, attempt.value)
      rows.append(
        Row(
          number: index + 1, point: attempt.point.map(voice.value), this: attempt.value,
          best: best))
    }
    if rows.count < step.evaluations {
      rows.append(Row())
    }
    return rows
  }

  /// A row for each move; with one try in a move, that try.
  private var rowsOfMoves: [Row] {
    var rows: [Row] = []
    var previous = 0
    for step in steps {
      if step.number > previous + 1 { rows.append(Row()) }
      previous = step.number
      let attempt = step.evaluations == 1 ? step.tries.first : nil
      rows.append(
        Row(
          number: step.number,
          point: (attempt?.point ?? step.leaves.map(\.after)).map(voice.value),
          this: attempt?.value, best: step.after))
    }
    return rows
  }

  /// Where it ended.
  private var outcome: [Block] {
    let last = steps[steps.count - 1]
    let before = steps[0].before
    guard last.after != before else {
      let sentence = Phrase(
        "none was better; {objective} stays",
        ["objective": Text("\(last.objective) = ", .name) + voice.value(before)])
      return [.line(voice.say(sentence))]
    }
    let names = Voice.columns(of: last)
    var parts = last.leaves.filter { names.contains($0.name) }
      .map { voice.equation($0.name, $0.after) }
    let was = voice.say(Phrase("was {value}", ["value": voice.value(before)]))
    parts.append(
      Text(last.objective, .name) + " = " + voice.value(last.after) + "   (" + was + ")")
    if !eachIsOneTry {
      let count = Text("\(triesSpent)")
      parts.append(voice.say(Phrase("after {count} tries", ["count": count])).with(.hint))
    }
    return parts.besideEachOther().map { .line($0) }
  }

  /// Of all moves, also of those that are not told.
  private var triesSpent: Int {
    let last = steps[steps.count - 1]
    return (last.number - 1) * last.settings.tries + last.evaluations
  }
}

extension StepFacts {
  fileprivate func better(of left: Double, _ right: Double) -> Double {
    direction == .maximize ? max(left, right) : min(left, right)
  }
}
