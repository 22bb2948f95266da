import DocumentModel
import GradientCore

/// `forward [n | -n | all]`: the forward pass, gate by gate.
struct ForwardCommand: Command {
  static let usage = Usage(
    "forward", "[n | -n | all]", group: .circuit,
    completes: .words([("all", Phrase("the whole pass in one table"))]),
    summary: Phrase("walk the forward pass, inputs first"),
    details: [
      Phrase(
        "Alone it passes one gate, and Enter the next; with a number so many, with a negative one it goes back; all passes all of them."
      )
    ],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "forward", "forward all"])

  private let arguments: WalkArguments

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    self.arguments = try WalkArguments(
      &arguments, takesPlace: false, for: Self.usage, in: session)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.walk(.forward, by: arguments.distance, using: engine)
  }
}
