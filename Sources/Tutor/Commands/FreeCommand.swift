/// `free NAME …`: lets held inputs move again.
struct FreeCommand: Command {
  static let usage = Usage(
    "free", "NAME …", group: .bench, worksAlone: false,
    definesBench: true, completes: .inputs,
    summary: Phrase("let held inputs move again"),
    example: ["w = 2; x = 3; f = w * x", "hold x", "free x"])

  private let names: [Arguments.Part]

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    names = [try arguments.required(for: Self.usage)] + arguments.rest()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.give(.parameter, to: names)
  }
}
