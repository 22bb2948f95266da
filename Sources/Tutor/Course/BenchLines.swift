import DocumentModel
import GradientCore

/// What stands on a bench, in two lines at most: the objective, the inputs under it, what lies
/// between, and settings. Where not all of it has room, what the open page speaks of goes first.
struct BenchLines {
  /// Who goes first where room is short.
  private enum Rank: Int {
    case always, spokenOf, readByStrategy, input, between, settingSpokenOf
  }

  private struct Item {
    var text: Text
    var rank: Rank
  }

  private static let mostLines = 2
  /// A longer formula is not worth its room.
  private static let longestFormula = 40

  private let width: Int
  /// In the order in which they are shown.
  private var items: [Item] = []

  init(_ bench: Bench, page: Page? = nil, width: Int, voice: Voice, engine: Engine) {
    self.width = width
    let definitions = bench.definitions
    let objective = bench.objective.flatMap { name in
      (try? engine.value(of: name, in: bench)).map { (name: name, value: voice.value($0)) }
    }
    if let objective {
      let text = Text(objective.name, .name) + " = " + objective.value
      items.append(Item(text: text, rank: .always))
    }
    let inputs = bench.objective.map { definitions.leaves(under: $0) } ?? definitions.names
    for name in inputs {
      guard let value = definitions.value(ofLeaf: name) else { continue }
      let isSpokenOf = page?.names.contains(name) ?? false
      items.append(
        Item(text: voice.equation(name, value), rank: isSpokenOf ? .spokenOf : .input))
    }
    let endOfInputs = items.count
    for name in definitions.names where name != bench.objective {
      guard page?.names.contains(name) ?? false, definitions.definition(of: name) != nil,
        let value = try? engine.value(of: name, in: bench)
      else { continue }
      items.append(Item(text: voice.equation(name, value), rank: .between))
    }
    for setting in Setting.allCases {
      let isRead = bench.strategy.settings.contains(setting)
      guard isRead || page?.settings.contains(setting) ?? false else { continue }
      let text = Text(setting.rawValue, .name) + " = " + voice.value(bench.settings[setting])
      items.append(Item(text: text, rank: isRead ? .readByStrategy : .settingSpokenOf))
    }
    if bench.optimizer.rule != .sgd || page?.setsOptimizer == true, !bench.strategy.isSearch {
      let rule = Text(bench.optimizer.rule.rawValue, .value)
      items.append(
        Item(
          text: voice.say(Phrase("optimizer {rule}", ["rule": rule])), rank: .readByStrategy))
    }

    if chosen.isSuperset(of: 0..<endOfInputs) {
      if let objective { writeOutFormula(of: objective.name, objective.value, in: bench) }
    } else {
      items.insert(Item(text: Text("…", .hint), rank: .always), at: endOfInputs)
    }
  }

  /// `f = x * y = -3` for `f = -3`, where nothing has to give way to it.
  private mutating func writeOutFormula(of name: String, _ value: Text, in bench: Bench) {
    guard let formula = bench.definitions.definition(of: name)?.formula.description,
      formula.count <= Self.longestFormula
    else { return }
    let short = self
    items[0].text = Text(name, .name) + " = " + Text(formula, .code) + " = " + value
    if chosen != short.chosen { self = short }
  }

  /// `f = x * y = -3   x = 1   y = -3   step = 0.01`
  var lines: [Text] { arranged(chosen) }

  /// The places of those that have room.
  private var chosen: Set<Int> {
    var chosen: Set<Int> = []
    let byRank = items.indices.sorted {
      (items[$0].rank.rawValue, $0) < (items[$1].rank.rawValue, $1)
    }
    for place in byRank {
      let fits = arranged(chosen.union([place])).count <= Self.mostLines
      if fits || items[place].rank == .always { chosen.insert(place) }
    }
    return chosen
  }

  private func arranged(_ places: Set<Int>) -> [Text] {
    places.sorted().map { items[$0].text }.besideEachOther(gap: 3, width: width)
  }
}

extension StrategyName {
  /// What it reads.
  fileprivate var settings: [Setting] {
    switch self {
    case .random: [.range, .tries]
    case .local: [.radius, .tries]
    case .numerical: [.h, .step]
    case .analytic: [.step]
    }
  }
}

// MARK: - What a page speaks of

extension Page {
  /// What is written as code in it, its commands, and what it suggests.
  private var code: [String] {
    suggestions
      + parts.flatMap { part -> [String] in
        switch part {
        case .prose(let document): document.blocks.flatMap(\.code)
        case .example(let example): example.exchanges.map(\.command)
        }
      }
  }

  fileprivate var names: Set<String> {
    Set(
      code.flatMap { text in
        text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      })
  }

  /// Its numbers are those of the optimizer that its own setup names.
  fileprivate var setsOptimizer: Bool { (setup ?? []).contains { $0.hasPrefix("optimizer ") } }

  /// Those that it sets: `step` alone is a command.
  fileprivate var settings: [Setting] {
    let code = code
    return Setting.allCases.filter { setting in
      code.contains { $0.hasPrefix("\(setting) =") || $0.contains(" \(setting) =") }
    }
  }
}

extension Block {
  fileprivate var code: [String] {
    switch self {
    case .paragraph(let text), .line(let text): text.code
    case .preformatted(let lines): lines.flatMap(\.code)
    case .list(let items, _): items.joined().flatMap(\.code)
    default: []
    }
  }
}

extension Text {
  fileprivate var code: [String] { spans.filter { $0.role == .code }.map(\.text) }
}
