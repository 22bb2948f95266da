import DocumentModel
import GradientCore

/// The verdict of a check in words, and what explains it.
extension CheckReport {
  var verdict: [Text] {
    let rows = check.rows + check.directions
    let lost = rows.filter { !$0.isFinite && !$0.isOnKink }
    guard lost.isEmpty else {
      return [
        voice.say(
          Phrase(
            "Near this point the slope of {name} is not a finite number: there is nothing to compare.",
            ["name": names([lost[0]])]))
      ]
    }
    let onKink = rows.filter(\.isOnKink)
    if !check.unexplained.isEmpty { return wrong(check.unexplained) + kinks(onKink) }
    let rest = rows.filter { !$0.isOnKink }
    return kinks(onKink) + [verdict(on: rest, besideKinks: !onKink.isEmpty)].compactMap { $0 }
  }

  private func verdict(on rows: [GradientCheck.Row], besideKinks: Bool) -> Text? {
    guard !rows.isEmpty else { return nil }
    let unclear = rows.filter { GradientCheck.verdict($0) == .unclear }
    if !unclear.isEmpty {
      return voice.say(
        Phrase(
          "Rounding hides the slope of {names}: {objective} is too large beside it to show it.",
          ["names": names(unclear), "objective": Text(point.objective, .name)]))
    }
    let near = rows.filter { GradientCheck.verdict($0) == .lookCloser }
    if !near.isEmpty {
      let places = ["names": names(near)]
      return voice.say(
        near.count == 1
          ? Phrase("{names} nearly agrees: look closer, perhaps at another point.", places)
          : Phrase("{names} nearly agree: look closer, perhaps at another point.", places))
    }
    let count = ["count": Problems.number(rows.count)]
    return voice.say(
      besideKinks
        ? rows.count == 1
          ? Phrase("The other one agrees, at this point.")
          : Phrase("The other {count} agree, at this point.", count)
        : rows.count == 1
          ? Phrase("The slope agrees, at this point.")
          : Phrase("All {count} agree, at this point.", count)
    ).with(.success)
  }

  // MARK: - What is wrong

  private func wrong(_ rows: [GradientCheck.Row]) -> [Text] {
    let places = ["names": names(rows)]
    let surely = rows.contains { GradientCheck.verdict($0) == .disagrees }
    let verdict =
      surely
      ? rows.count == 1
        ? Phrase("{names} differs by more than 0.01, and no kink explains it.", places)
        : Phrase("{names} differ, by more than 0.01, and no kink explains it.", places)
      : rows.count == 1
        ? Phrase("{names} is suspicious: such an error is seldom rounding.", places)
        : Phrase("{names} are suspicious: such errors are seldom rounding.", places)
    if let choice = blamedTies(rows) { return [voice.say(verdict).with(.problem), choice] }
    let gates = check.wrongGates.map { voice.say(sentence(on: $0)).with(.problem) }
    return [voice.say(verdict).with(.problem)] + (gates.isEmpty ? [noGate] : gates)
  }

  private func sentence(on error: GateError) -> Phrase {
    let inputs = graph.inputs(of: error.gate)
    let input = inputs[error.position]
    let name = label(
      Session.abridged(graph.label(of: input), to: 30), error.entry, graph.shape(of: input))
    var gate = Text(Session.abridged(graph.text(of: error.gate), to: 40), .code)
    if let own = graph.name(of: error.gate) { gate = Text(own, .name) + " = " + gate }
    let places = [
      "gate": gate, "input": Text(name, .name), "analytic": voice.gradient(error.analytic),
      "numerical": voice.gradient(error.numerical.rounded(toDigits: 6)),
      "position": Problems.number(error.position + 1),
    ]
    return inputs.count { $0 == input } > 1
      ? Phrase(
        "The rule of {gate} is wrong: to its input {position}, {input}, it hands back {analytic}; differences of this gate alone give {numerical}.",
        places)
      : Phrase(
        "The rule of {gate} is wrong: to {input} it hands back {analytic}; differences of this gate alone give {numerical}.",
        places)
  }

