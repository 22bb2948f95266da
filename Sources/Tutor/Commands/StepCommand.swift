/// `step [n]`: one move, or several.
struct StepCommand: Command {
  static let usage = Usage(
    "step", "[n]", group: .bench,
    summary: Phrase("make one move, or n, as the strategy says"),
    details: [
      Phrase(
        "A search spends tries evaluations and moves to the best if it is better. A gradient step moves all free inputs at once by step times slope, and compares what was expected with what was got."
      )
    ],
    example: ["x = 1; y = -3; f = x * y", "step = 0.01", "step"])

  let count: Int

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    count = try arguments.count(orElse: 1, for: Self.usage)
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.begin(Work(.step, total: count), using: engine)
  }
}
