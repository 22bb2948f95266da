import DocumentModel
import GradientCore

/// A second update by hand whose right side was changed by the first is noticed.
extension Session {
  mutating func noticeHandMoves(_ changes: [Change], since before: Bench) -> Document {
    let moves = changes.compactMap { change -> HandMoves.Move? in
      guard change.movesLeaf, let formula = change.formula,
        !before.definitions.dependents(of: change.name).isEmpty
      else { return nil }
      return .init(name: change.name, formula: formula)
    }
    guard !moves.isEmpty else {
      let isAside = changes.allSatisfy { $0.isSetting || before.definitions[$0.name] == nil }
      if !isAside { bench.handMoves = nil }
      return Document()
    }
    let earlier = before.handMoves
    let startsAnew = earlier.map { known in
      moves.count > 1 || known.moves.contains { $0.name == moves[0].name }
    }
    guard let earlier, startsAnew == false, let move = moves.first else {
      bench.handMoves = HandMoves(moves: moves, before: before.definitions)
      return Document()
    }
    bench.handMoves?.moves.append(move)
    guard let seen = Self.part(of: move.formula, changedBetween: earlier.before, and: before)
    else { return Document() }
    let all = earlier.moves + [move]
    let together =
      all.map(\.name).joined(separator: ", ") + " = "
      + all.map(\.formula.description).joined(separator: ", ")
    let sentence = note(
      Phrase(
        "{what} was taken after {moved} moved; both at once:",
        ["what": Text(Self.abridged(seen), .code), "moved": voice.list(earlier.moves.map(\.name))]))
    return sentence + Document(.indented([.line(Text(together, .command))]))
  }

  /// The part of a right side that the earlier moves changed: a slope, or a name that follows.
  private static func part(
    of formula: Formula, changedBetween old: Definitions, and bench: Bench
  ) -> String? {
    func changed(_ part: Formula) -> Bool {
      guard let then = try? old.compute(Definition(part), ties: bench.ties),
        let now = try? bench.definitions.compute(Definition(part), ties: bench.ties)
      else { return false }
      return then.value != now.value
    }
    var namesOutside = Set(formula.nodes.indices)
    for (position, node) in formula.nodes.enumerated() where node.kind == .derivative {
      namesOutside.subtract((position - node.size + 1)...position)
      let slope = formula.subformula(at: position)
      if changed(slope) { return slope.description }
    }
    for position in namesOutside.sorted() {
      guard case .name(let name) = formula.nodes[position].kind else { continue }
      if changed(formula.subformula(at: position)) { return name }
    }
    return nil
  }
}
