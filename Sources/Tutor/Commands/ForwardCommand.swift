import DocumentModel
import GradientCore

/// `forward`: the forward pass, gate by gate.
struct ForwardCommand: Command {
  static let usage = Usage(
    "forward", group: .circuit,
    summary: Phrase("walk the forward pass, inputs first"),
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "forward"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let objective = try session.objectiveForSlopes()
    let evaluation = try session.evaluation(of: objective, using: engine)
    let graph = evaluation.graph
    let gates = graph.nodes.indices.filter { graph.nodes[$0].isGate }
    let voice = session.voice
    let rows = gates.prefix(BackwardCommand.limit).map { node in
      let name = graph.name(of: node)
      let text = Text(Session.abridged(graph.text(of: node), to: 40), .code)
      return [
        name.map { Text($0, .name) } ?? "", text, voice.value(evaluation.value(of: node)),
      ]
    }
    var document = Document(.table(Table(columns: voice.gateColumns, rows: rows)))
    if gates.count > BackwardCommand.limit {
      document += session.note(
        Phrase(
          "… and {count} more",
          ["count": Problems.number(gates.count - BackwardCommand.limit)]))
    }
    return Answer(document)
  }
}
