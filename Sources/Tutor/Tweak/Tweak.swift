import DocumentModel
import GradientCore

/// A bench under the learner's keys, from `tweak` until they leave it.
struct Tweak: Equatable, Sendable {
  /// The bench when it began.
  let start: Bench
  /// The objective then, where there is one.
  var startValue: Double?
  let knobs: Knobs
  /// Position among the knobs.
  var chosen = 0
  /// The knob whose curve is shown; a setting that the objective does not read has none.
  var curved: Knob?
  /// What is being typed for the chosen knob.
  var typed = ""
  /// What the last key did.
  var note = Text()
  /// Single changes, which `u` takes back; the line is one change for `undo`.
  var history = History()
  var scales = KnobScales()

  init(_ bench: Bench) {
    start = bench
    knobs = Knobs(bench)
    for leaf in knobs.leaves {
      let entries = bench.definitions.value(ofLeaf: leaf.name)?.elements ?? []
      scales.include(entries.reduce(0) { max($0, $1.isFinite ? abs($1) : 0) }, for: leaf.name)
    }
    for setting in Setting.allCases {
      let value = bench.settings[setting]
      // A cost of weights is small; from 0 it is not turned by tenths.
      scales.include(setting == .l2 && value == 0 ? 0.01 : value, for: setting.rawValue)
    }
  }

  var knob: Knob { knobs[chosen] }
}

/// Something that can be turned: a number.
enum Knob: Hashable, Sendable {
  /// Entries of a leaf are counted row after row.
  case entry(leaf: String, index: Int)
  case setting(Setting)
  case ties

  /// What shares its range: all entries of a leaf do.
  var scaleName: String {
    switch self {
    case .entry(let leaf, _): leaf
    case .setting(let setting): setting.rawValue
    case .ties: Settings.tiesName
    }
  }
}

/// Every entry of every free leaf, then every setting, in their order; a leaf may have many.
struct Knobs: Equatable, Sendable {
  struct Leaf: Equatable, Sendable {
    var name: String
    var shape: Shape
    /// Position of its first entry.
    var first: Int
  }

  let leaves: [Leaf]
  private let settings: [Knob]
  private let entryCount: Int

  init(_ bench: Bench) {
    let all = bench.definitions.names.filter { bench.role(of: $0) == .parameter }
    let free = bench.freeLeaves
    var leaves: [Leaf] = []
    var count = 0
    for name in free + all.filter({ !free.contains($0) }) {
      guard let shape = bench.definitions.value(ofLeaf: name)?.shape else { continue }
      leaves.append(Leaf(name: name, shape: shape, first: count))
      count += shape.count
    }
    self.leaves = leaves
    entryCount = count
    let readsCost = bench.objective.map { bench.definitions.reads(.l2, under: $0) } ?? false
    settings = Self.settings(for: bench.strategy, readsCost: readsCost)
  }

  /// Those that the strategy reads come first; `l2` where the objective reads it. There is no `batch`:
  /// every step here takes all rows, and nothing that is shown would change.
  private static func settings(for strategy: StrategyName, readsCost: Bool) -> [Knob] {
    let first: [Setting] =
      switch strategy {
      case .random: [.range, .tries, .seed, .step, .h]
      case .local: [.radius, .tries, .seed, .step, .h]
      case .numerical: [.step, .h]
      case .analytic: [.step, .h]
      }
    let others = [Setting.clip, .digits, .radius, .range, .tries, .seed].filter {
      !first.contains($0)
    }
    return (first + (readsCost ? [.l2] : [])).map(Knob.setting) + [.ties] + others.map(Knob.setting)
  }

  var count: Int { entryCount + settings.count }

  subscript(position: Int) -> Knob {
    guard position < entryCount else { return settings[position - entryCount] }
    let leaf = leaves[leafPosition(of: position)]
    return .entry(leaf: leaf.name, index: position - leaf.first)
  }

  /// Which leaf an entry belongs to; the number of leaves for a setting.
  private func leafPosition(of position: Int) -> Int {
    guard position < entryCount else { return leaves.count }
    return (leaves.firstIndex { $0.first > position } ?? leaves.count) - 1
  }

  /// Whether the first setting stands here.
  func beginsSettings(_ position: Int) -> Bool { position == entryCount }

  /// The first knob of the next leaf, or of the settings; after the last, the first.
  func nextGroup(after position: Int) -> Int {
    let next = leafPosition(of: position) + 1
    return next < leaves.count ? leaves[next].first : next == leaves.count ? entryCount : 0
  }

  /// Where this group begins; from there, where the one before does.
  func previousGroup(before position: Int) -> Int {
    let starts = leaves.map(\.first) + [entryCount]
    return starts.last { $0 < position } ?? entryCount
  }

  /// `W1[0, 1]`, as the language writes it.
  func name(of knob: Knob) -> String {
    switch knob {
    case .entry(let name, let index):
      guard let shape = leaves.first(where: { $0.name == name })?.shape, !shape.isScalar else {
        return name
      }
      return "\(name)[\(index / shape.columns), \(index % shape.columns)]"
    case .setting, .ties: return knob.scaleName
    }
  }
}

extension Definitions {
  /// Whether a name, or what it is computed from, reads a setting.
  fileprivate func reads(_ setting: Setting, under name: String) -> Bool {
    names.contains { other in
      (other == name || depends(name, on: other)) && names(readBy: other).contains(setting.rawValue)
    }
  }
}
