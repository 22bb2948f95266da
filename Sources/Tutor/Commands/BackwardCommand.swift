import DocumentModel
import GradientCore

/// `backward [n | -n | all] [NAME]`: the backward pass, gate by gate.
struct BackwardCommand: Command {
  static let usage = Usage(
    "backward", "[n | -n | all] [NAME]", group: .circuit,
    completes: .namesOr([("all", Phrase("the whole pass in one table"))]), takesGates: true,
    summary: Phrase("walk the backward pass, last gate first"),
    details: [
      Phrase("On every wire the gradient that arrives is multiplied by the gate's local slope."),
      Phrase("Where wires meet, their shares add."),
      Phrase(
        "Alone it passes one gate, and Enter the next; with a number so many, with a negative one it goes back; all passes all of them."
      ),
      Phrase(
        "With a name or an entry, such as {example}, it walks only the wires that lead there.",
        ["example": Text("W1[0, 1]", .command)]),
    ],
    example: ["x = -2; y = 5; z = -4; q = x + y; f = q * z", "backward", "backward all"])

  private let arguments: WalkArguments

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    self.arguments = try WalkArguments(
      &arguments, takesPlace: true, for: Self.usage, in: session)
  }

  static let limit = 60
  /// Of more wires, so many at both ends are shown.
  static let firstWires = 20
  static let lastWires = 40

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    var place: Place?
    if let part = arguments.place {
      place = try session.place(named: part, takesGates: true, using: engine)
    }
    return try session.walk(.backward, by: arguments.distance, to: place, using: engine)
  }
}
