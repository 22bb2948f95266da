import DocumentModel
import GradientCore

// The course as a map: what was read, solved and kept, and what fades. In 80 columns it fits a
// screen of 24 rows with the prompt below it.
extension Session {
  mutating func progressMap() -> Document {
    let all = lessons.flatMap(\.exercises)
    let aside = voice.say(
      Phrase(
        "{solved} of {count} exercises solved",
        ["solved": Text("\(all.count(where: isSolved))"), "count": Text("\(all.count)")]))
    var blocks: [Block] = [
      .heading(voice.say(Phrase("What you know")), level: 1, aside: aside), .rest,
      .drawn([.table(map(isSpoken: false))], spoken: [.table(map(isSpoken: true))]), .rest,
    ]
    blocks += ([dueSentence, mistakeSentence] + [guessSentence]).compactMap { $0 }
      .map { .paragraph($0) }
    if practice.records.isEmpty {
      blocks.append(
        .paragraph(
          voice.say(
            Phrase(
              "No exercise was opened yet; below a page {exercise} opens one.",
              ["exercise": Text("exercise", .command)]))))
    } else if practice.open == nil,
      practice.review?.current != nil || !chosenForReview().isEmpty
    {
      // In an exercise Enter would lead away from it.
      blocks.append(offering("review"))
    }
    return Document(blocks)
  }

  private func map(isSpoken: Bool) -> Table {
    let rows = lessons.map { lesson -> [Text] in
      let all = lesson.exercises
      let solved = all.isEmpty ? Text("–", .hint) : share(all.count(where: isSolved), all.count)
      return [
        Text("\(lesson.number)"), Text(lesson.title),
        share(course.pagesSeen(of: lesson), lesson.pageCount), solved,
        mastery(of: lesson).map { isSpoken ? percentage($0) : MasteryBar.text($0) } ?? "",
      ]
    }
    return Table(
      columns: [
        Table.Column("", .trailing, spoken: voice.say(Phrase("lesson"))),
        Table.Column("", spoken: ""),
        Table.Column(voice.say(Phrase("read")), spoken: voice.say(Phrase("pages read"))),
        Table.Column(voice.say(Phrase("done")), spoken: voice.say(Phrase("exercises solved"))),
        Table.Column(voice.say(Phrase("known")), spoken: voice.say(Phrase("known"))),
      ], rows: rows)
  }

  private func share(_ part: Int, _ all: Int) -> Text {
    Text("\(part)/\(all)", part == 0 ? .hint : part == all ? .success : .plain)
  }

  private func percentage(_ share: Double) -> Text { Text("\(Int((share * 100).rounded())) %") }

  // MARK: - Below the map

  private var dueSentence: Text? {
    let due = dueIdeas.sorted { (mastery(of: $0), $0) < (mastery(of: $1), $1) }
    guard !due.isEmpty else { return nil }
    let named = due.prefix(4).map { Text(name(ofIdea: $0), .strong) }
    let more = due.count - named.count
    let ideas = more == 0 ? voice.list(named) : named.joined(separator: ", ") + Text(" (+\(more))")
    return voice.say(Phrase("To review: {ideas}.", ["ideas": ideas]))
  }

  /// Mistakes that were made more than once.
  private var mistakeSentence: Text? {
    var counts: [String: Int] = [:]
    for record in practice.records.values { counts.merge(record.mistakes, uniquingKeysWith: +) }
    let again = counts.filter { $0.value > 1 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2)
    guard !again.isEmpty else { return nil }
    let named = again.map { mistake -> Text in
      let name = shortName(ofMistake: mistake.key).map(voice.say) ?? Text(mistake.key, .code)
      return name + Text(" (\(mistake.value)×)", .hint)
    }
    return voice.say(
      Phrase("Mistakes that came back: {mistakes}.", ["mistakes": voice.list(Array(named))]))
  }

