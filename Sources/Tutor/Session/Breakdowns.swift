import DocumentModel
import GradientCore

/// Numbers that break: which gate, of what, and what was finite last. The session goes on.
extension Session {
  /// What is to be said of a definition whose value is not finite; nothing where it is.
  func notes(onNonFinite name: String?, using engine: Engine) -> Document {
    guard let name, bench.definitions.definition(of: name) != nil,
      let value = try? engine.value(of: name, in: bench), !value.elements.allSatisfy(\.isFinite),
      let breakdown = engine.breakdown(under: name, in: bench)
    else { return Document() }
    return notes(on: breakdown)
  }

  /// `log(z) at z = -2: a negative number has no logarithm.`, and the last finite value.
  func notes(on breakdown: Breakdown) -> Document {
    var sentences = [voice.say(sentence(on: breakdown))]
    if let last = breakdown.lastFinite {
      sentences.append(
        voice.say(Phrase("The last finite value was {equation}.", ["equation": equation(last)])))
    }
    return Document(.paragraph(sentences.joined(separator: " ").with(.hint)))
  }

  func sentence(on breakdown: Breakdown) -> Phrase {
    let places = [
      "gate": Text(Self.abridged(breakdown.gate), .code), "inputs": list(of: breakdown.inputs),
      "reason": voice.say(breakdown.cause.reason),
    ]
    if breakdown.cause == .input {
      return Phrase("It comes from {gate}, which is not finite itself.", places)
    }
    return breakdown.inputs.isEmpty
      ? Phrase("It comes from {gate}: {reason}.", places)
      : Phrase("It comes from {gate}, at {inputs}: {reason}.", places)
  }

  /// Where a slope stops being finite although the value is: `sqrt(x)` at 0.
  func notes(onSlope breakdown: SlopeBreakdown) -> Document {
    let places = [
      "gate": Text(Self.abridged(breakdown.gate), .code), "inputs": list(of: breakdown.inputs),
      "slope": breakdown.local.map { voice.gradient($0) } ?? "",
    ]
    return Document(
      .paragraph(
        voice.say(
          breakdown.local == nil
            ? Phrase("It comes from {gate}, at {inputs}.", places)
            : Phrase("It comes from {gate}, at {inputs}: its local slope is {slope}.", places)
        ).with(.hint)))
  }

  private func list(of quantities: [Breakdown.Quantity]) -> Text {
    quantities.prefix(4).map(equation).joined(separator: ", ")
  }

  private func equation(_ quantity: Breakdown.Quantity) -> Text {
    voice.equation(Self.abridged(quantity.text, to: 30), quantity.value, width: 60)
  }

  /// What the objective was before moves left the finite numbers.
  func note(onLastFinite work: Work) -> Document {
    guard let last = work.lastFinite, let objective = bench.objective else { return Document() }
    let places = [
      "objective": Text(objective, .name), "number": Problems.number(last.number),
      "value": voice.value(last.value),
    ]
    return note(
      last.number == 0
        ? Phrase("Before the first move {objective} was {value}.", places)
        : Phrase("After move {number} {objective} was still {value}.", places))
  }

  /// Where the slopes or the value of `name` stop being finite.
  func notes(onBrokenSlopesOf name: String?, using engine: Engine) -> Document {
    guard let name, let evaluation = try? engine.evaluation(of: [name], in: bench) else {
      return Document()
    }
    let root = evaluation.graph.root
    if let breakdown = evaluation.breakdown(under: root) { return notes(on: breakdown) }
    return evaluation.slopeBreakdown(from: root).map(notes(onSlope:)) ?? Document()
  }
}

extension Breakdown.Cause {
  fileprivate var reason: Phrase {
    switch self {
    case .divisionByZero: Phrase("nothing can be divided by 0")
    case .logarithmOfZero: Phrase("0 has no logarithm")
    case .logarithmOfNegative: Phrase("a negative number has no logarithm")
    case .rootOfNegative: Phrase("a negative number has no square root")
    case .powerOfZero: Phrase("0 has no negative powers")
    case .powerOfNegative: Phrase("a negative number has only whole powers")
    case .overflow: Phrase("the result is larger than the largest number, 1.8e308")
    case .input, .other: Phrase("the result is not a finite number")
    }
  }
}
