import DocumentModel
import GradientCore

extension Bench {
  /// The leaves under the objective that hold examples, one in each row.
  var dataLeaves: [String] {
    guard let objective else { return [] }
    return definitions.leaves(under: objective).filter { name in
      role(of: name) == .data && definitions.value(ofLeaf: name)?.isScalar == false
    }
  }

  /// How many examples there are; nil where there are none, or the leaves do not agree.
  public var rowCount: Int? {
    let counts = Set(dataLeaves.compactMap { definitions.value(ofLeaf: $0)?.shape.rows })
    return counts.count == 1 ? counts.first : nil
  }

  /// Whether training takes the rows in parts.
  var trainsInBatches: Bool {
    guard let rows = rowCount else { return false }
    return (1..<rows).contains(settings.batch)
  }

  /// The same bench with other rows in its data leaves; their number may be another one.
  public func withData(_ rows: [String: Matrix]) -> Bench {
    var result = self
    for (name, value) in rows where role(of: name) == .data {
      result.definitions[name] = .leaf(value, .data)
    }
    return result
  }

  /// The same bench with the rows that were kept aside; nil where there are none.
  public var validating: Bench? { validationRows.map(withData) }

  /// The rows that were kept aside, in place of what the data leaves hold; nil where there are none.
  var validationRows: [String: Matrix]? {
    guard hasData, let features = data?.validationFeatures, let targets = data?.validationTargets,
      features.shape.rows > 0
    else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(Self.dataNames, [features, targets]))
  }

  /// The same bench for batches of so many rows, which are still to be filled in.
  fileprivate func forBatches(of rows: Int) -> Bench {
    withData(
      Dictionary(
        uniqueKeysWithValues: dataLeaves.map { name in
          let columns = definitions.value(ofLeaf: name)?.shape.columns ?? 1
          return (name, Matrix(repeating: 0, Shape(rows, columns)))
        }))
  }
}

extension Session {
  /// What can be trained, ready for the next update.
  func trainingLoop(using engine: Engine) throws(Refusal) -> TrainingLoop {
    let point = try trainable()
    let bench = bench
    let rules = TrainingLoop.Rules(
      rows: bench.rowCount ?? 1, batchSize: bench.trainsInBatches ? bench.settings.batch : .max,
      seed: bench.settings.seed,
      slopes: bench.strategy == .numerical
        ? .differences(h: bench.settings.h) : .backwardPass,
      rate: bench.settings.step, schedule: bench.schedule)
    let descent = bench.descent(of: point.leaves)
    let data = Dictionary(
      uniqueKeysWithValues: bench.dataLeaves.map { ($0, bench.definitions.value(ofLeaf: $0)!) })
    func pass(
      of evaluation: Evaluation, gathering data: [String: Matrix] = [:]
    ) -> TrainingLoop.Pass {
      let graph = evaluation.graph
      return .init(
        evaluation,
        Objective(
          root: graph.root, direction: bench.direction,
          free: point.leaves.compactMap { graph.node(named: $0) }),
        gathering: data)
    }
    func evaluation(on bench: Bench) throws(CompilationError) -> Evaluation {
      try engine.evaluation(moving: point.leaves, for: point.objective, in: bench)
    }
    do throws(CompilationError) {
      return try TrainingLoop(
        rules, from: bench.training.run, descent,
        whole: { (try? evaluation(on: bench)).map { pass(of: $0) } },
        aside: {
          guard let rows = bench.validationRows else { return nil }
          // Not that of a batch which happens to have as many rows.
          let evaluation = try? engine.evaluation(
            of: point.objective, with: rows, as: .validation, in: bench)
          return evaluation.map { pass(of: $0) }
        },
        pass: { (rows) throws(CompilationError) in
          rules.takesAllRows
            ? pass(of: try evaluation(on: bench))
            : pass(of: try evaluation(on: bench.forBatches(of: rows)), gathering: data)
        })
    } catch {
      throw batchRefusal(error)
    }
  }

  /// What moves, and for what.
  private func trainable() throws(Refusal) -> (objective: String, leaves: [String]) {
    let (objective, leaves) = try movable()
    if bench.strategy.isSearch {
      throw Refusal(
        Phrase(
          "train follows slopes, and {strategy} has none. {command} takes them from a backward pass.",
          [
            "strategy": voice.say(bench.strategy.title),
            "command": Text("strategy analytic", .command),
          ]))
    }
    let data = bench.dataLeaves
    let counts = data.map { bench.definitions.value(ofLeaf: $0)?.shape.rows ?? 0 }
    if bench.settings.batch > 0, let first = counts.first,
      let other = counts.firstIndex(where: { $0 != first })
    {
      throw Refusal(
        Phrase(
          "A batch takes the same rows of all data, but {name} has {rows} rows and {other} has {count}. {command} takes all rows at once.",
          [
            "name": Text(data[0], .name), "rows": Problems.number(first),
            "other": Text(data[other], .name), "count": Problems.number(counts[other]),
            "command": Text("batch = 0", .command),
          ]))
    }
    return (objective, leaves)
  }

  /// A definition that works with all rows may not work with a part of them.
  private func batchRefusal(_ error: CompilationError) -> Refusal {
    let refusal = refusal(error, in: "")
    guard bench.trainsInBatches, (try? Graph(bench.definitions, names: [bench.objective!])) != nil
    else { return refusal }
    var result = Refusal(
      Phrase(
        "It cannot be computed with {count} rows at a time: {problem} {command} takes all rows at once.",
        [
          "count": Problems.number(bench.settings.batch), "problem": voice.say(refusal.reason),
          "command": Text("batch = 0", .command),
        ]))
    (result.range, result.source) = (refusal.range, refusal.source)
    return result
  }
}
