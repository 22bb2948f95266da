import DocumentModel
import GradientCore

extension Session {
  /// Answers a line: one command or several with `;` between them.
  ///
  /// When the answer has a request that needs an answer, `received` goes on; when the session is
  /// working afterwards, `advance` does. Nothing else may be asked before.
  public mutating func respond(to line: String, using engine: Engine) -> Answer {
    let isBlankLine = line.utf8.allSatisfy(isBlank)
    if isBlankLine, takesOffers, let offer { return respond(to: offer, using: engine) }
    if isWorking { _ = interrupt() }
    practice.made = nil
    queue = Piece.pieces(of: line, number: nextLineNumber(), words: words)
      .map(Pending.command)
    guard !queue.isEmpty else { return Answer() }
    offer = nil
    lineStart = LineStart(bench: bench, line: line)
    return goOn(using: engine)
  }

  /// From now on, until the next line, an empty line does this one.
  public mutating func offer(_ line: String) { offer = line }

  /// Takes the result of a request.
  public mutating func received(
    _ result: Result<String, FileFailure>, for request: Request, using engine: Engine
  ) -> Answer {
    goOn(using: engine) { (session: inout Session) throws(Refusal) -> Answer in
      try session.fulfilled(request, with: result, using: engine)
    }
  }

  /// Takes the rows that a request wanted, or why there are none.
  public mutating func received(
    _ result: Result<ReadTable, TableProblem>, for request: Request, using engine: Engine
  ) -> Answer {
    guard case .table(let wanted) = request else { return goOn(using: engine) }
    return goOn(using: engine) { (session: inout Session) throws(Refusal) -> Answer in
      var next = session
      do throws(Refusal) {
        let answer = try next.fulfilled(wanted, with: result, using: engine)
        session = next
        return answer
      } catch {
        session.forgetTables()
        throw error
      }
    }
  }

  /// Goes on with what came from the world.
  private mutating func goOn(
    using engine: Engine, with fulfil: (inout Session) throws(Refusal) -> Answer
  ) -> Answer {
    var answer: Answer
    // The live bench was changed by keys before it ends.
    let before = tweak == nil ? bench : lineStart?.bench ?? bench
    do throws(Refusal) {
      answer = try fulfil(&self)
    } catch {
      answer = self.answer(to: error, in: currentPiece)
      dropLine(of: currentPiece)
    }
    answer.document += followGoal(since: before, after: currentPiece)
    if !answer.needsAnswer { answer.append(goOn(using: engine)) }
    return answer
  }

  /// Works on for at most `steps` evaluations of the objective; nil while there is more to do.
  public mutating func advance(steps: Int, using engine: Engine) -> Answer? {
    let before = bench
    guard var answer = proceed(evaluations: steps, using: engine) else { return nil }
    if answer.failed { dropLine(of: currentPiece) }
    answer.document += tellGuess(failed: answer.failed, using: engine)
    answer.document += followGoal(since: before, after: nil)
    if !isWorking, !answer.failed, isGuessing { answer.document += stillWaiting }
    answer.append(goOn(using: engine))
    return answer
  }

  /// Stops the work, and drops what else was to be done. What was reached stays.
  public mutating func interrupt() -> Answer {
    queue = []
    practice.made = nil
    defer { finishLine() }
    defer { sliced = nil }
    let before = lineStart?.bench ?? bench
    var answer =
      switch sliced {
      case .moves(let work): stop(work)
      case .training(let work): stop(work)
      case .slopes(let measuring): Answer(voice.say(farewell(to: measuring)))
      case .exploration(let exploration): Answer(voice.say(exploration.farewell))
      case nil: Answer()
      }
    answer.document += followGoal(since: before, after: nil)
    return answer
  }

  private mutating func proceed(evaluations: Int, using engine: Engine) -> Answer? {
    let started = sliced
    sliced = nil
    return switch started {
    case .moves(let work): proceed(with: work, evaluations: evaluations, using: engine)
    case .training(let work): proceed(with: work, updates: evaluations, using: engine)
    case .slopes(let measuring): proceed(with: measuring, evaluations: evaluations, using: engine)
    case .exploration(let exploration):
      proceed(with: exploration, evaluations: evaluations, using: engine)
    case nil: Answer()
    }
  }

  /// Does what is queued, until something has to be waited for.
  private mutating func goOn(using engine: Engine) -> Answer {
    var answer = Answer()
    while !isWorking, !answer.needsAnswer, !queue.isEmpty {
      switch queue.removeFirst() {
      case .command(let piece):
        currentPiece = piece
        if let reply = replyToGuess(piece, using: engine) ?? askBefore(piece, using: engine) {
          answer.append(reply)
          continue
        }
        let before = self
        let next = perform(piece, using: engine)
        answer.append(next)
        if next.failed { dropLine(of: piece) }
        answer.document += tellGuess(failed: next.failed, using: engine)
        if practice.guessing != nil, next.request == nil, !next.failed {
          answer.append(followGuess(since: before, using: engine))
        }
        answer.document += followGoal(since: before.bench, after: piece)
        if !continuesDefining { answer.document += tellSnapshots() }
        if case .leave = next.request { queue = [] }
      case .elapsed(let piece):
        currentPiece = piece
        answer.append(Answer(request: .elapsed))
      }
    }
    if !isWorking, !answer.needsAnswer { finishLine() }
    return answer
  }

