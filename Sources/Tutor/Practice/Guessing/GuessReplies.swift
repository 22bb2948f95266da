import DocumentModel
import GradientCore

// What is typed while a question waits for a guess.
extension Session {
  /// Whether somebody is asked for a guess.
  public var isGuessing: Bool { practice.guessing != nil }

  /// Drops the question and what was held back for it.
  public mutating func dropGuess() -> Answer {
    guard let guess = practice.guessing else { return Answer() }
    practice.guessing = nil
    offer = nil
    return Answer(notCarriedOut(guess))
  }

  /// Takes a command as the answer to the open question, where it is one; nil where it is something
  /// else, to be carried out as always.
  mutating func replyToGuess(_ piece: Piece, using engine: Engine) -> Answer? {
    guard let guess = practice.guessing else { return nil }
    switch reply(piece, to: guess) {
    case .passes: return settle(guess, using: engine)
    case .ends:
      preferences[.guess] = "off"
      let line = Document(.line(voice.say(Self.noLongerAsked).dimmed))
      return Answer(line).followed(by: settle(guess, using: engine))
    case .repeats: return Answer(guessDocument)
    case .answers(let part):
      do throws(Refusal) {
        return try take(part, of: piece, as: guess, using: engine)
      } catch {
        let failure = answer(to: error, in: piece)
        queue.removeAll { $0.lineNumber == piece.lineNumber }
        return failure
      }
    case .turnsBack where course.place != nil:
      practice.guessing = nil
      return showOpenPage(using: engine)
    case .turnsBack: return dropGuess()
    case nil where !takesOffers:
      // A script that does not answer goes on as it would without the question.
      practice.guessing = nil
      queue.insert(.command(piece), at: 0)
      return settle(guess, using: engine)
    case nil: return nil
    }
  }

  static let noLongerAsked = Phrase(
    "You will not be asked any more. {guess} brings the questions back.",
    ["guess": Text("guess on", .command)])

  // MARK: - Reading

  private enum Reply {
    case answers((text: String, offset: Int))
    /// On without an answer.
    case passes
    /// No more questions.
    case ends
    case repeats
    case turnsBack
  }

  /// Whether a command is for a question that waits.
  func isReply(_ piece: Piece) -> Bool {
    guard let guess = practice.guessing else { return false }
    return reply(piece, to: guess) != nil
  }

  private func reply(_ piece: Piece, to guess: OpenGuess) -> Reply? {
    let text = piece.text
    if isOff(text) { return .ends }
    if case .command(let command, let word) = meaning(of: text) {
      var arguments = Arguments(text, after: word)
      let isAlone = arguments.isEmpty
      if command == AnswerCommand.self {
        let part = arguments.text()
        return isAlone ? .repeats : isOff(part.text) ? .ends : .answers(part)
      }
      if isAlone, command == SkipCommand.self { return .passes }
      if isAlone, command == AgainCommand.self { return .repeats }
      if command == GuessCommand.self, isOff(arguments.text().text) { return .ends }
      switch guess.question {
      case .surprise:
        if isAlone, command == NextCommand.self { return .passes }
        if isAlone, command == BackCommand.self { return .turnsBack }
      case .move(let question):
        if isAlone, command == NextCommand.self || text == question.piece.text { return .passes }
      }
    }
    return isBareAnswer(text, to: guess) ? .answers((text, 0)) : nil
  }

  private func isOff(_ text: String) -> Bool { (words[text] ?? text) == "off" }

  /// A number, a letter, or a choice in its own words.
  private func isBareAnswer(_ text: String, to guess: OpenGuess) -> Bool {
    if choice(text) != nil { return true }
    switch guess.question {
    case .surprise(let surprise):
      switch self.surprise(at: surprise.place)?.exercise.kind {
      case .value: return Self.number(text) != nil
      case .choices, .order:
        let letters = guessChoices.indices.map(ShownKey.letter)
        let typed = text.lowercased().split { " ,".contains($0) }.map(String.init)
        return typed.count > 1 && typed.allSatisfy(letters.contains)
      default: return false
      }
    case .move(let question): return question.subject == .value && Self.number(text) != nil
    }
  }

  /// `-3`, `0.5`, `2e-3`: a number as it is, and no formula.
  static func number(_ text: String) -> Double? {
    guard let formula = try? Formula(parsing: text), formula.nodes.count <= 2,
      formula.names.isEmpty
    else { return nil }
    return try? Definitions(settings: [:]).compute(Definition(formula), ties: .split).value.scalar
  }

