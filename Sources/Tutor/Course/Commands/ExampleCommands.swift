import DocumentModel

/// The page's example, on the bench as it is now.
struct RerunCommand: Command {
  static let usage = Usage(
    "rerun", group: .course,
    summary: Phrase("run the example of this page on your own values"),
    details: [
      Phrase(
        "The page shows its example on the lesson's values. This runs the same commands on your bench."
      )
    ],
    example: ["rerun"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let (lesson, place) = session.openPage else { throw Session.nothingOpen }
    session.closeExercise()
    // On a copy, because an example runs line by line, and all of it is one line of the learner.
    var trial = session
    trial.queue = []
    var exchanges: [DocumentModel.Exchange] = []
    for case .example(let example) in lesson.pages[place.page - 1].parts {
      exchanges += trial.run(example, using: engine)
    }
    guard !exchanges.isEmpty else { throw Refusal(Phrase("This page has no example.")) }
    session.bench = trial.bench
    return Answer(Document(.indented([.transcript(exchanges)])))
  }
}

/// The setup of a page that has its own.
struct SetupCommand: Command {
  static let usage = Usage(
    "setup", group: .course,
    summary: Phrase("put the circuit of this page on your bench"),
    details: [
      Phrase(
        "Some pages show another circuit than their lesson. Afterwards {reset} returns to it.",
        ["reset": Text("reset", .command)]),
      Phrase("In an exercise it returns to its beginning."),
    ],
    example: ["setup"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    if session.practice.open != nil {
      var nothing = Arguments("reset", after: 5)
      return try ResetCommand(&nothing, in: session).perform(in: &session, using: engine)
    }
    guard let (lesson, place) = session.openPage else { throw Session.nothingOpen }
    let setup = lesson.pages[place.page - 1].setup ?? lesson.setup
    try session.begin(with: setup, at: place, using: engine)
    return Answer(Document(session.benchTable(using: engine)))
  }
}
