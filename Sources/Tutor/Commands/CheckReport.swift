import DocumentModel
import GradientCore

/// What a check is told as: a table, a verdict, and what explains it.
struct CheckReport {
  let session: Session
  let check: GradientCheck
  let point: SlopePoint
  /// Whether inputs that are not free were passed over.
  let leavesOut: Bool

  var voice: Voice { session.voice }
  var graph: Graph { point.evaluation.graph }

  static let mostRows = 16

  var document: Document {
    var document = Document(.table(table)) + remarks
    document.blocks += verdict.map { .paragraph($0) }
    return document + ties + broken
  }

  // MARK: - The table

  private var table: Table {
    var columns = [
      Table.Column(voice.say(Phrase("input"))),
      Table.Column(voice.say(Phrase("backward")), .trailing),
      Table.Column(voice.say(Phrase("differences")), .trailing),
      Table.Column(voice.say(Phrase("relative error")), .trailing),
    ]
    let rows = shownRows
    // Where all is well the sentence below says so.
    let allAgree = rows.allSatisfy { word(for: $0).english == "agrees" }
    if !allAgree { columns.append(Table.Column(voice.say(Phrase("verdict")))) }
    let cells = rows.map { row in
      [
        Text(label(of: row), .name), voice.gradient(row.analytic), voice.gradient(row.numerical),
        Text(errorInWords(row.relativeError)),
      ] + (allAgree ? [] : [voice.say(word(for: row))])
    }
    return Table(columns: columns, rows: cells)
  }

  private func word(for row: GradientCheck.Row) -> Phrase {
    if !row.isFinite { return Phrase("not finite") }
    if row.isOnKink { return Phrase("on a kink") }
    return switch GradientCheck.verdict(row) {
    case .agrees: Phrase("agrees")
    case .lookCloser: Phrase("look closer")
    case .doubtful: Phrase("suspicious")
    case .disagrees: Phrase("differs")
    case .unclear: Phrase("rounding hides it")
    case .tooSmall: Phrase("too near 0")
    }
  }

  private var isLong: Bool { check.rows.count > Self.mostRows }

  /// All of a few; else the worst of each input, and of those the worst.
  private var shownRows: [GradientCheck.Row] {
    let rows = isLong ? worstOfEachLeaf(check.rows) : check.rows
    return mostWrong(rows) + mostWrong(check.directions)
  }

  private func mostWrong(_ rows: [GradientCheck.Row]) -> [GradientCheck.Row] {
    guard rows.count > Self.mostRows else { return rows }
    let worst = rows.indices.sorted { weight(rows[$0]) > weight(rows[$1]) }
    return worst.prefix(Self.mostRows).sorted().map { rows[$0] }
  }

  private func worstOfEachLeaf(_ rows: [GradientCheck.Row]) -> [GradientCheck.Row] {
    var worst: [GradientCheck.Row] = []
    for row in rows {
      if let last = worst.last, last.leaf == row.leaf {
        if weight(row) > weight(last) { worst[worst.count - 1] = row }
      } else {
        worst.append(row)
      }
    }
    return worst
  }

  /// A difference of rounding alone weighs nothing.
  private func weight(_ row: GradientCheck.Row) -> Double {
    if !row.isFinite { return .infinity }
    return GradientCheck.verdict(row) == .agrees && row.relativeError > 1e-7 ? 0 : row.relativeError
  }

  /// Below 1e-9 the digits differ between machines and say nothing.
  private func errorInWords(_ error: Double) -> String {
    error < 1e-9 ? "< 1e-9" : Numbers(digits: 2).text(error)
  }

  func label(of row: GradientCheck.Row) -> String {
    guard row.leaf >= 0 else {
      return voice.say(Phrase("direction {number}", ["number": Problems.number(row.entry + 1)]))
        .plain
    }
    return label(graph.name(of: row.leaf) ?? "", row.entry, graph.shape(of: row.leaf))
  }

  func label(_ name: String, _ entry: Int, _ shape: Shape) -> String {
    shape.isScalar ? name : "\(name)[\(entry / shape.columns), \(entry % shape.columns)]"
  }

  func names(_ rows: [GradientCheck.Row]) -> Text {
    let labels = rows.prefix(4).map(label)
    return rows.count > 4
      ? voice.list(labels + ["…"]) : voice.list(labels)
  }

  // MARK: - What was looked at

  private var remarks: Document {
    var document = Document()
    let places = [
      "count": Problems.number(check.rows.count), "total": Problems.number(check.entryCount),
      "directions": Problems.number(check.directions.count),
    ]
    if isLong {
      document += session.note(
        Phrase("Of each input the entry with the largest error is shown."))
    }
    var sentences: [Phrase] = []
    if check.rows.isEmpty, check.entryCount > 1 {
      sentences.append(
        Phrase(
          "In each direction all {total} numbers move at once, each a little up or down.", places))
    } else if !check.rows.isEmpty, check.rows.count < check.entryCount {
      sentences.append(
        Phrase(
          "This is a sample: {count} of {total} numbers, drawn by chance, and {directions} directions in which all move at once.",
          places))
    }
    if leavesOut {
      sentences.append(
        Phrase(
          "Only free inputs were looked at; {command} looks at another one.",
          ["command": Text("check NAME", .command)]))
    }
    document.blocks += sentences.map { .paragraph(voice.say($0).with(.hint)) }
    return document + avoided
  }

  /// Where the usual h would have crossed a kink.
  private var avoided: Document {
    guard
      let row = (check.rows + check.directions).first(where: {
        !$0.avoided.isEmpty && $0.kinks.isEmpty
      }), row.leaf >= 0, let kink = row.avoided.first
    else { return Document() }
    let places = [
      "gate": text(of: [kink]), "name": Text(label(of: row), .name),
      "h": voice.value(row.h.rounded(toDigits: 2)),
    ]
    return Document(
      .paragraph(
        voice.say(
          graph.nodes[kink.gate].operation.endsOrGrows
            ? Phrase(
              "Close to this point {gate} ends or grows without bound, so {name} was nudged by {h} only.",
              places)
            : Phrase(
              "Close to this point {gate} changes sides, so {name} was nudged by {h} only.", places)
        ).with(.hint)))
  }

  /// `relu(z)`, or `relu(z) (entry [0, 1])`, or with several entries.
  ///
  /// - Parameter kinks: of one gate.
  func text(of kinks: [Kink]) -> Text {
    let gate = Text(Session.abridged(graph.text(of: kinks[0].gate), to: 40), .code)
    guard !graph.shape(of: kinks[0].gate).isScalar else { return gate }
    let entries = kinks.prefix(4).map { "[\($0.row), \($0.column)]" }
    let list = voice.list(kinks.count > 4 ? entries + ["…"] : entries, .code)
    return voice.say(
      entries.count == 1
        ? Phrase("{gate} (entry {entry})", ["gate": gate, "entry": list])
        : Phrase("{gate} (entries {entries})", ["gate": gate, "entries": list]))
  }
}

extension Session {
  func answer(to checking: Checking, at point: SlopePoint) -> Answer {
    let all = bench.definitions.leaves(under: point.objective)
    let report = CheckReport(
      session: self, check: checking.check, point: point,
      leavesOut: checking.name == nil && point.leaves.count < all.count)
    return Answer(report.document)
  }
}

extension Double {
  /// The nearest number with so many significant digits.
  func rounded(toDigits digits: Int) -> Double {
    Double(Numbers(digits: digits).text(self)) ?? self
  }
}
