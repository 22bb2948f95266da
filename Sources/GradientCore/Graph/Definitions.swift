/// What a leaf is to the learner: something to move, something to leave alone, examples, or a
/// setting that a formula reads.
public enum LeafRole: Equatable, Sendable { case parameter, held, data, setting }

/// A formula and the random matrices drawn for it when it was defined.
public struct Definition: Equatable, Sendable {
  public let formula: Formula
  /// One for each random call, in postorder.
  public let draws: [Matrix]
  /// Names that occur in the formula, and functions that it applies.
  let names: [String]
  let applied: [String]

  public init(_ formula: Formula, draws: [Matrix] = []) {
    self.formula = formula
    self.draws = draws
    names = formula.names
    var functions: [String] = []
    for node in formula.nodes {
      if case .apply(let function, _) = node.kind, !functions.contains(function) {
        functions.append(function)
      }
    }
    applied = functions
  }
}

/// A function of the learner's: each use is a copy of its gates.
public struct FunctionDefinition: Equatable, Sendable {
  public var parameters: [String]
  public var body: Definition

  public init(parameters: [String], body: Definition) {
    self.parameters = parameters
    self.body = body
  }
}

/// What the learner has defined, as in a spreadsheet: leaves have values, and definitions follow
/// them.
public struct Definitions: Equatable, Sendable {
  public enum Item: Equatable, Sendable {
    case leaf(Matrix, LeafRole)
    case formula(Definition)
  }

  /// In the order in which they were first defined.
  public private(set) var names: [String] = []
  private var items: [String: Item] = [:]
  /// Readable in formulas as inputs that nothing moves.
  public var settings: [String: Double] { didSet { ancestry.change() } }
  public var functions: [String: FunctionDefinition] = [:] { didSet { ancestry.rebuild() } }
  private var ancestry = Ancestry()

  public init(settings: [String: Double] = [:]) { self.settings = settings }

  /// Replacing an item keeps its place in `names`; setting nil removes it.
  public subscript(name: String) -> Item? {
    get { items[name] }
    set {
      guard let newValue else {
        if items.removeValue(forKey: name) != nil {
          names.removeAll { $0 == name }
          ancestry.rebuild()
        }
        return
      }
      guard let old = items.updateValue(newValue, forKey: name) else {
        names.append(name)
        ancestry.grow()
        return
      }
      if old.hasSameStructure(as: newValue) { ancestry.change() } else { ancestry.rebuild() }
    }
  }

  /// Values of leaves are compared by their bits.
  public static func == (left: Definitions, right: Definitions) -> Bool {
    left.ancestry.isSame(as: right.ancestry)
      || left.names == right.names && left.items == right.items
        && left.settings == right.settings && left.functions == right.functions
  }

  /// Whether these are `other` with names added and nothing else touched, as far as this can be
  /// told without comparing them. All values that `other` has are the same here.
  public func growsFrom(_ other: Definitions) -> Bool { ancestry.growsFrom(other.ancestry) }

  public func value(ofLeaf name: String) -> Matrix? {
    if case .leaf(let value, _) = items[name] { value } else { nil }
  }

  public func definition(of name: String) -> Definition? {
    if case .formula(let definition) = items[name] { definition } else { nil }
  }

  /// The names that `definition` reads, also through functions; without the functions' parameters.
  func names(readBy definition: Definition) -> [String] {
    guard !definition.applied.isEmpty else { return definition.names }
    var result = definition.names
    var pending = definition.applied
    var seen = Set(pending)
    while let name = pending.popLast() {
      guard let function = functions[name] else { continue }
      result += function.body.names.filter { !function.parameters.contains($0) }
      pending += function.body.applied.filter { seen.insert($0).inserted }
    }
    return result
  }

  /// The names that the definition of `name` reads itself.
  public func names(readBy name: String) -> [String] {
    definition(of: name).map { names(readBy: $0) } ?? []
  }

  /// Everything under `start`, itself included: what it reads, what that reads, and so on.
  private func closure(under start: [String]) -> Set<String> {
    var seen = Set(start)
    var pending = start
    while let name = pending.popLast() {
      for used in names(readBy: name) where seen.insert(used).inserted { pending.append(used) }
    }
    return seen
  }

  /// The leaves that `name` follows, in the order of definition.
  public func leaves(under name: String) -> [String] {
    let below = closure(under: [name])
    return names.filter { below.contains($0) && value(ofLeaf: $0) != nil }
  }

  /// Whether a change of `other` can change `name`.
  public func depends(_ name: String, on other: String) -> Bool {
    name != other && closure(under: [name]).contains(other)
  }

  /// Whether `formula` reads `name`, directly or through definitions.
  public func depends(_ formula: Formula, on name: String) -> Bool {
    closure(under: names(readBy: Definition(formula))).contains(name)
  }

  /// The definitions that follow `name`, in the order of definition.
  public func dependents(of name: String) -> [String] {
    var follow: Set<String> = [name]
    var readers: [String: [String]] = [:]
    for reader in names {
      for used in names(readBy: reader) { readers[used, default: []].append(reader) }
    }
    var pending = [name]
    while let used = pending.popLast() {
      for reader in readers[used] ?? [] where follow.insert(reader).inserted {
        pending.append(reader)
      }
    }
    return names.filter { $0 != name && follow.contains($0) }
  }

  /// Whether graphs of both would be the same: the same formulas, the same shapes and roles of
  /// leaves. Only values of leaves and settings may differ.
  public func hasSameStructure(as other: Definitions) -> Bool {
    guard settings.count == other.settings.count else { return false }
    if ancestry.hasSameStructure(as: other.ancestry) { return true }
    guard names == other.names, functions == other.functions else { return false }
    return names.allSatisfy { items[$0]!.hasSameStructure(as: other.items[$0]!) }
  }
}

extension Definitions.Item {
  fileprivate func hasSameStructure(as other: Self) -> Bool {
    switch (self, other) {
    case (.leaf(let a, let role), .leaf(let b, let otherRole)):
      a.shape == b.shape && role == otherRole
    case (.formula(let a), .formula(let b)): a == b
    default: false
    }
  }
}

/// What was wrong, and in whose formula.
public struct CompilationError: Error, Equatable, Sendable {
  /// The name of the definition or function in which it lies; nil for the formula asked about.
  public var definition: String?
  public var error: LanguageError

  public init(_ fact: LanguageError.Fact, at range: Range<Int>, in definition: String? = nil) {
    self.definition = definition
    error = LanguageError(fact, at: range)
  }
}
