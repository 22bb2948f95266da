import DocumentModel
import GradientCore

/// A page of a lesson that was not begun, opened from another. Looking does not begin it: it is
/// begun by its second page, by a command that changes its bench, or by an exercise.
struct Peek: Equatable, Sendable {
  /// Where the learner is all the same; there the next visit goes on.
  var from: CourseState.Place
  var left: KeptBench
  /// The bench as the lesson made it.
  var bench: Bench
}

extension Session {
  /// What is looked at counts as begun from now on.
  mutating func beginPeeked() {
    guard course.peek != nil, let place = course.place else { return }
    course.peek = nil
    course.show(place)
  }

  /// A command that changed the bench of a lesson that was only looked at begins it.
  mutating func beginPeekedWhereChanged() {
    guard let peek = course.peek, !course.isPlaying, bench != peek.bench else { return }
    course.peek = nil
    if let place = course.place { course.seen[place.lesson, default: []].insert(place.page) }
  }
}
