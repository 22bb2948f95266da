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
        ["page": Text("\(number)"), "count": Text("\(lesson.pages.count)")]))
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
        fitting(benchItems(using: engine)),
      ],
      [voice.say(Phrase("to try")).with(.hint), fitting(suggestions(of: page), always: next)],
    ]
    return [.table(Table(columns: columns, rows: rows))]
  }

  private var next: Text {
    Text("next", .command) + Text(" (Enter)", .hint)
  }

  private func suggestions(of page: Page) -> [Text] {
    let setup = page.setup == nil ? [] : ["setup"]
    return (setup + page.suggestions).map { Text($0, .command) }
  }

  /// As many items as fit into a line beside the two words before them.
  private func fitting(_ items: [Text], always last: Text? = nil) -> Text {
    let gap = Text("   ")
    var room = 56 - (last?.plain.count ?? 0)
    var kept: [Text] = []
    for item in items {
      room -= item.plain.count + 3
      guard room >= 0 else {
        if last == nil { kept.append(Text("…", .hint)) }
        break
      }
      kept.append(item)
    }
    return (kept + [last].compactMap { $0 }).joined(separator: gap)
  }

  /// The leaves under the objective, the objective, and the settings that the strategy reads.
  func benchItems(using engine: Engine) -> [Text] {
    guard let objective = bench.objective else {
      return bench.definitions.names.compactMap { name in
        bench.definitions.value(ofLeaf: name).map { voice.equation(name, $0) }
      }
    }
    var items = bench.definitions.leaves(under: objective).compactMap { name in
      bench.definitions.value(ofLeaf: name).map { voice.equation(name, $0) }
    }
    if let value = try? engine.value(of: objective, in: bench) {
      let formula = bench.definitions.definition(of: objective)
        .map { Text(" = ") + Text("\($0.formula)", .code) }
      items.append(Text(objective, .name) + (formula ?? "") + " = " + voice.value(value))
    }
    return items
      + bench.strategy.settings.map { setting in
        Text(setting.rawValue, .name) + " = " + voice.value(bench.settings[setting])
      }
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
