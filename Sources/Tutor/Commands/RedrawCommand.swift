import DocumentModel
import GradientCore

/// `redraw [NAME …]`: draws random values again.
struct RedrawCommand: Command {
  static let usage = Usage(
    "redraw", "[NAME …]", group: .bench,
    completes: .names,
    summary: Phrase("draw random values again"),
    details: [
      Phrase(
        "Random values are drawn once, when they are typed. Without a name all of them are drawn again."
      )
    ],
    example: ["W = 0.1 * normal(2, 3)", "redraw W"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let before = session.bench
    var drawn: [String] = []
    if names.isEmpty {
      let definitions = session.bench.definitions
      for name in definitions.names + definitions.functions.keys.sorted() {
        if try session.redraw(name) { drawn.append(name) }
      }
    }
    for part in names {
      let definitions = session.bench.definitions
      guard definitions[part.text] != nil || definitions.functions[part.text] != nil else {
        throw session.unknownName(
          part.text, at: part.range, orAmong: definitions.functions.keys.sorted())
      }
      guard try session.redraw(part.text) else {
        throw Refusal(
          Phrase("Nothing in {name} is random.", ["name": Text(part.text, .name)]), at: part.range)
      }
      drawn.append(part.text)
    }
    guard !drawn.isEmpty else { throw Refusal(Phrase("Nothing on the bench is random.")) }
    return Answer(session.reportDrawn(drawn, since: before, using: engine))
  }
}

extension Session {
  /// Draws again what is random in `name`; false where nothing is.
  fileprivate mutating func redraw(_ name: String) throws(Refusal) -> Bool {
    if let recipe = bench.recipes[name] {
      bench.set(name, to: try value(of: recipe, in: "").value)
      return true
    }
    do throws(CompilationError) {
      if let definition = bench.definitions.definition(of: name), !definition.draws.isEmpty {
        let draws = try definition.formula.draws(&bench.random)
        bench.definitions[name] = .formula(Definition(definition.formula, draws: draws))
        return true
      }
      if var function = bench.definitions.functions[name], !function.body.draws.isEmpty {
        let draws = try function.body.formula.draws(&bench.random)
        function.body = Definition(function.body.formula, draws: draws)
        bench.definitions.functions[name] = function
        return true
      }
    } catch {
      throw refusal(error, in: "")
    }
    return false
  }

  fileprivate func reportDrawn(_ names: [String], since before: Bench, using engine: Engine)
    -> Document
  {
    var parts = names.compactMap { name in
      (try? engine.value(of: name, in: bench)).map { voice.equation(name, $0) }
    }
    let following = following(names, since: before, using: engine)
    if !following.isEmpty, !parts.isEmpty { parts[parts.count - 1] += following }
    return lines(of: parts)
  }
}