  private var noGate: Text {
    let count = ["count": Problems.number(check.checkedGates)]
    return voice.say(
      check.checkedGates == 1
        ? Phrase(
          "The gate alone is right. Either the function bends more than differences can follow, or shares are not added where wires meet."
        )
        : Phrase(
          "Each of the {count} gates is right alone. Either shares are not added where a wire forks, or the function bends more than differences can follow.",
          count))
  }

  // MARK: - Kinks

  /// One sentence for each gate, and what the backward pass takes there.
  private func kinks(_ rows: [GradientCheck.Row]) -> [Text] {
    var groups: [(kink: Kink, rows: [GradientCheck.Row])] = []
    for row in rows {
      guard let kink = row.kinks.first(where: \.isExact) ?? row.kinks.first else { continue }
      if let known = groups.firstIndex(where: { $0.kink.gate == kink.gate }) {
        groups[known].rows.append(row)
      } else {
        groups.append((kink, [row]))
      }
    }
    let sentences = groups.prefix(3).map { voice.say(sentence(on: $0.rows)) }
    let gates = groups.prefix(3).map { graph.nodes[$0.kink.gate].operation }
    var conventions: [Text] = []
    for gate in gates {
      guard let phrase = gate.convention else { continue }
      let text = voice.say(phrase).with(.hint)
      if !conventions.contains(text) { conventions.append(text) }
    }
    return sentences + conventions
  }

  /// The gates on whose kinks a row stands, a few of them.
  private func gates(of row: GradientCheck.Row) -> Text {
    let exact = row.kinks.filter(\.isExact)
    var seen: [Graph.NodeID] = []
    var texts: [Text] = []
    for kink in exact.isEmpty ? row.kinks : exact where !seen.contains(kink.gate) {
      seen.append(kink.gate)
      texts.append(text(of: kink))
    }
    return voice.list(Array(texts.prefix(3)))
  }

  private func sentence(on rows: [GradientCheck.Row]) -> Phrase {
    var places = ["names": names(rows), "gate": gates(of: rows[0])]
    let sides = rows[0].sides
    if let left = sides?.left, let right = sides?.right {
      if left == .jump || right == .jump {
        return rows.count == 1
          ? Phrase(
            "{names} stands where {gate} jumps: the value changes at once, so there is no slope to compare here.",
            places)
          : Phrase(
            "{names} stand where {gate} jumps: the value changes at once, so there is no slope to compare here.",
            places)
      }
      if case .slope(let left) = left, case .slope(let right) = right, rows.count == 1 {
        // The digits that a quotient cannot know are not shown.
        places["left"] = voice.gradient(left.rounded(toDigits: 5))
        places["right"] = voice.gradient(right.rounded(toDigits: 5))
        return Phrase(
          "{names} stands on a kink of {gate}: the slope is {left} to the left and {right} to the right, so there is nothing to compare here.",
          places)
      }
      if case .slope = left, case .slope = right {
        return Phrase(
          "{names} stand on a kink of {gate}: to the left and to the right the slopes are different, so there is nothing to compare here.",
          places)
      }
    }
    return rows.count == 1
      ? Phrase(
        "{names} stands where {gate} has no slope: on one side it grows without bound, or there is no value.",
        places)
      : Phrase(
        "{names} stand where {gate} has no slope: on one side it grows without bound, or there is no value.",
        places)
  }
}

extension Graph.Operation {
  /// What the backward pass takes where there is no slope.
  fileprivate var convention: Phrase? {
    switch self {
    case .unary(.relu): Phrase("By convention the slope of relu at 0 is 0.")
    case .unary(.leakyRelu): Phrase("By convention the slope of leaky_relu at 0 is 0.01.")
    case .unary(.abs): Phrase("By convention the slope of abs at 0 is 0.")
    case .unary(.hardTanh): Phrase("By convention the slope of hard_tanh at -1 and 1 is 0.")
    case .unary(.sign): Phrase("By convention the slope of sign is 0 everywhere.")
    default: nil
    }
  }
}
