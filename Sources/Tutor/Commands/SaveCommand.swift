import DocumentModel

/// `save FILE`: the bench as a script of our own language.
struct SaveCommand: Command {
  static let usage = Usage(
    "save", "FILE", group: .session, worksAlone: false, completes: .files,
    summary: Phrase("write the bench to a file"),
    details: [
      Phrase(
        "The file holds definitions, settings and values, to be read and changed with any editor."),
      Phrase(
        "A name with blanks stands in quotes. In them {escapes} write what could not be typed or seen.",
        ["escapes": Text(#"\" \\ \n \t \e \u{9B}"#, .code)]),
    ],
    example: ["x = 1; y = -3; f = x * y", "save bench.txt"])

  private let path: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    path = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let script = session.bench.script().map { $0 + "\n" }.joined()
    return Answer(request: .write(path: path.text, text: script))
  }
}
