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
    let objective = try session.objectiveForSlopes()
    let evaluation: Evaluation
    do throws(CompilationError) {
      evaluation = try engine.evaluation(of: [objective], in: session.bench)
    } catch {
      throw session.refusal(error, in: "")
    }
    let graph = evaluation.graph
    let leaves = session.bench.definitions.leaves(under: objective)
    let nodes = leaves.compactMap { graph.node(named: $0) }
    try session.refuseManyNudges(nodes.reduce(0) { $0 + graph.shape(of: $1).count })
    guard !nodes.isEmpty else {
      throw Refusal(
        Phrase("{objective} has no inputs.", ["objective": Text(objective, .name)]))
    }
    let check = GradientCheck(evaluation, of: graph.root, by: nodes)
    return Answer(session.document(of: check, in: graph))
  }
}

extension Session {
  fileprivate func document(of check: GradientCheck, in graph: Graph) -> Document {
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
    return document + Document(.line(verdict(on: check.rows, in: graph)))
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

  private func verdict(on rows: [GradientCheck.Row], in graph: Graph) -> Text {
    let wrong = rows.filter { GradientCheck.verdict($0) == .disagrees }
    let doubtful = rows.filter { GradientCheck.verdict($0) == .lookCloser }
    let names = { (rows: [GradientCheck.Row]) in
      voice.list(rows.prefix(4).map { label(of: $0, in: graph) })
    }
    if !wrong.isEmpty {
      return voice.say(
        Phrase("{names} differ: a bug, or a kink close by.", ["names": names(wrong)])
      ).with(.problem)
    }
    if !doubtful.isEmpty {
      return voice.say(
        Phrase(
          "{names} nearly agree: look closer, perhaps at another point.",
          ["names": names(doubtful)]))
    }
    return voice.say(
      Phrase("All {count} agree, at this point.", ["count": Problems.number(rows.count)])
    ).with(.success)
  }
}
