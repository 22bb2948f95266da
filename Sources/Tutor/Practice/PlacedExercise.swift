import DocumentModel
import GradientCore

/// An exercise where it stands in the course.
struct PlacedExercise {
  let exercise: Exercise
  let lesson: Lesson
  /// The page below which it stands, counted from 1.
  let page: Int
  /// Counted from 1 within the lesson, in the order of its text.
  let number: Int

  var name: ExerciseName { ExerciseName(lesson: lesson.id, exercise: exercise.id) }
}

extension Lesson {
  var exercises: [PlacedExercise] {
    var result: [PlacedExercise] = []
    for (index, page) in pages.enumerated() {
      for exercise in page.exercises {
        result.append(
          PlacedExercise(
            exercise: exercise, lesson: self, page: index + 1, number: result.count + 1))
      }
    }
    return result
  }
}

extension Session {
  /// Nil where it is not taught any more.
  func placed(_ name: ExerciseName) -> PlacedExercise? {
    lesson(name.lesson)?.exercises.first { $0.exercise.id == name.exercise }
  }

  /// The open exercise and where it stands.
  var openExercise: (open: OpenExercise, placed: PlacedExercise)? {
    guard let open = practice.open, let placed = placed(open.name) else { return nil }
    return (open, placed)
  }

  func isSolved(_ placed: PlacedExercise) -> Bool {
    (practice.records[placed.name]?.solved ?? 0) > 0
  }

  // MARK: - Which comes next

  /// What `exercise` opens below a page: the next that is not solved, of this page, else of the
  /// pages that were seen, else of the lesson; where all are solved, the page's or lesson's first.
  var nextExercise: PlacedExercise? {
    guard let (lesson, place) = openPage else { return nil }
    let all = lesson.exercises
    let seen = course.seen[lesson.id] ?? []
    let open = all.filter { !isSolved($0) }
    return open.first { $0.page == place.page } ?? open.first { seen.contains($0.page) }
      ?? open.first ?? all.first { $0.page == place.page } ?? all.first
  }

  /// The first exercise behind `placed`, of its page or of pages that were seen, that is not solved.
  func unsolvedExercise(after placed: PlacedExercise) -> PlacedExercise? {
    let seen = course.seen[placed.lesson.id] ?? []
    return placed.lesson.exercises.first {
      $0.number > placed.number && !isSolved($0)
        && ($0.page == placed.page || seen.contains($0.page))
    }
  }

  /// What goes on from an exercise: the next one, or the next page.
  func wayOn(from placed: PlacedExercise) -> String {
    isReviewing || unsolvedExercise(after: placed) == nil ? "next" : "exercise next"
  }

  // MARK: - What is meant by a name

  /// Finds what `2`, `5.2`, `chain-rule 2`, `through-add` or a beginning of it mean.
  func exercise(named parts: [Arguments.Part]) throws(Refusal) -> PlacedExercise {
    let range = parts.first!.range.lowerBound..<parts.last!.range.upperBound
    let typed = parts.map(\.text).joined(separator: " ")
    if parts.count == 1, let number = Int(typed) {
      return try exercise(number, of: lessonOfExercises(), at: range)
    }
    if let (lesson, number) = try lessonAndNumber(parts) {
      return try exercise(number, of: lesson, at: range)
    }
    let own = (try? lessonOfExercises())?.exercises ?? []
    let all = own + lessons.flatMap(\.exercises).filter { !own.map(\.name).contains($0.name) }
    if let exact = all.first(where: { $0.exercise.id == typed }) { return exact }
    for list in [own, all] {
      let begun = list.filter { $0.exercise.id.hasPrefix(typed) }
      if begun.count == 1 { return begun[0] }
    }
    guard let nearest = nearest(to: typed, among: all.map(\.exercise.id)) else {
      throw Refusal(
        Phrase("There is no exercise {name}.", ["name": Problems.code(typed)]), at: range)
    }
    throw Refusal(
      Phrase(
        "I don't know {name}. Did you mean {nearest}?",
        ["name": Text(typed, .name), "nearest": Text(nearest, .code)]),
      at: range, correction: "exercise \(nearest)")
  }

  /// Of the open exercise, else of the open page.
  private func lessonOfExercises() throws(Refusal) -> Lesson {
    if let placed = openExercise?.placed { return placed.lesson }
    guard let lesson = openPage?.lesson else { throw Session.nothingOpen }
    return lesson
  }

  /// `5.2`, `5 2`, `chain-rule 2`.
  private func lessonAndNumber(
    _ parts: [Arguments.Part]
  ) throws(Refusal) -> (Lesson, Int)? {
    var words = parts.map(\.text)
    if words.count == 1 {
      words = words[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 2, Int(words[0]) != nil else { return nil }
    }
    guard words.count > 1, let number = Int(words.removeLast()) else { return nil }
    let range = parts.first!.range.lowerBound..<parts.last!.range.upperBound
    return (try lesson(meantBy: words.joined(separator: " "), at: range), number)
  }

  private func exercise(
    _ number: Int, of lesson: Lesson, at range: Range<Int>
  ) throws(Refusal) -> PlacedExercise {
    let all = lesson.exercises
    guard !all.isEmpty else { throw Self.noExercises(of: lesson) }
    guard all.indices.contains(number - 1) else {
      throw Refusal(
        Phrase(
          "The exercises of {lesson} are numbered from 1 to {count}.",
          ["lesson": Text(lesson.title), "count": Text("\(all.count)")]), at: range)
    }
    return all[number - 1]
  }

  static func noExercises(of lesson: Lesson) -> Refusal {
    Refusal(
      Phrase("The lesson {lesson} has no exercises.", ["lesson": Text(lesson.title)]))
  }

  static let noExerciseOpen = Refusal(
    Phrase("No exercise is open. {exercise} opens one.", ["exercise": Text("exercise", .command)]))
}
