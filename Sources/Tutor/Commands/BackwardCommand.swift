import DocumentModel
import GradientCore

/// `backward`: the backward pass, wire by wire.
struct BackwardCommand: Command {
  static let usage = Usage(
    "backward", group: .circuit,
    summary: Phrase("walk the backward pass, last gate first"),
    details: [
      Phrase("On every wire the gradient that arrives is multiplied by the gate's local slope."),
      Phrase("Where wires meet, their shares add."),
    ],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "backward"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  static let limit = 60

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let objective = try session.objectiveForSlopes()
    let evaluation = try session.evaluation(of: objective, using: engine)
    let graph = evaluation.graph
    guard graph.nodes.count <= 20_000 else {
      throw Refusal(
        Phrase(
          "This circuit has {count} gates, too many to walk wire by wire. grad shows its slopes.",
          ["count": Problems.number(graph.nodes.count)]))
    }
    let steps = BackwardPass(evaluation, from: graph.root).steps
    let shown = steps.prefix(Self.limit)
    let labels = labels(of: shown.flatMap { [$0.output, $0.input] }, in: graph)
    let facts = BackwardFacts(
      objective: objective,
      edges: shown.map { step in
        .init(
          output: labels[step.output]!, input: labels[step.input]!,
          upstream: step.upstream, local: matrix(of: step.local), downstream: step.downstream)
      })
    let voice = session.voice
    let blocks = session.curriculum.narrate(open: session.course.openLesson) {
      $0.narrate(facts, in: voice)
    }
    var document = Document(blocks ?? Narration.backward(facts, in: voice))
    if steps.count > Self.limit {
      document += session.note(
        Phrase(
          "… and {count} more", ["count": Problems.number(steps.count - Self.limit)]))
    }
    return Answer(document)
  }

  /// Short enough for two of them beside three numbers, and no two the same.
  private func labels(of nodes: [Graph.NodeID], in graph: Graph) -> [Graph.NodeID: String] {
    var labels: [Graph.NodeID: String] = [:]
    var counts: [String: Int] = [:]
    for node in nodes where labels[node] == nil {
      let label = Session.abridgedInside(graph.label(of: node), to: 18)
      counts[label, default: 0] += 1
      labels[node] = counts[label] == 1 ? label : "\(label) (\(counts[label]!))"
    }
    return labels
  }

  private func matrix(of local: BackwardPass.Local) -> Matrix? {
    switch local {
    case .elementwise(let slopes), .leftFactor(let slopes), .rightFactor(let slopes): slopes
    case .broadcastSum, .rearrangement: Matrix(1)
    case .rowJacobian(let jacobians): jacobians.count == 1 ? jacobians[0] : nil
    }
  }
}
