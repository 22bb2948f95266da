import DocumentModel

/// What a lesson tells at its end, in one language.
public struct LessonEnding: Equatable, Sendable {
  /// What the learner can do now.
  public var can: Text
  /// What comes next.
  public var next: Text

  public init(can: Text, next: Text) { (self.can, self.next) = (can, next) }
}

extension Session {
  /// Told once by `next` on the last page of a lesson; nil elsewhere, and where there is nothing to
  /// tell.
  mutating func ending() -> Answer? {
    guard !course.isPlaying, course.isShown, let (lesson, place) = openPage,
      place.page == lesson.pageCount, course.ended != lesson.id,
      let ending = language.endings[lesson.id] ?? curriculum.languages.first?.endings[lesson.id]
    else { return nil }
    closeExercise()
    beginPeeked()
    course.ended = lesson.id
    let aside = voice.say(
      Phrase("lesson {number}", ["number": Text("\(lesson.number)")]))
    let title = Text(lesson.title + " · ", .hint) + voice.say(Phrase("what you can do now"))
    let wayOn = lessons.last?.id == lesson.id ? "lessons" : "next"
    return Answer(
      Document([
        .heading(title, level: 1, aside: aside), .rest,
        .indented(
          [.paragraph(ending.can), .rest, .paragraph(ending.next), .rest]
            + unsolved(of: lesson) + [offering(wayOn)]),
      ]))
  }

  /// `Exercises solved: 3 of 5; exercise opens the next one.`
  private func unsolved(of lesson: Lesson) -> [Block] {
    let all = lesson.exercises
    let solved = all.count(where: isSolved)
    guard !all.isEmpty else { return [] }
    let places = [
      "solved": Text("\(solved)"), "count": Text("\(all.count)"),
      "exercise": Text("exercise", .command),
    ]
    let phrase =
      solved == all.count
      ? Phrase("All {count} exercises are solved.", places)
      : Phrase(
        "Exercises solved: {solved} of {count}; {exercise} opens the next one.", places)
    return [.paragraph(voice.say(phrase).dimmed), .rest]
  }
}
