import DocumentModel
import GradientCore

/// `lang [CODE]`: the language the tutor speaks.
struct LangCommand: Command {
  static let usage = Usage(
    "lang", "[CODE]", group: .session,
    completes: .languages,
    summary: Phrase("change the language"),
    details: [Phrase("Commands are understood in all languages, whichever is spoken.")],
    example: ["lang", "lang en"])

  private let code: String?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    guard let typed = arguments.next() else {
      code = nil
      return
    }
    let languages = session.curriculum.languages
    code =
      languages.first {
        folded($0.code) == folded(typed.text) || folded($0.name) == folded(typed.text)
      }?.code
    guard code == nil else { return }
    let codes = languages.map(\.code)
    throw session.unknown(
      typed, among: codes + languages.map { $0.name.lowercased() }, in: arguments.command,
      otherwise: Phrase(
        "I don't speak {code}. There are {known}.",
        [
          "code": Problems.code(typed.text), "known": session.voice.list(codes, .command),
        ]))
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let code else {
      let languages = session.curriculum.languages
      let names = languages.map { Text($0.code, .command) + "  " + Text($0.name) }
      return Answer(Document(names.map { .line($0) }))
    }
    session.languageCode = code
    return Answer(session.voice.say(Phrase("The language is English now.")))
  }
}
