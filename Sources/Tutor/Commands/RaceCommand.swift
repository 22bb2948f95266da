import DocumentModel
import GradientCore

/// `race [n=COUNT] [evaluations]`: the four strategies side by side.
struct RaceCommand: Command {
  static let usage = Usage(
    "race", "[n=COUNT] [evaluations]", group: .bench,
    completes: .words([("n=1000", Phrase("a test function of so many inputs"))]),
    summary: Phrase("let the four strategies compete from here"),
    details: [
      Phrase(
        "All have the same number of evaluations, and all but random search move by the same length, the setting step. A backward pass counts as three evaluations."
      ),
      Phrase(
        "With n=1000 it runs on a test function of 1000 inputs: a numerical gradient takes 1001 evaluations, an analytic one a forward and a backward pass."
      ),
      Phrase("Nothing of the bench changes."),
    ],
    example: ["x = 1; y = -3; f = -(x - 2)^2 - y^2", "race", "race n=1000"])

  private var count: Int?
  private var budget: Int?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    while let part = arguments.next() {
      if part.text.hasPrefix("n="), count == nil {
        guard let number = Int(part.text.dropFirst(2)), number > 0 else {
          throw Refusal(arguments.notTaken(part, by: Self.usage), at: part.range)
        }
        guard number <= 10_000 else {
          var refusal = session.tooManyInputs(number)
          refusal.range = part.range
          throw refusal
        }
        count = number
      } else if budget == nil, let number = Int(part.text), (1...10_000_000).contains(number) {
        budget = number
      } else {
        throw Refusal(arguments.notTaken(part, by: Self.usage), at: part.range)
      }
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    try session.race(count: count, budget: budget, using: engine)
  }
}
