import DocumentModel
import GradientCore

/// What a part of an assignment does to the bench.
struct Change: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case leaf(Matrix)
    case formula(Definition)
    case setting(Double)
    case ties(Ties)
    case preference(Preference, String)
  }

  var name: String
  var kind: Kind
  var formula: Formula?
  /// What was drawn, to be drawn again by `redraw`.
  var recipe: Formula?
  /// Whether `=` acted like `:=`.
  var tookNow = false
  /// Whether it moved a leaf by hand, as `x = x + step * d(f, x)` does.
  var movesLeaf = false
  /// Whether only some entries were set, as in `W[0, 1] = 0.3`.
  var setsEntries = false
  /// What the name no longer follows.
  var cutOff: [String] = []
  var notes = Document()

  init(name: String, kind: Kind, formula: Formula? = nil) {
    self.name = name
    self.kind = kind
    self.formula = formula
  }

  var isSetting: Bool {
    switch kind {
    case .setting, .ties, .preference: true
    case .leaf, .formula: false
    }
  }
}

extension Session {
  mutating func carryOut(_ change: Change) {
    bench.apply(change)
    if case .preference(let preference, let choice) = change.kind {
      preferences[preference] = choice
      if preference == .guess { guessWasChosen = true }
    }
  }
}

extension Bench {
  fileprivate mutating func apply(_ change: Change) {
    switch change.kind {
    case .leaf(let value):
      if change.movesLeaf {
        move(change.name, to: value)
      } else {
        // A single entry changes the leaf, not where it began.
        let (beginning, memory) = (training.beginnings[change.name], optimizerState[change.name])
        set(change.name, to: value)
        if change.setsEntries {
          training.beginnings[change.name] = beginning
          optimizerState[change.name] = memory
        }
        recipes[change.name] = change.recipe
      }
    case .formula(let definition):
      definitions[change.name] = .formula(definition)
      recipes[change.name] = nil
    case .setting(let number):
      if let setting = Setting(rawValue: change.name) { set(setting, to: number) }
    case .ties(let ties): self.ties = ties
    case .preference: break  // no part of the bench
    }
  }

  /// What a definition reads, which a number in its place no longer follows.
  func follows(_ name: String, _ item: Definitions.Item) -> [String] {
    guard case .formula = item else { return [] }
    return definitions.names(readBy: name)
  }
}

extension Formula {
  var appliesFunctions: Bool {
    nodes.contains { if case .apply = $0.kind { true } else { false } }
  }
}

extension Assignment.Entries {
  /// One index on a single row or column counts its entries.
  func resolved(in shape: Shape) -> (rows: Range<Int>, columns: Range<Int>)? {
    guard let columns else {
      if shape.rows == 1, shape.columns > 1 {
        return rows.resolved(length: shape.columns).map { (0..<1, $0) }
      }
      return rows.resolved(length: shape.rows).map { ($0, 0..<shape.columns) }
    }
    guard let rows = rows.resolved(length: shape.rows),
      let columns = columns.resolved(length: shape.columns)
    else { return nil }
    return (rows, columns)
  }
}
