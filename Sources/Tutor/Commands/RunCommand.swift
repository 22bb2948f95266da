/// `run [n]`: many moves, told in at most ten lines.
struct RunCommand: Command {
  static let usage = Usage(
    "run", "[n]", group: .bench,
    summary: Phrase("make 10 moves, or n, and print at most ten lines"),
    details: [Phrase("Ctrl-C stops at any moment and keeps what was reached.")],
    example: ["x = 1; y = -3; f = x * y", "step = 0.1", "run 100"])

  private let count: Int

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    count = try arguments.count(orElse: 10, for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.begin(Work(.run, total: count), using: engine)
  }
}
