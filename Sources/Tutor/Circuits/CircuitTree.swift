import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// The circuit as an indented tree under its output; what is used twice is opened once,
  /// and marked where it stands again.
  func tree(deepest: Int) -> Tree {
    var tree = CircuitTree(self, deepest: deepest)
    let trees = outputs.map { tree.tree(of: $0, depth: outputs.count > 1 ? 1 : 0) }
    return trees.count == 1
      ? trees[0] : Tree(outputs.map { tree.label(of: $0) }.joined(separator: ", "), branches: trees)
  }
}

private struct CircuitTree {
  let drawing: CircuitDrawing
  let deepest: Int
  private let boxes: [Graph.NodeID: DrawnCircuit.Box]
  private var seen: Set<Graph.NodeID> = []
  /// So many branches fit on a few screens.
  private var left = 200

  init(_ drawing: CircuitDrawing, deepest: Int) {
    self.drawing = drawing
    self.deepest = deepest
    boxes = Dictionary(uniqueKeysWithValues: drawing.drawn.boxes.map { ($0.node, $0) })
  }

  private var graph: Graph { drawing.evaluation.graph }

  mutating func tree(of node: Graph.NodeID, depth: Int) -> Tree {
    left -= 1
    var label = label(of: node, depth: depth)
    // Numbers are written in the picture's boxes; here they are branches of their own.
    let inputs = inputs(of: node)
    guard !inputs.isEmpty || !graph.isConstant(node) else { return Tree(label) }
    guard seen.insert(node).inserted else {
      return Tree(label + "   " + shownAbove.with(.hint))
    }
    guard !inputs.isEmpty else { return Tree(label) }
    guard depth < deepest, left > 0 else {
      label += "   " + Text("…", .hint)
      return Tree(label)
    }
    return Tree(label, branches: inputs.map { tree(of: $0, depth: depth + 1) })
  }

  func label(of node: Graph.NodeID) -> Text { Text(drawing.names.label(of: node), .name) }

  private func inputs(of node: Graph.NodeID) -> [Graph.NodeID] {
    if drawing.cut.contains(node) { return [] }
    if let box = boxes[node], let call = box.call {
      return call.inputs + box.wires.map(\.from).filter { !call.inputs.contains($0) }
    }
    return graph.inputs(of: node)
  }

  /// `f = q * z = -12   slope 1`. Long formulas and numbers give way, so that it fits into a row.
  private func label(of node: Graph.NodeID, depth: Int) -> Text {
    let value = drawing.evaluation.value(of: node)
    if graph.isConstant(node) { return drawing.brief(value, .value) }
    let isShownAbove = seen.contains(node)
    let called = drawing.calledName(of: node)
    let isCut = drawing.cut.contains(node)
    let formula = graph.nodes[node].isGate && !isCut || called == nil ? text(of: node) : ""
    // Three columns for each level, two equals signs, and what may stand behind.
    let behind = isShownAbove ? shownAbove.plain.count + 3 : 4
    let taken = 3 * depth + (called.map { $0.count + 3 } ?? 0) + 3 + behind
    var end = Text()
    var room = 0
    // Of the formula, so much is to be seen; beside a name it may be missing, with its equals sign.
    let least = called == nil ? min(formula.count, 8) : -3
    for (width, digits) in [(22, 17), (22, 3), (10, 2), (5, 2), (0, 2)] {
      end = self.end(of: node, width: width, digits: digits)
      room = 80 - taken - end.plain.count
      if room >= (width > 10 ? min(formula.count, 20) : least) { break }
    }
    let isLeftOut = called != nil && room < min(formula.count, 8)
    let shown = formula.isEmpty || isLeftOut ? nil : Session.abridged(formula, to: max(room, 8))
    let parts = [called.map { Text($0, .name) }, shown.map { Text($0, .code) }].compactMap { $0 }
    var label = parts.joined(separator: " = ")
    if !end.isEmpty { label += " = " + end }
    return label
  }

  /// The value and the slope, and whether a walk stands here. Below a width of 10, the slope of a
  /// matrix is told by its shape only, without any width the value, too; numbers get shorter.
  private func end(of node: Graph.NodeID, width: Int, digits: Int) -> Text {
    let all = drawing.voice.numbers
    func text(_ matrix: Matrix, _ role: Role, isShort: Bool) -> Text {
      if isShort, !matrix.isScalar { return Text(matrix.shape.description, role) }
      let digits = matrix.isScalar ? (isShort ? 4 : all.digits) : digits
      let numbers = Numbers(digits: min(all.digits, digits))
      return Text(numbers.brief(matrix, width: max(width, 10)), role)
    }
    var end =
      drawing.isKnown(node)
      ? text(drawing.evaluation.value(of: node), .value, isShort: width == 0) : Text()
    if let gradient = drawing.gradients[node] {
      let slope = Phrase(
        "slope {slope}", ["slope": text(gradient, .gradient, isShort: width < 10)])
      end += "   " + drawing.voice.say(slope).dimmed
    }
    if isActive(node) {
      end += "   " + drawing.voice.say(Phrase("the walk is here")).with(.strong)
    }
    return end
  }

  /// Whether a walk stands at the gate, or inside of the function that is drawn as one.
  private func isActive(_ node: Graph.NodeID) -> Bool {
    if drawing.marks[node] == .active { return true }
    return boxes[node]?.call?.nodes.contains { drawing.marks[$0] == .active } ?? false
  }

  private func text(of node: Graph.NodeID) -> String {
    let calls = boxes[node] == nil ? [:] : drawing.closedCalls
    return Session.abridged(drawing.names.formula(of: node, calls: calls), to: 40)
  }

  private var shownAbove: Text { drawing.voice.say(Phrase("(shown above)")) }
}
