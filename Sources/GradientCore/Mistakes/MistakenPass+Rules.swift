/// The mistakes along the wires of a circuit.
extension MistakenPass {
  /// A rule is tried at every gate of its kind at once, and at each of them alone where there are
  /// not more than so many.
  private static let mostPlaces = 12

  func addAll(to outcomes: inout Outcomes) {
    for rule in WrongRule.all { add(rule, to: &outcomes) }
    addLastWires(to: &outcomes)
    addInnerSlopes(to: &outcomes)
    addForks(to: &outcomes)
  }

  private func add(
    _ mistake: Mistake, to outcomes: inout Outcomes, _ share: (Int, Double) -> Double
  ) {
    outcomes.add(mistake, Matrix(outcomes.right.shape, gradient(share)))
  }

  private func add(_ rule: WrongRule, to outcomes: inout Outcomes) {
    let locals = wires.map { wire in
      rule.local(wire).flatMap { $0 == wire.local ? nil : $0 }
    }
    var places: [NodeID] = []
    for (wire, local) in zip(wires, locals)
    where local != nil && !places.contains(wire.place.node) {
      places.append(wire.place.node)
    }
    guard !places.isEmpty else { return }
    add(rule.mistake, to: &outcomes) { downstream($1, locals[$0] ?? wires[$0].local) }
    guard (2...Self.mostPlaces).contains(places.count) else { return }
    for place in places {
      add(rule.mistake, to: &outcomes) { index, upstream in
        let isHere = wires[index].place.node == place
        return downstream(upstream, (isHere ? locals[index] : nil) ?? wires[index].local)
      }
    }
  }

  /// What goes wrong at the gates that read the input: the last factor of every path.
  private func addLastWires(to outcomes: inout Outcomes) {
    let isEnd = Set(ends)
    let isLast = wires.map { isEnd.contains($0.input) }
    guard !zip(wires, isLast).contains(where: { $0.isInside && $1 }) else { return }
    add(.upstreamForgotten, to: &outcomes) { isLast[$0] ? wires[$0].local : rightShare($0, $1) }
    add(.localForgotten, to: &outcomes) { isLast[$0] ? $1 : rightShare($0, $1) }
    add(.addedNotMultiplied, to: &outcomes) { index, upstream in
      isLast[index] && wires[index].gate != root
        ? upstream + wires[index].local : rightShare(index, upstream)
    }
  }

  /// Where every path to a single input leads through one gate of a curved function, and what
  /// stands in its brackets is computed: the slope of the outer function alone.
  private func addInnerSlopes(to outcomes: inout Outcomes) {
    guard ends.count == 1 else { return }
    let slopes = slopes(rightShare)
    for wire in wires where wire.isCurved && !ends.contains(wire.input) {
      let isPassedBy = wires.contains { $0.gate > wire.input && $0.input < wire.input }
      if !isPassedBy { outcomes.add(.innerSlopeForgotten, slopes[wire.input]) }
    }
  }
}

extension MistakenPass.Wire {
  /// Whether it leads into the brackets of a function that bends, or into the base of a power.
  fileprivate var isCurved: Bool {
    switch typed {
    case .unary(.negate): false
    case .unary: true
    case .binary(.power): position == 0
    default: false
    }
  }
}
