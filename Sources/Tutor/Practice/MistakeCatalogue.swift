import GradientCore

extension AnswerJudge {
  /// What the mistakes that the core knows would give here; several may give one number. Those that
  /// the tolerance cannot tell from the right answer say nothing.
  var catalogueMistakes: [(name: String, value: Matrix)] {
    guard let right else { return [] }
    return knownMistakes.filter {
      !agrees($0.value, with: right) && !Self.agree($0.value, right, within: mistakeTolerance)
    }.map { ($0.mistake.rawValue, $0.value) }
  }

  /// Mistakes that the tolerance forgives, though they are no matter of rounding.
  var forgivenMistakes: [String] {
    guard let right else { return [] }
    return knownMistakes.filter {
      agrees($0.value, with: right) && !Self.approximations.contains($0.mistake)
    }.map(\.mistake.rawValue)
  }

  /// They come as close to the right value as `h` and `step` are small.
  private static let approximations: Set<Mistake> = [
    .movedTooEarly, .oneSided, .nudgedLeft, .slopeForEstimate, .expectedForGot,
  ]

  /// What the catalogue sees in a wrong formula: that it is the right one with a factor.
  func catalogueMistake(in formula: Formula) -> String? {
    guard exercise.usesCatalogue, case .formula(let right, _) = exercise.kind, let comparison else {
      return nil
    }
    let wrong: [(mistake: Mistake, text: String)] = [
      (.signFlipped, "-(\(right))"), (.factorTwo, "2 * (\(right))"), (.factorTwo, "(\(right)) / 2"),
    ]
    return wrong.first { comparison.isSame(formula, $0.text) }?.mistake.rawValue
  }

  private var knownMistakes: [Mistake.Outcome] { catalogue.value { self.foundMistakes } }

  private var foundMistakes: [Mistake.Outcome] {
    guard exercise.usesCatalogue, case .value(let text) = exercise.kind, let right else {
      return []
    }
    let bench = values.bench
    return Mistakes.wrongValues(
      besides: right, of: (try? Formula(parsing: text)).map { Definition($0) },
      about: exercise.gradient.flatMap {
        Mistakes.Slope(of: $0.output, by: $0.input, in: bench.definitions)
      },
      direction: bench.direction, in: bench.definitions, ties: bench.ties
    )
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
