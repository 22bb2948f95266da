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
      + footer(of: page, using: engine)
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

  private func footer(of page: Page, using engine: Engine) -> [Block] {
    let labels = [Phrase("on your bench"), Phrase("to try")].map { voice.say($0).with(.hint) }
    let width = Self.pageWidth - (labels.map(\.plain.count).max() ?? 0) - 2
    let bench = BenchLines(bench, page: page, width: width, voice: voice, engine: engine).lines
    let rows =
      bench.enumerated().map { [$0 == 0 ? labels[0] : "", $1] }
      + [[labels[1], suggestions(of: page, in: width)]]
    return [.table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows))]
  }

  /// What an indented page has of the 80 columns.
  private static let pageWidth = 78

  /// As many as there is room for before the way to the next page.
  private func suggestions(of page: Page, in width: Int) -> Text {
    let setup = page.setup == nil ? [] : ["setup"]
    let commands = (setup + page.suggestions).map { Text($0, .command) }
    let next = Text("next", .command) + Text(" (Enter)", .hint)
    let most = commands.indices.reversed().first { last in
      (commands[...last] + [next]).joined(separator: Self.gap).plain.count <= width
    }
    return ((most.map { commands[...$0] } ?? []) + [next]).joined(separator: Self.gap)
  }

  private static let gap = Text("   ")
}

extension Block {
  /// Formulas on lines of their own stand further in than the prose around them.
  fileprivate var setApart: Block {
    if case .preformatted = self { .indented([self]) } else { self }
  }
}
