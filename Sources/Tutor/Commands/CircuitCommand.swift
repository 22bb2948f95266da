import DocumentModel
import GradientCore

/// `circuit [tree|table] [NAME] [depth]`, `circuit open FUNCTION`, `circuit expand NAME`.
struct CircuitCommand: Command {
  static let usage = Usage(
    "circuit", "[tree|table|open FUNCTION|expand NAME] [NAME] [depth]", group: .circuit,
    completes: .namesOr([
      ("tree", Phrase("as an indented tree")), ("table", Phrase("as a table")),
      ("open", Phrase("with the gates inside of functions")),
      ("expand", Phrase("a matrix in gates of single numbers")),
    ]), takesGates: true,
    summary: Phrase("draw the circuit, with values above the wires and slopes below"),
    details: [
      Phrase(
        "{tree} and {table} show the same as an indented tree and as a table.",
        [
          "tree": .init("circuit tree", .command), "table": .init("circuit table", .command),
        ]),
      Phrase(
        "A function is drawn as one gate; {open} draws the gates inside of it.",
        [
          "open": .init("circuit open FUNCTION", .command)
        ]),
      Phrase(
        "A number at the end, as in {depth}, draws so many gates behind the output.",
        [
          "depth": .init("circuit 2", .command)
        ]),
      Phrase(
        "{expand} opens a matrix, or one entry of it, into gates of single numbers.",
        [
          "expand": .init("circuit expand a1[0, 1]", .command)
        ]),
    ],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "circuit", "circuit tree"])

  private enum Form: String { case picture, tree, table, open, expand }

  private var form = Form.picture
  private var functions: [Arguments.Part] = []
  private var name: Arguments.Part?
  /// How many gates behind the output are opened; all in a picture, eight in a tree.
  private var depth: Int?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    while let part = arguments.next() {
      let isName = session.bench.definitions[part.text] != nil
      if let depth = Int(part.text), depth > 0, form != .expand {
        self.depth = min(depth, 100)
      } else if form == .picture, name == nil, !isName,
        let form = Form(rawValue: session.words[part.text] ?? part.text), form != .picture
      {
        self.form = form
      } else if form == .open, session.bench.definitions.functions[part.text] != nil {
        functions.append(part)
      } else if name == nil {
        name = part
      } else {
        throw Refusal(arguments.notTaken(part, by: Self.usage), at: part.range)
      }
    }
    if form == .expand, name == nil { throw arguments.incomplete(Self.usage) }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if form == .expand { return try session.expanded(name!, using: engine) }
    let place = try session.circuitRoot(name, using: engine)
    let root = place.name
    let evaluation = try session.evaluation(of: place.circuit ?? root, using: engine)
    let graph = evaluation.graph
    let output = place.gate ?? graph.root
    var opened = CircuitDrawing.Opened.none
    if form == .open {
      guard !graph.calls.isEmpty else { throw noFunction(in: root) }
      opened = functions.isEmpty ? .all : .these(Set(functions.map(\.text)))
    }
    guard graph.nodes.count <= CircuitDrawing.mostNodes else {
      throw Refusal(
        Phrase(
          "This circuit has {count} gates, too many to draw. {part} draws a part of it.",
          [
            "count": Problems.number(graph.nodes.count), "part": Text("circuit NAME", .command),
          ]))
    }
    var drawing = CircuitDrawing(
      evaluation, root: output, voice: session.voice, opened: opened)
    if graph.shape(of: output).isScalar { drawing.takeBackwardPass() }
    switch form {
    case .tree:
      drawing.marks = session.marksOfWalk(in: root, using: engine)
      let tree = drawing.tree(deepest: depth ?? 8)
      return Answer(Document(.tree(tree.tellingParents(in: session.voice))))
    case .table: return Answer(drawing.table(atMost: 60))
    default:
      if let depth { drawing.cut(below: depth) }
      return Answer(Document(.circuit(drawing.circuit)))
    }
  }

  private func noFunction(in root: String) -> Refusal {
    Refusal(
      Phrase(
        "No function is used under {name}: there is nothing to open.", ["name": Text(root, .name)]))
  }
}

extension Session {
  /// The name whose circuit is asked for; the output where none is.
  fileprivate func circuitRoot(_ part: Arguments.Part?, using engine: Engine) throws(Refusal)
    -> Place
  {
    func whole(_ name: String) -> Place { Place(name: name, shape: .scalar) }
    guard let part else { return whole(try objectiveForSlopes()) }
    if bench.definitions.functions[part.text] != nil {
      throw Refusal(
        Phrase(
          "{name} is a function. {open} draws the gates of its uses.",
          ["name": Text(part.text, .name), "open": Text("circuit open \(part.text)", .command)]),
        at: part.range, correction: "circuit open \(part.text)")
    }
    guard bench.definitions[part.text] == nil else { return whole(part.text) }
    let place = try place(named: part, takesGates: true, using: engine)
    guard place.entry == nil else {
      throw Refusal(
        Phrase(
          "{entry} is one entry. {expand} draws the gates that compute it.",
          [
            "entry": Text(place.text, .name),
            "expand": Text("circuit expand \(part.text)", .command),
          ]
        ), at: part.range, correction: "circuit expand \(part.text)")
    }
    guard place.gate != nil else { throw unknownName(part.text, at: part.range) }
    return place
  }
}
