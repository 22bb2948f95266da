import DocumentModel
import GradientCore

/// A slope as a sum over paths, then by reverse accumulation, and what both cost.
struct PathTelling {
  typealias NodeID = Graph.NodeID

  let sum: PathSum
  let names: GateNames
  let voice: Voice
  let objective: String
  let place: String

  /// So many paths are listed.
  static let listed = 5
  /// So many nodes of the backward walk are listed.
  static let listedStages = 8

  private var graph: Graph { names.graph }
  private var slope: Text { Text("∂\(objective)/∂\(place)", .gradient) }

  var blocks: [Block] {
    let places = ["slope": slope]
    guard sum.input != sum.output else {
      return [
        .paragraph(
          voice.say(Phrase("{slope} = 1: a change of the output is the change itself.", places)))
      ]
    }
    guard sum.pathCount != .zero else {
      return [
        .paragraph(
          voice.say(
            Phrase(
              "{of} does not depend on {by}: the slope is 0.",
              ["of": Text(objective, .name), "by": Text(place, .name)])))
      ]
    }
    return pathBlocks + backwardBlocks + [.paragraph(voice.say(costs))]
  }

  // MARK: - Paths

  private var pathBlocks: [Block] {
    let places = [
      "slope": slope, "count": count(sum.pathCount), "from": Text(place, .name),
      "to": Text(objective, .name),
    ]
    let head =
      sum.pathCount == .one
      ? Phrase(
        "One path leads from {from} to {to}. {slope} is the product of its local slopes:", places)
      : Phrase(
        "{count} paths lead from {from} to {to}. On each the local slopes multiply, and {slope} is the sum:",
        places)
    let paths = sum.paths(atMost: Self.listed)
    let columns = [Table.Column(""), Table.Column("")]
    let shown = ShownPaths(paths, in: graph)
    let rows = paths.indices.map {
      [route(shown.nodes[$0]), product(shown.factors[$0], paths[$0])]
    }
    let isNarrow = Narration.width(of: rows) <= 76
    var blocks: [Block] = [.paragraph(voice.say(head))]
    blocks.append(
      .indented(
        isNarrow
          ? [.table(Table(columns: columns, rows: rows))]
          : rows.flatMap { [.paragraph($0[0]), .indented([.paragraph($0[1])])] }))
    if shown.leavesOut {
      blocks.append(
        .paragraph(
          voice.say(
            Phrase(
              "Factors of 1, and gates without a name that only hand on, are left out."
            )
          ).with(.hint)))
    }
    if let legend = names.legend(for: shown.nodes.joined().compactMap { $0 }, in: voice) {
      blocks.append(.paragraph(legend))
    }
    if let left = left(after: paths.count) {
      blocks.append(
        .indented([.line(voice.say(Phrase("… and {count} more", ["count": left])).with(.hint))]))
    }
    if sum.pathCount != .one {
      let all = paths.count < 2 || left(after: paths.count) != nil
      let terms = all ? [] : paths.map { voice.gradient($0.product) }
      let total = ["total": voice.gradient(sum.sum), "terms": added(terms)]
      blocks.append(
        .line(
          voice.say(
            all
              ? Phrase("sum over all paths: {total}", total)
              : Phrase("sum over the paths: {terms} = {total}", total))))
    }
    return blocks
  }

  private func left(after shown: Int) -> Text? {
    switch sum.pathCount {
    case .exactly(let count):
      count > UInt64(shown) ? Text("\(count - UInt64(shown))", .value) : nil
    case .about: count(sum.pathCount)
    }
  }

  /// The ends are called as they were asked for.
  private func label(of node: NodeID) -> String {
    if node == sum.output { return objective }
    return node == sum.input ? place : names.label(of: node)
  }

  /// `x → q → f`.
  private func route(_ nodes: [NodeID?]) -> Text {
    Text(nodes.map { $0.map(label) ?? "…" }.joined(separator: " → "), .name)
  }

  /// `1 · -4 = -4`.
  private func product(_ factors: [Double?], _ path: PathSum.Path) -> Text {
    guard factors.count > 1 else { return voice.gradient(path.product) }
    let texts = factors.map { $0.map { voice.gradient($0) } ?? Text("…", .hint) }
    return texts.joined(separator: " · ") + " = " + voice.gradient(path.product)
  }

  // MARK: - Backwards

  private var backwardBlocks: [Block] {
    let stages = sum.reverseAccumulation().shortened(atMost: Self.listedStages) { stage in
      stage.node == sum.input ? 2 : graph.name(of: stage.node) == nil ? 0 : 1
    }
    let rows = stages.map { stage -> [Text] in
      guard let stage else { return [Text("…", .hint), ""] }
      let label = label(of: stage.node)
      let isName =
        stage.node == sum.input || graph.name(of: stage.node) != nil
        || names.numberedName(of: stage.node) != nil
      let shares = stage.shares.shortened(atMost: 5).map { share -> Text in
        guard let share else { return Text("…", .hint) }
        return voice.gradient(share.upstream) + " · " + voice.gradient(share.local)
      }
      return [
        Text(isName ? "∂\(objective)/∂\(label)" : "∂\(objective)/∂(\(label))", .gradient),
        shares.joined(separator: " + ") + " = " + voice.gradient(stage.sum),
      ]
    }
    return [
      .paragraph(
        voice.say(
          Phrase("Backwards, each wire is walked once: upstream · local, and shares add."))),
      .indented([.table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows))]),
    ]
  }

  // MARK: - Costs

  private var costs: Phrase {
    let places = [
      "paths": count(sum.pathCount), "factors": count(sum.factorCount),
      "operations": Problems.number(sum.wires.count),
    ]
    switch (sum.pathCount, sum.wires.count) {
    case (.one, 1): return Phrase("1 path, 1 operation: here both are the same.")
    case (.one, _):
      return Phrase("1 path against {operations} operations: here both are the same.", places)
    default:
      return Phrase(
        "{paths} paths against {operations} operations: one by one, the paths multiply {factors} local slopes; backwards, each wire is one operation.",
        places)
    }
  }

  private func count(_ count: PathCount) -> Text {
    switch count {
    case .exactly(let count): return Text("\(count)", .value)
    case .about(let mantissa, let exponent):
      return voice.say(
        Phrase(
          "about {number}",
          ["number": Text(Numbers(digits: 3).text(mantissa) + " · 10^\(exponent)", .value)]))
    }
  }

  private func added(_ terms: [Text]) -> Text {
    terms.enumerated().map { position, term in
      position > 0 && term.plain.hasPrefix("-") ? Text("(") + term + ")" : term
    }.joined(separator: " + ")
  }
}

extension Array {
  /// The first elements and the last, nil between them for those left out.
  fileprivate func shortened(atMost limit: Int) -> [Element?] {
    guard count > limit else { return map { $0 } }
    return prefix(limit - 2).map { $0 } + [nil, last]
  }
}
