import GradientCore

/// A value over one input, and what is remarkable about it.
struct Curve {
  struct Sample {
    var x: Double
    var y: Double
    var slope: Double
  }

  /// Where the slope changes at once.
  struct Kink {
    var x: Double
    var left: Double
    var right: Double
    /// Where the left slope was taken.
    fileprivate var start: Double
  }

  let range: ClosedRange<Double>
  let present: Sample
  private(set) var samples: [Sample] = []
  /// Where it is zero; a stretch of zeros is more than a point.
  private(set) var zeros: [ClosedRange<Double>] = []
  private(set) var kinks: [Kink] = []
  private(set) var jumps: [Double] = []
  /// Inner points where it turns from rising to falling or back.
  private(set) var turns: [Sample] = []

  private let function: PointFunction

  /// Afterwards the function stands where it stood.
  init(_ function: PointFunction, over range: ClosedRange<Double>) {
    self.function = function
    self.range = range
    let start = function.point
    let here = function.gradient(at: start)
    present = Sample(x: start[0], y: here.value, slope: here.slopes[0])
    let entries = function.evaluation.graph.nodes.reduce(0) { $0 + $1.shape.count }
    let count = min(max(10_000_000 / max(entries, 1), 33), 241)
    let width = range.upperBound - range.lowerBound
    samples = (0..<count).map { index in
      sample(range.lowerBound + width * Double(index) / Double(count - 1))
    }
    if entries < 100_000 { study() }
    _ = function.value(at: start)
  }

  private func sample(_ x: Double) -> Sample {
    let (value, slopes) = function.gradient(at: [x])
    return Sample(x: x, y: value, slope: slopes[0])
  }

  var finite: [Sample] { samples.filter { $0.y.isFinite } }
  /// The lowest and the highest, turns included.
  var lowest: Sample? { (finite + turns).min { $0.y < $1.y } }
  var highest: Sample? { (finite + turns).max { $0.y < $1.y } }
  var isConstant: Bool {
    guard let lowest, let highest else { return false }
    return lowest.y == highest.y
  }

  // MARK: - What is remarkable

  private mutating func study() {
    guard !isConstant, let low = lowest?.y, let high = highest?.y else { return }
    for index in samples.indices where samples[index].y.isInfinite {
      let beside = [index - 1, index + 1].filter(samples.indices.contains)
      if beside.contains(where: { samples[$0].y.isFinite }) { poles.append(samples[index].x) }
    }
    let pairs = zip(samples, samples.dropFirst()).filter { $0.y.isFinite && $1.y.isFinite }
    let span = high - low
    let leaps = pairs.filter { abs($1.y - $0.y) > 0.02 * span }
      .sorted { abs($0.1.y - $0.0.y) > abs($1.1.y - $1.0.y) }
    for (a, b) in leaps.prefix(8) {
      let (left, right) = narrowed(a, b) { abs($1.y - $0.y) }
      let isPole = abs(right.y - left.y) > 1.5 * abs(b.y - a.y)
      if abs(right.y - left.y) > 0.5 * abs(b.y - a.y), !isPole { jumps.append(middle(left, right)) }
      if isPole { poles.append(middle(left, right)) }
    }
    let steepest = pairs.map { abs($0.0.slope) }.filter(\.isFinite).max() ?? 0
    let bends = pairs.filter { abs($1.slope - $0.slope) > 1e-3 * steepest }
      .sorted { abs($0.1.slope - $0.0.slope) > abs($1.1.slope - $1.0.slope) }
    for (a, b) in bends.prefix(12) where !isNear(a, b, jumps + poles) {
      let (left, right) = narrowed(a, b) { abs($1.slope - $0.slope) }
      if abs(right.slope - left.slope) > 0.5 * abs(b.slope - a.slope),
        abs(right.slope - left.slope) < 2 * abs(b.slope - a.slope)
      {
        kinks.append(
          Kink(x: middle(left, right), left: left.slope, right: right.slope, start: left.x))
      }
    }
    jumps.sort()
    // A kink that lies on a sample is found from both sides.
    kinks.sort { $0.start < $1.start }
    kinks = kinks.reduce(into: []) { kept, kink in
      if let last = kept.last, abs(last.x - kink.x) < 1e-6 * width {
        kept[kept.count - 1].right = kink.right
      } else {
        kept.append(kink)
      }
    }
    for (a, b) in pairs where !isNear(a, b, jumps + poles) {
      if a.y == 0 { note(zeros: b.y == 0 ? a.x...b.x : a.x...a.x) }
      if a.y * b.y < 0 {
        let zero = snapped(bisected(a, b) { $0.y })
        note(zeros: zero...zero)
      }
      if a.slope * b.slope < 0 {
        let place = bisected(a, b) { $0.slope }
        turns.append(sample(snapped(place)))
        // It may touch zero there without crossing it.
        if abs(sample(place).y) < 1e-9 * span { note(zeros: snapped(place)...snapped(place)) }
        noteKink(at: place, between: a, b)
      } else if a.slope == 0, b.slope != 0, a.x > range.lowerBound,
        let before = samples.last(where: { $0.x < a.x }), before.slope * b.slope < 0
      {
        turns.append(a)
      }
    }
    kinks.sort { $0.x < $1.x }
    if let last = samples.last, last.y == 0 { note(zeros: last.x...last.x) }
  }

