import DocumentModel

extension Session {
  /// What the tutor says first to whoever sits at a terminal. Enter does what its last line says.
  ///
  /// - Parameter isBrief: without the list of lessons, for a small window.
  public func greeting(isBrief: Bool = false) -> Answer {
    let names = curriculum.languages.map(\.name).joined(separator: " · ")
    let begins = course.place == nil
    return Answer(
      Document([
        .heading("backprop-tutor", level: 1, aside: Text(names, .hint)),
        .rest,
        .indented(
          [
            .paragraph(voice.say(Phrase("Backpropagation, one number at a time."))),
            .paragraph(
              voice.say(
                Phrase(
                  "Whatever a page shows, you can change: type {example} and see what follows.",
                  ["example": Text("x = 2", .command)]))),
            .rest,
          ] + (isBrief ? [] : [.indented([.table(overview)]), .rest]) + [
            .line(
              voice.say(
                Phrase("{lessons} lists all · {help} explains · {quit} leaves", Self.commands))),
            .line(
              voice.say(
                begins
                  ? Phrase("{next} (or Enter) begins the course", Self.commands)
                  : Phrase("{next} (or Enter) goes on where you were", Self.commands))),
          ]),
      ]))
  }

  private static let commands = Dictionary(
    uniqueKeysWithValues: ["next", "lessons", "help", "quit"].map { ($0, Text($0, .command)) })

  /// The lessons in two columns, with what was seen of them.
  private var overview: Table {
    let cells = lessons.map { lesson in
      [Text("\(lesson.number)"), Text(lesson.shortTitle), progress(of: lesson)]
    }
    let half = (cells.count + 1) / 2
    let rows = (0..<half).map { row in
      cells[row] + (row + half < cells.count ? cells[row + half] : ["", "", ""])
    }
    let column = [Table.Column("", .trailing), Table.Column(""), Table.Column("")]
    return Table(columns: column + column, rows: rows)
  }

  /// Nothing, `2/5`, or a mark that all was seen.
  func progress(of lesson: Lesson) -> Text {
    let seen = course.pagesSeen(of: lesson)
    if seen == 0 { return "" }
    if seen == lesson.pageCount { return Text("✓", .success) }
    return Text("\(seen)/\(lesson.pageCount)", .hint)
  }
}
