import DocumentModel

/// The next page, over the end of a lesson.
struct NextCommand: Command {
  static let usage = Usage(
    "next", group: .course, summary: Phrase("turn to the next page"),
    details: [Phrase("After the last page of a lesson it opens the next lesson.")],
    example: ["next"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard !session.lessons.isEmpty else { throw Session.noLessons }
    if session.isReviewing { return try session.goOnReviewing(using: engine) }
    if let ending = session.ending() { return ending }
    guard let place = session.nextPlace else {
      session.closeExercise()
      return Answer(session.farewell)
    }
    return try session.turn(to: place, using: engine)
  }
}

extension Session {
  /// What is said after the last page.
  var farewell: Document {
    Document(
      .paragraph(
        voice.say(
          Phrase(
            "That was the last page. {lessons} lists them all, {open} returns to one, and in {play} everything is yours.",
            [
              "lessons": Text("lessons", .command), "open": Text("open 5", .command),
              "play": Text("play", .command),
            ]))))
  }
}

struct BackCommand: Command {
  static let usage = Usage(
    "back", group: .course, summary: Phrase("turn to the page before"),
    details: [Phrase("In an exercise it leads back to the open page.")], example: ["back"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if session.practice.open != nil {
      session.closeExercise()
      return session.openPage == nil
        ? Answer(Document(session.benchTable(using: engine)))
        : session.showOpenPage(using: engine)
    }
    guard session.openPage != nil else { throw Session.nothingOpen }
    guard let place = session.previousPlace else {
      throw Refusal(Phrase("This is the first page."))
    }
    return try session.turn(to: place, using: engine)
  }
}

struct AgainCommand: Command {
  static let usage = Usage(
    "again", group: .course,
    summary: Phrase("show the open page, or the open exercise, once more"), example: ["again"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if let (open, placed) = session.openExercise {
      let hints = (0..<open.hintsShown).map { Block.paragraph(session.hint($0, of: placed)) }
      return Answer(session.exerciseDocument + Document(hints.isEmpty ? [] : [.rest] + hints))
    }
    guard session.openPage != nil else { throw Session.nothingOpen }
    return session.showOpenPage(using: engine)
  }
}
