import DocumentModel
import GradientCore

/// What stands on a bench, in two lines at most: the objective, the inputs under it, what lies
/// between, and the settings that are read. Where not all of it has room, what is spoken of goes
/// before what is not.
struct BenchLines {
  private struct Item {
    var text: Text
    /// Smaller goes first where room is short; 0 is always shown.
    var rank: Int
  }

  private let width: Int
  /// In the order in which they are shown.
  private var items: [Item] = []

  private static let mostLines = 2
  /// A longer formula is not worth its room.
  private static let longestFormula = 40

  /// - Parameter words: the names that the open page speaks of.
  init(
    _ bench: Bench, speakingOf words: Set<String> = [], width: Int, voice: Voice, engine: Engine
  ) {
    self.width = width
    let definitions = bench.definitions
    let leaves = bench.objective.map { definitions.leaves(under: $0) } ?? definitions.names
    let between = definitions.names.filter {
      $0 != bench.objective && words.contains($0) && definitions.definition(of: $0) != nil
    }
    let settings = Setting.allCases.filter {
      bench.strategy.settings.contains($0) || words.contains($0.rawValue)
    }
    let objective = bench.objective.flatMap { name in
      (try? engine.value(of: name, in: bench)).map { (name, voice.value($0)) }
    }

    var formula: (short: Text, long: Text)?
    if let (name, value) = objective {
      let short = Text(name, .name) + " = " + value
      let text = definitions.definition(of: name).map { "\($0.formula)" } ?? ""
      if !text.isEmpty, text.count <= Self.longestFormula {
        formula = (short, Text(name, .name) + " = " + Text(text, .code) + " = " + value)
      }
      items.append(Item(text: short, rank: 0))
    }
    for name in leaves {
      guard let value = definitions.value(ofLeaf: name) else { continue }
      items.append(
        Item(text: voice.equation(name, value), rank: words.contains(name) ? 1 : 3))
    }
    let behindLeaves = items.count
    for name in between {
      guard let value = try? engine.value(of: name, in: bench) else { continue }
      items.append(Item(text: voice.equation(name, value), rank: 4))
    }
    for setting in settings {
      let value = Text(setting.rawValue, .name) + " = " + voice.value(bench.settings[setting])
      items.append(Item(text: value, rank: bench.strategy.settings.contains(setting) ? 2 : 5))
    }

    let fitting = chosen
    if items[..<behindLeaves].indices.contains(where: { !fitting.contains($0) }) {
      items.insert(Item(text: Text("…", .hint), rank: 0), at: behindLeaves)
    } else if let formula {
      items[0].text = formula.long
      if chosen.count < fitting.count { items[0].text = formula.short }
    }
  }

  /// `f = x * y = -3   x = 1   y = -3   step = 0.01`
  var lines: [Text] { arranged(chosen) }

  /// The places of those that have room.
  private var chosen: Set<Int> {
    var chosen: Set<Int> = []
    for place in items.indices.sorted(by: { (items[$0].rank, $0) < (items[$1].rank, $1) }) {
      let isAlways = items[place].rank == 0
      if isAlways || arranged(chosen.union([place])).count <= Self.mostLines {
        chosen.insert(place)
      }
    }
    return chosen
  }

  private func arranged(_ places: Set<Int>) -> [Text] {
    places.sorted().map { items[$0].text }.besideEachOther(gap: 3, width: width)
  }
}

extension [Text] {
  /// As many on a line as there is room for.
  func besideEachOther(gap: Int, width: Int) -> [Text] {
    let gap = Text(String(repeating: " ", count: gap))
    var lines: [Text] = []
    for part in self {
      if let last = lines.last, (last + gap + part).plain.count <= width {
        lines[lines.count - 1] = last + gap + part
      } else {
        lines.append(part)
      }
    }
    return lines
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
