import GradientCore

/// A gradient check that goes on in slices, and what was asked for.
struct Checking: Equatable, Sendable {
  /// The only name that is looked at.
  let name: String?
  private(set) var check: GradientCheck

  /// - Parameter entries: The only ones to look at, where they were asked for.
  init(
    name: String?, entries: [Int]?, wantsDirections: Bool, seed: UInt64, at point: SlopePoint,
    using engine: Engine
  ) {
    self.name = name
    var sample = Sample()
    sample.asksForDirections = wantsDirections
    sample.seed = seed
    check = GradientCheck(
      beginning: point.evaluation, of: point.root, by: point.nodes, entries: entries,
      sample: sample, backpropagation: engine.backpropagation)
  }

  mutating func proceed(atMost limit: Int, at point: SlopePoint, using engine: Engine) {
    check.proceed(
      atMost: limit, in: point.evaluation, by: point.nodes, backpropagation: engine.backpropagation)
  }
}
