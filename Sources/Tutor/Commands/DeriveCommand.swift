import DocumentModel
import GradientCore

/// `derive [f] x [y] [limit]`: a slope as a formula, step by step.
struct DeriveCommand: Command {
  static let usage = Usage(
    "derive", "[FORMULA] NAME [NAME] [limit]", group: .circuit, worksAlone: false,
    completes: .namesOr(
      [(limitWord, Phrase("from the difference quotient"))], anywhere: true),
    summary: Phrase("find a slope as a formula, step by step"),
    details: [
      Phrase(
        "Each line is one step with the name of its rule. Without a formula the slope of the objective is found; an entry is written {entry}.",
        ["entry": Text("W[0, 1]", .code)]),
      Phrase(
        "The result is compared with differences at random points before it is shown. A second name asks for the slope of the slope."
      ),
      Phrase(
        "With limit it is found from the difference quotient, where that can be written out; other gates name the limit that they rest on."
      ),
    ],
    example: [
      "x = 1; y = -3; f = x^2 * y", "derive f x", "derive f x limit", "derive f x y",
      "derive (sin(x) * exp(x)) x",
    ])

  static let limitWord = "limit"

  private let command: String
  private let function: Arguments.Part?
  private let variable: Arguments.Part
  private let second: Arguments.Part?
  private let wantsLimit: Bool

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let end = arguments.end
    command = arguments.command
    let incomplete = arguments.incomplete(Self.usage)
    var parts = arguments.rest()
    let words = session.words
    let isLimit = { (part: Arguments.Part) in
      (words[part.text] ?? part.text) == Self.limitWord
        && session.bench.definitions[part.text] == nil
    }
    wantsLimit = parts.last.map(isLimit) ?? false
    if wantsLimit { parts.removeLast() }
    guard let last = parts.last else { throw incomplete }
    if parts.count > 1, let whole = Self.formula(parts.dropLast(), in: command),
      parts.count > 3 || parts.count == 3 && (try? Formula(parsing: parts[1].text)) == nil
    {
      throw Refusal(
        Problems.sentence(.writeInstead("(\(whole))")),
        at: parts[0].range.lowerBound..<parts[parts.count - 2].range.upperBound,
        correction: "\(Self.usage.word) (\(whole)) \(last.text)" + (wantsLimit ? " limit" : ""))
    }
    guard parts.count <= 3 else {
      throw Refusal(arguments.notTaken(parts[3], by: Self.usage), at: parts[3].range)
    }
    if wantsLimit, parts.count == 3 {
      throw Refusal(
        Phrase("A limit is written out for a first slope only."), at: parts[2].range)
    }
    function = parts.count == 1 ? nil : parts[0]
    variable = parts.count == 1 ? parts[0] : parts[1]
    second = parts.count == 3 ? parts[2] : nil
    if function == nil, variable.text == session.bench.objective {
      let input = session.bench.definitions.leaves(under: variable.text).first ?? "x"
      let line = "\(Self.usage.word) \(variable.text) \(input)"
      throw Refusal(
        Phrase(
          "In what is the slope of {name} to be taken? Name it, as in {example}.",
          ["name": Text(variable.text, .name), "example": Text(line, .command)]),
        at: end, correction: line)
    }
  }

  /// What `derive x * y x` means before its last word.
  private static func formula(_ parts: ArraySlice<Arguments.Part>, in command: String) -> String? {
    let range = parts.first!.range.lowerBound..<parts.last!.range.upperBound
    let text = String(decoding: Array(command.utf8)[range], as: UTF8.self)
    return (try? Formula(parsing: text)) == nil ? nil : text
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let objective = function == nil ? try session.objectiveForSlopes() : ""
    let derivation: Derivation
    do throws(CompilationError) {
      let formula: Formula
      if let function {
        formula = try Self.parsed(function)
      } else {
        formula = try Self.parsed(.init(text: objective, range: 0..<0))
      }
      var random = session.bench.random
      derivation = try Derivation(
        of: Definition(formula, draws: try formula.draws(&random)), by: Self.name(variable),
        then: try second.map { part throws(CompilationError) in try Self.name(part) },
        in: session.bench.definitions, ties: session.bench.ties)
    } catch {
      if case .derivativeTooLarge(let limit) = error.error.fact, !asksForSlopes {
        throw Refusal(
          Phrase(
            "That has more than {count} gates or parts: too much to be written as a formula. {check} compares its slopes with differences.",
            ["count": Problems.number(limit), "check": Text(CheckCommand.usage.word, .command)]),
          at: function?.range)
      }
      throw session.refusal(error, in: command)
    }
    return Answer(try session.document(of: derivation, asLimit: wantsLimit))
  }
}

extension DeriveCommand {
  /// Whether a slope stands in the formula itself.
  private var asksForSlopes: Bool {
    guard let function, let formula = try? Self.parsed(function) else { return false }
    return formula.nodes.contains { if case .derivative = $0.kind { true } else { false } }
  }

  /// With its places in the command, so that what is wrong is marked there.
  private static func parsed(_ part: Arguments.Part) throws(CompilationError) -> Formula {
    let blanks = String(repeating: " ", count: part.range.lowerBound)
    do throws(LanguageError) { return try Formula(parsing: blanks + part.text) } catch {
      throw CompilationError(error.fact, at: error.range)
    }
  }

  /// A name, or an entry of one.
  private static func name(_ part: Arguments.Part) throws(CompilationError) -> Formula {
    let formula = try parsed(part)
    let isEntry =
      if case .entries = formula.nodes[formula.root].kind { formula.nodes.count == 2 } else {
        false
      }
    guard formula.names.count == 1, formula.nodes.count == 1 || isEntry else {
      throw CompilationError(.derivativeNeedsName, at: part.range)
    }
    return formula
  }
}
