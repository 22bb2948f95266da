import DocumentModel

extension Session {
  /// What the tutor says first to whoever sits at a terminal. Enter does what its last line says.
  ///
  /// - Parameters:
  ///   - isBrief: without the list of lessons, for a small window.
  ///   - columns: how many lessons stand side by side.
  public func greeting(isBrief: Bool = false, columns: Int = 2) -> Answer {
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
          ] + (isBrief ? [] : [.indented([.table(overview(columns: columns))]), .rest]) + [
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

  /// The lessons in columns, with what was seen of them.
  private func overview(columns: Int) -> Table {
    let cells = lessons.map { lesson in
      [Text("\(lesson.number)"), Text(lesson.shortTitle), progress(of: lesson)]
    }
    let height = (cells.count + columns - 1) / columns
    let rows = (0..<height).map { row in
      (0..<columns).flatMap { column -> [Text] in
        let place = row + column * height
        return place < cells.count ? cells[place] : ["", "", ""]
      }
    }
    let column = [
      Table.Column("", .trailing), Table.Column(""),
      Table.Column("", spoken: voice.say(Phrase("seen"))),
    ]
    return Table(columns: (0..<columns).flatMap { _ in column }, rows: rows)
  }

  /// Nothing, `2/5`, or a mark that all was seen.
  func progress(of lesson: Lesson) -> Text {
    let seen = course.pagesSeen(of: lesson)
    if seen == 0 { return "" }
    if seen == lesson.pageCount { return Text("✓", .success) }
    return Text("\(seen)/\(lesson.pageCount)", .hint)
  }
}
