import DocumentModel
import GradientCore

/// `exercise [NAME|again|next]`.
struct ExerciseCommand: Command {
  static let usage = Usage(
    "exercise", "[NAME|again|next]", group: .practice, completes: .exercises,
    summary: Phrase("open an exercise on a bench of its own"),
    details: [
      Phrase(
        "Alone it opens the next one that is not solved, of this page or of those before. {number} opens the second of the lesson, {other} that of lesson 5.",
        ["number": Text("exercise 2", .command), "other": Text("exercise 5.2", .command)]),
      Phrase(
        "{again} asks the same with other numbers, {next} goes on to the next.",
        [
          "again": Text("exercise again", .command), "next": Text("exercise next", .command),
        ]),
      Phrase(
        "Every command works meanwhile, and your own bench is kept: {next}, {back} or {open} bring it back.",
        [
          "next": Text("next", .command), "back": Text("back", .command),
          "open": Text("open 5", .command),
        ]),
    ],
    example: ["exercise", "exercise 5.2", "exercise again"])

  private enum Which {
    case waiting, again, next
    case named([Arguments.Part])
  }

  private let which: Which

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let parts = arguments.rest()
    // Some languages say it in two words.
    let typed = parts.map(\.text).joined(separator: "_")
    switch session.words[typed] ?? typed {
    case "again": which = .again
    case "next": which = .next
    default: which = parts.isEmpty ? .waiting : .named(parts)
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    switch which {
    case .waiting:
      if let (open, placed) = session.openExercise {
        guard open.isSolved else { return Answer(session.exerciseDocument) }
        guard let next = session.unsolvedExercise(after: placed) else {
          return try more(&session, engine)
        }
        return try session.open(next, draw: session.drawToOpen(next), using: engine)
      }
      return try more(&session, engine)
    case .again:
      guard let placed = session.openExercise?.placed else { throw Session.noExerciseOpen }
      return try session.open(placed, draw: session.nextDraw(of: placed), using: engine)
    case .next:
      guard let placed = session.openExercise?.placed else { return try more(&session, engine) }
      let next =
        session.unsolvedExercise(after: placed)
        ?? placed.lesson.exercises.first { $0.number > placed.number }
      guard let next else {
        throw Refusal(
          Phrase(
            "That was the last exercise of this lesson. {next} goes on.",
            ["next": Text("next", .command)]))
      }
      return try session.open(next, draw: session.drawToOpen(next), using: engine)
    case .named(let parts):
      let placed = try session.exercise(named: parts)
      return try session.open(placed, draw: session.drawToOpen(placed), using: engine)
    }
  }

  private func more(
    _ session: inout Session, _ engine: Engine
  ) throws(Refusal) -> Answer {
    guard let lesson = session.openPage?.lesson else { throw Session.nothingOpen }
    guard let next = session.nextExercise else { throw Session.noExercises(of: lesson) }
    return try session.open(next, draw: session.drawToOpen(next), using: engine)
  }
}
