import DocumentModel
import GradientCore

/// One gate of a walk in words and numbers.
struct WalkTelling {
  typealias NodeID = Graph.NodeID

  let track: WalkTrack
  let voice: Voice

  var graph: Graph { track.graph }
  private var evaluation: Evaluation { track.evaluation }

  func label(_ node: NodeID) -> String {
    track.names.label(of: node)
  }

  func name(_ node: NodeID) -> Text { Text(label(node), .name) }

  func symbol(of node: NodeID) -> Text {
    Text(graph.nodes[node].operation.symbol, .code)
  }

  /// `2 of 5   q = x + y = 3`.
  private func head(_ position: Int) -> Text {
    let gate = track.gates[position]
    let number = voice.say(
      Phrase(
        "{number} of {total}",
        ["number": Text("\(position + 1)"), "total": Text("\(track.gates.count)")]))
    var head = number.with(.hint) + "   "
    if let name = graph.name(of: gate) ?? track.names.numberedName(of: gate) {
      head += Text(name, .name) + " = "
    }
    return head + Text(Session.abridged(track.names.formula(of: gate), to: 40), .code)
  }

  func brief(_ matrix: Matrix, _ role: Role) -> Text {
    Text(voice.numbers.brief(matrix, width: 24), role)
  }

  // MARK: - Forward

  /// `1 of 2   q = x + y = -2 + 5 = 3`.
  func forward(_ position: Int) -> [Block] {
    let gate = track.gates[position]
    let inputs = graph.inputs(of: gate).map { evaluation.value(of: $0) }
    var line = head(position)
    if inputs.count <= 3,
      let written = graph.nodes[gate].operation.written(
        with: inputs.map { voice.numbers.brief($0, width: 20) })
    {
      line += " = " + Text(written, .value)
    }
    return [.paragraph(line + " = " + brief(evaluation.value(of: gate), .value))]
  }

  // MARK: - Backward

  /// The gate, one line of arithmetic, and what is to be said of roles and forks where they occur
  /// first.
  func backward(_ position: Int) -> [Block] {
    let gate = track.gates[position]
    let steps = Array(track.steps(ofGateAt: position))
    let isOfNumbers = steps.allSatisfy {
      $0.upstream.isScalar && $0.downstream.isScalar && $0.slope?.isScalar == true
    }
    var blocks: [Block] = [
      .line(head(position) + " = " + brief(evaluation.value(of: gate), .value))
    ]
    if isOfNumbers {
      blocks.append(.paragraph(arithmetic(gate, steps)))
    } else {
      blocks.append(.paragraph(headline(gate)))
      blocks.append(.indented(steps.map { .paragraph(matrixShare($0)) }))
    }
    if let explanation = explanation(position) {
      blocks.append(.paragraph(voice.say(explanation).with(.hint)))
    }
    let forks = track.forks(completedByGateAt: position)
    blocks += forks.map { .paragraph(fork($0.input, $0.shares)) }
    if track.completesFirstFork(at: position) {
      blocks.append(
        .paragraph(
          voice.say(Phrase("A fork adds: what comes back along its wires is summed.")).with(.hint)
        ))
    }
    return blocks
  }

  private func arithmetic(_ gate: NodeID, _ steps: [BackwardPass.Step]) -> Text {
    let taken = steps.filter { $0.slope?.scalar != 0 }
    let shares = steps.map(share).joined(separator: ", ")
    let places = ["gate": symbol(of: gate), "shares": shares]
    switch GateRole(gate, in: graph) {
    case .distributes:
      return voice.say(
        Phrase(
          "{gate} distributed {upstream} to {inputs}: upstream {upstream} · local {local} = {downstream}",
          places.merging(numbers(steps[0])) { $1 }
            .merging(["inputs": voice.list(steps.map { label($0.input) })]) { $1 }))
    case .subtracts: return voice.say(Phrase("{gate} distributed: {shares}", places))
    case .negates: return voice.say(Phrase("{gate} turned the sign: {shares}", places))
    case .divides: return voice.say(Phrase("{gate} divided: {shares}", places))
    case .swaps: return voice.say(Phrase("{gate} swapped: {shares}", places))
    case .routes where taken.count == 1:
      return voice.say(
        Phrase(
          "{gate} routed {value} to {input}: upstream {upstream} · local {local} = {downstream}",
          places.merging(numbers(taken[0])) { $1 }))
    case .routes where taken.isEmpty: return voice.say(Phrase("{gate} blocked: {shares}", places))
    case .routes: return voice.say(Phrase("{gate} has a tie: {shares}", places))
    default: return voice.say(Phrase("{gate} scaled by its slope: {shares}", places))
    }
  }

  private func numbers(_ step: BackwardPass.Step) -> [String: Text] {
    [
      "input": name(step.input), "upstream": voice.gradient(step.upstream),
      "local": voice.gradient(step.slope?.scalar ?? 0),
      "downstream": voice.gradient(step.downstream),
      "value": brief(evaluation.value(of: step.input), .value),
    ]
  }

  private func share(_ step: BackwardPass.Step) -> Text {
    voice.say(
      Phrase(
        "{input} gets upstream {upstream} · local {local} = {downstream}", numbers(step)))
  }

  // MARK: - Roles and forks

  private func explanation(_ position: Int) -> Phrase? {
    let gate = track.gates[position]
    let role = GateRole(gate, in: graph)
    let isFirst = !track.gates[..<position].contains { GateRole($0, in: graph) == role }
    return isFirst ? role.explanation(of: symbol(of: gate)) : nil
  }

  /// `x is a fork: 3 + (-2) = 1`.
  private func fork(_ input: NodeID, _ shares: [Matrix]) -> Text {
    let total = shares.dropFirst().reduce(shares[0]) { $0.sum(with: $1) }
    let shown = shares.prefix(8).enumerated().map { position, share in
      let text = brief(share, .gradient)
      return position > 0 && (share.scalar ?? 0) < 0 ? Text("(") + text + ")" : text
    }
    let terms = shown + (shares.count > 8 ? [Text("…", .hint)] : [])
    return voice.say(
      Phrase(
        "{input} is a fork: {sum} = {total}",
        [
          "input": name(input), "sum": terms.joined(separator: " + "),
          "total": brief(total, .gradient),
        ]))
  }

  /// `* swaps`, for the gate of a step.
  func role(of step: BackwardPass.Step) -> Phrase? {
    GateRole(step.output, in: graph).word(of: symbol(of: step.output))
  }
}

extension BackwardPass.Step {
  /// The slopes of the gate entry by entry, where that is what they are.
  fileprivate var slope: Matrix? {
    if case .elementwise(let slopes) = local { return slopes }
    // Between numbers, a sum hands on what it gets.
    if case .broadcastSum = local { return downstream.isScalar ? Matrix(1) : nil }
    if case .rearrangement = local {
      return upstream.isScalar && downstream.isScalar ? Matrix(1) : nil
    }
    return nil
  }
}
