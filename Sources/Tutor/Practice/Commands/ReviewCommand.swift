import DocumentModel
import GradientCore

/// `review`: exercises once more, with other numbers.
struct ReviewCommand: Command {
  static let usage = Usage(
    "review", group: .practice,
    summary: Phrase("ask again what may have faded, in three to five exercises"),
    details: [
      Phrase(
        "They have other numbers. Chosen are ideas that you know least today, mistakes that you made, and what you have not seen for long."
      ),
      Phrase(
        "{next} goes on to the next of them, {skip} too; {back} or {open} leave, and {review} goes on there.",
        [
          "next": Text("next", .command), "skip": Text("skip", .command),
          "back": Text("back", .command), "open": Text("open 5", .command),
          "review": Text("review", .command),
        ]),
    ],
    example: ["review"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard !session.lessons.isEmpty else { throw Session.noLessons }
    return try session.review(using: engine)
  }
}
