import DocumentModel

struct PlayCommand: Command {
  static let usage = Usage(
    "play", group: .session, summary: Phrase("open a sandbox with a copy of your bench"),
    details: [
      Phrase(
        "Whatever you do there, {resume} brings the lesson's bench back untouched.",
        ["resume": Text("resume", .command)])
    ],
    example: ["play"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard !session.course.isPlaying else {
      throw Refusal(Phrase("You are in the sandbox already."))
    }
    session.closeExercise()
    session.course.stash = KeptBench(
      bench: session.bench, start: session.start, history: session.history)
    session.history = History()
    return Answer(
      session.voice.say(
        Phrase(
          "A sandbox: everything here is a copy. {resume} brings the lesson back.",
          ["resume": Text("resume", .command)])))
  }
}

struct ResumeCommand: Command {
  static let usage = Usage(
    "resume", group: .session, summary: Phrase("leave the sandbox"),
    details: [
      Phrase("The bench is as it was when {play} was typed.", ["play": Text("play", .command)])
    ],
    example: ["play", "resume"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let stash = session.course.stash else {
      throw Refusal(
        Phrase(
          "This is no sandbox; {play} opens one.", ["play": Text("play", .command)]))
    }
    session.course.stash = nil
    session.take(stash)
    return Answer(Document(session.benchTable(using: engine)))
  }
}
