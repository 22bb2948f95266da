import DocumentModel
import GradientCore

/// `maximize [NAME]`: what steps make larger.
struct MaximizeCommand: Command {
  static let usage = Usage(
    "maximize", "[NAME]", synonyms: ["maximise"], group: .bench,
    definesBench: true, completes: .names,
    summary: Phrase("say what step and run make larger"),
    details: [Phrase("Without a name the present objective is made larger.")],
    example: ["x = 1; y = -3; f = x * y", "maximize f", "step"])

  private let name: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.aim(.maximize, at: name, using: engine)
  }
}

extension Session {
  mutating func aim(_ direction: Direction, at part: Arguments.Part?, using engine: Engine)
    throws(Refusal) -> Answer
  {
    let document = turn(to: direction)
    if let part {
      let name = part.text
      guard bench.definitions[name] != nil else {
        if (try? Formula(parsing: name)) != nil, Formula.isName(name) == false {
          throw Refusal(
            Phrase(
              "The objective needs a name; type {example} first.",
              ["example": Text("f = \(name)", .command)]), at: part.range)
        }
        throw unknownName(name, at: part.range)
      }
      bench.objective = name
      bench.objectiveWasNamed = true
    }
    guard let objective = bench.objective else {
      return Answer(Document(.line(aimInWords)) + document)
    }
    let value: Matrix
    do { value = try engine.value(of: objective, in: bench) } catch { throw refusal(error, in: "") }
    guard value.isScalar else {
      throw Refusal(
        Phrase(
          "{name} is {shape}; an objective is a single number. {example} would be one.",
          [
            "name": Text(objective, .name), "shape": Problems.code(value.shape),
            "example": Text("sum(\(objective))", .command),
          ]), at: part?.range)
    }
    return Answer(
      Document(.line(aimInWords + "    " + voice.equation(objective, value))) + document)
  }

  /// What an optimizer remembers points the way it went before, so it goes with it.
  mutating func turn(to direction: Direction) -> Document {
    let isTurn = bench.direction != direction && bench.optimizerState != OptimizerState()
    bench.direction = direction
    guard isTurn else { return Document() }
    bench.optimizerState = OptimizerState()
    let rule = bench.optimizer.rule
    guard rule.keepsFirst || rule.keepsSecond else { return Document() }
    return note(
      Phrase(
        "{optimizer} forgets what it remembered: that led the other way.",
        ["optimizer": Text(rule.rawValue, .command)]))
  }

  /// `maximize f`.
  var aimInWords: Text {
    voice.command(bench.direction.rawValue) + Text(bench.objective.map { " \($0)" } ?? "", .name)
  }
}

extension Formula {
  static func isName(_ text: String) -> Bool {
    guard let formula = try? Formula(parsing: text), formula.nodes.count == 1,
      case .name = formula.nodes[0].kind
    else { return false }
    return true
  }
}
