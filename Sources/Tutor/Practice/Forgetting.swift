import DocumentModel
import GradientCore

/// What `forget` takes away.
public enum Forgotten: Equatable, Sendable {
  /// A lesson, by its id.
  case lesson(String)
  case all
}

extension Session {
  /// What would be lost, in a sentence or two; nil where there is nothing.
  func loss(of forgotten: Forgotten) -> Phrase? {
    let taught: [String] =
      switch forgotten {
      case .lesson(let id): [id]
      case .all: Array(Set(course.seen.keys).union(practice.records.keys.map(\.lesson)))
      }
    let pages = taught.reduce(0) { $0 + (course.seen[$1] ?? []).count }
    let records = practice.records.filter { taught.contains($0.key.lesson) }
    let benches = course.kept.keys.filter { forgotten == .all || taught.contains($0) }.count
    let isOnBench = forgotten == .all || course.openLesson.map(taught.contains) ?? false
    let own = practice.open?.learners ?? KeptBench(bench: bench, start: start)
    let isChanged = isOnBench && !own.bench.isEmpty && own.bench != own.start
    let changed = benches + (isChanged ? 1 : 0)
    guard pages + records.count + changed > 0 else { return nil }
    return Phrase(
      "Pages read: {pages}. Exercises opened: {exercises}, solved: {solved}. Benches that you changed: {benches}. All this would be forgotten.",
      [
        "pages": Text("\(pages)"), "exercises": Text("\(records.count)"),
        "solved": Text("\(records.count { $0.value.solved > 0 })"), "benches": Text("\(changed)"),
      ])
  }

  mutating func forget(_ forgotten: Forgotten, using engine: Engine) throws(Refusal) {
    closeExercise()
    switch forgotten {
    case .all:
      course = CourseState()
      practice = Practice()
      (bench, start) = (Bench(), Bench())
      history = History()
      snapshots = Snapshots()
    case .lesson(let id): try forgetLesson(id, using: engine)
    }
    (walk, tweak) = (nil, nil)
    // There is no way back but the copy.
    lineStart?.bench = bench
  }

  private mutating func forgetLesson(_ id: String, using engine: Engine) throws(Refusal) {
    let ideas = { (session: Session) in
      Set(session.practice.records.keys.compactMap { session.placed($0)?.exercise.idea })
    }
    let before = ideas(self)
    course.seen[id] = nil
    course.kept[id] = nil
    practice.records = practice.records.filter { $0.key.lesson != id }
    // What another lesson practises, too, is still known.
    for idea in before.subtracting(ideas(self)) { practice.ideas[idea] = nil }
    if practice.review?.exercises.contains(where: { $0.lesson == id }) == true {
      practice.review = nil
    }
    if course.peek?.from.lesson == id || course.openLesson == id, let lesson = lesson(id) {
      course.stash = nil
      course.peek = nil
      course.place = .init(lesson: id, page: 1)
      (course.isShown, course.ended) = (false, nil)
      try begin(with: lesson.setup, at: course.place, using: engine)
      history = History()
    }
  }
}
