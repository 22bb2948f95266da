import DocumentModel
import GradientCore

extension Session {
  /// A definition or a formula.
  mutating func evaluate(_ text: String, using engine: Engine) throws(Refusal) -> Answer {
    let statement: Statement
    do { statement = try Statement(parsing: text) } catch { throw refusal(error, in: text) }
    switch statement {
    case .formula(let formula):
      do throws(Refusal) { return try compute(formula, in: text) } catch {
        // A formula in letters, or the letter of a choice, may be an answer all the same.
        if let offered = offerToHandIn(text) { return offered }
        throw error
      }
    case .assignment(let assignment): return try assign(assignment, in: text, using: engine)
    case .function(let name, let parameters, let body):
      return try define(function: name, parameters, body, in: text, using: engine)
    }
  }

  /// A calculator: the value alone on its line, so that a script can read it.
  private mutating func compute(_ formula: Formula, in text: String) throws(Refusal) -> Answer {
    if let name = formula.singleName, let setting = settingName(name) {
      return Answer(value(ofSetting: setting))
    }
    let computed = try value(of: formula, in: text)
    let role: Role = formula.nodes[formula.root].kind == .derivative ? .gradient : .value
    var document = Document(voice.numbers.rows(computed.value).map { .line(Text($0, role)) })
    document += notes(on: computed, formula: formula)
    if let line = handingIn(text) { document += Document(offeringToHandIn(line)) }
    return Answer(document)
  }

  /// Computes a formula now, drawing what it draws.
  mutating func value(of formula: Formula, in text: String) throws(Refusal) -> Computed {
    do throws(CompilationError) {
      let draws = try formula.draws(&bench.random)
      return try bench.definitions.compute(Definition(formula, draws: draws), ties: bench.ties)
    } catch {
      throw refusal(error, in: text)
    }
  }

  /// What should be said about a value beside its digits.
  func notes(on computed: Computed, formula: Formula) -> Document {
    var document = Document()
    for pair in computed.independent {
      document += note(
        Phrase(
          "{of} does not depend on {by}: the slope is 0.",
          ["of": Text(Self.abridged(pair.formula), .code), "by": Text(pair.name, .name)]))
    }
    return document + (computed.breakdown.map(notes(on:)) ?? Document())
  }

  func note(_ phrase: Phrase) -> Document { Document(.line(voice.say(phrase).with(.hint))) }

  /// A longer note, which is wrapped on paper, too.
  func wrappedNote(_ phrase: Phrase) -> Document {
    Document(.paragraph(voice.say(phrase).with(.hint)))
  }

  /// A formula may be a million terms long; what is shown of it is not.
  static func abridged(_ text: String, to limit: Int = 60) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }

  /// With beginning and end, by which formulas differ that are parts of each other.
  static func abridgedInside(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    return text.prefix(limit / 2) + "…" + text.suffix(limit - limit / 2 - 1)
  }

  // MARK: - Functions

  /// `gate(x, y) = x * y`.
  private mutating func define(
    function name: String, _ parameters: [String], _ body: Formula, in text: String,
    using engine: Engine
  ) throws(Refusal) -> Answer {
    try refuseReserved(name, at: 0..<name.utf8.count)
    if bench.definitions[name] != nil {
      throw Refusal(
        Phrase(
          "{name} is a value. remove {name} first, or give the function another name.",
          ["name": Text(name, .name)]), at: 0..<name.utf8.count)
    }
    let before = bench
    do throws(CompilationError) {
      try bench.definitions.check(
        definingFunction: name, parameters: parameters, as: body)
      let draws = try body.draws(&bench.random)
      bench.definitions.functions[name] = FunctionDefinition(
        parameters: parameters, body: Definition(body, draws: draws))
      _ = try Graph(bench.definitions, names: bench.definitions.names)
    } catch {
      throw error.definition == name
        ? redefinitionRefusal(error.error, in: text) : refusal(error, in: text)
    }
    let head = Text("\(name)(\(parameters.joined(separator: ", ")))", .name)
    let line = head + " = " + Text(Self.abridged(body.description), .code)
    return Answer(Document(.line(line + following([], since: before, using: engine))))
  }

  /// A function that is used already does not work any more where it is used.
  private func redefinitionRefusal(_ error: LanguageError, in text: String) -> Refusal {
    let refusal = refusal(error, in: text)
    let definitions = bench.definitions
    let first = definitions.names.first { (try? Graph(definitions, names: [$0])) == nil }
    return first.map { broken($0, refusal) } ?? refusal
  }
}
