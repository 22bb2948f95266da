import DocumentModel
import GradientCore

/// What `=` and `:=` do, as in a spreadsheet: leaves have values, definitions follow them.
extension Session {
  /// Several at once all see the bench as it was before the line.
  mutating func assign(_ assignment: Assignment, in text: String, using engine: Engine)
    throws(Refusal) -> Answer
  {
    let before = bench
    let targets = assignment.targets.map(\.name)
    var changes: [Change] = []
    for (target, formula) in zip(assignment.targets, assignment.formulas) {
      var seer = self
      seer.bench.definitions = before.definitions
      let change = try seer.change(
        of: target, to: formula, beside: targets, isSnapshot: assignment.isSnapshot, in: text,
        using: engine)
      bench.drawCount = seer.bench.drawCount
      changes.append(change)
    }
    for change in changes { carryOut(change) }
    try confirm(changes, since: before, in: text, using: engine)
    noticeSnapshots(changes, since: before)
    let notice = noticeHandMoves(changes, since: before)
    return Answer(report(changes, since: before, using: engine) + notice)
  }

  /// What one `target = formula` is to do.
  private mutating func change(
    of target: Assignment.Target, to formula: Formula, beside targets: [String], isSnapshot: Bool,
    in text: String, using engine: Engine
  ) throws(Refusal) -> Change {
    let name = target.name
    if target.entries == nil, let setting = settingName(name) {
      return try .init(
        name: setting,
        kind: setSetting(
          setting, formula, isSnapshot: isSnapshot, at: target.range, in: text))
    }
    try refuseReserved(name, at: target.range)
    if bench.definitions.functions[name] != nil {
      throw Refusal(
        Phrase(
          "{name} is a function. remove {name} first, or take another name.",
          ["name": Text(name, .name)]), at: target.range)
    }
    if let entries = target.entries {
      return try changeEntries(entries, of: target, to: formula, in: text)
    }
    let item = bench.definitions[name]
    let isLeaf = bench.definitions.value(ofLeaf: name) != nil
    let mentionsTargets = formula.names.contains { targets.contains($0) }
    let isNow =
      formula.containsDerivative || mentionsTargets && (isLeaf || targets.count > 1)
    let isFixed = formula.names.isEmpty && !formula.appliesFunctions
    if isSnapshot || isNow || isFixed {
      let computed = try value(of: formula, in: text)
      var change = Change(name: name, kind: .leaf(computed.value), formula: formula)
      change.recipe = isFixed && formula.containsRandomDraw ? formula : nil
      change.tookNow = isNow && !isSnapshot
      change.notes = notes(on: computed, formula: formula)
      change.movesLeaf = isLeaf && isNow
      change.cutOff = item.flatMap { bench.follows(name, $0) } ?? []
      return change
    }
    do throws(CompilationError) {
      try bench.definitions.check(defining: name, as: formula)
      let definition = Definition(formula, draws: try formula.draws(&bench.random))
      return Change(name: name, kind: .formula(definition), formula: formula)
    } catch {
      throw refusal(error, in: text)
    }
  }

  /// `W[0, 1] = 0.3`.
  private mutating func changeEntries(
    _ entries: Assignment.Entries, of target: Assignment.Target, to formula: Formula,
    in text: String
  ) throws(Refusal) -> Change {
    let name = target.name
    guard var matrix = bench.definitions.value(ofLeaf: name) else {
      guard bench.definitions[name] != nil else {
        throw refusal(LanguageError(.unknownName(name), at: target.range), in: text)
      }
      throw Refusal(
        Phrase(
          "{name} follows its definition, so its entries cannot be set. {example} makes it an input.",
          ["name": Text(name, .name), "example": Text("\(name) := \(name)", .command)]),
        at: target.range)
    }
    let computed = try value(of: formula, in: text)
    guard let (rows, columns) = entries.resolved(in: matrix.shape) else {
      throw Refusal(Problems.sentence(.indexOutside(matrix.shape)), at: target.range)
    }
    let part = Shape(rows.count, columns.count)
    let given = computed.value.shape
    guard given == part || given.isScalar else {
      throw Refusal(
        Problems.sentence(.shapesDoNotFit(operation: "=", part, given)), at: formula.range)
    }
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() {
        matrix[row, column] = given.isScalar ? computed.value.elements[0] : computed.value[i, j]
      }
    }
    var change = Change(name: name, kind: .leaf(matrix), formula: formula)
    change.tookNow = !formula.names.isEmpty
    change.setsEntries = true
    change.notes = notes(on: computed, formula: formula)
    return change
  }

  func refuseReserved(_ name: String, at range: Range<Int>) throws(Refusal) {
    guard Vocabulary.isReserved(name, words: words) else { return }
    throw Refusal(Problems.sentence(.reservedName(name)), at: range)
  }

  /// Compiles what changed and what follows it, so that nothing is accepted that cannot be
  /// computed, and settles the objective.
  private mutating func confirm(
    _ changes: [Change], since before: Bench, in text: String, using engine: Engine
  ) throws(Refusal) {
    guard !bench.definitions.hasSameStructure(as: before.definitions) else { return }
    let names = changes.filter { !$0.isSetting }.map(\.name)
    if bench.definitions.growsFrom(before.definitions) {
      return try confirmAdditions(changes, in: text, using: engine)
    }
    var affected = names
    for name in names where before.definitions[name] != nil {
      affected += bench.definitions.dependents(of: name)
    }
    var spoiled: (objective: String, shape: Shape)?
    do throws(CompilationError) {
      for change in changes {
        if case .formula(let definition) = change.kind {
          try bench.definitions.check(defining: change.name, as: definition.formula)
        }
      }
      let evaluation = try engine.evaluation(of: affected, in: bench)
      let graph = evaluation.graph
      let shape = { (name: String) in graph.node(named: name).map { graph.shape(of: $0) } }
      if let objective = bench.objective, bench.objectiveWasNamed, let shape = shape(objective),
        !shape.isScalar
      {
        spoiled = (objective, shape)
      }
      let present = bench
      bench.reconsiderObjective {
        shape($0) ?? (try? engine.value(of: $0, in: present))?.shape
      }
      for change in changes {
        if case .formula = change.kind, let shape = shape(change.name) {
          bench.considerAsObjective(change.name, shape: shape)
        }
      }
    } catch {
      throw refusal(error, of: names, following: affected, in: text)
    }
    guard let spoiled else { return }
    throw Refusal(
      Phrase(
        "{objective} is the objective and stays a single number; this would make it {shape}.",
        [
          "objective": Text(spoiled.objective, .name), "shape": Problems.code(spoiled.shape),
        ]))
  }

  /// The same where only names were added: nothing that was there before can be spoiled, and
  /// nothing can lead round to a new name.
  private mutating func confirmAdditions(
    _ changes: [Change], in text: String, using engine: Engine
  ) throws(Refusal) {
    for change in changes {
      guard case .formula = change.kind else { continue }
      do throws(CompilationError) {
        let shape = try engine.value(of: change.name, in: bench).shape
        bench.considerAsObjective(change.name, shape: shape)
      } catch {
        throw error.definition == change.name
          ? refusal(error.error, in: text) : refusal(error, in: text)
      }
    }
  }
}
