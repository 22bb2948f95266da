import GradientCore

extension Engine {
  /// A graph of a bench with other rows in its data, such as a grid.
  struct OtherRows {
    /// What it is for; one is kept for each.
    enum Use: Hashable, CaseIterable { case objective, training, validation, grid }
    let definitions: Definitions
    let name: String
    let shapes: [String: Shape]
    let evaluation: Evaluation
  }

  /// An evaluation of `name` with `rows` in place of what the data leaves hold, computed. It is
  /// kept as long as the bench has the same formulas and shapes.
  func evaluation(
    of name: String, with rows: [String: Matrix], as use: OtherRows.Use, in bench: Bench
  ) throws(CompilationError) -> Evaluation {
    if forgetsEverything { forget() }
    let shapes = rows.mapValues(\.shape)
    let evaluation: Evaluation
    if let known = others[use], known.name == name, known.shapes == shapes,
      known.definitions.hasSameStructure(as: bench.definitions)
    {
      evaluation = known.evaluation
    } else {
      let graph = try Graph(bench.withData(rows).definitions, names: [name])
      evaluation = Evaluation(graph, ties: bench.ties)
      others[use] = OtherRows(
        definitions: bench.definitions, name: name, shapes: shapes, evaluation: evaluation)
    }
    for leaf in evaluation.graph.leaves {
      if let value = rows[leaf.name] ?? bench.definitions.value(ofLeaf: leaf.name) {
        evaluation.set(leaf.node, to: value)
      } else if let setting = bench.definitions.settings[leaf.name] {
        evaluation.set(leaf.node, to: setting)
      }
    }
    evaluation.forward()
    return evaluation
  }
}
