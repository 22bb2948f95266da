import Glibc
import GradientCore

/// Data that are computed: always the same for the same count, noise and seed.
public enum Generator: String, CaseIterable, Sendable {
  case xor, moons, circles, spiral, blobs, line

  var meaning: Phrase {
    switch self {
    case .xor: Phrase("four corners; 1 where exactly one input is 1")
    case .moons: Phrase("two half moons that reach into each other")
    case .circles: Phrase("a circle inside another one")
    case .spiral: Phrase("three arms of a spiral")
    case .blobs: Phrase("three clouds of points")
    case .line: Phrase("points along y = 2x + 1, to be met by numbers")
    }
  }

  /// Rows where no count is given.
  var usualCount: Int {
    switch self {
    case .xor: 4
    case .moons, .circles: 100
    case .spiral: 300
    case .blobs: 150
    case .line: 50
    }
  }

  /// Deviation of what is added at random, where none is given.
  func usualNoise(count: Int) -> Double {
    switch self {
    case .xor: count > 4 ? 0.1 : 0
    case .moons: 0.1
    case .circles: 0.05
    case .spiral, .line: 0.2
    case .blobs: 1
    }
  }

  /// 0 where numbers are to be met and not classes to be told apart.
  var classCount: Int {
    switch self {
    case .line: 0
    case .xor, .moons, .circles: 2
    case .spiral, .blobs: 3
    }
  }
}

extension DataSet {
  /// Rows of a generator: classes take turns, and the rows of a class go along its curve.
  ///
  /// - Parameters:
  ///   - count: at least 4.
  ///   - noise: deviation of the normal numbers that are added: to both inputs, in a spiral to the
  ///     angle (as in Stanford's CS231n), along a line to y.
  static func generate(_ generator: Generator, count: Int, noise: Double, seed: Int) -> DataSet {
    var random = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)))
    var features: [Double] = []
    var places: [Int] = []
    let classCount = generator.classCount
    if classCount == 0 { return line(count: count, noise: noise, seed: seed, &random) }
    for row in 0..<count {
      let place = row % classCount
      // The rows of this class, and how far along this one is: 0 … 1.
      let rows = (count - place + classCount - 1) / classCount
      // A circle ends where it began, so its last row stands one before that.
      let intervals = generator == .circles ? rows : rows - 1
      let share = rows > 1 ? Double(row / classCount) / Double(intervals) : 0
      // In its own order: corners 00, 01, 10, 11.
      let corner = row % 4
      var point =
        generator == .xor
        ? (Double(corner / 2), Double(corner % 2))
        : generator.point(of: place, at: share, noise: noise, &random)
      if generator != .spiral, noise != 0 {
        point.0 += noise * random.nextNormal()
        point.1 += noise * random.nextNormal()
      }
      features += [point.0, point.1]
      places.append(generator == .xor ? corner / 2 ^ corner % 2 : place)
    }
    return DataSet(
      source: .generated(generator, count: count, noise: noise, seed: seed),
      columnNames: ["x1", "x2"], targetName: "y", classes: (0..<classCount).map(String.init),
      features: Matrix(Shape(count, 2), features),
      targets: .targets(ofClasses: places, count: classCount))
  }

  private static func line(
    count: Int, noise: Double, seed: Int, _ random: inout SeededGenerator
  ) -> DataSet {
    let inputs = (0..<count).map { 2 * Double($0) / Double(count - 1) - 1 }
    let outputs = inputs.map { 2 * $0 + 1 + (noise == 0 ? 0 : noise * random.nextNormal()) }
    return DataSet(
      source: .generated(.line, count: count, noise: noise, seed: seed), columnNames: ["x"],
      targetName: "y", features: Matrix(Shape(count, 1), inputs),
      targets: Matrix(Shape(count, 1), outputs))
  }
}

extension Generator {
  /// - Parameter share: how far along the curve of its class, 0 … 1.
  fileprivate func point(
    of place: Int, at share: Double, noise: Double, _ random: inout SeededGenerator
  ) -> (Double, Double) {
    switch self {
    case .moons:
      let angle = Double.pi * share
      return place == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
    case .circles:
      let angle = 2 * Double.pi * share
      let radius = place == 0 ? 1 : 0.5
      return (radius * cos(angle), radius * sin(angle))
    case .spiral:
      var angle = 4 * (Double(place) + share)
      if noise != 0 { angle += noise * random.nextNormal() }
      return (share * sin(angle), share * cos(angle))
    case .blobs:
      let angle = Double.pi / 2 + 2 * Double.pi * Double(place) / 3
      return (3 * cos(angle), 3 * sin(angle))
    case .xor, .line: return (0, 0)
    }
  }
}

extension Matrix {
  /// One column of 0 and 1 for two classes; for more, a column for each with a 1 in the right one.
  static func targets(ofClasses places: [Int], count: Int) -> Matrix {
    guard count > 2 else { return Matrix(Shape(places.count, 1), places.map(Double.init)) }
    var targets = Matrix(repeating: 0, Shape(places.count, count))
    for (row, place) in places.enumerated() { targets[row, place] = 1 }
    return targets
  }
}
