import DocumentModel
import GradientCore

/// `grad [numerical|central|analytic] [--json]`: the slopes of the objective.
struct GradCommand: Command {
  static let usage = Usage(
    "grad", "[numerical|central|analytic] [--json]", group: .circuit,
    completes: .words([
      ("numerical", Phrase("nudges each input up by h")),
      ("central", Phrase("nudges each input both ways")),
      ("analytic", Phrase("one backward pass")),
      ("--json", Phrase("for programs, with all digits")),
    ]),
    summary: Phrase("show the slope of the objective in every input"),
    details: [
      Phrase(
        "numerical nudges each input up by h; central nudges it both ways; analytic makes one backward pass. Without a word the strategy decides."
      ),
      Phrase(
        "An analytic slope stands beside the central difference with an h of its own, and a verdict: with a relative error below 1e-7 they agree."
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

  /// So many analytic slopes are held against differences without being asked to.
  static let comparedCount = 1_000

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let method = method ?? (session.bench.strategy == .numerical ? .forward : .analytic)
    let point = try session.slopePoint(using: engine)
    if method != .analytic { try session.refuseManyNudges(point.count) }
    var measurement = session.measurement(by: method, count: point.count)
    let compares = method != .analytic || !isJSON && point.count <= Self.comparedCount
    if !compares {
      // An analytic gradient stands for itself.
    } else if point.count <= Measuring.few {
      measurement.proceed(of: point.root, by: point.nodes, in: point.evaluation)
    } else {
      session.measuring = .slopes(method, asJSON: isJSON, measurement)
      return Answer()
    }
    let facts = session.gradient(by: method, at: point, measurement)
    var answer = session.answer(to: facts, asJSON: isJSON)
    let isFinite = facts.rows.allSatisfy { $0.slope.elements.allSatisfy(\.isFinite) }
    if !isJSON, !facts.value.isFinite || !isFinite {
      answer.document += session.notes(onBrokenSlopesOf: facts.objective, using: engine)
    }
    return answer
  }
}

/// The objective at the present point, ready to be differentiated.
struct SlopePoint {
  let objective: String
  let evaluation: Evaluation
  /// The leaves under the objective, in the order of definition.
  let leaves: [String]
  let nodes: [Graph.NodeID]

  var root: Graph.NodeID { evaluation.graph.root }
  /// How many numbers the leaves are.
  var count: Int { nodes.reduce(0) { $0 + evaluation.graph.shape(of: $1).count } }
}

extension Session {
  /// The objective's name, where there is one that can be differentiated.
  func objectiveForSlopes() throws(Refusal) -> String {
    guard let objective = bench.objective else {
      throw Refusal(
        Phrase(
          "There is no output to take slopes of yet. Define one first, as in {example}.",
          ["example": Text("f = x * y", .command)]))
    }
    return objective
  }

  /// Every gate under `name`, at the present values.
  func evaluation(of name: String, using engine: Engine) throws(Refusal) -> Evaluation {
    do throws(CompilationError) {
      return try engine.evaluation(of: [name], in: bench)
    } catch {
      throw refusal(error, in: "")
    }
  }

  func slopePoint(using engine: Engine) throws(Refusal) -> SlopePoint {
    let objective = try objectiveForSlopes()
    do throws(CompilationError) {
      let evaluation = try engine.evaluation(of: [objective], in: bench)
      let leaves = bench.definitions.leaves(under: objective)
      return SlopePoint(
        objective: objective, evaluation: evaluation, leaves: leaves,
        nodes: leaves.compactMap { evaluation.graph.node(named: $0) })
    } catch {
      throw refusal(error, in: "")
    }
  }

  fileprivate func measurement(by method: GradientFacts.Method, count: Int) -> Measurement {
    switch method {
    case .forward: Measurement(.forward, nudge: .fixed(bench.settings.h), count: count)
    case .central: Measurement(.central, nudge: .fixed(bench.settings.h), count: count)
    case .analytic: Measurement(.central, nudge: .fitting, count: count)
    }
  }

  /// - Parameter measurement: complete, or empty where an analytic gradient is not compared.
  func gradient(
    by method: GradientFacts.Method, at point: SlopePoint, _ measurement: Measurement
  ) -> GradientFacts {
    let (evaluation, graph) = (point.evaluation, point.evaluation.graph)
    var facts = GradientFacts(
      method: method, objective: point.objective,
      formula: bench.definitions.definition(of: point.objective)?.formula,
      value: evaluation.scalar(of: point.root), rows: [], evaluations: 1, backwardPasses: 0,
      h: bench.settings.h)
    switch method {
    case .analytic:
      evaluation.backward(from: point.root)
      facts.backwardPasses = 1
    case .forward: facts.evaluations = 1 + point.count
    case .central: facts.evaluations = 2 * point.count
    }
    let slopes = method == .analytic ? point.nodes.map { evaluation.gradient(of: $0) } : []
    let wires =
      method == .analytic && point.count <= Measuring.few && graph.nodes.count <= 1_000
      ? BackwardPass(evaluation, from: point.root).steps : []
    var forward = self.measurement(by: .forward, count: point.count)
    if method == .analytic, point.count <= Measuring.few {
      forward.proceed(of: point.root, by: point.nodes, in: evaluation)
    }
    var quotients = measurement.quotients[...]
    var forwardQuotients = forward.quotients[...]
    for (position, node) in point.nodes.enumerated() {
      let value = evaluation.value(of: node)
      let own = Array(quotients.prefix(value.shape.count))
      quotients = quotients.dropFirst(own.count)
      let measured = own.isEmpty ? nil : Matrix(value.shape, own.map(\.slope))
      var row = GradientFacts.Row(
        name: point.leaves[position], value: value, slope: value, difference: nil, measured: nil)
      if method == .analytic {
        row.slope = slopes[position]
        row.central = measured
        row.rounding = own.isEmpty ? nil : Matrix(value.shape, own.map(\.rounding))
        let own = Array(forwardQuotients.prefix(value.shape.count))
        forwardQuotients = forwardQuotients.dropFirst(own.count)
        row.measured = own.isEmpty ? nil : Matrix(value.shape, own.map(\.slope))
        row.shares = wires.filter { $0.input == node }.compactMap(GradientFacts.Share.init)
      } else {
        row.slope = measured ?? value
        row.difference = own.first.flatMap { .init($0, at: value) }
      }
      facts.rows.append(row)
    }
    return facts
  }

  func answer(to facts: GradientFacts, asJSON: Bool) -> Answer {
    if asJSON { return Answer(Text(facts.json.description)) }
    let voice = voice
    // Measured slopes are told in their lesson's words everywhere; the others have one table.
    let blocks = curriculum.narrate(
      open: course.openLesson, orAnyOther: facts.method != .analytic
    ) { $0.narrate(facts, in: voice) }
    return Answer(Document(blocks ?? Narration.gradient(facts, in: voice)))
  }
}

extension GradientFacts.Difference {
  /// Nil for an entry of a matrix.
  fileprivate init?(_ quotient: DifferenceQuotient, at value: Matrix) {
    guard let x = value.scalar else { return nil }
    self.init(
      upper: quotient.upper, lower: quotient.lower, upperPoint: x + quotient.h,
      lowerPoint: quotient.kind == .central ? x - quotient.h : x)
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
