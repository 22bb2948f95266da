import DocumentModel

/// `undo`: takes back what the last line did to the bench.
struct UndoCommand: Command {
  static let usage = Usage(
    "undo", group: .bench, summary: Phrase("take back what the last line changed"),
    details: [Phrase("redo does it again. Pages and answers are not undone.")],
    example: ["x = 1", "x = 2", "undo"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    session.rememberLineSoFar()
    guard let (bench, line) = session.history.undo(from: session.bench) else {
      throw Refusal(Phrase("There is nothing to take back."))
    }
    return session.travel(
      to: bench, Phrase("took back {line}", ["line": shown(line)]), using: engine)
  }

  private func shown(_ line: String) -> Text { Text(Session.abridged(line, to: 50), .command) }
}

extension Session {
  /// What the present line did before counts as a line of its own.
  mutating func rememberLineSoFar() {
    guard let lineStart, lineStart.bench != bench else { return }
    history.record(lineStart.bench, changedBy: lineStart.line, into: bench)
  }

  /// Goes to another bench without this being something to undo.
  mutating func travel(to other: Bench, _ what: Phrase, using engine: Engine) -> Answer {
    bench = other
    lineStart = lineStart.map { LineStart(bench: other, line: $0.line) }
    return Answer(Document(.line(voice.say(what).dimmed)) + summary(using: engine))
  }
}
