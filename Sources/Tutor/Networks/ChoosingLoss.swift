import DocumentModel
import GradientCore

/// Writing what is to become small.
extension Session {
  /// Defines `L`, and minimizes it.
  mutating func define(
    _ kind: Loss, of part: Arguments.Part?, using engine: Engine
  ) throws(Refusal) -> Answer {
    let network = network(using: engine).map { withOutput($0, using: engine) }
    let output = try output(for: kind, of: network, named: part)
    try requireTargets(for: kind, of: output, at: part?.range, using: engine)
    try requireFreeLoss()
    var formula = kind.formula(of: output, "Y")
    let weights = network?.weights ?? []
    let hasCost = bench.settings[.l2] != 0 && !weights.isEmpty
    if hasCost { formula += Loss.cost(of: weights) }
    let report: Answer
    do throws(Refusal) {
      report = try evaluate("\(Loss.name) = \(formula)", using: engine)
    } catch {
      throw Refusal(error.reason, at: part?.range)
    }
    let turn = turn(to: .minimize)
    bench.objective = Loss.name
    bench.objectiveWasNamed = true
    var document = report.document + makeExamples(of: "Y")
    document += wrappedNote(kind.remark)
    if part == nil, let network { document += noteOnPassing(kind, network) }
    if hasCost {
      document += note(
        Phrase(
          "l2 = {l2} times the squares of all weights is added; biases cost nothing.",
          ["l2": voice.value(bench.settings[.l2])]))
    }
    document += Document(.line(aimInWords.dimmed))
    return Answer(document + turn)
  }

  /// The network with what is applied to its last sum, although an earlier loss reads the sum.
  private func withOutput(_ network: Network, using engine: Engine) -> Network {
    guard bench.loss != nil, network.lastActivation == nil, let sum = network.sumName else {
      return network
    }
    let readers = bench.definitions.names.filter { name in
      name != Loss.name && bench.definitions.names(readBy: name).contains(sum)
        && !bench.definitions.depends(name, on: "Y")
    }
    let whole = self.network(under: network.roots + readers, using: engine)
    return whole?.sumName == sum ? whole! : network
  }

  /// Said where the loss reads the sum although the network goes on to something else.
  private func noteOnPassing(_ kind: Loss, _ network: Network) -> Document {
    guard kind.readsSum(of: network), let activation = network.lastActivation,
      let sum = network.sumName, let output = network.outputName, output != sum
    else { return Document() }
    let places: [String: Text] = [
      "sum": Text(sum, .name), "output": Text(output, .name),
      "loss": Text(kind.rawValue, .command), "activation": Text(activation.word, .code),
      "command": Text("loss \(kind.rawValue) \(output)", .command),
    ]
    if kind == .hinge {
      return note(
        Phrase(
          "{loss} reads {sum}, before the {activation}: {output} is a probability, and no score.",
          places))
    }
    guard !kind.applies(activation) else { return Document() }
    return note(
      Phrase(
        "{loss} reads {sum}, so {output} with its {activation} is not used. {command} reads it all the same.",
        places))
  }

  private func output(
    for kind: Loss, of network: Network?, named part: Arguments.Part?
  ) throws(Refusal) -> String {
    if let part {
      guard bench.definitions[part.text] != nil else {
        throw unknownName(part.text, at: part.range)
      }
      return part.text
    }
    let example = Text("loss \(kind.rawValue) p", .command)
    guard let network else {
      throw Refusal(
        Phrase(
          "There is no network yet: {net} defines one. Of other outputs say the name: {example}.",
          ["net": Text("net 2-8-1", .command), "example": example]))
    }
    guard let name = kind.readsSum(of: network) ? network.sumName : network.outputName else {
      throw Refusal(
        Phrase(
          "The last layer's outputs have no name that {loss} could read. Give them one, and say it: {example}.",
          ["loss": Text("loss", .command), "example": example]))
    }
    return name
  }

  private func requireTargets(
    for kind: Loss, of output: String, at range: Range<Int>?, using engine: Engine
  ) throws(Refusal) {
    guard bench.definitions["Y"] != nil else {
      throw Refusal(
        Phrase(
          "A loss reads the targets Y, a row for each row of X. {data} puts examples into X and Y; {typed} types them.",
          [
            "data": Text("data moons", .command), "typed": Text("Y = [0; 1; 1; 0]", .command),
          ]))
    }
    let (outputs, targets): (Matrix, Matrix)
    do {
      outputs = try engine.value(of: output, in: bench)
      targets = try engine.value(of: "Y", in: bench)
    } catch {
      throw refusal(error, in: "")
    }
    let places: [String: Text] = [
      "output": Text(output, .name), "shape": Problems.code(outputs.shape),
      "targets": Problems.code(targets.shape), "loss": Text(kind.rawValue, .command),
      "other": Text("loss bce", .command),
    ]
    guard outputs.shape == targets.shape else {
      throw Refusal(
        Phrase(
          "{output} is {shape} and Y is {targets}; a loss compares entry with entry, so both need the same shape.",
          places), at: range)
    }
    if kind == .crossEntropy, outputs.shape.columns == 1 {
      guard targets.areShares else {
        throw Refusal(
          Phrase(
            "cross-entropy is for classes, and Y holds other numbers than 0 to 1. {mse} is for numbers.",
            ["mse": Text("loss mse", .command)]), at: range, correction: "loss mse")
      }
      throw Refusal(
        Phrase(
          "cross-entropy needs a column for each class, and {output} has one. {other} is for a single output.",
          places), at: range, correction: "loss bce")
    }
    guard kind == .mse || targets.areShares else {
      throw Refusal(
        Phrase(
          "{loss} needs targets from 0 to 1, and Y holds others. mse takes all numbers.", places))
    }
  }

  /// `L` of an earlier `loss` makes room; another one does not.
  private func requireFreeLoss() throws(Refusal) {
    let name = Loss.name
    guard bench.definitions[name] != nil || bench.definitions.functions[name] != nil,
      bench.loss == nil
    else { return }
    throw Refusal(
      Phrase(
        "L is on the bench already, and nothing of yours is overwritten. {remove} makes room.",
        [
          "remove": Text(
            "remove " + ([name] + bench.definitions.dependents(of: name)).joined(separator: " "),
            .command)
        ]))
  }
}

extension Matrix {
  /// Whether all entries can be shares: from 0 to 1.
  var areShares: Bool { elements.allSatisfy { (0...1).contains($0) } }
}
