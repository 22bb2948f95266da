import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// The circuit as an indented tree under its output; what is used twice is opened once.
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
    guard !inputs.isEmpty else { return Tree(label) }
    guard seen.insert(node).inserted else {
      return Tree(label + "   " + shownAbove.with(.hint))
    }
    guard depth < deepest, left > 0 else {
      label += "   " + Text("…", .hint)
      return Tree(label)
    }
    return Tree(label, branches: inputs.map { tree(of: $0, depth: depth + 1) })
  }

  func label(of node: Graph.NodeID) -> Text { Text(graph.label(of: node), .name) }

  private func inputs(of node: Graph.NodeID) -> [Graph.NodeID] {
    if drawing.cut.contains(node) { return [] }
    if let box = boxes[node], let call = box.call {
      return call.inputs + box.wires.map(\.from).filter { !call.inputs.contains($0) }
    }
    return graph.inputs(of: node)
  }

  /// `f = q * z = -12   slope 1`.
  private func label(of node: Graph.NodeID, depth: Int) -> Text {
    var end = drawing.isKnown(node) ? drawing.brief(drawing.evaluation.value(of: node), .value) : ""
    if graph.isConstant(node) { return drawing.brief(drawing.evaluation.value(of: node), .value) }
    if let gradient = drawing.gradients[node] {
      let slope = Phrase("slope {slope}", ["slope": drawing.brief(gradient, .gradient)])
      end += "   " + drawing.voice.say(slope).dimmed
    }
    if drawing.marks[node] == .active { end += "   " + Text("◂", .strong) }
    // Three columns for each level, two equals signs, and what may stand behind.
    let isShownAbove = seen.contains(node)
    let mark = isShownAbove ? shownAbove.plain.count + 3 : 4
    let name = graph.name(of: node) ?? ""
    let room = 80 - 3 * depth - name.count - 6 - end.plain.count - mark
    let text = text(of: node, width: min(max(room, 8), 40))
    var label =
      switch graph.name(of: node) {
      case let name?
      where graph.nodes[node].isGate && !drawing.cut.contains(node) && !(isShownAbove && room < 8):
        Text(name, .name) + " = " + text
      case let name?: Text(name, .name)
      case nil: text
      }
    if !end.isEmpty { label += " = " + end }
    return label
  }

  private func text(of node: Graph.NodeID, width: Int) -> Text {
    boxes[node].map { drawing.text(of: $0, width: width) }
      ?? Text(Session.abridged(graph.text(of: node), to: width), .code)
  }

  private var shownAbove: Text { drawing.voice.say(Phrase("(shown above)")) }
}
