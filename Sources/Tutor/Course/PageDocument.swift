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
    let content =
      body(of: page, in: lesson, number: number, using: engine) + [.rest]
      + footer(of: page, isLast: isLast(.init(lesson: lesson.id, page: number)), using: engine)
    return Document([.heading(title, level: 1, aside: aside), .rest, .indented(content)])
  }

  private func body(
    of page: Page, in lesson: Lesson, number: Int, using engine: Engine
  ) -> [Block] {
    do throws(Refusal) {
      var session = try canonical(
        page.setup ?? lesson.setup, at: .init(lesson: lesson.id, page: number), using: engine)
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

  private func footer(of page: Page, isLast: Bool, using engine: Engine) -> [Block] {
    let labels = [Phrase("on your bench"), Phrase("to try")].map { voice.say($0).with(.hint) }
    let width = Self.pageWidth - (labels.map(\.plain.count).max() ?? 0) - 2
    let bench = BenchLines(bench, page: page, width: width, voice: voice, engine: engine).lines
    let suggestions = suggestions(of: page, isLast: isLast, in: width)
    let rows = [(labels[0], bench), (labels[1], suggestions)].flatMap { label, lines in
      lines.enumerated().map { [$0 == 0 ? label : "", $1] }
    }
    return [.table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows))]
  }

  /// What an indented page has of the 80 columns.
  private static let pageWidth = 78

  /// Before the way to the next page, or, behind the last one, to all of them and to a bench without
  /// a lesson; in two lines at most.
  private func suggestions(of page: Page, isLast: Bool, in width: Int) -> [Text] {
    let setup = page.setup == nil ? [] : ["setup"]
    let own = isLast ? ["play"] : []
    let commands = (setup + own + page.suggestions).map { voice.command($0) }
    let next = voice.command(wayOn(isLast: isLast)) + Text(" (Enter)", .hint)
    let lines = Self.lines(of: commands, before: next, in: width, most: 2)
    guard !page.exercises.isEmpty else { return lines }
    // A page is as long with exercises as without.
    return Self.lines(
      of: [voice.command("exercise")] + commands, before: next, in: width, most: lines.count)
  }

  /// Closer to each other, or fewer of them, where there is no room for all.
  private static func lines(
    of commands: [Text], before next: Text, in width: Int, most: Int
  ) -> [Text] {
    for count in (0...commands.count).reversed() {
      for gap in [3, 2] {
        let lines = (commands[..<count] + [next]).besideEachOther(gap: gap, width: width)
        if lines.count <= most { return lines }
      }
    }
    return [next]
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
