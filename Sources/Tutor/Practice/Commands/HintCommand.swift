import DocumentModel
import GradientCore

/// `hint`: the next one of the open exercise.
struct HintCommand: Command {
  static let usage = Usage(
    "hint", group: .practice, summary: Phrase("show a hint to the open exercise"),
    details: [Phrase("Hints come one at a time; only the last is near the answer.")],
    example: ["exercise", "hint"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let (open, placed) = session.openExercise else { throw session.noneToHelpWith }
    let hints = placed.exercise.texts.hints
    guard open.hintsShown < hints.count else {
      let line = session.voice.say(Phrase("There are no more hints."))
      return Answer(Document([.line(line), session.offering("solution")]))
    }
    session.practice.open?.hintsShown += 1
    session.record { $0.hints += 1 }
    return Answer(Document(.paragraph(session.hint(open.hintsShown, of: placed))))
  }
}

extension Session {
  /// Why there is nothing to help with.
  fileprivate var noneToHelpWith: Refusal {
    guard isGuessing else { return Self.noExerciseOpen }
    return Refusal(
      Phrase(
        "A guess has no hints and no solution: answer, or {skip}.",
        ["skip": Text("skip", .command)]))
  }

  /// `Hint 2 of 3: …`, counted from 0.
  func hint(_ index: Int, of placed: PlacedExercise) -> Text {
    let hints = placed.exercise.texts.hints
    return voice.say(
      Phrase(
        "Hint {number} of {count}: {hint}",
        [
          "number": Text("\(index + 1)"), "count": Text("\(hints.count)"),
          "hint": startValues.filled(hints[index], in: voice),
        ]))
  }
}

/// `solution`: the open exercise, worked out.
struct SolutionCommand: Command {
  static let usage = Usage(
    "solution", group: .practice, summary: Phrase("work the open exercise out, step by step"),
    details: [
      Phrase(
        "Afterwards {again} asks it with other numbers.",
        ["again": Text("exercise again", .command)])
    ],
    example: ["exercise", "solution"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let (open, placed) = session.openExercise else { throw session.noneToHelpWith }
    if !open.solutionWasShown, !open.isSolved { session.record { $0.solutionsShown += 1 } }
    session.practice.open?.solutionWasShown = true
    let exercise = placed.exercise
    let (values, voice) = (session.startValues, session.voice)
    var blocks: [Block] = [
      .list(
        exercise.texts.solution.map { [.paragraph(values.filled($0, in: voice))] }, ordered: true)
    ]
    if !exercise.solution.isEmpty {
      blocks += [.rest, .indented(exercise.solution.map { .line(voice.command($0)) })]
    }
    if let letters = session.rightLetters(placed, open) {
      blocks.append(.line(letters))
    }
    return Answer(Document(blocks + session.exerciseEnd(placed)))
  }
}

extension Session {
  /// `a c`: the letters that answer a choice or an order.
  fileprivate func rightLetters(_ placed: PlacedExercise, _ open: OpenExercise) -> Text? {
    let shown = placed.exercise.shownKeys(draw: open.draw)
    let right: [String]
    switch placed.exercise.kind {
    case .choices(let choices):
      let keys = choices.filter(\.isRight).map(\.key)
      right = shown.filter(keys.contains)
    case .order(let groups): right = groups.flatMap { $0 }
    default: return nil
    }
    let letters = right.compactMap { shown.firstIndex(of: $0).map(ShownKey.letter) }
    return voice.say(
      Phrase("So: {letters}", ["letters": Text(letters.joined(separator: " "), .command)]))
  }
}

/// `skip`: on to the next exercise, or to the next page.
struct SkipCommand: Command {
  static let usage = Usage(
    "skip", group: .practice, summary: Phrase("leave an exercise, and go on to the next"),
    details: [Phrase("Where none waits, it turns the page. Nothing is lost by it.")],
    example: ["exercise", "skip"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let (open, placed) = session.openExercise else {
      var arguments = Arguments("next", after: 4)
      _ = arguments.rest()
      return try NextCommand(&arguments, in: session).perform(in: &session, using: engine)
    }
    if !open.isSolved { session.record { $0.skips += 1 } }
    return try session.goOn(from: placed, using: engine)
  }
}
