import GradientCore

/// A bench as lines of our own language: definitions, values to the last digit, settings, and what
/// was drawn. Loading them makes the same bench again.
extension Bench {
  /// - Parameter withFullPaths: whether files of rows are named from the root of the file system.
  public func script(withFullPaths: Bool = false) -> [String] {
    var writer = ScriptWriter(self, withFullPaths: withFullPaths)
    return writer.lines()
  }
}

private struct ScriptWriter {
  let bench: Bench
  private var written: Set<String> = []
  private var writtenFunctions: Set<String> = []
  private var result: [String] = []

  private let withFullPaths: Bool

  init(_ bench: Bench, withFullPaths: Bool) {
    (self.bench, self.withFullPaths) = (bench, withFullPaths)
  }

  private var definitions: Definitions { bench.definitions }

  mutating func lines() -> [String] {
    writeSettings()
    var late: [String] = []
    for name in definitions.names {
      if let data = bench.hasData ? bench.data : nil, Bench.dataNames.contains(name) {
        write(data, for: name)
      } else if canWrite(name) {
        write(name)
      } else {
        // It reads what comes later: something of its shape keeps its place until then.
        late.append(name)
        let shape = shape(of: name)
        result.append("\(name) = zeros(\(shape.rows), \(shape.columns))")
      }
      written.insert(name)
    }
    for function in definitions.functions.keys.sorted() { write(function: function) }
    for name in late { write(name) }
    writeAims()
    result += bench.trainingScript()
    result.append("drawn \(bench.drawCount)")
    return result
  }

  private mutating func writeSettings() {
    let initial = Settings()
    for setting in Setting.allCases {
      let isChosen = setting == .step && bench.wantsPlainSteps
      guard isChosen || bench.settings[setting] != initial[setting] else { continue }
      result.append("\(setting.rawValue) = \(text(bench.settings[setting]))")
    }
    if bench.ties != initial.ties { result.append("ties = \(bench.ties.rawValue)") }
  }

  private mutating func writeAims() {
    let held = definitions.names.filter { bench.role(of: $0) == .held }
    if !held.isEmpty { result.append("hold " + held.joined(separator: " ")) }
    let examples = definitions.names.filter {
      bench.role(of: $0) == .data && !(bench.hasData && Bench.dataNames.contains($0))
    }
    if !examples.isEmpty { result.append("examples " + examples.joined(separator: " ")) }
    result.append("strategy \(bench.strategy.rawValue)")
    let direction = bench.direction.rawValue
    switch bench.objective {
    case let objective? where bench.objectiveWasNamed: result.append("\(direction) \(objective)")
    // Which name it is may depend on what was defined when; nobody named it, so it may change.
    case let objective?: result += [direction, "objective \(objective)"]
    case nil: result.append(direction)
    }
  }

  // MARK: - Definitions

  /// The commands that make the rows, and what was changed by hand behind them.
  private mutating func write(_ data: DataSet, for name: String) {
    if !Bench.dataNames.contains(where: written.contains) {
      result += data.recipe(withFullPath: withFullPaths)
    }
    let given = name == Bench.dataNames[0] ? data.features : data.targets
    if definitions.value(ofLeaf: name) != given { write(name) }
    if bench.role(of: name) == .parameter { result.append("free \(name)") }
  }

  private func canWrite(_ name: String) -> Bool {
    definitions.names(readBy: name).allSatisfy {
      written.contains($0) || definitions.settings[$0] != nil
    }
  }

  private mutating func write(_ name: String) {
    switch definitions[name] {
    case .leaf(let value, _):
      if let recipe = bench.recipes[name] {
        result.append("\(name) = \(recipe)")
        result.append("drawn \(name) \(text(value))")
      } else {
        result.append("\(name) = \(text(value))")
      }
    case .formula(let definition):
      for function in definition.formula.appliedFunctions { write(function: function) }
      result.append("\(name) = \(definition.formula)")
      writeDraws(definition.draws, of: name)
    case nil: break
    }
  }

  private mutating func write(function name: String) {
    guard let function = definitions.functions[name], writtenFunctions.insert(name).inserted else {
      return
    }
    for used in function.body.formula.appliedFunctions { write(function: used) }
    let head = "\(name)(\(function.parameters.joined(separator: ", ")))"
    result.append("\(head) = \(function.body.formula)")
    writeDraws(function.body.draws, of: name)
  }

  private mutating func writeDraws(_ draws: [Matrix], of name: String) {
    guard !draws.isEmpty else { return }
    result.append("drawn \(name) " + draws.map(text).joined(separator: " "))
  }

  private func shape(of name: String) -> Shape {
    guard let graph = try? Graph(definitions, names: [name]) else { return .scalar }
    return graph.shape(of: graph.root)
  }

  private func text(_ number: Double) -> String { Numbers.exact.text(number) }
  private func text(_ matrix: Matrix) -> String { Numbers.exact.inline(matrix) }
}

extension Formula {
  /// The learner's functions that it uses.
  var appliedFunctions: [String] {
    nodes.compactMap { if case .apply(let name, _) = $0.kind { name } else { nil } }
  }
}
