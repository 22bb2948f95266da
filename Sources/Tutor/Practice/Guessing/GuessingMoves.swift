import DocumentModel
import GradientCore

// Before a move, now and then: what will it do? The command waits for the guess.
extension Session {
  /// Whether questions may be asked: at the keyboard as it is set, in a script where it is set there.
  var asksGuesses: Bool {
    preferences[.guess] == "on" && (takesOffers || guessWasChosen)
  }

  /// Holds a command back and asks what it will do; nil where nothing is asked.
  mutating func askBefore(_ piece: Piece, using engine: Engine) -> Answer? {
    if practice.chances.settled == piece {
      practice.chances.settled = nil
      return nil
    }
    guard asksGuesses, piece.origin == nil, practice.guessing == nil, practice.open == nil,
      let isSingle = isSingleMove(piece), var question = question(about: piece, using: engine),
      practice.chances.isDue(at: course.place)
    else { return nil }
    question.preview = isSingle ? preview(using: engine) : nil
    question.subject = subject(with: question.preview)
    practice.chances.noteQuestion()
    practice.guessing = OpenGuess(
      question: .move(question), held: [.command(piece)], line: lineStart?.line ?? piece.line)
    holdQueue()
    return Answer(guessDocument)
  }

  /// What else was typed on the line waits, too, unless it is the answer.
  mutating func holdQueue() {
    if case .command(let next) = queue.first, isReply(next) { return }
    practice.guessing?.held += queue
    queue = []
  }

  /// Whether a command makes one step, or several moves; nil where it makes none.
  private func isSingleMove(_ piece: Piece) -> Bool? {
    guard case .command(let command, let word) = meaning(of: piece.text) else { return nil }
    guard command == StepCommand.self || command == RunCommand.self || command == TrainCommand.self
    else { return nil }
    var arguments = Arguments(piece.text, after: word)
    guard (try? arguments.requireClosedQuote()) != nil,
      let parsed = try? command.init(&arguments, in: self),
      (try? arguments.finish(for: command.usage)) != nil
    else { return nil }
    return (parsed as? StepCommand)?.count == 1
  }

  private func question(about piece: Piece, using engine: Engine) -> MoveQuestion? {
    // A try by chance keeps the best point: there is nothing to be judged before it.
    guard (try? movable()) != nil, bench.strategy != .random, let objective = bench.objective,
      let value = (try? engine.value(of: objective, in: bench))?.scalar, value.isFinite
    else { return nil }
    return MoveQuestion(
      subject: .objective, piece: piece, before: bench, objective: objective, value: value)
  }

  // MARK: - What is asked

  private func subject(with preview: MovePreview?) -> MoveQuestion.Subject {
    guard let preview, !preview.inputs.isEmpty else { return .objective }
    switch practice.guesses.level {
    case .value where preview.change != 0: return .value
    case .larger:
      if let pair = pair(of: preview.inputs) { return .larger(pair.0, pair.1) }
    default: break
    }
    let asked = practice.chances.asked
    switch asked % 3 {
    case 0: return .objective
    case 1: return .input(preview.inputs[asked / 3 % preview.inputs.count].entry)
    default: return .mirrored
    }
  }

  /// Two inputs of which one moves clearly further: each time others, where there are more.
  private func pair(of inputs: [MovePreview.Input]) -> (Entry, Entry)? {
    var pairs: [(Entry, Entry)] = []
    for (place, first) in inputs.prefix(Self.mostPaired).enumerated() {
      for second in inputs.prefix(Self.mostPaired).dropFirst(place + 1)
      where abs(first.way - second.way) > 0.1 * max(first.way, second.way) {
        pairs.append((first.entry, second.entry))
      }
    }
    return pairs.isEmpty ? nil : pairs[practice.chances.asked % pairs.count]
  }

  private static let mostPaired = 12
  /// With more numbers than these, only the objective is asked about.
  private static let mostInputs = 200

  // MARK: - Looking ahead

  /// What a step would do; nil for searches, for optimizers of which a lesson tells more than step
  /// times slope, and where numbers are not finite.
  private func preview(using engine: Engine) -> MovePreview? {
    let shapes = bench.freeLeaves.compactMap { bench.definitions.value(ofLeaf: $0)?.shape }
    guard !bench.strategy.isSearch, bench.descendsPlainly,
      shapes.reduce(0, { $0 + $1.count }) <= Self.mostInputs,
      var mover = try? mover(using: engine)
    else { return nil }
    let start = mover.point
    var unfinished: UnfinishedMove?
    var budget = 1_000_000
    guard let move = mover.move(&unfinished, spending: &budget), move.nonFinite == nil,
      move.overflow == nil, move.before.isFinite, move.after.isFinite,
      let expected = move.expectedChange
    else { return nil }
    let (end, slopes) = (mover.point, mover.slopes)
    var mirror = bench
    var inputs: [MovePreview.Input] = []
    for (place, leaf) in mover.leaves.enumerated() {
      var other = start[place]
      for entry in other.elements.indices {
        other.elements[entry] -= end[place].elements[entry] - start[place].elements[entry]
        inputs.append(
          MovePreview.Input(
            entry: Entry(leaf: leaf, place: entry, shape: other.shape),
            slope: slopes[place].elements[entry], before: start[place].elements[entry],
            after: end[place].elements[entry]))
      }
      mirror.definitions[leaf] = .leaf(other, mirror.role(of: leaf) ?? .parameter)
    }
    guard let mirrored = (try? engine.value(of: mover.objectiveName, in: mirror))?.scalar,
      mirrored.isFinite
    else { return nil }
    let sum = inputs.reduce(0) { $0 + $1.after - $1.before }
    return MovePreview(
      inputs: inputs, before: move.before, after: move.after, expected: expected, unsquared: sum,
      mirrored: mirrored)
  }
}
