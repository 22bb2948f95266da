import GradientCore

/// Judges answers to an exercise on the bench with which it began.
struct AnswerJudge {
  enum Given: Equatable {
    case value(Matrix)
    case formula(Formula)
    /// Of choices those that were chosen; of cards all, in their order.
    case keys([String])
  }

  enum Verdict: Equatable {
    case right
    /// Right for another reason, which has a name.
    case accepted(String)
    /// So much beside it, in units of what is allowed.
    case close(Distance)
    case wrong
  }

  /// How far an answer is from the right one.
  enum Distance: Equatable {
    /// As a share of the right value.
    case relative(Double)
    case absolute(Double)
  }

  let exercise: Exercise
  let values: ExerciseValues
  /// Of a value.
  let right: Matrix?
  /// Of a formula.
  let comparison: FormulaComparison?
  /// What the catalogue gives here, which costs some passes.
  let catalogue = Kept<[Mistake.Outcome]>()
  private let own = Kept<[(name: String, value: Matrix)]>()

  init(_ exercise: Exercise, on start: Bench) {
    self.exercise = exercise
    values = ExerciseValues(start, since: start)
    var right: Matrix?
    var comparison: FormulaComparison?
    switch exercise.kind {
    case .value(let formula): right = values.value(of: formula)
    case .formula(let formula, let ranges):
      comparison = (try? Formula(parsing: formula)).map {
        FormulaComparison($0, ranges: ranges, on: start)
      }
    default: break
    }
    (self.right, self.comparison) = (right, comparison)
  }

  // MARK: - Right or not

  func verdict(on given: Given) -> Verdict {
    switch (exercise.kind, given) {
    case (.value, .value(let value)):
      guard let right else { return .wrong }
      if agrees(value, with: right) { return .right }
      let other = exercise.accepted.first { accepted in
        values.value(of: accepted.value).map { agrees(value, with: $0) } ?? false
      }
      if let other { return .accepted(other.name) }
      return closeness(of: value, to: right)
    case (.formula, .formula(let formula)):
      guard let comparison else { return .wrong }
      if comparison.agrees(with: formula) { return .right }
      let other = exercise.accepted.first { accepted in
        comparison.isSame(formula, accepted.value)
      }
      return other.map { .accepted($0.name) } ?? .wrong
    case (.choices(let choices), .keys(let keys)):
      return Set(keys) == Set(choices.filter(\.isRight).map(\.key)) ? .right : .wrong
    case (.order(let groups), .keys(let keys)):
      var rest = keys[...]
      for group in groups {
        guard Set(rest.prefix(group.count)) == Set(group) else { return .wrong }
        rest = rest.dropFirst(group.count)
      }
      return rest.isEmpty ? .right : .wrong
    default: return .wrong
    }
  }

  func agrees(_ value: Matrix, with right: Matrix) -> Bool {
    Self.agree(value, right, within: exercise.tolerance)
  }

  static func agree(
    _ value: Matrix, _ right: Matrix, within tolerance: Exercise.Tolerance
  ) -> Bool {
    guard value.shape == right.shape else { return false }
    return zip(value.elements, right.elements).allSatisfy { given, right in
      if given == right || given.isNaN && right.isNaN { return true }
      // What is typed in decimals stands a little beside the edge that it means.
      let allowed = max(tolerance.relative * abs(right), tolerance.absolute) * (1 + 1e-9)
      return right.isFinite && abs(given - right) <= allowed
    }
  }

  /// An answer this many tolerances away is told how far it is.
  private static let closeFactor = 5.0

  private func closeness(of value: Matrix, to right: Matrix) -> Verdict {
    let tolerance = exercise.tolerance
    guard tolerance.relative > 0 || tolerance.absolute > 1e-9, value.shape == right.shape else {
      return .wrong
    }
    let wide = Exercise.Tolerance(
      relative: min(tolerance.relative * Self.closeFactor, 0.2),
      absolute: tolerance.absolute * Self.closeFactor)
    guard Self.agree(value, right, within: wide), !revealsMistake(.value(value)) else {
      return .wrong
    }
    let distances = zip(value.elements, right.elements).map { (abs($0 - $1), abs($1)) }
    if tolerance.relative > 0, distances.allSatisfy({ $0.1 > 0 || $0.0 == 0 }) {
      return .close(.relative(distances.map { $0.1 > 0 ? $0.0 / $0.1 : 0 }.max() ?? 0))
    }
    return .close(.absolute(distances.map(\.0).max() ?? 0))
  }