  /// Whether the next command of the line is a definition, too.
  private var continuesDefining: Bool {
    guard case .command(let next) = queue.first, next.lineNumber == currentPiece?.lineNumber else {
      return false
    }
    return Statement.looksLikeDefinition(next.text)
  }

  /// A failing command ends its line.
  private mutating func dropLine(of piece: Piece?) {
    guard let piece else {
      queue = []
      return
    }
    queue.removeAll { $0.lineNumber == piece.lineNumber }
  }

  /// One line is one undo.
  private mutating func finishLine() {
    beginPeekedWhereChanged()
    if let lineStart, lineStart.bench != bench {
      history.record(lineStart.bench, changedBy: lineStart.line, into: bench)
    }
    lineStart = nil
    currentPiece = nil
    // What the last answer offered itself, it has named.
    if offer == nil, let walk, !walk.isFinished { offer = walk.word }
    if practice.guessing != nil { offer = "skip" }
  }

  /// Carries out one command on a copy, so that a refusal leaves everything as it was.
  mutating func perform(_ piece: Piece, using engine: Engine) -> Answer {
    var next = self
    do throws(Refusal) {
      let answer = try next.execute(piece, using: engine)
      self = next
      return answer
    } catch {
      return answer(to: error, in: piece)
    }
  }

  private mutating func execute(_ piece: Piece, using engine: Engine) throws(Refusal) -> Answer {
    switch meaning(of: piece.text) {
    case .statement: return try evaluate(piece.text, using: engine)
    case .question(let topic):
      return try HelpCommand(on: topic).perform(in: &self, using: engine)
    case .command(let command, let word):
      var arguments = Arguments(piece.text, after: word)
      try arguments.requireClosedQuote()
      let parsed = try command.init(&arguments, in: self)
      try arguments.finish(for: command.usage)
      return try parsed.perform(in: &self, using: engine)
    case .unknown(let refusal):
      if let offered = offerToHandIn(piece.text) { return offered }
      throw refusal
    }
  }

  func answer(to refusal: Refusal, in piece: Piece?) -> Answer {
    var message = voice.say(refusal.reason)
    if let piece, Statement.looksLikeDefinition(piece.text) {
      message += " " + voice.say(Phrase("Nothing was changed."))
    }
    if let origin = piece?.origin {
      message =
        voice.say(
          Phrase(
            "{file}, line {line}:",
            ["file": Text(origin.file, .code), "line": Text("\(origin.line)")])) + " " + message
    }
    let problem = Problem(message, at: refusal, in: piece)
    let request = refusal.correction.flatMap { correction -> Request? in
      guard let piece, piece.origin == nil else { return nil }
      return .prefill(piece.line(with: inOwnWords(correction, for: refusal, of: piece.text)))
    }
    return Answer(Document(.problem(problem)), failed: true, request: request)
  }
}

extension Session {
  /// A correction in the learner's words: with the command as it was typed, or as it is told.
  private func inOwnWords(_ correction: String, for refusal: Refusal, of typed: String) -> String {
    let firstWord = { (text: String) in String(text.prefix { $0.isLetter }) }
    let (word, rest) = (firstWord(correction), correction.dropFirst(firstWord(correction).count))
    guard let command = Commands.named(word, words: [:]),
      !Statement.looksLikeDefinition(correction), rest.isEmpty || rest.first == " "
    else { return correction }
    if Commands.named(firstWord(typed), words: words) == command { return firstWord(typed) + rest }
    let places = refusal.reason.places.values.flatMap(\.spans)
    if places.contains(Span(correction, .command)) { return voice.inOwnWords(correction) }
    // What is told as it is to be typed, and not in another language.
    return places.contains { $0.text == word } ? correction : voice.word(word) + rest
  }

  /// Answers a line and does all its work at once; what would need the world fails.
  public mutating func respondToEnd(_ line: String, using engine: Engine) -> Answer {
    var answer = respond(to: line, using: engine)
    while true {
      if isWorking {
        if let next = advance(steps: 1_000, using: engine) { answer.append(next) }
      } else if let request = answer.request, request.needsAnswer {
        if case .table = request {
          answer.append(
            received(.failure(TableProblem.file(.notPermitted)), for: request, using: engine))
          continue
        }
        answer.append(
          received(
            request == .elapsed ? .success("0") : .failure(FileFailure.notPermitted), for: request,
            using: engine))
      } else {
        return answer
      }
    }
  }
}

extension Answer {
  fileprivate var needsAnswer: Bool { request?.needsAnswer ?? false }
}

extension Problem {
  fileprivate init(_ message: Text, at refusal: Refusal, in piece: Piece?) {
    self.init(message)
    guard let place = refusal.range else { return }
    if let source = refusal.source {
      (self.source, range) = (source, place)
    } else if let piece {
      let start = piece.range.lowerBound
      (source, range) = (piece.line, (start + place.lowerBound)..<(start + place.upperBound))
    }
  }
}

extension Piece {
  /// The whole line with this command replaced.
  fileprivate func line(with command: String) -> String {
    let bytes = Array(line.utf8)
    return String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + command
      + String(decoding: bytes[range.upperBound...], as: UTF8.self)
  }
}
