import DocumentModel
import GradientCore

/// A word of the course, in one language.
public struct GlossaryTerm: Equatable, Sendable {
  /// `chain-rule`: the same in every language. Exercises name the idea that they practise by it.
  public var id: String
  /// The lesson that introduces it.
  public var lesson: String
  /// The usual name first.
  public var names: [String]
  public var definition: Text

  public init(id: String, lesson: String, names: [String], definition: Text) {
    (self.id, self.lesson, self.names, self.definition) = (id, lesson, names, definition)
  }

  public var name: String { names.first ?? id }
}

extension Session {
  /// In the present language, and in English those that are not translated.
  var glossary: [GlossaryTerm] {
    let own = language.glossary
    let others = (curriculum.languages.first?.glossary ?? []).filter { term in
      !own.contains { $0.id == term.id }
    }
    return own + others
  }

  /// What an idea is called; its id with blanks where no glossary has it.
  func name(ofIdea idea: String) -> String {
    glossary.first { $0.id == idea }?.name ?? idea.replacing("-", with: " ")
  }

  /// Finds terms in any language: without accents, with blanks or hyphens, by their beginning. Those
  /// that begin so in the learner's language go before those of others.
  func terms(meantBy typed: String) -> [String] {
    let wanted = typed.asTerm
    var exact: [String] = []
    var begun: [String] = []
    var begunInOwn: [String] = []
    let own = Set(language.glossary.map(\.name))
    for term in curriculum.languages.flatMap(\.glossary) {
      let names = ([term.id] + term.names).map(\.asTerm)
      if names.contains(wanted), !exact.contains(term.id) { exact.append(term.id) }
      guard names.contains(where: { $0.hasPrefix(wanted) }) else { continue }
      if own.contains(term.name), !begunInOwn.contains(term.id) { begunInOwn.append(term.id) }
      if !begun.contains(term.id) { begun.append(term.id) }
    }
    if !exact.isEmpty { return exact }
    return begunInOwn.isEmpty ? begun : begunInOwn
  }

  /// Everything that may be typed for a term.
  var termNames: [String] {
    curriculum.languages.flatMap(\.glossary).flatMap { $0.names + [$0.id] }
  }
}

extension String {
  /// `Regra da cadeia` → `regra-da-cadeia`.
  var asTerm: String {
    var letters = String.UnicodeScalarView()
    letters.append(contentsOf: folded(self))
    return String(letters).split { $0 == " " || $0 == "-" }.joined(separator: "-")
  }
}
