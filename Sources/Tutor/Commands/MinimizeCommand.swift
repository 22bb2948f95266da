/// `minimize [NAME]`: what steps make smaller.
struct MinimizeCommand: Command {
  static let usage = Usage(
    "minimize", "[NAME]", synonyms: ["minimise"], group: .bench,
    definesBench: true, completes: .names,
    summary: Phrase("say what step and run make smaller"),
    details: [Phrase("Without a name the present objective is made smaller.")],
    example: ["w = 4; L = w^2", "minimize L", "step"])

  private let name: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = arguments.next()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.aim(.minimize, at: name, using: engine)
  }
}
