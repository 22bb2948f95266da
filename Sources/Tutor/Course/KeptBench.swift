import DocumentModel
import GradientCore

/// A bench put aside, with all that belongs to it.
struct KeptBench: Equatable, Sendable {
  var bench: Bench
  /// What `reset` returns to; nil where it is still to be made from the lesson's setup.
  var start: Bench?
  /// A bench has a history of its own: `undo` never brings back that of another lesson.
  var history = History()
}

extension Session {
  /// Puts the bench of the open lesson aside, where the learner changed it, and in its place that of
  /// `lesson`: as it was left, or as its setup makes it. What should be said about it comes back.
  mutating func change(
    to lesson: Lesson, at place: CourseState.Place, using engine: Engine
  ) throws(Refusal) -> Document {
    rememberLineSoFar()
    lineStart?.bench = bench
    let left = course.openLesson
    let isChanged = !bench.isEmpty && bench != start
    if let left {
      course.kept[left] =
        isChanged ? KeptBench(bench: bench, start: start, history: history) : nil
    }
    let kept = course.kept.removeValue(forKey: lesson.id)
    if kept?.start == nil { try begin(with: lesson.setup, at: place, using: engine) }
    if let kept {
      take(kept)
      return notice(
        Phrase(
          "Your bench is as you left it; {reset} returns to the setup.",
          ["reset": Text("reset", .command)]))
    }
    guard left == nil else {
      history = History()
      lineStart?.bench = bench
      return Document()
    }
    // What was made before any lesson was opened has no page to come back to.
    guard isChanged else { return Document() }
    return notice(
      Phrase(
        "The lesson's setup is on the bench now; {undo} brings yours back.",
        ["undo": Text("undo", .command)]))
  }

  /// What was done on another bench is not for `undo` to bring back.
  mutating func take(_ kept: KeptBench) {
    bench = kept.bench
    start = kept.start ?? start
    history = kept.history
    lineStart?.bench = bench
  }

  private func notice(_ phrase: Phrase) -> Document {
    note(phrase) + Document(.rest)
  }
}
