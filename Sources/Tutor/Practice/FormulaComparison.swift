import GradientCore

/// Holds formulas against the right one at random points of the names that occur: they are the same
/// where they agree wherever both are defined.
struct FormulaComparison {
  let right: Formula
  private let bench: Bench
  private let ranges: [String: ClosedRange<Double>]
  /// Names of the bench that the right formula reads stand for numbers, too.
  private let free: [String]

  /// Enough points for formulas that differ to show it.
  private static let wanted = 12
  private static let fewest = 8
  private static let mostTries = 240

  init(_ right: Formula, ranges: [String: ClosedRange<Double>], on bench: Bench) {
    (self.right, self.ranges, self.bench) = (right, ranges, bench)
    free = right.names + ranges.keys.sorted().filter { !right.names.contains($0) }
  }

  /// The names that an answer may hold, beside those of the bench.
  var names: [String] { free }

  func agrees(with formula: Formula) -> Bool { agree(formula, right) }

  /// Whether an answer says the same as `text`, a mistake or another right formula.
  func isSame(_ formula: Formula, _ text: String) -> Bool {
    guard let other = try? Formula(parsing: text) else { return false }
    return agree(formula, other)
  }

  /// Why a formula cannot be compared; nil where it can.
  func complaint(about formula: Formula) -> CompilationError? {
    do throws(CompilationError) {
      _ = try compute(formula, in: definitions(try: 0, for: formula.names))
      return nil
    } catch {
      return error
    }
  }

  private func agree(_ one: Formula, _ other: Formula) -> Bool {
    var compared = 0
    let names = one.names + other.names
    for attempt in 0..<Self.mostTries where compared < Self.wanted {
      let definitions = definitions(try: attempt, for: names)
      // The right formula says where to look.
      guard let decisive = try? compute(right, in: definitions), decisive.isFinite,
        let a = try? compute(one, in: definitions), let b = try? compute(other, in: definitions)
      else { continue }
      guard a.shape == b.shape else { return false }
      guard a.isFinite, b.isFinite else { continue }
      let tolerance = Exercise.Tolerance(relative: 1e-7, absolute: 1e-10)
      guard AnswerJudge.agree(a, b, within: tolerance) else { return false }
      compared += 1
    }
    return compared >= Self.fewest
  }

  private func compute(
    _ formula: Formula, in definitions: Definitions
  ) throws(CompilationError) -> Matrix {
    var random = SeededGenerator(seed: 1)
    let draws = try formula.draws(&random)
    return try definitions.compute(Definition(formula, draws: draws), ties: bench.ties).value
  }

  // MARK: - Points

  /// Small and large numbers in turn, of both signs.
  private static let magnitudes = [1, 0.1, 3, 10, 0.5, 2, 30, 0.01]

  /// The bench with other numbers in the places of the free names and of all inputs.
  private func definitions(try attempt: Int, for names: [String]) -> Definitions {
    var definitions = bench.definitions
    var random = SeededGenerator(seed: UInt64(attempt))
    var all = free
    for name in names + bench.definitions.names where !all.contains(name) {
      // What is defined follows its inputs, and a name that nobody knows stays unknown.
      if bench.definitions.value(ofLeaf: name) != nil || bench.definitions.settings[name] != nil {
        all.append(name)
      }
    }
    for name in all {
      if bench.definitions.settings[name] != nil {
        definitions.settings[name] = abs(number(name, attempt, &random))
      } else {
        let shape = bench.definitions.value(ofLeaf: name)?.shape ?? .scalar
        let entries = (0..<shape.count).map { _ in number(name, attempt, &random) }
        definitions[name] = .leaf(Matrix(shape, entries), .parameter)
      }
    }
    return definitions
  }

  private func number(
    _ name: String, _ attempt: Int, _ random: inout SeededGenerator
  ) -> Double {
    let share = random.nextUniform()
    let sign = random.nextUniform() < 0.5 ? -1.0 : 1
    if let range = ranges[name] {
      return range.lowerBound + share * (range.upperBound - range.lowerBound)
    }
    return sign * (0.5 + share) * Self.magnitudes[attempt % Self.magnitudes.count]
  }
}

extension Matrix {
  var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}