  /// Which of the choices a letter, or its text, stands for.
  func choice(_ text: String) -> Int? {
    let typed = text.lowercased()
    let choices = guessChoices
    return choices.indices.first {
      typed == ShownKey.letter($0) || typed == ShownKey.letter($0) + ")"
        || typed == choices[$0].plain.lowercased()
    }
  }

  // MARK: - Going on

  private mutating func take(
    _ part: (text: String, offset: Int), of piece: Piece, as guess: OpenGuess, using engine: Engine
  ) throws(Refusal) -> Answer {
    switch guess.question {
    case .surprise(let surprise):
      let letter = choice(part.text).map(ShownKey.letter)
      let response = try answer(surprise, with: (letter ?? part.text, part.offset), in: piece.text)
      return Answer(response).followed(by: settle(guess, using: engine))
    case .move(let question):
      let made = try MadeGuess(
        question: question, guess: read(part, for: question, in: piece.text))
      let answer = settle(guess, using: engine)
      // What was changed since it was asked is not what was guessed about.
      if bench == question.before { practice.made = made }
      return answer
    }
  }

  private func read(
    _ part: (text: String, offset: Int), for question: MoveQuestion, in command: String
  ) throws(Refusal) -> MadeGuess.Guess {
    let range = part.offset..<(part.offset + part.text.utf8.count)
    if question.subject == .value {
      do throws(LanguageError) {
        let formula = try Formula(parsing: String(repeating: " ", count: part.offset) + part.text)
        let value = try? bench.definitions.compute(Definition(formula), ties: bench.ties).value
        if let number = value?.scalar, number.isFinite { return .number(number) }
      } catch {
        throw refusal(error, in: command)
      }
      throw Refusal(
        Phrase(
          "A number is asked for, as in {example}.",
          [
            "example": Text("answer 0.5", .command)
          ]), at: range)
    }
    guard let choice = choice(part.text) else {
      throw Refusal(
        Phrase(
          "The letters from {first} to {last} stand for what is shown above, as in {example}.",
          [
            "first": Text(ShownKey.letter(0), .command),
            "last": Text(ShownKey.letter(guessChoices.count - 1), .command),
            "example": Text("answer a", .command),
          ]), at: range)
    }
    return .choice(choice)
  }

  /// Goes on with what was held back.
  private mutating func settle(_ guess: OpenGuess, using engine: Engine) -> Answer {
    practice.guessing = nil
    queue = guess.held + queue
    switch guess.question {
    case .move(let question):
      practice.chances.settled = question.piece
      // What is undone is the move.
      lineStart?.line = guess.line
      return Answer()
    case .surprise(let surprise):
      var next = self
      do throws(Refusal) {
        let page = try next.turn(to: surprise.place, asking: false, using: engine)
        self = next
        return page
      } catch {
        return answer(to: error, in: currentPiece)
      }
    }
  }

  /// After something else was typed: who turns to another bench or page is not held up by the
  /// question any more, nor who wants no more of them.
  mutating func followGuess(since before: Session, using engine: Engine) -> Answer {
    guard let guess = practice.guessing, before.practice.guessing == guess else { return Answer() }
    if preferences[.guess] == "off" { return settle(guess, using: engine) }
    if case .surprise = guess.question, practice.open == nil, course.place == before.course.place,
      course.isPlaying == before.course.isPlaying
    {
      return isWorking ? Answer() : Answer(stillWaiting)
    }
    guard isWorking || practice.open != nil || bench != before.bench || course != before.course
    else { return Answer() }
    practice.guessing = nil
    return Answer(notCarriedOut(guess))
  }

  /// Said below what was done meanwhile.
  var stillWaiting: Document {
    guard case .surprise = practice.guessing?.question else { return Document() }
    let phrase = Phrase(
      "The question above still waits: answer it, or {skip}.", ["skip": Text("skip", .command)])
    return Document(.line(voice.say(phrase).dimmed))
  }

  private func notCarriedOut(_ guess: OpenGuess) -> Document {
    guard case .move(let question) = guess.question else { return Document() }
    let phrase = Phrase(
      "{command} was not carried out.", ["command": Text(question.piece.text, .code)])
    return Document(.line(voice.say(phrase).dimmed))
  }
}
