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
    let untold = self.untold(rest)
    let told = rest.filter { !$0.isUntold }
    return kinks(onKink) + untold
      + [verdict(on: told, besideOthers: !onKink.isEmpty || !untold.isEmpty)].compactMap { $0 }
  }

  /// Slopes of which differences show nothing, so that a wrong one would pass.
  private func untold(_ rows: [GradientCheck.Row]) -> [Text] {
    var texts: [Text] = []
    let unclear = rows.filter { GradientCheck.verdict($0) == .unclear }
    if !unclear.isEmpty {
      texts.append(
        voice.say(
          Phrase(
            "Rounding hides the slope of {names}: {objective} is too large beside it to show it.",
            ["names": names(unclear), "objective": Text(point.objective, .name)])))
    }
    let small = rows.filter { GradientCheck.verdict($0) == .tooSmall }
    if !small.isEmpty {
      texts.append(
        voice.say(
          Phrase(
            "The slope of {names} is too near 0 here for differences to show it.",
            ["names": names(small)])))
    }
    guard !texts.isEmpty else { return [] }
    let size = (unclear.map(\.rounding) + small.map(\.difference)).max() ?? 0
    return texts + [
      voice.say(
        Phrase(
          "Nothing more can be told: a slope that is wrong by less than {size} would look the same here. Check at another point.",
          ["size": voice.gradient(size.rounded(toDigits: 1))])
      ).with(.hint)
    ]
  }

  private func verdict(on rows: [GradientCheck.Row], besideOthers: Bool) -> Text? {
    guard !rows.isEmpty else { return nil }
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
      besideOthers
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
}

extension GradientCheck.Row {
  fileprivate var isUntold: Bool {
    let verdict = GradientCheck.verdict(self)
    return verdict == .unclear || verdict == .tooSmall
  }
}
