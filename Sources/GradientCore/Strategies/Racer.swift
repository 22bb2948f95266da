/// One strategy in a race with others: all have the same number of evaluations, and all but random
/// search move by the same length. A value, which can run in slices.
public struct Racer: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case random, local, numerical, analytic }

  /// What is the same for all.
  public struct Rules: Equatable, Sendable {
    public var direction: Direction
    /// How many evaluations each may spend.
    public var budget: Int
    /// How long every move is.
    public var length: Double
    /// Random search draws every number between minus this and this.
    public var range: Double
    /// The difference step of numerical slopes.
    public var h: Double

    public init(direction: Direction, budget: Int, length: Double, range: Double, h: Double) {
      self.direction = direction
      self.budget = budget
      self.length = length
      self.range = range
      self.h = h
    }
  }

  /// The best value when so many evaluations were spent.
  public struct Mark: Equatable, Sendable {
    public var evaluations: Int
    public var best: Double
  }

  /// What a backward pass is counted as: it costs about twice a forward pass, and one more for
  /// keeping and reading what it needs.
  public static let costOfBackwardPass = 3

  public let kind: Kind
  public let start: [Double]
  public private(set) var point: [Double]
  public private(set) var value: Double
  public private(set) var best: Double
  public private(set) var bestPoint: [Double]
  public private(set) var evaluations = 0
  public private(set) var moves = 0
  /// Where the best value changed, the start first.
  public private(set) var marks: [Mark]
  /// No more moves: nothing is left to spend, or there is no slope to follow.
  public private(set) var isFinished = false
  /// The slopes were all 0, or one was not finite.
  public private(set) var isStuck = false

  private var random: SeededGenerator
  private var slopes: [Double] = []

  public init(_ kind: Kind, from start: [Double], value: Double, random: SeededGenerator) {
    self.kind = kind
    self.start = start
    (point, self.value, best, bestPoint) = (start, value, value, start)
    marks = [Mark(evaluations: 0, best: value)]
    self.random = random
  }

  /// What a move of `kind` costs with so many inputs.
  public static func cost(of kind: Kind, inputs: Int) -> Int {
    switch kind {
    case .random, .local: 1
    case .numerical: inputs + 1
    case .analytic: costOfBackwardPass + 1
    }
  }

  // MARK: - Running

  /// Spends about `limit` evaluations more. However a race is cut, it gives the same.
  public mutating func proceed(atMost limit: Int, in function: PointFunction, by rules: Rules) {
    var left = limit
    while left > 0, !isFinished {
      let before = evaluations
      advance(function, rules, &left)
      left -= max(evaluations - before, 0)
    }
  }

  private mutating func advance(_ function: PointFunction, _ rules: Rules, _ left: inout Int) {
    let cost = Self.cost(of: kind, inputs: start.count)
    guard evaluations - slopes.count + cost <= rules.budget else {
      isFinished = true
      return
    }
    switch kind {
    case .random:
      let next = start.map { _ in rules.range * random.nextSigned() }
      arrive(at: next, function.value(at: next), spending: 1, rules)
    case .local:
      let next = moved(by: start.map { _ in random.nextNormal() }, length: rules.length)
      let nextValue = function.value(at: next)
      let isBetter = rules.direction.isBetter(nextValue, than: value)
      let (point, value) = (point, value)
      arrive(at: next, nextValue, spending: 1, rules)
      if !isBetter { (self.point, self.value) = (point, value) }
    case .analytic:
      follow(function.gradient(at: point).slopes, spending: cost, function, rules)
    case .numerical:
      function.move(to: point)
      let first = slopes.count
      let last = min(first + left, start.count)
      for index in first..<last {
        let nudged = function.value(with: point[index] + rules.h, at: index)
        slopes.append((nudged - value) / rules.h)
        evaluations += 1
      }
      guard slopes.count == start.count else { return }
      let measured = slopes
      slopes = []
      follow(measured, spending: 1, function, rules)
    }
  }

  private mutating func follow(
    _ slopes: [Double], spending cost: Int, _ function: PointFunction, _ rules: Rules
  ) {
    let norm = Racer.norm(slopes)
    guard norm > 0, norm.isFinite else {
      evaluations += cost - 1
      (isFinished, isStuck) = (true, true)
      return
    }
    let sign = rules.direction == .maximize ? 1.0 : -1.0
    let next = moved(by: slopes.map { sign * $0 }, length: rules.length)
    arrive(at: next, function.value(at: next), spending: cost, rules)
  }

  private func moved(by direction: [Double], length: Double) -> [Double] {
    let norm = Racer.norm(direction)
    return norm > 0 ? zip(point, direction).map { $0 + length * $1 / norm } : point
  }

  private mutating func arrive(
    at next: [Double], _ nextValue: Double, spending cost: Int, _ rules: Rules
  ) {
    evaluations += cost
    moves += 1
    (point, value) = (next, nextValue)
    guard rules.direction.isBetter(nextValue, than: best) || best.isNaN && !nextValue.isNaN else {
      return
    }
    (best, bestPoint) = (nextValue, next)
    marks.append(Mark(evaluations: evaluations, best: best))
  }

  /// Not finite where one of the numbers is not.
  static func norm(_ numbers: [Double]) -> Double {
    guard numbers.allSatisfy(\.isFinite) else { return .nan }
    let largest = numbers.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return 0 }
    // Squares of what is very large are no numbers any more.
    return largest * numbers.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// How far the best point lies from `other`.
  public func distance(from other: [Double]) -> Double {
    Racer.norm(zip(bestPoint, other).map { $0 - $1 })
  }
}

extension PointFunction {
  /// Whether the function seems to grow (or fall) without end from where the evaluation stands:
  /// moves along the gradient, each twice as long as the last that helped, reach beyond every
  /// measure and still help. The evaluation is back afterwards.
  public func isUnbounded(_ direction: Direction) -> Bool {
    let start = point
    defer { _ = value(at: start) }
    var (point, value) = (start, self.value(at: start))
    let far = 1e9 * (1 + Racer.norm(start))
    let sign = direction == .maximize ? 1.0 : -1.0
    var length = 1.0
    for _ in 0..<300 {
      let slopes = gradient(at: point).slopes
      let norm = Racer.norm(slopes)
      guard norm > 0, norm.isFinite else { return false }
      let next = zip(point, slopes).map { $0 + sign * length * $1 / norm }
      let reached = self.value(at: next)
      if reached == sign * .infinity { return true }
      guard direction.isBetter(reached, than: value) else {
        length /= 4
        if length < 1e-9 { return false }
        continue
      }
      let gain = abs(reached - value)
      (point, value) = (next, reached)
      length *= 2
      if Racer.norm(point) > far { return gain > 1e-6 * max(1, abs(value)) }
    }
    return false
  }
}
