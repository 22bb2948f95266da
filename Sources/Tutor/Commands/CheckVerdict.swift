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
    let gates = groups.prefix(3).flatMap { group in
      blamed(group.rows[0]).map { graph.nodes[$0.gate].operation }
    }
    var conventions: [Text] = []
    for gate in gates {
      guard let phrase = gate.convention else { continue }
      let text = voice.say(phrase).with(.hint)
      if !conventions.contains(text) { conventions.append(text) }
    }
    return sentences + conventions
  }

  /// The kinks that explain what a row meets: where the value jumps those of gates that jump, where
  /// the slope has no bound those of gates whose slope has none.
  private func blamed(_ row: GradientCheck.Row) -> [Kink] {
    let exact = row.kinks.filter(\.isExact)
    let kinks = exact.isEmpty ? row.kinks : exact
    guard let sides = row.sides else { return kinks }
    let both = [sides.left, sides.right]
    func operation(_ kink: Kink) -> Graph.Operation { graph.nodes[kink.gate].operation }
    var chosen: [Kink] = []
    if both.contains(.jump) {
      chosen = kinks.filter { operation($0).canJump }
    } else if both.contains(.steep) || both.contains(.undefined) {
      chosen = kinks.filter { operation($0).endsOrGrows }
    }
    return chosen.isEmpty ? kinks : chosen
  }

  /// The gates on whose kinks rows stand, a few of them, each with its entries.
  private func gates(of rows: [GradientCheck.Row]) -> (text: Text, count: Int) {
    var gates: [(gate: Graph.NodeID, places: [Kink])] = []
    let first = blamed(rows[0])
    for kink in first + rows.dropFirst().flatMap(blamed)
    where first.contains(where: { $0.gate == kink.gate }) {
      if let known = gates.firstIndex(where: { $0.gate == kink.gate }) {
        let isNew = !gates[known].places.contains {
          ($0.row, $0.column) == (kink.row, kink.column)
        }
        if isNew { gates[known].places.append(kink) }
      } else {
        gates.append((kink.gate, [kink]))
      }
    }
    return (voice.list(gates.prefix(3).map { text(of: $0.places) }), min(gates.count, 3))
  }

  private func sentence(on rows: [GradientCheck.Row]) -> Phrase {
    let gates = gates(of: rows)
    var places = ["names": names(rows), "gate": gates.text]
    let sides = rows[0].sides
    if let left = sides?.left, let right = sides?.right {
      if left == .jump || right == .jump {
        if gates.count > 1 {
          return rows.count == 1
            ? Phrase(
              "{names} stands where {gate} jump: the value changes at once, so there is no slope to compare here.",
              places)
            : Phrase(
              "{names} stand where {gate} jump: the value changes at once, so there is no slope to compare here.",
              places)
        }
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
    if gates.count > 1 {
      return rows.count == 1
        ? Phrase(
          "{names} stands where {gate} have no slope: on one side it grows without bound, or there is no value.",
          places)
        : Phrase(
          "{names} stand where {gate} have no slope: on one side it grows without bound, or there is no value.",
          places)
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

extension GradientCheck.Row {
  fileprivate var isUntold: Bool {
    let verdict = GradientCheck.verdict(self)
    return verdict == .unclear || verdict == .tooSmall
  }
}

extension Graph.Operation {
  /// Whether its value can change at once.
  fileprivate var canJump: Bool {
    switch self {
    case .unary(.sign), .choose, .binary(.divide), .binary(.power): true
    case .binary(.greater), .binary(.greaterOrEqual), .binary(.less), .binary(.lessOrEqual): true
    default: false
    }
  }

  /// Whether its numbers or its slope end at some place: a pole, or the edge of its domain.
  var endsOrGrows: Bool {
    switch self {
    case .unary(.log), .unary(.sqrt), .binary(.divide), .binary(.power): true
    default: false
    }
  }

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