  // MARK: - Mistakes

  /// The name of the mistake that a wrong answer reveals: of those of the exercise, else of the
  /// catalogue; nil where none or more than one gives this answer.
  func mistake(revealedBy given: Given) -> String? {
    switch given {
    case .value(let value):
      return ownMistake(revealedBy: value)
        ?? nearest(to: value, among: catalogueMistakes.map { ($0.name, $0.value) })
    case .formula(let formula):
      let own = exercise.mistakes.filter { comparison?.isSame(formula, $0.value) ?? false }
      return own.isEmpty ? catalogueMistake(in: formula) : Self.onlyName(of: own)
    case .keys(let keys):
      return Self.onlyName(of: mistakes(revealedBy: keys))
    }
  }

  /// Of those that the exercise names.
  func ownMistake(revealedBy value: Matrix) -> String? { nearest(to: value, among: ownMistakes) }

  private func mistakes(revealedBy keys: [String]) -> [Exercise.Named] {
    if case .order = exercise.kind { return exercise.mistakes.filter { $0.keys == keys } }
    // A set of choices says more than each of them.
    let sets = exercise.mistakes.filter { $0.keys.count > 1 && Set($0.keys) == Set(keys) }
    guard sets.isEmpty else { return sets }
    return exercise.mistakes.filter { $0.keys.count == 1 && keys.contains($0.keys[0]) }
  }

  private static func onlyName(of mistakes: [Exercise.Named]) -> String? {
    Set(mistakes.map(\.name)).count == 1 ? mistakes[0].name : nil
  }

  /// Whether one choice was made.
  func isSingle(_ given: Given) -> Bool {
    if case .keys(let keys) = given { keys.count == 1 } else { false }
  }

  /// Whether all that was chosen is right, and more is.
  func isIncomplete(_ given: Given) -> Bool {
    guard case .keys(let keys) = given, case .choices(let choices) = exercise.kind else {
      return false
    }
    return Set(keys).isStrictSubset(of: choices.filter(\.isRight).map(\.key))
  }

  private func revealsMistake(_ given: Given) -> Bool { mistake(revealedBy: given) != nil }

  /// What each mistake of the exercise gives here.
  var ownMistakes: [(name: String, value: Matrix)] {
    own.value {
      exercise.mistakes.compactMap { mistake in
        values.value(of: mistake.value).map { (mistake.name, $0) }
      }
    }
  }

  /// How exactly a wrong value has to be met: as the right one, but not by chance, and not more
  /// exactly than it is written.
  var mistakeTolerance: Exercise.Tolerance {
    .init(
      relative: min(max(exercise.tolerance.relative, 1e-4), 0.01),
      absolute: min(exercise.tolerance.absolute, 1e-6))
  }

  /// Of several that are near the nearest, where it is the only one.
  private func nearest(
    to value: Matrix, among mistakes: [(name: String, value: Matrix)]
  ) -> String? {
    let met = mistakes.filter { Self.agree(value, $0.value, within: mistakeTolerance) }
    let distance = { (other: Matrix) in
      zip(value.elements, other.elements).map { abs($0 - $1) }.max() ?? 0
    }
    guard let first = met.min(by: { distance($0.value) < distance($1.value) }) else { return nil }
    let same = met.filter { Self.agree($0.value, first.value, within: .same) }
    return Set(same.map(\.name)).count == 1 ? first.name : nil
  }
}

extension Exercise.Tolerance {
  /// For numbers that are one and the same up to rounding.
  static let same = Exercise.Tolerance(relative: 1e-9, absolute: 1e-12)
}
