import DocumentModel
import GradientCore

/// What was given as an answer, read from a line.
struct GivenAnswer {
  var answer: AnswerJudge.Given
  /// As it is told.
  var shown: Text
  /// Whether the tutor was asked for what is to be found.
  var isByTutor = false
}

extension Session {
  /// Judges an answer to the open exercise.
  mutating func take(
    _ given: GivenAnswer, using engine: Engine
  ) -> Answer {
    guard let (_, placed) = openExercise else { return Answer() }
    let judge = AnswerJudge(placed.exercise, on: start)
    practice.open?.attempts += 1
    record { $0.attempts += 1 }
    switch judge.verdict(on: given.answer) {
    case .right:
      return solved(placed, given, because: nil, exactly: judge.right)
    case .accepted(let name):
      return solved(placed, given, because: placed.exercise.texts.accepted[name])
    case .close(let distance):
      return Answer(Document([.paragraph(voice.say(tellDistance(distance, given, placed)))]))
    case .wrong:
      return wrong(given, placed, judge)
    }
  }

  private mutating func wrong(
    _ given: GivenAnswer, _ placed: PlacedExercise, _ judge: AnswerJudge
  ) -> Answer {
    var blocks: [Block]
    if let name = judge.mistake(revealedBy: given.answer), let text = explanation(name, placed) {
      record { $0.mistakes[name, default: 0] += 1 }
      blocks = [.paragraph(voice.say(Phrase("Not yet. {explanation}", ["explanation": text])))]
    } else if judge.isIncomplete(given.answer) {
      let phrase =
        judge.isSingle(given.answer)
        ? Phrase("This one is right, but it is not the only one.")
        : Phrase("All of these are right, but not all that are right.")
      blocks = [.paragraph(voice.say(phrase)), offering(nextHelp(placed))]
    } else {
      let phrase = Phrase("Not yet: {answer} is not it.", ["answer": given.shown])
      blocks = [.paragraph(voice.say(phrase))]
      if isElsewhere {
        blocks.append(
          .paragraph(
            voice.say(
              Phrase(
                "The bench is not as the question has it; {reset} brings that back.",
                ["reset": Text("reset", .command)])
            ).dimmed))
      }
      blocks.append(offering(nextHelp(placed)))
    }
    return Answer(Document(blocks))
  }

  /// Whether the values that the question speaks of were changed.
  private var isElsewhere: Bool {
    start.definitions.names.contains { bench.definitions[$0] != start.definitions[$0] }
  }

  /// What helps next: a hint, or after the last of them the solution.
  private func nextHelp(_ placed: PlacedExercise) -> String {
    (practice.open?.hintsShown ?? 0) < placed.exercise.texts.hints.count ? "hint" : "solution"
  }

  /// What a mistake's name stands for: in the exercise's own words, or in the catalogue's.
  func explanation(
    _ name: String, _ placed: PlacedExercise, on values: ExerciseValues? = nil
  ) -> Text? {
    if let own = placed.exercise.texts.mistakes[name] {
      return (values ?? startValues).filled(own, in: voice)
    }
    return catalogueExplanation(of: name).map(voice.say)
  }

  private func tellDistance(
    _ distance: AnswerJudge.Distance, _ given: GivenAnswer, _ placed: PlacedExercise
  ) -> Phrase {
    let numbers = Numbers(digits: 3)
    let text =
      switch distance {
      case .relative(let share): Text(numbers.text(share * 100) + " %", .value)
      case .absolute(let amount): Text(numbers.text(amount), .value)
      }
    return Phrase(
      "Nearly: {answer} is {distance} off. {tolerance}",
      [
        "answer": given.shown, "distance": text,
        "tolerance": voice.say(placed.exercise.judgement(on: start)),
      ])
  }

  // MARK: - Solved

  /// What is right within the tolerance only is told as it is.
  private func praise(_ given: GivenAnswer, _ right: Matrix?) -> Phrase {
    if case .value(let value) = given.answer, let right, printed(value) != printed(right) {
      return Phrase(
        "{answer} is right, more exactly {right}.",
        ["answer": given.shown, "right": Text(printed(right), .value)])
    }
    return Phrase("{answer} is right.", ["answer": given.shown])
  }

  /// A value as answers are told.
  func printed(_ value: Matrix) -> String { voice.numbers.brief(value, width: 60) }

  /// What is kept from a solved exercise, and what goes on from it. Nothing rushes on.
  mutating func solved(
    _ placed: PlacedExercise, _ given: GivenAnswer?, because reason: Text?,
    on values: ExerciseValues? = nil, exactly right: Matrix? = nil
  ) -> Answer {
    guard let open = practice.open else { return Answer() }
    let isByTutor = given?.isByTutor ?? false
    let isAlone =
      open.attempts <= 1 && open.hintsShown == 0 && !open.solutionWasShown && !isByTutor
    practice.open?.isSolved = true
    record {
      $0.solved += 1
      if isAlone { $0.solvedAlone += 1 }
      if let given { $0.answer = given.shown.plain }
    }
    var blocks: [Block] = []
    if let given {
      blocks.append(.paragraph(voice.say(praise(given, right))))
    } else if case .goal(let conditions, _) = placed.exercise.kind {
      blocks.append(
        .paragraph(
          voice.say(
            Phrase("Reached: {goal}.", ["goal": placed.exercise.goal(conditions, on: start)]))))
    }
    let values = values ?? startValues
    if isByTutor {
      blocks.append(
        .paragraph(
          voice.say(
            placed.exercise.varies
              ? Phrase(
                "Here the tutor did the work; {again} leaves it to you.",
                ["again": Text("exercise again", .command)])
              : Phrase("Here the tutor did the work."))))
    }
    for text in [reason, placed.exercise.texts.why].compactMap({ $0 }) {
      blocks.append(.paragraph(values.filled(text, in: voice)))
    }
    return Answer(Document(blocks + exerciseEnd(placed)))
  }
}
