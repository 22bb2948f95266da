import DocumentModel
import GradientCore

/// The four strategies on copies of one point, with the same number of evaluations.
struct Race: Equatable, Sendable {
  /// What is run on, and why.
  enum Course: Equatable, Sendable {
    /// The bench's objective.
    case objective
    /// -Σ(xᵢ - 3)², because the objective has no top.
    case insteadOf(String)
    /// The same, because there is no objective, or because it was asked for.
    case test
  }

  let course: Course
  let function: BenchFunction
  let rules: Racer.Rules
  var racers: [Racer]

  var done: Int { racers.reduce(0) { $0 + ($1.isFinished ? rules.budget : $1.evaluations) } }
  var total: Int { rules.budget * racers.count }
  var isFinished: Bool { racers.allSatisfy(\.isFinished) }
  var inputs: Int { racers[0].start.count }
  var isTest: Bool { course != .objective }

  /// Where the best value is, where that is known.
  var top: [Double]? { isTest ? Array(repeating: 3, count: inputs) : nil }

  mutating func proceed(atMost evaluations: Int, using engine: Engine) throws(CompilationError) {
    let point = try function.pointFunction(using: engine)
    let start = point.point
    guard let index = racers.firstIndex(where: { !$0.isFinished }) else { return }
    racers[index].proceed(atMost: max(evaluations, 1), in: point, by: rules)
    _ = point.value(at: start)
  }
}

extension Session {
  /// - Parameters:
  ///   - count: so many inputs of the test function, where it was asked for.
  ///   - budget: evaluations for each.
  mutating func race(
    count: Int?, budget: Int?, using engine: Engine
  ) throws(Refusal) -> Answer {
    if let count {
      let start = [Double](repeating: 0, count: count)
      return try begin(.test, Self.testBench(like: bench, from: start), budget, using: engine)
    }
    guard let objective = bench.objective, !bench.freeLeaves.isEmpty else {
      return try begin(.test, Self.testBench(like: bench, from: [0, 0]), budget, using: engine)
    }
    let point = try point(of: BenchFunction(objective: objective, in: bench), using: engine)
    let start = point.point
    if start.count > 10_000 { throw tooManyInputs(start.count) }
    guard point.isUnbounded(bench.direction) else {
      return try begin(.objective, bench, budget, using: engine)
    }
    return try begin(
      .insteadOf(objective), Self.testBench(like: bench, from: start), budget, using: engine)
  }

  private func point(
    of function: BenchFunction, using engine: Engine
  ) throws(Refusal) -> PointFunction {
    do { return try function.pointFunction(using: engine) } catch {
      throw refusal(error, in: "")
    }
  }

  func tooManyInputs(_ count: Int) -> Refusal {
    Refusal(
      Phrase(
        "A race with {count} inputs would take too long: its numerical gradient needs as many evaluations for every move; 10000 is the limit.",
        ["count": Problems.number(count)]))
  }

  private mutating func begin(
    _ course: Race.Course, _ bench: Bench, _ budget: Int?, using engine: Engine
  ) throws(Refusal) -> Answer {
    let function = BenchFunction(objective: bench.objective!, in: bench)
    let point = try point(of: function, using: engine)
    let start = point.point
    let value = point.value(at: start)
    let settings = bench.settings
    let rules = Racer.Rules(
      direction: bench.direction, budget: budget ?? max(300, 3 * (start.count + 1)),
      length: abs(settings.step), range: settings.range, h: settings.h)
    sliced = .exploration(
      .race(
        Race(
          course: course, function: function, rules: rules,
          racers: Racer.Kind.allCases.map {
            Racer($0, from: start, value: value, random: bench.random)
          })))
    return Answer()
  }

  /// A bench with -Σ(xᵢ - 3)², or Σ(xᵢ - 3)² where it is minimized.
  private static func testBench(like bench: Bench, from start: [Double]) -> Bench {
    var test = Bench()
    test.settings = bench.settings
    test.drawCount = bench.drawCount
    test.direction = bench.direction
    test.definitions["x"] = .leaf(Matrix(Shape(1, start.count), start), .parameter)
    let text = (bench.direction == .maximize ? "-" : "") + "sum((x - 3)^2)"
    test.definitions["f"] = (try? Formula(parsing: text)).map { .formula(Definition($0)) }
    test.objective = "f"
    return test
  }
}
