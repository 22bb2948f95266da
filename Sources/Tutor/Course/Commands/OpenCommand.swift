import DocumentModel

struct OpenCommand: Command {
  static let usage = Usage(
    "open", "LESSON [PAGE]", group: .course, worksAlone: false, completes: .lessons,
    summary: Phrase("open a lesson, or a page of it"),
    details: [
      Phrase(
        "A lesson goes by its number or its name. It brings its setup, or your bench as you left it there. A page of the lesson that is open leaves the bench alone."
      ),
      Phrase(
        "Looking at a lesson does not begin it: its second page does, a command that changes its bench, or an exercise. Until then the next visit goes on where you were."
      ),
    ],
    example: ["open 5", "open 5.3", "open chain-rule 3"])

  private let name: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let first = try arguments.required(for: Self.usage)
    name = [first] + arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.turn(to: session.place(named: name), peeking: true, using: engine)
  }
}
