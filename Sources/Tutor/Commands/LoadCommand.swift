import DocumentModel

/// `load FILE`: a saved bench in place of the present one.
struct LoadCommand: Command {
  static let usage = Usage(
    "load", "FILE", group: .session, worksAlone: false, completes: .files,
    summary: Phrase("replace the bench by one that was saved"),
    details: [
      Phrase(
        "Only definitions, settings and the like are accepted. undo brings the old bench back.")
    ],
    example: ["load bench.txt"])

  private let path: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    path = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    Answer(request: .read(path: path.text, purpose: .load))
  }
}
