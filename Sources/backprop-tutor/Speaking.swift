import ArgumentParser
import DocumentModel
import Lessons
import Terminal
import Tutor

/// How the program speaks before there is a session: about its options and about what keeps it
/// from beginning.
struct Speaking: Sendable {
  var language = Language.english
  /// All languages that can be chosen, English first.
  var languages: [Language] = [.english]

  /// The one for whom the library's declarations are made at this moment: only a completion script
  /// needs them in the learner's language.
  @TaskLocal static var now = Speaking()

  init() {}

  /// The language that `--lang` chooses, else that of the surroundings, else English. Here nothing
  /// is wrong enough to be said: what is asked for may be help.
  init(_ arguments: [String], in surroundings: Surroundings) {
    let folder = Self.value(of: "--lessons", in: arguments).map(surroundings.path)
    let own = folder.flatMap { try? Curriculum.standard(with: Files.all(below: $0)) }
    let curriculum = own ?? .standard
    languages = curriculum.languages
    let chosen = Self.value(of: "--lang", in: arguments).flatMap(curriculum.language(chosen:))
    language = chosen ?? surroundings.language(of: curriculum)
  }

  func say(_ phrase: Phrase) -> String { language.say(phrase).plain }

  /// The last value of an option, where the arguments may be wrong in other places.
  static func value(of option: String, in arguments: [String]) -> String? {
    let pairs = zip(arguments, arguments.dropFirst()).filter { $0.0 == option }.map(\.1)
    let joined = arguments.filter { $0.hasPrefix(option + "=") }
    return joined.last.map { String($0.dropFirst(option.count + 1)) } ?? pairs.last
  }
}

extension Curriculum {
  /// The language of a code as people write it: `pt`, `PT` and `pt_BR`.
  func language(chosen code: String) -> Language? {
    language(code) ?? language(Surroundings.code(of: code))
  }
}

extension Surroundings {
  func language(of curriculum: Curriculum) -> Language {
    languageCodes.lazy.compactMap { curriculum.language($0) }.first ?? .english
  }
}
