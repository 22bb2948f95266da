/// Writes the steps of a derivation: a block for every definition that lies between, from the
/// function down to the input.
struct DerivationWriter {
  let derivation: Derivation
  /// The function, as it was asked for.
  let title: String
  let ties: Ties
  /// Which nodes move.
  let depends: [Bool]
  private(set) var steps: [DerivationStep] = []
  private(set) var leftOut = 0
  private var pending: Set<Graph.NodeID> = []

  static let mostBlocks = 12
  static let mostParts = 40
  static let longestLine = 180

  private var graph: Graph { derivation.graph }
  private var root: Graph.NodeID { derivation.root }

  init(derivation: Derivation, title: String, ties: Ties, depends: [Bool]) {
    self.derivation = derivation
    self.title = title
    self.ties = ties
    self.depends = depends
  }

  mutating func write() throws(LanguageError.Fact) {
    guard depends[root] else {
      steps = [DerivationStep(derivation.title, "0", .constant)]
      return
    }
    pending = [root]
    var blocks = 0
    while let node = pending.max() {
      pending.remove(node)
      if blocks == Self.mostBlocks {
        leftOut = pending.count + 1 + namesBelow(pending.union([node]))
        break
      }
      blocks += 1
      try block(of: node)
    }
    let result = derivation.result?.description
    if let result, steps.last?.right != result || blocks > 1 {
      steps.append(
        blocks > 1
          ? DerivationStep(derivation.title, result, .together)
          : DerivationStep(nil, result, .simplified))
    }
    if let opened = derivation.opened {
      steps.append(DerivationStep(nil, opened.description, .opened))
    }
  }

  private func name(_ node: Graph.NodeID) -> String {
    node == root ? title : derivation.label(node) ?? graph.text(of: node)
  }

  private func slopeText(_ node: Graph.NodeID, by variable: String) -> String {
    DerivationStep.slope(of: name(node), by: variable)
  }

  /// The definitions that move and that a node reads, without those below them.
  private func movingNames(under node: Graph.NodeID) throws(LanguageError.Fact) -> [Graph.NodeID] {
    let isNamed = { (other: Graph.NodeID) in
      other != node && other != derivation.target && graph.nodes[other].isGate
        && graph.name(of: other) != nil
    }
    let under = graph.isUnder(node) { isNamed($0) || $0 == derivation.target }
    return (0...node).filter { under[$0] && depends[$0] && isNamed($0) }
  }

  private func namesBelow(_ nodes: Set<Graph.NodeID>) -> Int {
    var isBelow = Array(repeating: false, count: root + 1)
    var count = 0
    for node in (0...root).reversed() where isBelow[node] || nodes.contains(node) {
      guard depends[node], node != derivation.target else { continue }
      if isBelow[node], !nodes.contains(node), graph.nodes[node].isGate,
        graph.name(of: node) != nil
      {
        count += 1
      }
      for input in graph.inputs(of: node) { isBelow[input] = true }
    }
    return count
  }

  private mutating func block(of node: Graph.NodeID) throws(LanguageError.Fact) {
    let names = try movingNames(under: node)
    pending.formUnion(names)
    let variable = derivation.variable
    let readsTarget = graph.isUnder(node) { names.contains($0) }[safe: derivation.target]
    // Where one of them follows another, a slope by that one is not what is left when the other
    // is held still.
    let areApart = names.allSatisfy { name in
      let above = graph.isAbove(name, to: node)
      return names.allSatisfy { $0 == name || !above[$0] }
    }
    if !readsTarget, (1...3).contains(names.count), areApart {
      let products = names.map {
        "\(DerivationStep.slope(of: name(node), by: name($0))) * \(slopeText($0, by: variable))"
      }
      steps.append(
        DerivationStep(
          slopeText(node, by: variable), products.joined(separator: " + "),
          .through(names.map(name))))
      for other in names { try lines(of: node, by: other, named: name(other), isOnly: true) }
    } else {
      try lines(of: node, by: derivation.target, named: variable, isOnly: false)
    }
  }

  /// - Parameter isOnly: whether all other names are held still.
  private mutating func lines(
    of node: Graph.NodeID, by target: Graph.NodeID, named variable: String, isOnly: Bool
  ) throws(LanguageError.Fact) {
    let left = slopeText(node, by: variable)
    let motion = { (other: Graph.NodeID) -> Draft.Motion in
      other == target ? .target : !isOnly && depends[safe: other] ? .moving : .still
    }
    let draft = Draft(
      of: node, in: graph, limit: Self.mostParts, label: derivation.label, motion: motion)
    let formula = draft?.formula(by: variable).description ?? ""
    let short = try simplified(
      node, by: target, named: variable, isOnly: isOnly,
      writesRoot: draft == nil || isWritten(node, formula))
    guard let draft, formula.count <= Self.longestLine / 2 else {
      if let short { steps.append(DerivationStep(left, short, .severalRules)) }
      return
    }
    var lines = [
      DerivationStep(
        left, DerivationStep.slope(of: formula, by: variable),
        .definition(name: name(node), formula: formula))
    ]
    // A formula without a name is its own left side.
    if lines[0].right == left { lines = [] }
    var present = Draft.slope(draft)
    let whole = isWritten(node, formula) ? (draft, Draft.name(name(node), .moving)) : nil
    for _ in 0..<Self.mostParts where present.isOpen {
      var rewriting = Rewriting(ties: ties, whole: whole)
      present = rewriting.opened(present)
      lines.append(
        DerivationStep(
          lines.isEmpty ? left : nil, present.formula(by: variable).description,
          rules: rewriting.rules))
    }
    if let short, let last = lines.last, last.right != short {
      if last.right.sorted() == short.sorted() {
        lines[lines.count - 1].right = short
      } else {
        lines.append(DerivationStep(nil, short, .simplified))
      }
    }
    if let short, lines.contains(where: { $0.right.count > Self.longestLine }) {
      lines = [DerivationStep(left, short, .severalRules)]
    }
    steps += lines
  }

  /// Whether the value of a definition is written as its name: that of the function itself only
  /// where it is long.
  private func isWritten(_ node: Graph.NodeID, _ formula: String) -> Bool {
    graph.name(of: node) != nil && (node != root || formula.count > 16)
  }

  /// The slope of one definition with the slopes of others as they are; nil where it is too long.
  private func simplified(
    _ node: Graph.NodeID, by target: Graph.NodeID, named variable: String, isOnly: Bool,
    writesRoot: Bool
  ) throws(LanguageError.Fact) -> String? {
    let own = try SymbolicDerivative(
      of: node, by: target, in: graph, ties: ties,
      names: isOnly ? .still : .slopes { slopeText($0, by: variable) }, writesRoot: writesRoot)
    return derivation.formula(own.slope, in: own.algebra)?.description
  }
}

extension [Bool] {
  subscript(safe index: Int) -> Bool { index < count && self[index] }
}
