import DocumentModel
import GradientCore

/// `circuit [NAME] [depth]`: the gates as an indented tree, with values and slopes.
struct CircuitCommand: Command {
  static let usage = Usage(
    "circuit", "[NAME] [depth]", group: .circuit,
    completes: .names,
    summary: Phrase("show the gates as a tree, with values and slopes"),
    details: [Phrase("What was shown already further up is marked and not opened again.")],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "circuit"])

  private var name: Arguments.Part?
  private var depth = 8

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    while let part = arguments.next() {
      if let depth = Int(part.text), depth > 0 {
        self.depth = min(depth, 100)
      } else if name == nil {
        name = part
      } else {
        throw Refusal(arguments.notTaken(part, by: Self.usage), at: part.range)
      }
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let name, session.bench.definitions[name.text] == nil {
      throw session.unknownName(name.text, at: name.range)
    }
    let root = if let name { name.text } else { try session.objectiveForSlopes() }
    let evaluation = try session.evaluation(of: root, using: engine)
    let graph = evaluation.graph
    let hasSlopes = graph.shape(of: graph.root).isScalar
    if hasSlopes { evaluation.backward(from: graph.root) }
    var drawing = CircuitTree(
      evaluation: evaluation, voice: session.voice, hasSlopes: hasSlopes, deepest: depth)
    let tree = drawing.tree(of: graph.root, depth: 0)
    return Answer(Document(.tree(tree.tellingParents(in: session.voice))))
  }
}

/// Grows the tree; a gate used twice is opened once.
private struct CircuitTree {
  let evaluation: Evaluation
  let voice: Voice
  let hasSlopes: Bool
  let deepest: Int
  private var seen: Set<Graph.NodeID> = []
  /// So many branches fit on a few screens.
  private var left = 200

  init(evaluation: Evaluation, voice: Voice, hasSlopes: Bool, deepest: Int) {
    self.evaluation = evaluation
    self.voice = voice
    self.hasSlopes = hasSlopes
    self.deepest = deepest
  }

  private var graph: Graph { evaluation.graph }

  mutating func tree(of node: Graph.NodeID, depth: Int) -> Tree {
    left -= 1
    var label = label(of: node, depth: depth)
    let inputs = graph.inputs(of: node)
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

  /// `f = q * z = -12   slope 1`.
  private func label(of node: Graph.NodeID, depth: Int) -> Text {
    var end = brief(evaluation.value(of: node), .value)
    if graph.isConstant(node) { return end }
    if hasSlopes {
      let slope = Phrase(
        "slope {slope}", ["slope": brief(evaluation.gradient(of: node), .gradient)])
      end += "   " + voice.say(slope).dimmed
    }
    // Three columns for each level, two equals signs, and what may stand behind.
    let isShownAbove = seen.contains(node)
    let mark = isShownAbove ? shownAbove.plain.count + 3 : 4
    let name = graph.name(of: node) ?? ""
    let room = 80 - 3 * depth - name.count - 6 - end.plain.count - mark
    let text = Session.abridged(graph.text(of: node), to: min(max(room, 8), 40))
    var label =
      switch graph.name(of: node) {
      case let name? where graph.nodes[node].isGate && !(isShownAbove && room < 8):
        Text(name, .name) + " = " + Text(text, .code)
      case let name?: Text(name, .name)
      case nil: Text(text, .code)
      }
    label += " = " + end
    return label
  }

  private var shownAbove: Text { voice.say(Phrase("(shown above)")) }

  private func brief(_ matrix: Matrix, _ role: Role) -> Text {
    Text(voice.numbers.brief(matrix, width: 22), role)
  }
}
