import DocumentModel

/// `lang [CODE]`: the language the tutor speaks.
struct LangCommand: Command {
  static let usage = Usage(
    "lang", "[CODE]", group: .session,
    completes: .languages,
    summary: Phrase("change the language"),
    details: [Phrase("Commands are understood in all languages, whichever is spoken.")],
    example: ["lang", "lang en"])

  private let code: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    code = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let languages = session.curriculum.languages
    guard let code else {
      let names = languages.map { Text($0.code, .command) + "  " + Text($0.name) }
      return Answer(Document(names.map { .line($0) }))
    }
    let wanted = languages.first {
      $0.code == code.text
        || $0.name.lowercased().withoutAccents == code.text.lowercased().withoutAccents
    }
    guard let wanted else {
      throw Refusal(
        Phrase(
          "I don't speak {code}. There are {known}.",
          [
            "code": Problems.code(code.text),
            "known": session.voice.list(languages.map(\.code), .command),
          ]), at: code.range)
    }
    session.languageCode = wanted.code
    return Answer(session.voice.say(Phrase("The language is English now.")))
  }
}
