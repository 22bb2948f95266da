import DocumentModel
import GradientCore

extension Session {
  /// A page as it is shown: its title, prose and executed example, and below it what stands on the
  /// learner's bench and what could be typed.
  func document(of lesson: Lesson, page number: Int, using engine: Engine) -> Document {
    let page = lesson.pages[number - 1]
    let aside = voice.say(
      Phrase(
        "page {page} of {count}",
        ["page": Text("\(number)"), "count": Text("\(lesson.pageCount)")]))
    var content: [Block] = [.heading(page.title, level: 2), .rest]
    content += body(of: page, in: lesson, number: number, using: engine)
    content += [.rest] + footer(of: page, using: engine)
    return Document([
      .heading(Text(lesson.title), level: 1, aside: aside), .rest, .indented(content),
    ])
  }

  private func body(
    of page: Page, in lesson: Lesson, number: Int, using engine: Engine
  ) -> [Block] {
    do throws(Refusal) {
      var session = try canonical(
        page.setup ?? lesson.setup, at: .init(lesson: lesson.id, page: number), using: engine)
      let parts = page.parts.map { part -> [Block] in
        switch part {
        case .prose(let document): Array(document.blocks.map { [$0] }.joined(separator: [.rest]))
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
    let columns = [Table.Column(""), Table.Column("")]
    let rows = [
      [
        voice.say(Phrase("on your bench")).with(.hint),
        benchItems(bench, in: Self.footerWidth, using: engine),
      ],
      [voice.say(Phrase("to try")).with(.hint), suggestions(of: page)],
    ]
    return [.table(Table(columns: columns, rows: rows))]
  }

  /// What stands to the right of the two words in front.
  private static let footerWidth = 61

  private func suggestions(of page: Page) -> Text {
    let next = Text("next", .command) + Text(" (Enter)", .hint)
    let setup = page.setup == nil ? [] : ["setup"]
    let commands = (setup + page.suggestions).map { Text($0, .command) }
    return fitting(commands, always: [next], in: Self.footerWidth)
  }

  /// `x = 1   y = -3   f = x * y = -3`, the leaves under the objective and itself, and the settings
  /// that the strategy reads; leaves are left out where there is no room.
  func benchItems(_ bench: Bench, in width: Int, using engine: Engine) -> Text {
    let definitions = bench.definitions
    let names = bench.objective.map { definitions.leaves(under: $0) } ?? definitions.names
    let leaves = names.compactMap { name in
      definitions.value(ofLeaf: name).map { voice.equation(name, $0) }
    }
    guard let objective = bench.objective, let value = try? engine.value(of: objective, in: bench)
    else { return fitting(leaves, in: width) }
    let formula = definitions.definition(of: objective).map { "\($0.formula)" } ?? ""
    let middle = formula.count <= 24 ? Text(" = ") + Text(formula, .code) : ""
    let settings = bench.strategy.settings.map { setting in
      Text(setting.rawValue, .name) + " = " + voice.value(bench.settings[setting])
    }
    return fitting(
      leaves, always: [Text(objective, .name) + middle + " = " + voice.value(value)] + settings,
      in: width)
  }

  /// As many of `items` as fit beside those that are always shown.
  private func fitting(_ items: [Text], always last: [Text] = [], in width: Int) -> Text {
    let gap = Text("   ")
    var room = width + 3 - last.reduce(0) { $0 + $1.plain.count + 3 }
    var kept: [Text] = []
    for (index, item) in items.enumerated() {
      room -= item.plain.count + 3
      guard room >= (index == items.count - 1 ? 0 : 4) else {
        kept.append(Text("…", .hint))
        break
      }
      kept.append(item)
    }
    return (kept + last).joined(separator: gap)
  }
}

extension StrategyName {
  /// What it reads.
  var settings: [Setting] {
    switch self {
    case .random: [.range, .tries]
    case .local: [.radius, .tries]
    case .numerical: [.h, .step]
    case .analytic: [.step]
    }
  }
}
