import DocumentModel
import GradientCore

extension Session {
  /// So many numbers may be computed for a curve, so that a key is answered at once.
  private static let curveWork = 1_000_000
  private static let curvePoints = 81

  /// The objective over the range of a knob, while all others stay: with the present point, and the
  /// tangent that the slope gives. Over `step`, what one gradient step of that length would reach.
  func curve(of knob: Knob, _ slopes: TweakSlopes) -> Plot? {
    let count = min(Self.curvePoints, Self.curveWork / max(slopes.work, 1))
    guard count >= 9, let present = value(of: knob), present.isFinite, slopes.value.isFinite else {
      return nil
    }
    let range = range(of: knob, around: present)
    let places = (0..<count).map { index in
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1)
    }
    if knob == .setting(.step) { return stepCurve(places, present, slopes) }
    guard let (node, index) = slopes.place(of: knob) else { return nil }
    let function = PointFunction(
      slopes.evaluation, of: slopes.root, by: [.init(leaf: node, entry: index)])
    let points = places.map { Plot.Point($0, function.value(with: $0, at: 0)) }
    let name = tweak?.knobs.name(of: knob) ?? ""
    var plot = plot(points, over: name, in: range, at: (present, slopes.value), slopes.objective)
    if let slope = slopes.slope(of: knob), slope.isFinite {
      let half = (range.upperBound - range.lowerBound) / 6
      plot.series.insert(
        Plot.Series(
          "", .dashes, role: .gradient,
          points: [-half, half].map { Plot.Point(present + $0, slopes.value + slope * $0) }), at: 1)
    }
    return plot
  }

  /// Where one step along the gradient leads, over its length.
  private func stepCurve(_ places: [Double], _ present: Double, _ slopes: TweakSlopes) -> Plot? {
    let nodes = bench.freeLeaves.compactMap { slopes.graph.node(named: $0) }
    let function = PointFunction(slopes.evaluation, of: slopes.root, byAllOf: nodes)
    let start = function.point
    let gradient = nodes.flatMap { slopes.evaluation.gradient(of: $0).elements }
    guard !gradient.isEmpty, gradient.allSatisfy(\.isFinite) else { return nil }
    let (clip, length) = (bench.settings.clip, gradient.reduce(0) { $0 + $1 * $1 }.squareRoot())
    let sign =
      (bench.direction == .maximize ? 1.0 : -1.0) * (clip > 0 && length > clip ? clip / length : 1)
    func value(_ step: Double) -> Double {
      function.value(at: zip(start, gradient).map { $0 + sign * step * $1 })
    }
    let points = places.map { Plot.Point($0, value($0)) }
    let now = value(present)
    _ = function.value(at: start)
    let range = places[0]...places[places.count - 1]
    return plot(
      points, over: Setting.step.rawValue, in: range, at: (present, now), slopes.objective)
  }

  private func plot(
    _ points: [Plot.Point], over name: String, in range: ClosedRange<Double>,
    at present: (x: Double, y: Double), _ objective: String
  ) -> Plot {
    let heights = points.map(\.y).filter(\.isFinite)
    let sentence = Phrase(
      "{objective} over {name}: from {first} to {last}, now {now}.",
      [
        "objective": Text(objective, .name), "name": Text(name, .name),
        "first": voice.value(points.first?.y ?? .nan), "last": voice.value(points.last?.y ?? .nan),
        "now": voice.value(present.y),
      ])
    return Plot(
      x: Plot.Axis(Text(name, .name), range),
      y: Plot.Axis(Text(objective, .name), Self.window(on: heights, with: present.y)),
      series: [
        Plot.Series(points: points),
        Plot.Series(
          "", .marks("●"), role: .strong, points: [Plot.Point(present.x, present.y)]),
      ],
      sentence: voice.say(sentence))
  }

  /// From the lowest to the highest, unless a few points lie far outside.
  private static func window(on heights: [Double], with present: Double) -> ClosedRange<Double> {
    let all = heights.sorted()
    guard present.isFinite, let lowest = all.first, let highest = all.last else { return 0...1 }
    let (low, high) = (all[all.count / 10], all[all.count - 1 - all.count / 10])
    let spread = (high - low).isFinite ? high - low : .greatestFiniteMagnitude / 8
    let bottom = min(max(lowest, low - 2 * spread), present)
    let top = max(min(highest, high + 2 * spread), present)
    let margin = (top - bottom) * 0.03
    return margin.isFinite ? (bottom - margin)...(top + margin) : bottom...top
  }

  // MARK: - Ranges

  /// From one end of a knob to the other.
  func range(of knob: Knob, around value: Double) -> ClosedRange<Double> {
    let reach = tweak?.scales.reach(of: knob.scaleName) ?? 5
    switch knob {
    case .entry: return -reach...reach
    case .setting(.digits): return 1...17
    case .setting: return value < 0 ? -reach...0 : 0...reach
    case .ties: return 0...1
    }
  }

  /// Where a knob stands in its range, from 0 to 1.
  func position(of knob: Knob) -> Double? {
    guard let value = value(of: knob), value.isFinite else { return nil }
    if knob == .setting(.h) { return decades(value) }
    let range = range(of: knob, around: value)
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }
}
