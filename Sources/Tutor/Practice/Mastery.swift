import Glibc

/// How well a learner knows an idea.
///
/// The rule is small, so that it can be told. A strength between 0 and 1 goes half of the way to 1
/// with every exercise that is solved alone, a quarter of the way with one that took help, and
/// loses a quarter with every mistake that was recognised. Hints, skips and slips without a name
/// take nothing away. What is known fades: after `halfLife` days half of it is left. A success on
/// another day than the last doubles the half-life, because what was recalled lasts longer.
struct Mastery: Equatable, Sendable {
  /// On `day`.
  private(set) var strength = 0.0
  /// In days.
  private(set) var halfLife = firstHalfLife
  /// The day of the last event, counted from 1970; nil where none is known.
  private(set) var day: Int?
  /// The day of the last success.
  private(set) var successDay: Int?

  enum Event: Equatable, Sendable {
    case solvedAlone, solvedWithHelp, mistake
  }

  static let firstHalfLife = 2
  static let longestHalfLife = 128
  /// Below this an idea should be practised again.
  static let threshold = 0.5

  init() {}

  mutating func take(_ event: Event, on today: Int?) {
    strength = value(on: today)
    day = today ?? day
    switch event {
    case .solvedAlone: succeed(by: 1 / 2, on: today)
    case .solvedWithHelp: succeed(by: 1 / 4, on: today)
    case .mistake: strength *= 3 / 4
    }
  }

  private mutating func succeed(by share: Double, on today: Int?) {
    strength += (1 - strength) * share
    guard let today else { return }
    if let last = successDay, today > last { halfLife = min(halfLife * 2, Self.longestHalfLife) }
    successDay = max(today, successDay ?? today)
  }

  /// What is left of it today; nothing fades where the day is not known, or before the last event.
  func value(on today: Int?) -> Double {
    guard let day, let today, today > day else { return strength }
    return strength * exp2(-Double(today - day) / Double(halfLife))
  }

  /// Whether it was learnt once and has faded since, or never became firm.
  func isDue(on today: Int?) -> Bool { value(on: today) < Self.threshold }
}

// MARK: - As it is kept

extension Mastery {
  /// `strength 750 halflife 4 day 20000 success 20000`, the strength in thousandths.
  var words: String {
    let numbers =
      [
        ("strength", Int((strength * 1000).rounded())), ("halflife", halfLife),
      ]
      + [("day", day), ("success", successDay)].compactMap { name, day in day.map { (name, $0) } }
    return numbers.map { " \($0.0) \($0.1)" }.joined()
  }

  init(_ numbers: [String: Int]) {
    strength = Double(min(max(numbers["strength"] ?? 0, 0), 1000)) / 1000
    halfLife = min(max(numbers["halflife"] ?? Self.firstHalfLife, 1), Self.longestHalfLife)
    (day, successDay) = (numbers["day"], numbers["success"])
  }

  /// Of two tutors at the same time, the later knows more; on the same day, the stronger.
  func merged(with other: Mastery) -> Mastery {
    let (own, theirs) = (day ?? 0, other.day ?? 0)
    if own != theirs { return own > theirs ? self : other }
    return strength >= other.strength ? self : other
  }
}

// MARK: - In a session

extension Session {
  /// What became of an idea between two records of one of its exercises.
  mutating func learn(
    from before: ExerciseRecord, to after: ExerciseRecord, of name: ExerciseName
  ) {
    guard let idea = placed(name)?.exercise.idea else { return }
    var mastery = practice.ideas[idea] ?? Mastery()
    let mistakes = { (record: ExerciseRecord) in record.mistakes.values.reduce(0, +) }
    if mistakes(after) > mistakes(before) { mastery.take(.mistake, on: day) }
    if after.solvedAlone > before.solvedAlone {
      mastery.take(.solvedAlone, on: day)
    } else if after.solved > before.solved {
      mastery.take(.solvedWithHelp, on: day)
    }
    if mastery != Mastery() || practice.ideas[idea] != nil { practice.ideas[idea] = mastery }
  }

  /// Between 0 and 1, today; 0 where it was never practised.
  func mastery(of idea: String) -> Double { practice.ideas[idea]?.value(on: day) ?? 0 }

  /// Of the ideas that its exercises practise; nil where it has none.
  func mastery(of lesson: Lesson) -> Double? {
    let ideas = Set(lesson.exercises.map(\.exercise.idea))
    guard !ideas.isEmpty else { return nil }
    return ideas.reduce(0) { $0 + mastery(of: $1) } / Double(ideas.count)
  }

  /// Ideas that were practised, and should be again.
  var dueIdeas: Set<String> {
    Set(practice.ideas.filter { $0.value.isDue(on: day) }.keys)
  }
}
