import DocumentModel
import GradientCore

/// `check [NAME|FUNCTION|directions]`: slopes of the backward pass beside central differences.
struct CheckCommand: Command {
  static let usage = Usage(
    "check", "[NAME|FUNCTION|directions]", group: .circuit,
    completes: .namesOr([(directions, Phrase("all inputs at once, by chance"))]),
    summary: Phrase("compare the slopes of the backward pass with central differences"),
    details: [
      Phrase(
        "The relative error is |a - n| / max(|a|, |n|). Below 1e-7 is fine; up to 0.0001 usually, but look closer; up to 0.01 is suspicious; above is a bug or a kink. check chooses its own h."
      ),
      Phrase(
        "Where a max, relu, abs or comparison changes sides within h, check names it. Where a slope is wrong, it looks at each gate alone and names the one whose rule is wrong."
      ),
      Phrase(
        "With a name or an entry, such as {example}, only that is checked; a definition is taken as an input. {directions} moves all inputs at once, each a little up or down, which large circuits need.",
        [
          "example": Text("check W[0, 1]", .command),
          "directions": Text("check directions", .command),
        ]),
      Phrase(
        "With a function of yours, as {example}, that module is checked alone: the sum of what it gives, each entry times a number that is drawn.",
        ["example": Text("check linear", .command)]),
    ],
    example: ["x = 1; y = -3; f = x * y", "check", "check y", "check directions"])

  static let directions = "directions"

  private let part: Arguments.Part?
  private let wantsDirections: Bool

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    part = arguments.next()
    wantsDirections =
      part.map { part in
        session.bench.definitions[part.text] == nil
          && (session.words[part.text] ?? part.text) == Self.directions
      } ?? false
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let part, !wantsDirections, session.bench.definitions[part.text] == nil,
      session.bench.definitions.functions[part.text] != nil
    {
      return try session.check(module: part.text, at: part.range, using: engine)
    }
    let place = try wantsDirections ? nil : part.map(session.checkedPlace)
    let point = try session.point(of: place?.name, using: engine)
    guard !point.nodes.isEmpty else {
      throw Refusal(
        Phrase("{objective} has no inputs.", ["objective": Text(point.objective, .name)]))
    }
    let entries = try place?.entries(in: point.evaluation.graph.shape(of: point.nodes[0]))
    var checking = Checking(
      name: place?.name, entries: entries, wantsDirections: wantsDirections,
      seed: session.bench.settings.seed, at: point, using: engine)
    guard checking.check.progress.count <= Measuring.few, point.count <= Self.fewEntries else {
      session.measuring = .check(checking)
      return Answer()
    }
    checking.proceed(atMost: .max, at: point, using: engine)
    return session.answer(to: checking, at: point)
  }

  /// A slope of more takes long enough to be stopped.
  static let fewEntries = 1_000
}

/// A name or some of its entries, as it was typed.
private struct CheckedPlace {
  var name: String
  var range: Range<Int>
  var rows: IndexRange?
  var columns: IndexRange?

  /// Row after row; nil for all.
  func entries(in shape: Shape) throws(Refusal) -> [Int]? {
    guard let rows else { return nil }
    let selection: Graph.Selection
    do { selection = try Graph.Selection(rows, columns, in: shape) } catch {
      throw Refusal(Problems.sentence(error), at: range)
    }
    return selection.rows.flatMap { row in
      selection.columns.map { row * shape.columns + $0 }
    }
  }
}

extension Session {
  fileprivate func checkedPlace(_ part: Arguments.Part) throws(Refusal) -> CheckedPlace {
    if let formula = try? Formula(parsing: part.text), formula.names.count == 1,
      bench.definitions[formula.names[0]] != nil
    {
      let name = formula.names[0]
      switch formula.nodes[formula.root].kind {
      case .name: return CheckedPlace(name: name, range: part.range)
      case .entries(let rows, let columns) where formula.nodes.count == 2:
        return CheckedPlace(name: name, range: part.range, rows: rows, columns: columns)
      default: break
      }
      throw Refusal(
        Phrase(
          "check takes a name or an entry, such as {example}.",
          ["example": Text("\(name)[0, 0]", .code)]), at: part.range)
    }
    throw unknownName(
      part.text, at: part.range,
      orAmong: bench.definitions.functions.keys.sorted() + [CheckCommand.directions])
  }

  func point(of checking: Checking, using engine: Engine) throws(Refusal) -> SlopePoint {
    try point(of: checking.name, using: engine)
  }

  /// The objective, ready to be differentiated by its free inputs, or by one name.
  fileprivate func point(of name: String?, using engine: Engine) throws(Refusal) -> SlopePoint {
    var point = try slopePoint(using: engine)
    let graph = point.evaluation.graph
    guard let name else {
      let free = bench.freeLeaves
      if !free.isEmpty, free.count < point.leaves.count {
        point = SlopePoint(
          objective: point.objective, evaluation: point.evaluation, leaves: free,
          nodes: free.compactMap { graph.node(named: $0) })
      }
      return point
    }
    guard name != point.objective, let node = graph.node(named: name),
      graph.depends(point.root, on: node)
    else {
      throw Refusal(
        Phrase(
          "{objective} does not depend on {name}: there is no slope to check.",
          ["objective": Text(point.objective, .name), "name": Text(name, .name)]))
    }
    guard bench.definitions.definition(of: name) != nil else {
      return SlopePoint(
        objective: point.objective, evaluation: point.evaluation, leaves: [name], nodes: [node])
    }
    // A definition is cut off from what it follows, and nudged as an input.
    var cut = self
    cut.bench.definitions[name] = .leaf(point.evaluation.value(of: node), .parameter)
    return try cut.point(of: name, using: engine)
  }
}