  private var guessSentence: Text? {
    let parts = practice.guesses.summary.map {
      voice.say($0.kind.title) + Text(" \($0.right)/\($0.made)", .value)
    }
    guard !parts.isEmpty else { return nil }
    return voice.say(
      Phrase("Guesses that were right: {guesses}.", ["guesses": parts.joined(separator: ", ")]))
  }

  // MARK: - One lesson

  mutating func progress(in lesson: Lesson) throws(Refusal) -> Document {
    let all = lesson.exercises
    let aside = voice.say(
      Phrase(
        "{seen} of {count} pages read",
        [
          "seen": Text("\(course.pagesSeen(of: lesson))"), "count": Text("\(lesson.pageCount)"),
        ]))
    let heading = Block.heading(Text("\(lesson.number) \(lesson.title)"), level: 1, aside: aside)
    guard !all.isEmpty else {
      return Document([
        heading, .rest, .line(voice.say(Session.noExercises(of: lesson).reason)),
      ])
    }
    let rows = all.map { placed -> [Text] in
      let record = practice.records[placed.name]
      return [
        Text("\(placed.lesson.number).\(placed.number)"), Text(placed.exercise.id, .command),
        Text(name(ofIdea: placed.exercise.idea)), standing(of: record), since(record?.lastDay),
      ]
    }
    var columns = [Table.Column("", spoken: voice.say(Phrase("exercise")))]
    columns += Array(repeating: Table.Column("", spoken: ""), count: 4)
    return Document([
      heading, .rest, .table(Table(columns: columns, rows: rows)), .rest,
      .drawn(
        [.table(ideas(of: lesson, isSpoken: false))],
        spoken: [.table(ideas(of: lesson, isSpoken: true))]),
    ])
  }

  private func ideas(of lesson: Lesson, isSpoken: Bool) -> Table {
    var ideas: [String] = []
    for exercise in lesson.exercises where !ideas.contains(exercise.exercise.idea) {
      ideas.append(exercise.exercise.idea)
    }
    let rows = ideas.map { idea in
      [
        Text(name(ofIdea: idea)),
        isSpoken ? percentage(mastery(of: idea)) : MasteryBar.text(mastery(of: idea)),
        dueIdeas.contains(idea) ? voice.say(Phrase("to review")).dimmed : "",
      ]
    }
    return Table(
      columns: [
        Table.Column("", spoken: ""), Table.Column("", spoken: voice.say(Phrase("known"))),
        Table.Column("", spoken: ""),
      ], rows: rows)
  }

  /// `solved twice`, `answered, not solved`, `not opened`.
  private func standing(of record: ExerciseRecord?) -> Text {
    guard let record else { return voice.say(Phrase("not opened")).dimmed }
    switch (record.solved, record.solvedAlone) {
    case (0, _):
      return record.attempts == 0 && record.hints == 0 && record.skips > 0
        ? voice.say(Phrase("skipped")).dimmed : voice.say(Phrase("not solved yet"))
    case (1, 1): return voice.say(Phrase("solved alone"))
    case (1, _): return voice.say(Phrase("solved with help"))
    default:
      return voice.say(
        Phrase(
          "solved {count} times, {alone} alone",
          ["count": Text("\(record.solved)"), "alone": Text("\(record.solvedAlone)")]))
    }
  }

  private func since(_ last: Int?) -> Text {
    guard let last, let day, day >= last else { return "" }
    return switch day - last {
    case 0: voice.say(Phrase("today")).dimmed
    case 1: voice.say(Phrase("yesterday")).dimmed
    default: voice.say(Phrase("{count} days ago", ["count": Text("\(day - last)")])).dimmed
    }
  }
}

/// How well something is known, in five cells that need no colours.
enum MasteryBar {
  static let width = 5

  /// Whatever is known at all fills a cell, and only what is nearly sure fills the last.
  static func text(_ share: Double) -> Text {
    let cells = share <= 0 ? 0 : min(max(Int((share * Double(width)).rounded()), 1), width)
    return Text(String(repeating: "#", count: cells), .success)
      + Text(String(repeating: ".", count: width - cells), .hint)
  }
}
