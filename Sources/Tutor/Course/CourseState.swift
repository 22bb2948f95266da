import DocumentModel

/// Where in the course the learner is, and what they have seen of it.
public struct CourseState: Equatable, Sendable {
  /// A page of a lesson. Lessons go by their ids, so that a place is the same in every language.
  public struct Place: Equatable, Sendable {
    public var lesson: String
    /// Counted from 1.
    public var page: Int

    public init(lesson: String, page: Int) {
      self.lesson = lesson
      self.page = page
    }
  }

  /// The open page; nil before the first lesson is opened.
  public internal(set) var place: Place?
  /// Whether the open page was shown since the program started; if not, `next` shows it first.
  var isShown = false
  /// Pages that were shown, by lesson.
  public internal(set) var seen: [String: Set<Int>] = [:]
  /// The lesson's bench while the learner plays with a copy of it.
  var stash: KeptBench?
  /// A lesson that is looked at, and not begun.
  var peek: Peek?
  /// The lesson whose end was told; `next` opens the one behind it.
  var ended: String?
  /// The benches of lessons that were left with changes, by lesson.
  var kept: [String: KeptBench] = [:]

  public init() {}

  public var isPlaying: Bool { stash != nil }

  /// The open lesson's id, for the words in which commands tell what they did.
  public var openLesson: String? { place?.lesson }

  mutating func show(_ place: Place) {
    self.place = place
    (isShown, ended) = (true, nil)
    guard peek == nil else { return }
    seen[place.lesson, default: []].insert(place.page)
  }

  func pagesSeen(of lesson: Lesson) -> Int {
    (seen[lesson.id] ?? []).intersection(1...lesson.pageCount).count
  }

  func hasSeenAll(of lesson: Lesson) -> Bool { pagesSeen(of: lesson) == lesson.pageCount }
}

// MARK: - Finding the way

extension Session {
  /// The lessons in the present language, and in English those that are not translated.
  var lessons: [Lesson] {
    let own = language.lessons
    let others = (curriculum.languages.first?.lessons ?? []).filter { lesson in
      !own.contains { $0.id == lesson.id }
    }
    return others.isEmpty ? own : (own + others).sorted { $0.number < $1.number }
  }

  func lesson(_ id: String) -> Lesson? { lessons.first { $0.id == id } }

  /// The open lesson and its page; nil where none is open, or where it is not taught any more.
  var openPage: (lesson: Lesson, place: CourseState.Place)? {
    guard let place = course.place, let lesson = lesson(place.lesson) else { return nil }
    let page = min(max(place.page, 1), lesson.pageCount)
    return (lesson, .init(lesson: lesson.id, page: page))
  }

  /// The page after the open one, over the borders of lessons; nil at the end of the course.
  var nextPlace: CourseState.Place? {
    guard let (lesson, place) = openPage else {
      return lessons.first.map { .init(lesson: $0.id, page: 1) }
    }
    if !course.isShown { return place }
    if place.page < lesson.pageCount { return .init(lesson: lesson.id, page: place.page + 1) }
    return lessons.first { $0.number > lesson.number }.map { .init(lesson: $0.id, page: 1) }
  }

  /// The page before the open one; nil at the beginning.
  var previousPlace: CourseState.Place? {
    guard let (lesson, place) = openPage else { return nil }
    if place.page > 1 { return .init(lesson: lesson.id, page: place.page - 1) }
    return lessons.last { $0.number < lesson.number }
      .map { .init(lesson: $0.id, page: $0.pageCount) }
  }
}

// MARK: - The prompt

extension Session {
  /// `numerical gradient 2/5 ▸`, and in an exercise `chain rule · exercise 2 ▸`
  public var prompt: Text {
    let sign = Text("▸ ", .hint)
    if course.isPlaying { return voice.say(Phrase("sandbox")) + " " + sign }
    if let placed = openExercise?.placed {
      if let review = practice.review, isReviewing {
        return voice.say(Phrase("review")) + standing(of: review) + sign
      }
      let place = voice.say(Phrase("exercise {number}", ["number": Text("\(placed.number)")]))
      return Text(placed.lesson.shortTitle) + Text(" · ", .hint) + place.dimmed + " " + sign
    }
    if let guess = practice.guessing { return guessPrompt(guess) + " " + sign }
    guard let (lesson, place) = openPage else { return sign }
    return Text(lesson.shortTitle) + Text(" \(place.page)/\(lesson.pageCount) ", .hint) + sign
  }

  /// ` 2/4 `
  private func standing(of review: Review) -> Text {
    Text(" \(review.position + 1)/\(review.exercises.count) ", .hint)
  }
}

extension Lesson {
  /// The title as it stands in the middle of a line.
  var shortTitle: String { title.prefix(1).lowercased() + title.dropFirst() }
}
