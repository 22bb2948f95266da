import DocumentModel

/// `source FILE`: runs the commands of a file.
struct SourceCommand: Command {
  static let usage = Usage(
    "source", "FILE", group: .session, worksAlone: false, completes: .files,
    summary: Phrase("run the commands of a file"),
    details: [Phrase("A name with blanks stands in quotes.")],
    example: ["source \"my lesson.txt\""])

  static let deepest = 20
  private let path: Arguments.Part

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    path = try arguments.required(for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let origin = session.currentPiece?.origin, origin.depth >= Self.deepest {
      throw Refusal(
        Phrase(
          "Files run each other at most {limit} deep; {file} may be running itself.",
          ["limit": Problems.number(Self.deepest), "file": Problems.code(origin.file)]),
        at: path.range)
    }
    return Answer(request: .source(path: path.text))
  }
}
