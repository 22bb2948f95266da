import DocumentModel
import GradientCore

/// Analytic slopes beside central differences: input, analytic, numerical, difference, verdict.
struct SlopeTable {
  let facts: GradientFacts
  let voice: Voice

  /// What an error means (Karpathy, CS231n notes on gradient checks); the last is the worst.
  enum Verdict: Int, Comparable {
    case agrees, nearly, tooSmall, hidden, lookCloser, differs, notFinite

    init(_ analytic: Double, _ numerical: Double, rounding: Double) {
      var row = GradientCheck.Row(leaf: -1, entry: 0, analytic: analytic, numerical: numerical)
      row.rounding = rounding
      guard row.isFinite, !row.relativeError.isNaN else {
        self = .notFinite
        return
      }
      self =
        switch GradientCheck.verdict(row) {
        case .agrees: .agrees
        case .lookCloser: .nearly
        case .unclear: .hidden
        case .tooSmall: .tooSmall
        case .doubtful: .lookCloser
        case .disagrees: .differs
        }
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var phrase: Phrase {
      switch self {
      case .agrees: Phrase("agrees")
      case .nearly: Phrase("nearly agrees")
      case .tooSmall: Phrase("too near 0")
      case .hidden: Phrase("rounding hides it")
      case .lookCloser: Phrase("look closer")
      case .differs: Phrase("differs")
      case .notFinite: Phrase("not finite")
      }
    }
  }

  var blocks: [Block] {
    let compares = facts.rows.contains { $0.central != nil }
    var titles = [Phrase("input"), Phrase("analytic")]
    if compares {
      titles += [Phrase("numerical"), Phrase("difference"), Phrase("verdict")]
    }
    let columns = titles.enumerated().map { position, title in
      Table.Column(
        voice.say(title), position == 0 || position == 4 ? .leading : .trailing)
    }
    let rows = facts.rows.map { row in
      [Text(row.name, .name), brief(row.slope)] + (compares ? comparison(row) : [])
    }
    let table = Block.table(Table(columns: columns, rows: rows))
    if compares, facts.rows.contains(where: { (verdict(on: $0) ?? .agrees) > .nearly }) {
      return [
        table,
        .paragraph(
          voice.say(
            Phrase("check says whether that is a kink, rounding or a mistake.")
          ).with(.hint)),
      ]
    }
    if compares || facts.rows.isEmpty { return [table] }
    return [
      table,
      .paragraph(
        voice.say(
          Phrase(
            "Above {limit} numbers, slopes are not measured here. check compares some of them.",
            ["limit": Problems.number(GradCommand.comparedCount)])
        ).with(.hint)),
    ]
  }

  private func verdict(on row: GradientFacts.Row) -> Verdict? {
    row.central.flatMap { central -> Verdict? in
      let rounding = row.rounding?.elements ?? central.elements.map { _ in 0 }
      return zip(row.slope.elements, zip(central.elements, rounding)).map {
        Verdict($0, $1.0, rounding: $1.1)
      }.max()
    }
  }

  private func comparison(_ row: GradientFacts.Row) -> [Text] {
    guard let central = row.central else { return ["", "", ""] }
    let verdict = verdict(on: row) ?? .agrees
    let differences = zip(row.slope.elements, central.elements).map { abs($0 - $1) }
    let difference = differences.contains(where: \.isNaN) ? .nan : differences.max() ?? 0
    return [
      brief(central), Text(inWords(difference)),
      voice.say(verdict.phrase).with(verdict <= .nearly ? .success : .problem),
    ]
  }

  /// The digits of what rounding makes differ between machines and say nothing.
  private func inWords(_ difference: Double) -> String {
    difference < 1e-9 ? "< 1e-9" : Numbers(digits: 2).text(difference)
  }

  private func brief(_ matrix: Matrix) -> Text {
    Text(voice.numbers.brief(matrix, width: 20), .gradient)
  }
}
