import DocumentModel

/// `redo`: does again what `undo` took back.
struct RedoCommand: Command {
  static let usage = Usage(
    "redo", group: .bench, summary: Phrase("do again what undo took back"),
    example: ["x = 1", "x = 2", "undo", "redo"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    session.rememberLineSoFar()
    guard let (bench, line) = session.history.redo(from: session.bench) else {
      throw Refusal(Phrase("There is nothing to do again."))
    }
    let shown = Text(Session.abridged(line, to: 50), .code)
    return session.travel(to: bench, Phrase("did again {line}", ["line": shown]), using: engine)
  }
}
