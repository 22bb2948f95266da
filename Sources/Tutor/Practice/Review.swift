import DocumentModel
import GradientCore

/// Exercises that are asked again with other numbers, one after the other.
struct Review: Equatable, Sendable {
  var exercises: [ExerciseName]
  /// How many of them were left behind.
  var position = 0
  /// The day on which they were chosen.
  var day: Int?

  var current: ExerciseName? {
    exercises.indices.contains(position) ? exercises[position] : nil
  }

  /// `review 20000 1 chain-rule/through-add chain-rule/fork`; day 0 stands for none.
  var line: String {
    let names = exercises.map { "\($0.lesson)/\($0.exercise)" }
    return (["review", "\(day ?? 0)", "\(position)"] + names).joined(separator: " ")
  }

  init(exercises: [ExerciseName], day: Int?) { (self.exercises, self.day) = (exercises, day) }

  /// The words behind `review`; nil where they are none.
  init?(_ words: ArraySlice<String>) {
    guard let day = words.first.flatMap({ Int($0) }),
      let position = words.dropFirst().first.flatMap({ Int($0) }), position >= 0
    else { return nil }
    exercises = words.dropFirst(2).compactMap { word in
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return parts.count == 2 ? ExerciseName(lesson: parts[0], exercise: parts[1]) : nil
    }
    (self.day, self.position) = (day > 0 ? day : nil, position)
  }
}

// MARK: - Choosing

extension Session {
  static let longestReview = 5

  /// What is worth asking again, the most rewarding first: exercises that were opened before or
  /// stand on pages that were seen, of different ideas as far as there are.
  ///
  /// Not those that were solved alone today: nothing had time to fade.
  func chosenForReview() -> [PlacedExercise] {
    var rest = lessons.flatMap(\.exercises).filter { placed in
      let isKnown =
        practice.records[placed.name] != nil
        || course.seen[placed.lesson.id]?.contains(placed.page) == true
      return isKnown && !isFresh(placed)
    }.map { ($0, worth(of: $0)) }.sorted { $0.1 > $1.1 }.map(\.0)
    var chosen: [PlacedExercise] = []
    while chosen.count < Self.longestReview, !rest.isEmpty {
      let ideas = Set(chosen.map(\.exercise.idea))
      let next = rest.firstIndex { !ideas.contains($0.exercise.idea) }
      // A second one of an idea only where the review would be short without it.
      guard let next = next ?? (chosen.count < 3 ? 0 : nil) else { break }
      chosen.append(rest.remove(at: next))
    }
    return chosen
  }

  private func isFresh(_ placed: PlacedExercise) -> Bool {
    guard let record = practice.records[placed.name], record.solvedAlone > 0 else { return false }
    return record.lastDay == day && mastery(of: placed.exercise.idea) >= Mastery.threshold
  }

  /// What was forgotten counts most, then mistakes that were made, then the time since.
  private func worth(of placed: PlacedExercise) -> Double {
    let record = practice.records[placed.name]
    let mistakes = Double(min(record?.mistakes.values.reduce(0, +) ?? 0, 3)) / 3
    let days = zip(day, record?.lastDay).map { Double(max($0 - $1, 0)) } ?? 0
    return (1 - mastery(of: placed.exercise.idea)) + 0.5 * mistakes + min(days / 30, 0.5)
      + (record == nil ? 0 : 0.25)
  }

  private func zip(_ a: Int?, _ b: Int?) -> (Int, Int)? {
    guard let a, let b else { return nil }
    return (a, b)
  }
}

// MARK: - Going through it

extension Session {
  /// Whether the open exercise is the one that the review asks now.
  var isReviewing: Bool {
    practice.open != nil && practice.open?.name == practice.review?.current
  }

  /// Goes on where a review of today was left, or begins one.
  mutating func review(using engine: Engine) throws(Refusal) -> Answer {
    if isReviewing, practice.open?.isSolved == false { return Answer(exerciseDocument) }
    if isReviewing { return try goOnReviewing(using: engine) }
    if let review = practice.review, review.day == day, review.current != nil {
      return try openReviewed(using: engine)
    }
    let chosen = chosenForReview()
    guard !chosen.isEmpty else {
      practice.review = nil
      return nothingToReview
    }
    practice.review = Review(exercises: chosen.map(\.name), day: day)
    return try openReviewed(using: engine)
  }

  /// The next one of the review, or its end.
  mutating func goOnReviewing(using engine: Engine) throws(Refusal) -> Answer {
    practice.review?.position += 1
    return try openReviewed(using: engine)
  }

  private mutating func openReviewed(using engine: Engine) throws(Refusal) -> Answer {
    while let name = practice.review?.current {
      // What is not taught any more is passed over.
      if let placed = placed(name) {
        return try open(placed, draw: nextDraw(of: placed), using: engine)
      }
      practice.review?.position += 1
    }
    return endReview()
  }

  private mutating func endReview() -> Answer {
    closeExercise()
    practice.review = nil
    let phrase = Phrase(
      "That was the review. {progress} shows what you know.",
      ["progress": Text("progress", .command)])
    return Answer(Document([.paragraph(voice.say(phrase)), offering("progress")]))
  }

  private var nothingToReview: Answer {
    let all = lessons.flatMap(\.exercises)
    let wasHere = all.contains { practice.records[$0.name] != nil }
    return Answer(
      Document(
        .paragraph(
          voice.say(
            wasHere
              ? Phrase(
                "Nothing has faded yet: what you solved is fresh. Come back another day, or go on with {next}.",
                ["next": Text("next", .command)])
              : Phrase(
                "There is nothing to review yet. Read on with {next}; below a page {exercise} asks about it, and from then on there is.",
                ["next": Text("next", .command), "exercise": Text("exercise", .command)])))))
  }
}
