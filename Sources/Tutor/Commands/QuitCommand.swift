/// `quit`: leaves the tutor.
struct QuitCommand: Command {
  static let usage = Usage(
    "quit", synonyms: ["exit"], group: .session, summary: Phrase("leave the tutor"),
    details: [Phrase("Ctrl-D on an empty line leaves, too. Your values are kept.")],
    example: ["quit"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    Answer(request: .leave(code: 0))
  }
}
