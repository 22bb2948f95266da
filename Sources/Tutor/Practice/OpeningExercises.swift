import DocumentModel
import GradientCore

extension Session {
  /// Opens an exercise on a bench of its own. The learner's is kept, with its history, and comes
  /// back when the exercise is left.
  mutating func open(
    _ placed: PlacedExercise, draw: UInt64, using engine: Engine
  ) throws(Refusal) -> Answer {
    guard !course.isPlaying else {
      throw Refusal(
        Phrase(
          "This is the sandbox. {resume} brings the lesson back.",
          ["resume": Text("resume", .command)]),
        correction: "resume")
    }
    open(placed, draw: draw, on: try bench(of: placed, draw: draw, using: engine))
    return Answer(exerciseDocument)
  }

  /// The same by its name; refused where it is not taught any more.
  mutating func open(
    _ name: ExerciseName, draw: UInt64, using engine: Engine
  ) throws(Refusal) -> Answer {
    guard let placed = placed(name) else {
      throw Refusal(
        Phrase("There is no exercise {name}.", ["name": Problems.code(name.exercise)]))
    }
    return try open(placed, draw: draw, using: engine)
  }

  mutating func open(_ placed: PlacedExercise, draw: UInt64, on fresh: Bench) {
    if practice.open == nil { rememberLineSoFar() }
    closeExercise()
    beginPeeked()
    practice.open = OpenExercise(
      name: placed.name, draw: draw,
      learners: KeptBench(bench: bench, start: start, history: history))
    practice.records[placed.name, default: ExerciseRecord()].draw = draw
    take(KeptBench(bench: fresh, start: fresh))
    walk = nil
    snapshots = Snapshots()
  }

  /// Brings the learner's bench back.
  mutating func closeExercise() {
    guard let open = practice.open else { return }
    practice.open = nil
    take(open.learners)
    walk = nil
  }

  /// Notes what was done with the open exercise, today.
  mutating func record(_ change: (inout ExerciseRecord) -> Void) {
    guard let name = practice.open?.name else { return }
    var record = practice.records[name] ?? ExerciseRecord()
    change(&record)
    record.lastDay = day ?? record.lastDay
    learn(from: practice.records[name] ?? ExerciseRecord(), to: record, of: name)
    practice.records[name] = record
  }

  /// Another presentation than the last.
  func nextDraw(of placed: PlacedExercise) -> UInt64 {
    (practice.records[placed.name]?.draw ?? 0) + 1
  }

  // MARK: - Leaving

  /// What the learner is brought to by `skip`: the next exercise, else the next page, else where
  /// they were.
  mutating func goOn(
    from placed: PlacedExercise, using engine: Engine
  ) throws(Refusal) -> Answer {
    if isReviewing { return try goOnReviewing(using: engine) }
    if let next = unsolvedExercise(after: placed) {
      return try open(next, draw: drawToOpen(next), using: engine)
    }
    closeExercise()
    if openPage == nil {
      return try turn(to: .init(lesson: placed.lesson.id, page: placed.page), using: engine)
    }
    guard openPage?.lesson.id == placed.lesson.id else { return showOpenPage(using: engine) }
    if let ending = ending() { return ending }
    guard let place = nextPlace else { return Answer(farewell) }
    return try turn(to: place, using: engine)
  }

  /// Once solved, an exercise is asked with other numbers.
  func drawToOpen(_ placed: PlacedExercise) -> UInt64 {
    guard let record = practice.records[placed.name] else { return 0 }
    return record.solved > 0 && placed.exercise.varies ? record.draw + 1 : record.draw
  }
}

/// Choices and cards go by letters, in the order in which they are shown.
enum ShownKey {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  static func letter(_ place: Int) -> String { String(letters[place % letters.count]) }
}
