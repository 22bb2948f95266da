import DocumentModel
import GradientCore

/// `grad [numerical|central|analytic] [--json]`: the slopes of the objective.
struct GradCommand: Command {
  static let usage = Usage(
    "grad", "[numerical|central|analytic] [--json]", group: .circuit,
    completes: .words(["numerical", "central", "analytic", "--json"]),
    summary: Phrase("show the slope of the objective in every input"),
    details: [
      Phrase(
        "numerical nudges each input up by h; central nudges it both ways; analytic makes one backward pass. Without a word the strategy decides."
      ),
      Phrase("With --json the answer is for programs, with all digits."),
    ],
    example: ["x = 1; y = -3; f = x * y", "grad", "h = 0.01; grad numerical"])

  private var method: GradientFacts.Method?
  private var isJSON = false

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let known = ["numerical", "central", "analytic", "--json"]
    while let part = arguments.next() {
      switch session.words[part.text] ?? part.text {
      case "numerical", "forward": method = .forward
      case "central": method = .central
      case "analytic": method = .analytic
      case "--json": isJSON = true
      default:
        throw session.unknown(
          part, among: session.spellings(of: known), in: arguments.command,
          otherwise: arguments.notTaken(part, by: Self.usage))
      }
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let method = method ?? (session.bench.strategy == .numerical ? .forward : .analytic)
    let facts = try session.gradient(by: method, using: engine)
    if isJSON { return Answer(Text(facts.json.description)) }
    let voice = session.voice
    let blocks = session.curriculum.narrate(open: session.course.openLesson) {
      $0.narrate(facts, in: voice)
    }
    return Answer(Document(blocks ?? Narration.gradient(facts, in: voice)))
  }
}

extension Session {
  /// The objective's node, where there is one that can be differentiated.
  func objectiveForSlopes() throws(Refusal) -> String {
    guard let objective = bench.objective else {
      throw Refusal(
        Phrase(
          "There is no output to take slopes of yet. Define one first, as in {example}.",
          ["example": Text("f = x * y", .command)]))
    }
    return objective
  }

  func gradient(by method: GradientFacts.Method, using engine: Engine) throws(Refusal)
    -> GradientFacts
  {
    let objective = try objectiveForSlopes()
    let leaves = bench.definitions.leaves(under: objective)
    let evaluation: Evaluation
    do throws(CompilationError) {
      evaluation = try engine.evaluation(of: [objective], in: bench)
    } catch {
      throw refusal(error, in: "")
    }
    let graph = evaluation.graph
    let nodes = leaves.compactMap { graph.node(named: $0) }
    let entries = nodes.reduce(0) { $0 + graph.shape(of: $1).count }
    if method != .analytic { try refuseManyNudges(entries) }
    var facts = GradientFacts(
      method: method, objective: objective,
      formula: bench.definitions.definition(of: objective)?.formula,
      value: evaluation.scalar(of: graph.root), rows: [], evaluations: 1, backwardPasses: 0,
      h: bench.settings.h)
    if method == .analytic {
      evaluation.backward(from: graph.root)
      facts.backwardPasses = 1
    }
    let slopes = method == .analytic ? nodes.map { evaluation.gradient(of: $0) } : []
    let wires =
      method == .analytic && entries <= Self.fewEntries && graph.nodes.count <= 1_000
      ? BackwardPass(evaluation, from: graph.root).steps : []
    for (position, node) in nodes.enumerated() {
      let value = evaluation.value(of: node)
      var row = GradientFacts.Row(
        name: leaves[position], value: value, slope: value, difference: nil, measured: nil)
      if method == .analytic {
        row.slope = slopes[position]
        if entries <= Self.fewEntries {
          row.measured = measure(.forward, node, evaluation).slopes
          row.shares = wires.filter { $0.input == node }.compactMap(GradientFacts.Share.init)
        }
      } else {
        let measured = measure(method == .central ? .central : .forward, node, evaluation)
        row.slope = measured.slopes
        row.difference = measured.difference
        facts.evaluations += value.shape.count * (method == .central ? 2 : 1)
      }
      facts.rows.append(row)
    }
    if method == .central { facts.evaluations -= 1 }
    return facts
  }

  /// So few inputs are told in more detail.
  private static let fewEntries = 12

  private func measure(
    _ kind: DifferenceQuotient.Kind, _ node: Graph.NodeID, _ evaluation: Evaluation
  ) -> (slopes: Matrix, difference: GradientFacts.Difference?) {
    let h = bench.settings.h
    let root = evaluation.graph.root
    let point = evaluation.value(of: node)
    let quotients = point.elements.indices.map {
      evaluation.difference(kind, of: root, by: node, entry: $0, h: h)
    }
    let slopes = Matrix(point.shape, quotients.map(\.slope))
    guard let x = point.scalar, let quotient = quotients.first else { return (slopes, nil) }
    return (
      slopes,
      .init(
        upper: quotient.upper, lower: quotient.lower, upperPoint: x + h,
        lowerPoint: kind == .central ? x - h : x)
    )
  }
}

extension GradientFacts.Share {
  /// Nil where a matrix stands on the wire.
  fileprivate init?(_ step: BackwardPass.Step) {
    guard let upstream = step.upstream.scalar, case .elementwise(let local) = step.local,
      let local = local.scalar
    else { return nil }
    self.init(upstream: upstream, local: local)
  }
}

extension GradientFacts {
  fileprivate var json: JSON {
    .object([
      ("objective", .string(objective)),
      ("value", .number(value)),
      ("method", .string("\(method)")),
      ("h", method == .analytic ? .null : .number(h)),
      ("evaluations", .number(Double(evaluations))),
      ("backwardPasses", .number(Double(backwardPasses))),
      (
        "gradients",
        .array(
          rows.map { row in
            .object([
              ("name", .string(row.name)), ("value", JSON(row.value)),
              ("gradient", JSON(row.slope)),
            ])
          })
      ),
    ])
  }
}
