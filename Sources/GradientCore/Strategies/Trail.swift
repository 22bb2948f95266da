/// The points that a strategy reaches in a few steps with the settings of a bench; what `Strategy`
/// does, for some entries of leaves instead of whole ones.
public struct Trail: Equatable, Sendable {
  public struct Settings: Equatable, Sendable {
    public var direction: Direction
    public var range: Double
    public var radius: Double
    public var h: Double
    public var step: Double
    /// How many evaluations a step of a search spends.
    public var tries: Int

    public init(
      direction: Direction, range: Double, radius: Double, h: Double, step: Double, tries: Int
    ) {
      self.direction = direction
      self.range = range
      self.radius = radius
      self.h = h
      self.step = step
      self.tries = tries
    }
  }

  public let kind: Racer.Kind
  /// The start first.
  public private(set) var points: [[Double]]
  /// The value at the last point.
  public private(set) var value: Double

  /// Makes `steps` steps from where the function stands, which stands there again afterwards. A
  /// step that would leave the numbers is the end.
  public init(
    _ kind: Racer.Kind, steps: Int, of function: PointFunction, _ settings: Settings,
    _ random: inout SeededGenerator
  ) {
    self.kind = kind
    let start = function.point
    points = [start]
    value = function.value(at: start)
    for _ in 0..<steps {
      guard let next = step(in: function, settings, &random), next.allSatisfy(\.isFinite) else {
        break
      }
      points.append(next)
      value = function.value(at: next)
    }
    _ = function.value(at: start)
  }

  private func step(
    in function: PointFunction, _ settings: Settings, _ random: inout SeededGenerator
  ) -> [Double]? {
    let point = points.last!
    let signed = settings.direction == .maximize ? settings.step : -settings.step
    switch kind {
    case .random:
      return search(function, settings) { point.map { _ in settings.range * random.nextSigned() } }
    case .local:
      return search(function, settings) { point.map { $0 + settings.radius * random.nextSigned() } }
    case .numerical:
      _ = function.value(at: point)
      return point.indices.map { index in
        let nudged = function.value(with: point[index] + settings.h, at: index)
        return point[index] + signed * (nudged - value) / settings.h
      }
    case .analytic:
      return zip(point, function.gradient(at: point).slopes).map { $0 + signed * $1 }
    }
  }

  /// The best of the tries, where one is better than the present point.
  private func search(
    _ function: PointFunction, _ settings: Settings, draw: () -> [Double]
  ) -> [Double] {
    var (best, bestPoint) = (value, points.last!)
    for _ in 0..<settings.tries {
      let next = draw()
      let reached = function.value(at: next)
      if settings.direction.isBetter(reached, than: best) { (best, bestPoint) = (reached, next) }
    }
    return bestPoint
  }
}
