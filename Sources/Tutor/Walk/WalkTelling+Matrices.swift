import DocumentModel
import GradientCore

extension WalkTelling {
  /// Where matrices flow: what the gate does, before what each input gets.
  func headline(_ gate: NodeID) -> Text {
    let place = ["gate": symbol(of: gate)]
    return switch GateRole(gate, in: graph) {
    case .distributes: voice.say(Phrase("{gate} distributed:", place))
    case .subtracts: voice.say(Phrase("{gate} distributed:", place))
    case .negates: voice.say(Phrase("{gate} turned the sign:", place))
    case .divides: voice.say(Phrase("{gate} divided:", place))
    case .swaps: voice.say(Phrase("{gate} swapped:", place))
    case .routes: voice.say(Phrase("{gate} routed, entry by entry:", place))
    case .averages: voice.say(Phrase("{gate} distributed equal parts:", place))
    case .rearranges: voice.say(Phrase("{gate} put entries back:", place))
    case .mixes: voice.say(Phrase("{gate} mixed:", place))
    case .scales: voice.say(Phrase("{gate} scaled by its slopes:", place))
    }
  }

  func matrixShare(_ step: BackwardPass.Step) -> Text {
    var places: [String: Text] = [
      "input": name(step.input), "upstream": brief(step.upstream, .gradient),
      "downstream": brief(step.downstream, .gradient),
      "shape": Problems.code(step.downstream.shape),
    ]
    switch step.local {
    case .elementwise(let slopes):
      places["local"] = brief(slopes, .gradient)
      return slopes.shape == step.downstream.shape
        ? voice.say(
          Phrase(
            "{input} gets upstream {upstream} · local {local} = {downstream}", places))
        : voice.say(
          Phrase(
            "{input} gets upstream {upstream} · local {local}, added up to {shape}: {downstream}",
            places))
    case .leftFactor(let factor), .rightFactor(let factor):
      let inputs = graph.inputs(of: step.output)
      places["other"] = Text(transposed(inputs[1 - step.position]), .name)
      places["factor"] = Problems.code(factor.shape)
      places["upstream"] = Problems.code(step.upstream.shape)
      if case .leftFactor = step.local {
        return voice.say(
          Phrase(
            "{input} gets {other} @ upstream: {factor} @ {upstream} = {downstream}", places))
      }
      return voice.say(
        Phrase("{input} gets upstream @ {other}: {upstream} @ {factor} = {downstream}", places))
    case .broadcastSum:
      return voice.say(
        Phrase("{input} gets upstream {upstream} in every entry: {downstream}", places))
    case .rearrangement: return voice.say(Phrase("{input} gets {downstream}", places))
    case .rowJacobian:
      return voice.say(
        Phrase(
          "{input} gets upstream {upstream} times the table of all slopes, line by line: {downstream}",
          places))
    }
  }

  /// `W.T`, `(x + 1).T`; the transpose of a transpose is what it was.
  private func transposed(_ node: NodeID) -> String {
    if graph.nodes[node].operation == .transpose { return label(graph.inputs(of: node)[0]) }
    return graph.name(of: node) == nil ? "(\(label(node))).T" : "\(label(node)).T"
  }
}
