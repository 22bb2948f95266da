import DocumentModel
import GradientCore

/// `health`: how the values and the slopes of each layer are spread.
struct HealthCommand: Command {
  static let usage = Usage(
    "health", group: .networks,
    summary: Phrase("show how values and slopes of each layer are spread"),
    details: [
      Phrase(
        "For all rows at once: from the smallest to the largest value of each layer, and from the smallest to the largest slope before its activation."
      ),
      Phrase(
        "A unit of relu is dead when it is 0 for every row: no slope passes, so nothing of it moves again. A sigmoid or tanh is saturated where its slope is below a twentieth of its steepest."
      ),
    ],
    example: [
      "x = [1 -1; 2 0.5; -1 2]", "W = xavier(2, 3)", "a = tanh(x @ W)", "f = mean(a^2)", "health",
    ])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let (evaluation, layers) = try session.layersOfObjective(using: engine)
    evaluation.backward(from: evaluation.graph.root)
    return Answer(
      session.document(of: layers.map { evaluation.health(of: $0) }, evaluation.graph))
  }
}

extension Session {
  /// The layers in the objective, in an evaluation that computes every gate.
  func layersOfObjective(
    using engine: Engine
  ) throws(Refusal) -> (Evaluation, [GraphLayer]) {
    let objective = try movable().objective
    let evaluation: Evaluation
    do throws(CompilationError) {
      evaluation = try engine.evaluation(of: objective, with: [:], as: .objective, in: bench)
    } catch {
      throw refusal(error, in: "")
    }
    let graph = evaluation.graph
    let reading = bench.rowCount.flatMap { NetworkReading(graph, rows: $0) }
    let layers = reading?.layers ?? graph.layers(under: graph.root, examples: Bench.dataNames[0])
    guard !layers.isEmpty else {
      throw Refusal(
        Phrase(
          "{objective} has no layers: a layer is a product such as {product} or an activation such as {activation}.",
          [
            "objective": Text(objective, .name), "product": Text("X @ W", .code),
            "activation": Text("tanh(z)", .code),
          ]))
    }
    return (evaluation, layers)
  }
}
