import DocumentModel
import GradientCore

extension Session {
  /// How many steps each strategy makes over a landscape.
  private static var pathSteps: Int { 10 }

  /// Heights over two inputs, and the way that each strategy takes from here.
  func landscape(
    of function: BenchFunction, over xs: ClosedRange<Double>, and ys: ClosedRange<Double>,
    in point: PointFunction
  ) -> Plot {
    let start = point.point
    let grid = Heights(point, xs, ys)
    let trails = trails(in: point)
    let (x, y) = (function.inputs[0].title, function.inputs[1].title)
    var series = trails.map { trail in
      Plot.Series(
        voice.say(trail.kind.strategy.title), trail.kind.style, role: trail.kind.role,
        points: trail.points.map { Plot.Point($0[0], $0[1]) })
    }
    series.append(
      Plot.Series(
        voice.say(Phrase("here")), .marks("●"), role: .strong,
        points: [Plot.Point(start[0], start[1])]))
    let heights = Plot.Landscape(
      columns: grid.columns, rows: grid.rows, heights: grid.heights, label: function.label)
    return Plot(
      x: Plot.Axis(x, xs), y: Plot.Axis(y, ys), landscape: heights, series: series,
      sentence: sentences(on: grid, trails, of: function).map(voice.say).joined(separator: " "))
  }

  private func trails(in point: PointFunction) -> [Trail] {
    let settings = bench.settings
    let rules = Trail.Settings(
      direction: bench.direction, range: settings.range, radius: settings.radius, h: settings.h,
      step: settings.step, tries: min(settings.tries, 1_000))
    // A line first, so that marks stand on it.
    let kinds: [Racer.Kind] = [.analytic, .numerical, .local, .random]
    return kinds.map { kind in
      var random = bench.random
      return Trail(kind, steps: Self.pathSteps, of: point, rules, &random)
    }
  }

  private func sentences(
    on grid: Heights, _ trails: [Trail], of function: BenchFunction
  ) -> [Phrase] {
    let (x, y) = (function.inputs[0].title, function.inputs[1].title)
    func ends(_ name: Text, _ range: ClosedRange<Double>) -> Text {
      voice.say(
        Phrase(
          "{x} from {a} to {b}",
          ["x": name, "a": voice.value(range.lowerBound), "b": voice.value(range.upperBound)]))
    }
    let places = ["f": function.label, "first": ends(x, grid.xs), "second": ends(y, grid.ys)]
    guard let low = grid.lowest, let high = grid.highest else {
      return [Phrase("{f} is not a finite number for any {first} and {second}.", places)]
    }
    func at(_ point: Heights.Point) -> Text {
      Text("(") + voice.value(point.x.toDigits(3)) + ", "
        + voice.value(point.y.toDigits(3)) + ")"
    }
    var phrases = [
      Phrase(
        "{f} for {first} and {second}: lowest {low} at {lowest}, highest {high} at {highest}.",
        places.merging([
          "low": voice.value(low.height), "lowest": at(low), "high": voice.value(high.height),
          "highest": at(high),
        ]) { $1 })
    ]
    let reached = trails.reversed().map { trail -> Text in
      let end = trail.points.last!
      let isInside = grid.xs.contains(end[0]) && grid.ys.contains(end[1])
      return voice.say(trail.kind.strategy.title) + " " + voice.value(trail.value)
        + (isInside ? "" : " " + voice.say(Phrase("(outside)")))
    }
    phrases.append(
      Phrase(
        "After {count} steps from here: {reached}.",
        [
          "count": Problems.number(Self.pathSteps), "reached": reached.joined(separator: ", "),
        ]))
    let undefined = grid.heights.count { !$0.isFinite }
    if undefined > 0 {
      phrases.append(
        Phrase(
          "Where it is hatched, at {count} of {total} points, it is not a finite number.",
          [
            "count": Problems.number(undefined), "total": Problems.number(grid.heights.count),
          ]))
    }
    return phrases
  }
}

extension Racer.Kind {
  var strategy: StrategyName { StrategyName(rawValue: rawValue)! }

  /// How it is drawn, so that it is known without colour.
  var style: Plot.Series.Style {
    switch self {
    case .random: .marks("o")
    case .local: .marks("+")
    case .numerical: .marks("x")
    case .analytic: .line
    }
  }

  var role: Role {
    switch self {
    case .random: .value
    case .local: .success
    case .numerical: .gradient
    case .analytic: .gradient
    }
  }
}

/// A value over a grid of two inputs.
private struct Heights {
  struct Point {
    var x: Double
    var y: Double
    var height: Double
  }

  let xs: ClosedRange<Double>
  let ys: ClosedRange<Double>
  let columns: Int
  let rows: Int
  private(set) var heights: [Double] = []

  /// Afterwards the function stands where it stood.
  init(_ function: PointFunction, _ xs: ClosedRange<Double>, _ ys: ClosedRange<Double>) {
    (self.xs, self.ys) = (xs, ys)
    let entries = function.evaluation.graph.nodes.reduce(0) { $0 + $1.shape.count }
    (columns, rows) = entries < 10_000 ? (61, 31) : entries < 200_000 ? (31, 15) : (13, 9)
    let start = function.point
    for row in 0..<rows {
      for column in 0..<columns {
        let place = place(row: row, column: column)
        heights.append(function.value(at: [place.x, place.y]))
      }
    }
    _ = function.value(at: start)
  }

  private func place(row: Int, column: Int) -> (x: Double, y: Double) {
    func between(_ range: ClosedRange<Double>, _ index: Int, of count: Int) -> Double {
      range.lowerBound
        + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1)
    }
    return (between(xs, column, of: columns), between(ys, row, of: rows))
  }

  private func point(_ index: Int) -> Point {
    let place = place(row: index / columns, column: index % columns)
    return Point(x: place.x, y: place.y, height: heights[index])
  }

  private var finite: [Int] { heights.indices.filter { heights[$0].isFinite } }
  var lowest: Point? { finite.min { heights[$0] < heights[$1] }.map(point) }
  var highest: Point? { finite.max { heights[$0] < heights[$1] }.map(point) }
}
