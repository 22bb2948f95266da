import DocumentModel
import GradientCore

// The surprise of a lesson is asked before its page is shown for the first time.
extension Session {
  /// Asks in the place of the page; nil where nothing is asked.
  mutating func askSurprise(
    of lesson: Lesson, at place: CourseState.Place, using engine: Engine
  ) -> Answer? {
    guard asksGuesses, currentPiece?.origin == nil,
      !(course.seen[lesson.id] ?? []).contains(place.page),
      let placed = surprise(at: place), practice.records[placed.name]?.attempts ?? 0 == 0,
      let own = try? bench(of: placed, draw: 0, using: engine)
    else { return nil }
    practice.guessing = OpenGuess(
      question: .surprise(Surprise(place: place, bench: own)), line: lineStart?.line ?? "")
    holdQueue()
    return Answer(guessDocument)
  }

  func surprise(at place: CourseState.Place) -> PlacedExercise? {
    guard let lesson = lesson(place.lesson), lesson.pages.indices.contains(place.page - 1),
      let ask = lesson.pages[place.page - 1].ask
    else { return nil }
    return PlacedExercise(exercise: ask, lesson: lesson, page: place.page, number: 0)
  }

  /// A session that stands on the bench of the surprise.
  func standing(on surprise: Surprise) -> Session {
    var session = self
    (session.bench, session.start) = (surprise.bench, surprise.bench)
    return session
  }

  // MARK: - The question

  func document(of surprise: Surprise) -> Document {
    guard let placed = self.surprise(at: surprise.place) else { return Document() }
    let asking = standing(on: surprise)
    let title = Text(placed.lesson.title + " · ", .hint) + voice.say(Phrase("your guess first"))
    let aside = voice.say(
      Phrase(
        "page {page} of {count}",
        ["page": Text("\(placed.page)"), "count": Text("\(placed.lesson.pageCount)")]))
    let exercise = placed.exercise
    let question = asking.startValues.filled(exercise.texts.question, in: asking.voice).blocks
      .map { [$0.inExercise] }.joined(separator: [.rest])
    let content =
      Array(question) + [.rest] + asking.keyBlocks(of: exercise, draw: 0)
      + [.paragraph(voice.say(exercise.judgement(on: surprise.bench)).dimmed), .rest]
      + waysOn(from: exercise.answerSample(on: surprise.bench) ?? "answer NUMBER")
    return Document([.heading(title, level: 1, aside: aside), .rest, .indented(content)])
  }

  // MARK: - The answer

  /// Reads and records an answer, and says what there is to say before the page.
  mutating func answer(
    _ surprise: Surprise, with part: (text: String, offset: Int), in command: String
  ) throws(Refusal) -> Document {
    guard let placed = self.surprise(at: surprise.place) else { return Document() }
    let asking = standing(on: surprise)
    let given = try asking.read(part, in: command, for: placed)
    let judge = AnswerJudge(placed.exercise, on: surprise.bench)
    let verdict = judge.verdict(on: given.answer)
    let revealed = judge.mistake(revealedBy: given.answer)
    note(verdict, revealed, of: placed)
    let why = placed.exercise.texts.why.map { asking.startValues.filled($0, in: asking.voice) }
    let phrase: Phrase
    switch verdict {
    case .right, .accepted:
      phrase = Phrase("You guessed right. {why}", ["why": why ?? ""])
    case .close: phrase = Phrase("Nearly. {why}", ["why": why ?? ""])
    case .wrong:
      let text = revealed.flatMap { asking.explanation($0, placed) }
      phrase =
        text.map { Phrase("Not so. {explanation}", ["explanation": $0]) }
        ?? Phrase("Not so: see what comes out.")
    }
    return Document([.paragraph(voice.say(phrase)), .rest])
  }

  private mutating func note(
    _ verdict: AnswerJudge.Verdict, _ mistake: String?, of placed: PlacedExercise
  ) {
    let isRight: Bool
    switch verdict {
    case .right, .accepted: isRight = true
    case .close, .wrong: isRight = false
    }
    practice.guesses.note(.surprise, isRight: isRight)
    var record = practice.records[placed.name] ?? ExerciseRecord()
    record.attempts += 1
    if isRight {
      record.solved += 1
    } else if let mistake {
      record.mistakes[mistake, default: 0] += 1
    }
    record.lastDay = day ?? record.lastDay
    practice.records[placed.name] = record
  }
}
