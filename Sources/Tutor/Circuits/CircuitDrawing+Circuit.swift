import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// The drawing as a part of a document.
  var circuit: Circuit {
    let drawn = drawn
    let positions = Dictionary(
      uniqueKeysWithValues: drawn.boxes.enumerated().map { ($1.node, $0) })
    let nodes = drawn.boxes.map { node(for: $0, at: positions) }
    let isShaded = drawn.boxes.contains {
      isKnown($0.node) && MatrixPicture.isShaded(evaluation.value(of: $0.node), voice.numbers)
        || gradients[$0.node].map { MatrixPicture.isShaded($0, voice.numbers) } ?? false
    }
    return Circuit(
      nodes: nodes, tree: tree(deepest: 8),
      treeNote: treeNote(of: drawn),
      sentences: sentences(of: drawn), caption: caption(isShaded: isShaded),
      captionWithoutPictures: voice.say(captionOfShapes(drawn)).dimmed)
  }

  private func captionOfShapes(_ drawn: DrawnCircuit) -> Phrase {
    if isWholeInTable(drawn) {
      return Phrase(
        "shapes only; {table} shows the numbers", ["table": Text("circuit table", .command)])
    }
    let largest = drawn.boxes.max {
      evaluation.value(of: $0.node).shape.count < evaluation.value(of: $1.node).shape.count
    }
    let name = drawn.boxes.compactMap { box in
      evaluation.value(of: box.node).isScalar ? nil : evaluation.graph.name(of: box.node)
    }.first
    return Phrase(
      "shapes only; {show} shows numbers",
      [
        "show": Text(
          "show \(largest.flatMap { evaluation.graph.name(of: $0.node) } ?? name ?? "")", .command)
      ])
  }

  /// Said where the picture does not fit: a name in the middle has a smaller one.
  private func treeNote(of drawn: DrawnCircuit) -> Text {
    let parts = drawn.boxes.compactMap { box -> String? in
      box.wires.isEmpty || outputs.contains(box.node) ? nil : evaluation.graph.name(of: box.node)
    }
    guard !parts.isEmpty, !parts.contains(where: { $0.contains("[") }) else {
      return voice.say(Phrase("The picture does not fit into this width. As a tree:"))
    }
    return voice.say(
      Phrase(
        "The picture does not fit into this width; {part} draws a part of it. As a tree:",
        ["part": Text("circuit \(parts[parts.count / 2])", .command)]))
  }

  func isKnown(_ node: NodeID) -> Bool { values?.contains(node) ?? true }

  private func node(for box: DrawnCircuit.Box, at positions: [NodeID: Int]) -> Circuit.Node {
    let graph = evaluation.graph
    let node = box.node
    var result = Circuit.Node(
      name: name(of: node),
      gate: cut.contains(node)
        ? "" : Text(box.call?.function ?? graph.gateText(of: node, in: voice.numbers), .code),
      isSymmetric: box.call == nil && graph.isSymmetric(node), mark: mark(of: box))
    if isKnown(node) {
      let value = evaluation.value(of: node)
      result.value = value.isScalar ? voice.value(value) : Text(value.shape.description, .value)
      result.picture = MatrixPicture.rows(of: value, voice.numbers, .value)
      result.widePicture = MatrixPicture.rows(of: value, voice.numbers, .value, isWide: true)
    }
    if let gradient = gradients[node] {
      result.gradient =
        gradient.isScalar ? voice.gradient(gradient) : Text(gradient.shape.description, .gradient)
      result.gradientPicture = MatrixPicture.rows(of: gradient, voice.numbers, .gradient)
      result.wideGradientPicture = MatrixPicture.rows(
        of: gradient, voice.numbers, .gradient, isWide: true)
    }
    result.wires = box.wires.map { wire in
      Circuit.Wire(
        from: positions[wire.from]!, gradient: share(along: wire.wires), mark: mark(of: wire.wires))
    }
    return result
  }

  /// What is cut off and has no name is told by its formula.
  private func name(of node: NodeID) -> Text {
    let graph = evaluation.graph
    if let name = graph.name(of: node) { return Text(name, .name) }
    guard cut.contains(node) else { return "" }
    return Text(
      calledName(of: node) ?? Session.abridged(names.formula(of: node, calls: closedCalls), to: 20),
      .code)
  }

  /// Shares of matrices are not written at wires: there is no room for them.
  private func share(along wires: [Wire]) -> Text {
    let known = wires.compactMap { shares[$0] }
    guard let first = known.first, known.count == wires.count, first.isScalar else { return "" }
    return voice.gradient(known.reduce(0) { $0 + $1.elements[0] })
  }

  private func mark(of box: DrawnCircuit.Box) -> Circuit.Mark {
    guard let call = box.call else { return marks[box.node] ?? .none }
    return strongest(call.nodes.compactMap { marks[$0] })
  }

  private func mark(of wires: [Wire]) -> Circuit.Mark {
    strongest(wires.compactMap { wireMarks[$0] })
  }

  private func strongest(_ marks: [Circuit.Mark]) -> Circuit.Mark {
    marks.contains(.active) ? .active : marks.contains(.done) ? .done : .none
  }

  private func caption(isShaded: Bool) -> Text {
    var parts: [Text] = []
    if !gradients.isEmpty {
      parts.append(voice.say(Phrase("value above the wire, gradient below")))
    }
    if isShaded { parts.append(voice.say(Phrase("the fuller, the larger"))) }
    return parts.joined(separator: " · ").with(.hint)
  }
}
