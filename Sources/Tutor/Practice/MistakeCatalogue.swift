import GradientCore

extension AnswerJudge {
  /// What the mistakes that the core knows would give here; several may give one number.
  var catalogueMistakes: [(name: String, value: Matrix)] {
    guard exercise.usesCatalogue, case .value(let text) = exercise.kind, let right else {
      return []
    }
    let formula = (try? Formula(parsing: text)).map { Definition($0) }
    let outcomes =
      gradientMistakes
      + Mistake.values(besides: right, of: formula, in: values.bench.definitions)
    return outcomes.filter { $0.value.shape == right.shape && $0.value.isFinite }
      .map { ($0.mistake.rawValue, $0.value) }
  }

  /// Wrong ways to the gradient that is asked for, or of which the answer is made.
  private var gradientMistakes: [Mistake.Outcome] {
    guard let gradient = exercise.gradient, let input = leaf(gradient.input),
      let mistakes = try? GradientMistakes(
        of: gradient.output, by: input, in: values.bench.definitions, ties: values.bench.ties)
    else { return [] }
    return mistakes.wrongValues
  }

  /// `W[0, 1]` taken apart.
  private func leaf(_ text: String) -> GradientMistakes.Input? {
    guard let formula = try? Formula(parsing: text), let name = formula.names.first else {
      return nil
    }
    guard case .entries(let rows, let columns) = formula.nodes[formula.root].kind else {
      return formula.singleName.map { ($0, nil) }
    }
    guard let shape = values.bench.definitions.value(ofLeaf: name)?.shape,
      let entry = shape.entry(rows, columns)
    else { return nil }
    return (name, entry)
  }
}

extension Exercise {
  /// Whether the catalogue has a text for a mistake of this name.
  static func catalogueExplains(_ name: String) -> Bool { Mistake(rawValue: name) != nil }
}

extension Session {
  /// What the catalogue says of a mistake: it ends in a question.
  func catalogueExplanation(of name: String) -> Phrase? { Mistake(rawValue: name)?.explanation }
}
