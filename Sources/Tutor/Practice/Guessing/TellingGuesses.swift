import DocumentModel
import GradientCore

// How a guess was, once the move is made: what was expected, and what came.
extension Session {
  /// Nothing where no guess was made, or the move was not.
  mutating func tellGuess(failed: Bool, using engine: Engine) -> Document {
    guard !isWorking, let made = practice.made else { return Document() }
    practice.made = nil
    let question = made.question
    guard !failed, let after = (try? engine.value(of: question.objective, in: bench))?.scalar,
      after.isFinite
    else { return Document() }
    var outcome = MoveOutcome(question, after: after, voice: voice)
    outcome.knowsSquares = (openPage?.lesson.number ?? .max) >= Self.lessonOfSquares
    let isRight = outcome.agrees(with: made.guess)
    practice.guesses.note(question.kind, isRight: isRight)
    let reason = ["reason": voice.say(outcome.reason)]
    let verdict =
      isRight
      ? Phrase("Your guess was right: {reason}", reason)
      : Phrase("Not as you guessed: {reason}", reason)
    var blocks: [Block] = [.paragraph(voice.say(verdict))]
    if !isRight, let slip = outcome.slip(in: made.guess) {
      blocks.append(.paragraph(voice.say(slip)))
    }
    return Document(blocks)
  }
}

extension Session {
  /// It tells that step × squared slopes is the change to be expected.
  private static let lessonOfSquares = 5
}

/// What a move did to that which was asked about.
struct MoveOutcome {
  let question: MoveQuestion
  /// The objective after the move.
  let after: Double
  let voice: Voice
  /// Whether the learner was told by what rule the change is expected.
  var knowsSquares = true

  init(_ question: MoveQuestion, after: Double, voice: Voice) {
    (self.question, self.after, self.voice) = (question, after, voice)
  }

  private var preview: MovePreview? { question.preview }
  private var change: Double { after - question.value }
  private var maximizes: Bool { question.before.direction == .maximize }

  // MARK: - Right or not

  func agrees(with guess: MadeGuess.Guess) -> Bool {
    switch (question.subject, guess) {
    case (.objective, .choice(let choice)): choice == Self.choice(for: change)
    case (.mirrored, .choice(let choice)):
      choice == Self.choice(for: (preview?.mirrored ?? 0) - question.value)
    case (.input(let entry), .choice(let choice)):
      choice == Self.choice(for: preview?.input(entry).map { $0.after - $0.before } ?? 0)
    case (.larger(let first, let second), .choice(let choice)):
      choice == (way(of: first) > way(of: second) ? 0 : 1)
    case (.value, .number(let number)): abs(number - after) <= Self.tolerance * abs(change)
    default: false
    }
  }

  /// As a share of the change.
  private static let tolerance = 0.1

  /// Higher, lower, the same.
  private static func choice(for change: Double) -> Int { change > 0 ? 0 : change < 0 ? 1 : 2 }

  private func way(of entry: Entry) -> Double { preview?.input(entry)?.way ?? 0 }

  // MARK: - Why

  /// What came, and where it is known what had to be expected.
  var reason: Phrase {
    switch question.subject {
    case .objective, .value: return reasonOfObjective
    case .input(let entry): return reason(of: entry)
    case .mirrored:
      return Phrase(
        "with the wrong sign {name} would have come to {mirrored}; it came to {after}.",
        places.merging(["mirrored": voice.value(preview?.mirrored ?? 0)]) { $1 })
    case .larger(let first, let second):
      guard let one = preview?.input(first), let other = preview?.input(second) else {
        return reasonOfObjective
      }
      return Phrase(
        "{first} moved by {way}, {second} by {other}; their slopes are {slope} and {otherSlope}.",
        [
          "first": Text(first.name, .name), "second": Text(second.name, .name),
          "way": voice.value(one.way), "other": voice.value(other.way),
          "slope": voice.gradient(one.slope), "otherSlope": voice.gradient(other.slope),
        ])
    }
  }

  private var places: [String: Text] {
    [
      "name": Text(question.objective, .name), "before": voice.value(question.value),
      "after": voice.value(after), "expected": voice.signed(preview?.expected ?? 0),
      "got": voice.signed(change), "step": Text(Setting.step.rawValue, .name),
    ]
  }

  private var reasonOfObjective: Phrase {
    guard let preview else {
      return change == 0
        ? Phrase("{name} is still {after}.", places)
        : Phrase("{name} went from {before} to {after}.", places)
    }
    if preview.expected == 0 { return Phrase("{name} is still {after}: every slope is 0.", places) }
    guard knowsSquares else { return plainReason(isOpposite: preview.expected * change < 0) }
    return preview.expected * change < 0
      ? Phrase(
        "{name} came to {after}. {step} × squared slopes promised {expected}, it got {got}: the step was too long for the bend.",
        places)
      : Phrase(
        "{name} came to {after}. {step} × squared slopes promised {expected}, it got {got}.",
        places)
  }

  private func plainReason(isOpposite: Bool) -> Phrase {
    isOpposite
      ? Phrase(
        "{name} came to {after}. The slopes promised {expected}, it got {got}: the step was too long for the bend.",
        places)
      : Phrase("{name} came to {after}. The slopes promised {expected}, it got {got}.", places)
  }

  private func reason(of entry: Entry) -> Phrase {
    guard let input = preview?.input(entry) else { return reasonOfObjective }
    let places = [
      "name": Text(entry.name, .name), "before": voice.value(input.before),
      "after": voice.value(input.after), "slope": voice.gradient(input.slope),
    ]
    if input.slope == 0 { return Phrase("{name} is still {after}: its slope is 0.", places) }
    return maximizes
      ? Phrase(
        "{name} went from {before} to {after}: its slope is {slope}, and to maximize it goes along with it.",
        places)
      : Phrase(
        "{name} went from {before} to {after}: its slope is {slope}, and to minimize it goes against it.",
        places)
  }

  // MARK: - What a wrong guess may come from

  /// The likely thought behind a wrong number.
  func slip(in guess: MadeGuess.Guess) -> Phrase? {
    guard case .number(let number) = guess, let preview else { return nil }
    let before = question.value
    let candidates: [(value: Double, slip: Phrase)] = [
      (
        before + preview.expected,
        Phrase("That is what was promised; the bend within the step made the difference.")
      ),
      (
        before - preview.expected,
        maximizes
          ? Phrase("To maximize, {name} has to rise. Which sign did the change get?", places)
          : Phrase("To minimize, {name} has to fall. Which sign did the change get?", places)
      ),
      (
        before + abs(preview.unsquared),
        Phrase(
          "{step} × slope is how far an input goes. What does that do to {name}, when the slope counts once more?",
          places)
      ),
      (
        before + preview.unsquared,
        Phrase(
          "{step} × slope is how far an input goes. What does that do to {name}, when the slope counts once more?",
          places)
      ),
      (
        preview.expected,
        Phrase("That is the change alone. Where did {name} begin?", places)
      ),
      (change, Phrase("That is the change alone. Where did {name} begin?", places)),
      (before, Phrase("{name} would stay only where every slope is 0.", places)),
    ]
    return candidates.filter { abs($0.value - number) <= Self.tolerance / 2 * abs(change) }
      .min { abs($0.value - number) < abs($1.value - number) }?.slip
  }
}
