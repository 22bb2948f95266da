import DocumentModel
import GradientCore

/// Where slopes cannot be compared: which gates make the kinks, and what is taken there.
extension CheckReport {
  /// One sentence for each gate, and what the backward pass takes there.
  func kinks(_ rows: [GradientCheck.Row]) -> [Text] {
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
