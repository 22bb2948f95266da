import GradientCore

extension Session {
  /// The network in the objective; nil where none is computed from rows of data.
  func networkReading(using engine: Engine) -> NetworkReading? {
    guard let objective = bench.objective, let rows = bench.rowCount,
      let evaluation = try? engine.evaluation(
        of: objective, with: [:], as: .objective, in: bench)
    else { return nil }
    return NetworkReading(evaluation.graph, rows: rows)
  }

  /// Names of the classes that the targets say; empty where they are numbers.
  func classNames(for reading: NetworkReading) -> [String] {
    guard let data = bench.data, data.isClassification, let targets = reading.targets,
      let truth = bench.definitions.value(ofLeaf: targets),
      reading.shape.columns == truth.shape.columns,
      truth.shape.columns == 1 || truth.shape.columns == data.classes.count
    else { return [] }
    return data.classes
  }

  /// What the network makes of `rows`, or of the rows that it is trained with.
  func outputs(
    of reading: NetworkReading, for rows: Matrix?, as use: Engine.OtherRows.Use,
    using engine: Engine
  ) -> Matrix? {
    let other = rows.map { [reading.features: $0] } ?? [:]
    guard
      let evaluation = try? engine.evaluation(of: reading.output, with: other, as: use, in: bench)
    else { return nil }
    return evaluation.value(of: evaluation.graph.root)
  }

  /// How many training rows are taken for which class.
  func judgement(of reading: NetworkReading, using engine: Engine) -> Judgement? {
    let classes = classNames(for: reading)
    guard !classes.isEmpty, let targets = reading.targets,
      let truth = bench.definitions.value(ofLeaf: targets),
      let outputs = outputs(of: reading, for: nil, as: .training, using: engine)
    else { return nil }
    return Judgement(reading, outputs: outputs, targets: truth, classes: classes.count)
  }
}
