import DocumentModel
import GradientCore

/// Gates that have no name on the bench, called as pictures and tables call them.
extension Session {
  /// The gate of the objective's circuit that is called so; nil where none is, or nobody could read
  /// its circuit.
  func gate(called label: String, using engine: Engine) throws(Refusal) -> Place? {
    guard let objective = bench.objective else { return nil }
    let graph = try evaluation(of: objective, using: engine).graph
    guard graph.nodes.count <= CircuitDrawing.mostNodes else { return nil }
    let names = GateNames(graph)
    let node = graph.nodes.indices.first {
      graph.nodes[$0].isGate && graph.name(of: $0) == nil && names.label(of: $0) == label
    }
    // A formula stands in parentheses, as it was typed.
    let name = label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? label : "(\(label))"
    return node.map { Place(name: name, shape: graph.shape(of: $0), gate: $0, circuit: objective) }
  }

  /// Where a name reads like a gate's number: which there are.
  func noSuchGate(_ name: String, at range: Range<Int>, using engine: Engine) throws(Refusal)
    -> Refusal?
  {
    let kind = name.prefix { $0.isLetter }
    guard let objective = bench.objective, !kind.isEmpty, kind.count < name.count,
      name.dropFirst(kind.count).allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    let all = numberedGates(of: try evaluation(of: objective, using: engine).graph)
    guard all.contains(where: { $0.name.prefix { $0.isLetter } == kind }) else { return nil }
    let shown =
      all.prefix(8).map { Text($0.name, .name) } + (all.count > 8 ? [Text("…", .hint)] : [])
    return Refusal(
      Phrase(
        "No gate of {objective} is called {found}. Without a name there are {gates}.",
        [
          "objective": Text(objective, .name), "found": Text(name, .code),
          "gates": shown.joined(separator: " "),
        ]), at: range)
  }

  /// For completion.
  var gateCandidates: [CompletionCandidate] {
    guard let objective = bench.objective,
      let graph = try? Graph(bench.definitions, names: [objective], ties: bench.ties)
    else { return [] }
    return numberedGates(of: graph).map {
      CompletionCandidate($0.name, Text(Self.abridged($0.formula, to: 40), .code))
    }
  }

  private func numberedGates(of graph: Graph) -> [(name: String, formula: String)] {
    guard graph.nodes.count <= 1_000 else { return [] }
    let names = GateNames(graph)
    return graph.nodes.indices.compactMap { node in
      names.numberedName(of: node).map { ($0, names.formula(of: node)) }
    }
  }
}

extension Place {
  /// Where it stands in a graph of `circuit`, or of any that has its name.
  func node(in graph: Graph) -> Graph.NodeID? { gate ?? graph.node(named: name) }
}
