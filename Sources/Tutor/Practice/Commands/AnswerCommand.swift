import DocumentModel
import GradientCore

/// `answer ANSWER`.
struct AnswerCommand: Command {
  static let usage = Usage(
    "answer", "NUMBER|FORMULA|LETTERS", group: .practice, worksAlone: false, completes: .answers,
    summary: Phrase("answer the open exercise"),
    details: [
      Phrase(
        "A number may be written as a formula, which is computed: {example}.",
        ["example": Text("answer 2 * 0.5 - 1", .command)]),
      Phrase(
        "Choices and cards go by their letters: {example}.",
        ["example": Text("answer a c", .command)]),
      Phrase(
        "What cannot be the answer, such as a matrix for a number, is told and not counted."),
    ],
    example: ["exercise", "answer 5"])

  private let given: (text: String, offset: Int)
  private let command: String

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    command = arguments.command
    if arguments.isEmpty, session.openExercise?.placed.exercise.isGoal != true {
      throw arguments.incomplete(Self.usage)
    }
    given = arguments.text()
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let (open, placed) = session.openExercise else { throw Session.noExerciseOpen }
    let answer = try session.read(given, in: command, for: placed)
    guard !open.isSolved else {
      let line = session.voice.say(Phrase("This one is solved already."))
      return Answer(Document([.line(line)] + session.exerciseEnd(placed)))
    }
    return session.take(answer, using: engine)
  }
}

extension Exercise {
  var isGoal: Bool { if case .goal = kind { true } else { false } }
}
