import DocumentModel

struct LessonsCommand: Command {
  static let usage = Usage(
    "lessons", group: .course, summary: Phrase("list the lessons and what you have seen of them"),
    example: ["lessons"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard !session.lessons.isEmpty else { throw Session.noLessons }
    let rows = session.lessons.map { lesson in
      [
        Text("\(lesson.number)"), Text(lesson.title), Text(lesson.id, .command),
        session.voice.say(
          lesson.pageCount == 1
            ? Phrase("1 page") : Phrase("{count} pages", ["count": Text("\(lesson.pageCount)")])
        ).with(.hint),
        session.progress(of: lesson),
      ]
    }
    let columns = [
      Table.Column("", .trailing), Table.Column(""), Table.Column(""),
      Table.Column("", .trailing),
      Table.Column("", spoken: session.voice.say(Phrase("seen"))),
    ]
    return Answer(Document(.indented([.table(Table(columns: columns, rows: rows))])))
  }
}

struct WhereCommand: Command {
  static let usage = Usage(
    "where", group: .course, summary: Phrase("tell where in the course you are"),
    example: ["where"])

  init(_ arguments: inout Arguments, in session: Session) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let bench = session.benchTable(using: engine)
    if let (open, placed) = session.openExercise {
      return Answer(Document([.line(session.standing(open, placed)), bench]))
    }
    guard let (lesson, place) = session.openPage else {
      guard course(of: session) else { throw Session.nothingOpen }
      return Answer(Document([bench]))
    }
    let page = lesson.pages[place.page - 1]
    let title = session.voice.say(
      Phrase(
        "{lesson}, page {page} of {count}: {title}",
        [
          "lesson": Text("\(lesson.number) \(lesson.title)"), "page": Text("\(place.page)"),
          "count": Text("\(lesson.pageCount)"), "title": page.title,
        ]))
    return Answer(Document([.line(title)] + sandbox(in: session) + [bench]))
  }

  /// Whether something can be told without an open lesson.
  private func course(of session: Session) -> Bool { !session.bench.isEmpty }

  private func sandbox(in session: Session) -> [Block] {
    guard session.course.isPlaying else { return [] }
    return [
      .line(
        session.voice.say(
          Phrase(
            "This is the sandbox. {resume} brings the lesson back.",
            ["resume": Text("resume", .command)])))
    ]
  }
}

extension Session {
  /// `5 Chain rule, exercise 2 of 6   1 hint, 2 answers`
  fileprivate func standing(_ open: OpenExercise, _ placed: PlacedExercise) -> Text {
    let what = voice.say(
      Phrase(
        "{lesson}, exercise {number} of {count}",
        [
          "lesson": Text("\(placed.lesson.number) \(placed.lesson.title)"),
          "number": Text("\(placed.number)"), "count": Text("\(placed.lesson.exercises.count)"),
        ]))
    let done = voice.say(
      open.isSolved
        ? Phrase("solved")
        : Phrase(
          "answers {answers}, hints {hints}",
          ["answers": Text("\(open.attempts)"), "hints": Text("\(open.hintsShown)")]))
    return what + Text("   ") + done.dimmed
  }

  /// `on your bench   f = x * y = -3   x = 1   …`
  func benchTable(using engine: Engine) -> Block {
    let label = voice.say(Phrase("on your bench")).with(.hint)
    let lines =
      bench.isEmpty
      ? [voice.say(Phrase("nothing yet"))]
      : BenchLines(bench, width: 78 - label.plain.count, voice: voice, engine: engine).lines
    let rows = lines.enumerated().map { [$0 == 0 ? label : "", $1] }
    return .table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows))
  }
}