  /// Where it leaves all bounds.
  private(set) var poles: [Double] = []

  private var width: Double { range.upperBound - range.lowerBound }

  private mutating func note(zeros stretch: ClosedRange<Double>) {
    let (low, high) = (snapped(stretch.lowerBound), snapped(stretch.upperBound))
    if let last = zeros.last, low >= last.lowerBound, high <= last.upperBound { return }
    if let last = zeros.last, low - last.upperBound < 1e-9 * width {
      zeros[zeros.count - 1] = last.lowerBound...max(last.upperBound, high)
    } else {
      zeros.append(low...high)
    }
  }

  /// A turn where the slope changes at once is a kink, even where it is one of very many.
  private mutating func noteKink(at place: Double, between a: Sample, _ b: Sample) {
    guard !kinks.contains(where: { abs($0.x - place) < 1e-6 * width }) else { return }
    let (left, right) = (sample(place - 1e-7 * width), sample(place + 1e-7 * width))
    guard abs(right.slope - left.slope) > 0.5 * abs(b.slope - a.slope) else { return }
    kinks.append(Kink(x: snapped(place), left: left.slope, right: right.slope, start: left.x))
  }

  private func isNear(_ a: Sample, _ b: Sample, _ places: [Double]) -> Bool {
    places.contains { a.x <= $0 && $0 <= b.x }
  }

  private func middle(_ a: Sample, _ b: Sample) -> Double { snapped((a.x + b.x) / 2) }

  /// What is as good as a round number is one: bisection ends beside it.
  private func snapped(_ x: Double) -> Double {
    if abs(x) < 1e-9 * width { return 0 }
    let unit = 1e-7 * width
    let rounded = Double(Numbers(digits: 6).text(x)) ?? x
    return abs(x - rounded) < unit ? rounded : x
  }

  /// Halves an interval towards what is larger, until nothing is between.
  private func narrowed(
    _ a: Sample, _ b: Sample, by measure: (Sample, Sample) -> Double
  ) -> (Sample, Sample) {
    var (left, right) = (a, b)
    for _ in 0..<28 {
      let between = sample((left.x + right.x) / 2)
      guard between.y.isFinite else { break }
      if measure(left, between) > measure(between, right) {
        right = between
      } else {
        left = between
      }
    }
    return (left, right)
  }

  private func bisected(_ a: Sample, _ b: Sample, _ sign: (Sample) -> Double) -> Double {
    var (left, right) = (a, b)
    for _ in 0..<48 {
      let between = sample((left.x + right.x) / 2)
      if sign(between) == 0 { return between.x }
      if (sign(between) < 0) == (sign(left) < 0) { left = between } else { right = between }
    }
    return (left.x + right.x) / 2
  }

  // MARK: - What is shown

  /// From the lowest to the highest with some air; where a few values are very far out, as near a
  /// pole, without these.
  var shown: ClosedRange<Double> {
    let heights = finite.map(\.y).sorted()
    guard var low = heights.first, var high = heights.last else { return 0...1 }
    let (low5, high5) = (
      heights[heights.count / 20], heights[heights.count - 1 - heights.count / 20]
    )
    if high - low > 6 * (high5 - low5), high5 > low5, !poles.isEmpty {
      let air = 0.5 * (high5 - low5)
      (low, high) = (max(low, low5 - air), min(high, high5 + air))
    }
    if present.y.isFinite, range.contains(present.x) {
      (low, high) = (min(low, present.y), max(high, present.y))
    }
    let air = 0.04 * (high - low)
    return (low - air)...(high + air)
  }

  /// The samples with a gap where a pole or a jump lies between two of them.
  var points: [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    for (index, sample) in samples.enumerated() {
      if index > 0, isNear(samples[index - 1], sample, poles + jumps) {
        points.append((sample.x, .nan))
      }
      points.append((sample.x, sample.y))
    }
    return points
  }
}
