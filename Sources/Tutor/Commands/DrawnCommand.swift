import DocumentModel
import GradientCore

/// `drawn COUNT` and `drawn NAME MATRIX …`: what `save` writes about random numbers, so that a
/// loaded bench repeats them.
struct DrawnCommand: Command {
  static let usage = Usage(
    "drawn", "COUNT | NAME MATRIX …", group: .session, worksAlone: false, isHidden: true,
    definesBench: true,
    summary: Phrase("say what was drawn at random, as save writes it"),
    example: ["W = normal(1, 2)", "drawn W [0.5 -0.5]", "drawn 4"])

  private let subject: Arguments.Part
  private let values: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    subject = try arguments.required(for: Self.usage)
    values = arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let count = UInt64(subject.text), values.isEmpty {
      session.bench.drawCount = count
      return Answer()
    }
    var matrices: [Matrix] = []
    for part in values {
      do {
        let formula = try Formula(parsing: part.text)
        guard !formula.containsRandomDraw else { break }
        matrices.append(try session.value(of: formula, in: part.text).value)
      } catch let error as LanguageError {
        throw session.refusal(error, in: "", offset: part.range.lowerBound)
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        break
      }
    }
    guard session.bench.fix(subject.text, to: matrices) else {
      throw Refusal(
        Phrase("That is not what {name} drew.", ["name": Text(subject.text, .name)]),
        at: subject.range)
    }
    return Answer()
  }
}

extension Bench {
  /// Puts what was drawn in the place of what is; false where the shapes are others.
  fileprivate mutating func fix(_ name: String, to matrices: [Matrix]) -> Bool {
    if recipes[name] != nil, let value = definitions.value(ofLeaf: name) {
      guard matrices.count == 1, matrices[0].shape == value.shape else { return false }
      set(name, to: matrices[0])
      return true
    }
    if let definition = definitions.definition(of: name) {
      guard definition.draws.map(\.shape) == matrices.map(\.shape) else { return false }
      definitions[name] = .formula(Definition(definition.formula, draws: matrices))
      return true
    }
    guard var function = definitions.functions[name],
      function.body.draws.map(\.shape) == matrices.map(\.shape)
    else { return false }
    function.body = Definition(function.body.formula, draws: matrices)
    definitions.functions[name] = function
    return true
  }
}
