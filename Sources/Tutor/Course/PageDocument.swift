import DocumentModel
import GradientCore

extension Session {
  /// A page as it is shown: its titles on one line, prose and executed example, and below them
  /// what stands on the learner's bench and what could be typed.
  func document(of lesson: Lesson, page number: Int, using engine: Engine) -> Document {
    let page = lesson.pages[number - 1]
    let aside = voice.say(
      Phrase(
        "page {page} of {count}",
        ["page": Text("\(number)"), "count": Text("\(lesson.pageCount)")]))
    let title = Text(lesson.title + " · ", .hint) + page.title
    let place = CourseState.Place(lesson: lesson.id, page: number)
    let fresh = Result { () throws(Refusal) -> Session in
      try canonical(page.setup ?? lesson.setup, at: place, using: engine)
    }
    let content =
      body(of: page, on: fresh, using: engine) + [.rest]
      + footer(of: page, at: place, beginningWith: try? fresh.get().start, using: engine)
    return Document([.heading(title, level: 1, aside: aside), .rest, .indented(content)])
  }

  private func body(
    of page: Page, on fresh: Result<Session, Refusal>, using engine: Engine
  ) -> [Block] {
    do throws(Refusal) {
      var session = try fresh.get()
      let parts = page.parts.map { part -> [Block] in
        switch part {
        case .prose(let document):
          Array(document.blocks.map { [$0.setApart] }.joined(separator: [.rest]))
        case .example(let example): [.transcript(session.run(example, using: engine))]
        }
      }
      return Array(parts.joined(separator: [.rest]))
    } catch {
      return [.problem(Problem(voice.say(error.reason)))]
    }
  }

  // MARK: - Below the page

  /// - Parameter beginning: the bench that the setup makes; nil where it does not run.
  private func footer(
    of page: Page, at place: CourseState.Place, beginningWith beginning: Bench?,
    using engine: Engine
  ) -> [Block] {
    let labels = [Phrase("on your bench"), Phrase("to try")].map { voice.say($0).with(.hint) }
    let width = Self.pageWidth - (labels.map(\.plain.count).max() ?? 0) - 2
    let bench = BenchLines(bench, page: page, width: width, voice: voice, engine: engine).lines
    let suggestions = suggestions(
      of: page, after: wayBack(to: page, beginningWith: beginning),
      isLast: isLast(place), in: width)
    let rows = [(labels[0], bench), (labels[1], suggestions)].flatMap { label, lines in
      lines.enumerated().map { [$0 == 0 ? label : "", $1] }
    }
    return [.table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows))]
  }

  /// What an indented page has of the 80 columns.
  private static let pageWidth = 78

  /// Before the way to the next page, or, behind the last one, to all of them and to a bench without
  /// a lesson; in two lines at most.
  private func suggestions(
    of page: Page, after wayBack: [String], isLast: Bool, in width: Int
  ) -> [Text] {
    let setup = page.setup == nil ? [] : ["setup"]
    let own = isLast ? ["play"] : []
    let rest = (own + page.suggestions).map { voice.command($0) }
    let next = voice.command(wayOn(isLast: isLast)) + Text(" (Enter)", .hint)
    // A page is as long with exercises, and with a way back, as without.
    let fewest = Self.row(
      of: setup.map { voice.command($0) } + rest, before: next, in: width, most: 2)
    let way = wayBack.map { voice.command($0) }
    let count = page.exercises.count
    let exercise = count > 0 ? [voice.command("exercise")] : []
    let row = Self.row(
      of: way + exercise + rest, before: next, in: width, most: fewest.lines.count)
    guard count > 1 else { return row.lines }
    // How many there are is told where nothing gives way to it.
    let several = voice.say(Phrase("({count} here)", ["count": Text("\(count)")])).with(.hint)
    let told = Self.row(
      of: way + [exercise[0] + " " + several] + rest, before: next, in: width,
      most: fewest.lines.count)
    return (told.count, told.gap) == (row.count, row.gap) ? told.lines : row.lines
  }

  /// What brings the numbers of the page to the bench, where others are there.
  private func wayBack(to page: Page, beginningWith beginning: Bench?) -> [String] {
    guard page.setup == nil else { return ["setup"] }
    guard !start.isEmpty, let beginning else { return [] }
    if start.definitions != beginning.definitions { return ["setup"] }
    return bench.differs(from: start) ? ["reset"] : []
  }

  /// Commands on lines.
  private struct Row {
    var lines: [Text]
    /// How many of them had room, and how many blanks are between them.
    var count: Int
    var gap: Int
  }

  /// Closer to each other, or fewer of them, where there is no room for all.
  private static func row(
    of commands: [Text], before next: Text, in width: Int, most: Int
  ) -> Row {
    for count in (0...commands.count).reversed() {
      for gap in [3, 2] {
        let lines = (commands[..<count] + [next]).besideEachOther(gap: gap, width: width)
        if lines.count <= most { return Row(lines: lines, count: count, gap: gap) }
      }
    }
    return Row(lines: [next], count: 0, gap: 3)
  }

  /// What Enter does below a page.
  func wayOn(isLast: Bool) -> String { isLast ? "lessons" : "next" }

  /// Whether no page follows in the whole course.
  func isLast(_ place: CourseState.Place) -> Bool {
    guard let lesson = lessons.last else { return false }
    return place == .init(lesson: lesson.id, page: lesson.pageCount)
  }
}

extension Block {
  /// Formulas on lines of their own stand further in than the prose around them.
  fileprivate var setApart: Block {
    if case .preformatted = self { .indented([self]) } else { self }
  }
}

extension Bench {
  /// Whether what a page shows could come out otherwise here: names that only were added do not
  /// matter.
  fileprivate func differs(from start: Bench) -> Bool {
    var settings = settings
    settings[.digits] = start.settings[.digits]
    return start.definitions.names.contains { definitions[$0] != start.definitions[$0] }
      || start.definitions.functions.contains { definitions.functions[$0.key] != $0.value }
      || objective != start.objective || direction != start.direction
      || strategy != start.strategy || settings != start.settings
  }
}
