import GradientCore

/// Numbers and orders that change from one presentation of an exercise to the next. Presentation 0
/// has the numbers of the text; each other draws by its number, so that it can be made again.
extension Session {
  /// The bench that an exercise begins with.
  ///
  /// Numbers that make it ambiguous, such as two mistakes with one value, are drawn again; where no
  /// others are found, it has those of the text.
  ///
  /// - Parameter judged: what is known of numbers that were drawn before.
  func bench(
    of placed: PlacedExercise, draw: UInt64, using engine: Engine,
    knowing judged: JudgedNumbers = JudgedNumbers()
  ) throws(Refusal) -> Bench {
    let exercise = placed.exercise
    guard draw > 0, !exercise.variations.isEmpty else {
      return try bench(
        of: placed, with: exercise.variations.map(\.first), using: engine)
    }
    var random = SeededGenerator(seed: exercise.id.asSeed &+ draw)
    // Those of one language decide, so that the numbers are the same in all.
    let original = curriculum.languages.first?.lessons.first { $0.id == placed.lesson.id }
    let hints =
      original?.exercises.first { $0.name == placed.name }?.exercise.texts.hints
      ?? exercise.texts.hints
    for _ in 0..<Self.mostDraws {
      let numbers = exercise.variations.map { $0.drawn(&random) }
      let fit = judged.bench(with: numbers) {
        guard let bench = try? bench(of: placed, with: numbers, using: engine) else { return nil }
        return AnswerJudge(exercise, on: bench).isUnambiguous(hints: hints) ? bench : nil
      }
      if let fit { return fit }
    }
    return try bench(of: placed, with: exercise.variations.map(\.first), using: engine)
  }

  private static let mostDraws = 60

  func bench(
    of placed: PlacedExercise, with numbers: [Double], using engine: Engine
  ) throws(Refusal) -> Bench {
    let exercise = placed.exercise
    let leaves = zip(exercise.variations, numbers).map {
      "\($0.name) = \(Numbers.exact.text($1))"
    }
    let setup = leaves + (exercise.setup ?? placed.lesson.setup)
    let place = CourseState.Place(lesson: placed.lesson.id, page: placed.page)
    var bench = try canonical(setup, at: place, using: engine).bench
    if let digits = exercise.digits { bench.settings[.digits] = Double(digits) }
    return bench
  }
}

/// The benches that sets of numbers make of one exercise; nil for those that make it ambiguous.
final class JudgedNumbers {
  private var benches: [[Double]: Bench?] = [:]

  func bench(with numbers: [Double], made make: () -> Bench?) -> Bench? {
    if let known = benches[numbers] { return known }
    let bench = make()
    benches.updateValue(bench, forKey: numbers)
    return bench
  }
}

extension Exercise {
  /// Keys of choices or cards in the order in which they are shown.
  func shownKeys(draw: UInt64) -> [String] {
    var keys: [String]
    switch kind {
    case .choices(let choices): keys = choices.map(\.key)
    case .order(let groups): keys = groups.flatMap { $0 }
    default: return []
    }
    let written = keys
    var random = SeededGenerator(seed: (id + " order").asSeed &+ draw)
    for last in keys.indices.reversed().dropLast() {
      keys.swapAt(last, Int(random.nextUniform() * Double(last + 1)))
    }
    // Cards are not shown as they belong.
    if case .order = kind, keys == written { keys = Array(keys.dropFirst()) + keys.prefix(1) }
    return keys
  }

  /// Whether another presentation differs from the first.
  var varies: Bool {
    switch kind {
    case .choices, .order: true
    default: !variations.isEmpty
    }
  }
}

extension Exercise.Variation {
  fileprivate func drawn(_ random: inout SeededGenerator) -> Double {
    guard !others.isEmpty else { return first }
    return others[Int(random.nextUniform() * Double(others.count))]
  }
}

extension String {
  /// A number that stays the same from one start of the program to the next (FNV-1a).
  fileprivate var asSeed: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
