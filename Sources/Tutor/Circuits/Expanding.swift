import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// Backward passes of larger circuits are not written out wire by wire.
  static let mostNodes = 20_000
}

extension Session {
  /// A matrix value in gates of single numbers: all of its entries, or one of them. Below, it ends
  /// where several entries of another matrix that has a name are read: there the layer ends.
  func expanded(_ part: Arguments.Part, using engine: Engine) throws(Refusal) -> Answer {
    let place = try place(named: part, takesGates: true, using: engine)
    let objective = bench.objective.flatMap { objective in
      objective == place.name || objective == place.circuit
        || bench.definitions.depends(objective, on: place.name)
        ? objective : nil
    }
    let evaluation = try evaluation(of: objective ?? place.name, using: engine)
    let graph = evaluation.graph
    guard let node = place.node(in: graph),
      let opened = graph.scalarized(limit: Self.mostScalarGates)
    else {
      throw Refusal(
        Phrase(
          "Opened into single numbers, the circuit of {name} would have more than {limit} gates. {circuit} draws its matrices.",
          [
            "name": Text(objective ?? place.name, .name),
            "limit": Problems.number(Self.mostScalarGates),
            "circuit": Text("circuit \(place.name)", .command),
          ]), at: part.range)
    }
    let scalars = Evaluation(opened, of: evaluation, ties: bench.ties)
    let entries = opened.entries[node]
    let shown = place.isScalar ? [entries[place.index]] : Array(entries.prefix(Self.mostEntries))
    var drawing = CircuitDrawing(scalars, outputs: shown, voice: voice)
    drawing.cut = opened.ends(of: shown, in: graph)
    if graph.shape(of: graph.root).isScalar {
      drawing.takeGradients(from: opened.graph.root)
    }
    var document = Document(.circuit(drawing.circuit))
    if shown.count < entries.count, !place.isScalar {
      document += note(
        Phrase(
          "The first {shown} of {count} entries. {example} draws another one.",
          [
            "shown": Problems.number(shown.count), "count": Problems.number(entries.count),
            "example": Text(
              "circuit expand \(graph.entryName(place.name, entries.count - 1, of: node))",
              .command),
          ]))
    }
    let elsewhere = drawing.readElsewhere
    if !elsewhere.isEmpty {
      let shown = elsewhere.prefix(Self.mostNamed).map { Text($0, .name) }
      let names = elsewhere.count > shown.count ? shown + [Text("…", .hint)] : shown
      document += wrappedNote(
        elsewhere.count == 1
          ? Phrase(
            "{name} is read by gates that are not drawn, too; their shares belong to its gradient.",
            ["name": names[0]])
          : Phrase(
            "{names} are read by gates that are not drawn, too; their shares belong to these gradients.",
            ["names": voice.list(names)]))
    }
    if let next = drawing.cut.max(), let name = opened.graph.name(of: next) {
      document += wrappedNote(
        Phrase(
          "{name} is drawn as an input here; {expand} goes on below it.",
          ["name": Text(name, .name), "expand": Text("circuit expand \(name)", .command)]))
    }
    return Answer(document)
  }

  private static let mostScalarGates = 100_000
  private static let mostEntries = 4
  private static let mostNamed = 12
}

extension CircuitDrawing {
  /// What is drawn while some wires that read it are not.
  fileprivate var readElsewhere: [String] {
    guard !gradients.isEmpty else { return [] }
    let graph = evaluation.graph
    let boxes = drawn.boxes
    var drawnWires: [NodeID: Int] = [:]
    for box in boxes { for wire in box.wires { drawnWires[wire.from, default: 0] += 1 } }
    var wires: [NodeID: Int] = [:]
    for node in graph.nodes.indices {
      for input in graph.inputs(of: node) where drawnWires[input] != nil {
        wires[input, default: 0] += 1
      }
    }
    return boxes.map(\.node).filter { wires[$0] ?? 0 > drawnWires[$0] ?? 0 }
      .compactMap { graph.name(of: $0) }
  }

  /// Gradients of the drawn nodes; shares too, where the circuit is not too large for them.
  fileprivate mutating func takeGradients(from objective: NodeID) {
    guard evaluation.graph.nodes.count > Self.mostNodes else {
      return takeBackwardPass(from: objective)
    }
    evaluation.backward(from: objective)
    for box in drawn.boxes { gradients[box.node] = evaluation.gradient(of: box.node) }
  }
}

extension Evaluation {
  /// The opened graph with the leaves of the original, evaluated.
  convenience init(_ opened: ScalarizedGraph, of original: Evaluation, ties: Ties) {
    self.init(opened.graph, ties: ties)
    for leaf in original.graph.leaves {
      let numbers = original.value(of: leaf.node).elements
      for (entry, number) in zip(opened.entries[leaf.node], numbers) { set(entry, to: number) }
    }
    forward()
  }
}

extension ScalarizedGraph {
  /// Where an expansion of `outputs` ends: entries of a named gate of which one output reads several.
  fileprivate func ends(of outputs: [NodeID], in original: Graph) -> Set<NodeID> {
    outputs.reduce(into: []) { ends, output in
      var read: [NodeID: [NodeID]] = [:]
      for node in graph.ancestors(of: output) {
        let owner = origins[node].node
        guard owner != origins[output].node, graph.nodes[node].isGate,
          graph.name(of: node) != nil, !original.shape(of: owner).isScalar
        else { continue }
        read[owner, default: []].append(node)
      }
      for entries in read.values where entries.count > 1 { ends.formUnion(entries) }
    }
  }
}
