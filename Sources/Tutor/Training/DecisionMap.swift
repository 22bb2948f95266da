import DocumentModel
import Glibc
import GradientCore

extension Session {
  /// What the network says over the plane of its two inputs, with the data on it; over one input a
  /// curve. Nil where it has more inputs.
  func decisionMap(
    of reading: NetworkReading, size: (columns: Int, rows: Int)? = nil, using engine: Engine
  ) -> Plot? {
    guard let points = bench.definitions.value(ofLeaf: reading.features),
      points.elements.allSatisfy(\.isFinite)
    else { return nil }
    if points.shape.columns == 1, reading.shape.columns == 1 {
      return fittedCurve(of: reading, points, size: size, using: engine)
    }
    guard points.shape.columns == 2 else { return nil }
    let (xs, ys) = (Self.surroundings(of: points, 0), Self.surroundings(of: points, 1))
    let (columns, rows) = size ?? (columns: 61, rows: 31)
    let (across, up) = (
      (xs.upperBound - xs.lowerBound) / Double(columns),
      (ys.upperBound - ys.lowerBound) / Double(rows)
    )
    var places: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        places.append(xs.lowerBound + across * (Double(column) + 0.5))
        places.append(ys.lowerBound + up * (Double(row) + 0.5))
      }
    }
    let grid = Matrix(Shape(columns * rows, 2), places)
    guard let outputs = outputs(of: reading, for: grid, as: .grid, using: engine),
      outputs.shape.rows == columns * rows
    else { return nil }
    let classes = classNames(for: reading)
    let names = bench.data?.columnNames ?? []
    var plot = Plot(
      x: Plot.Axis(Text(names.count == 2 ? names[0] : "", .name), xs),
      y: Plot.Axis("", ys),
      landscape: landscape(reading, outputs, columns, rows, classes: classes.count),
      series: marks(of: points, reading, classes, atMost: columns * rows / 2),
      sentence: sentence(on: outputs, xs, ys, reading, classes, using: engine))
    if size != nil { plot.x.label = "" }
    plot.size = size
    return plot
  }

  /// All points, and a little more.
  private static func surroundings(of points: Matrix, _ column: Int) -> ClosedRange<Double> {
    let facts = ColumnFacts(column: column, of: points)
    let margin = facts.isConstant ? 1 : 0.07 * (facts.largest - facts.smallest)
    return (facts.smallest - margin)...(facts.largest + margin)
  }

  private func landscape(
    _ reading: NetworkReading, _ outputs: Matrix, _ columns: Int, _ rows: Int, classes: Int
  ) -> Plot.Landscape {
    let width = outputs.shape.columns
    if classes == 0, width == 1 {
      return Plot.Landscape(
        columns: columns, rows: rows, heights: outputs.elements,
        label: Text(reading.output, .name))
    }
    let heights = (0..<outputs.shape.rows).map { row -> Double in
      let output = outputs.elements[(row * width)..<((row + 1) * width)]
      guard output.allSatisfy(\.isFinite) else { return .nan }
      guard width == 1 else {
        // Of three classes blank, light and dark, which are told apart best.
        let index = reading.classIndex(of: output, threshold: 0) % 5
        return Double(classes < 4 && index == 2 ? 3 : index) + 0.5
      }
      let number = output[output.startIndex]
      return reading.isLogit ? 1 / (1 + exp(-number)) : min(max(number, 0), 1)
    }
    // Shades change at 0.15, 0.5 and 0.85, and the darkest is left out, so that marks stand out.
    let range = width == 1 ? -0.2...1.55 : 0...5
    return Plot.Landscape(
      columns: columns, rows: rows, heights: heights, range: range, hasLegend: false,
      isStepped: true)
  }

  /// How each class is drawn, so that it is known without colour.
  static let classMarks: [(mark: Character, role: Role)] = [
    ("o", .value), ("x", .gradient), ("+", .success), ("*", .strong), ("#", .plain), ("@", .hint),
  ]

  private func marks(
    of points: Matrix, _ reading: NetworkReading, _ classes: [String], atMost limit: Int
  ) -> [Plot.Series] {
    let truth = reading.targets.flatMap { bench.definitions.value(ofLeaf: $0) }
    let share = Double(limit) / Double(max(points.shape.rows, 1))
    let count = max(classes.count, 1)
    var found = Array(repeating: [Plot.Point](), count: count)
    // Some of many, and not every second one, which may be all of one class.
    for row in 0..<points.shape.rows
    where (Double(row) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1) < share {
      var index = 0
      if !classes.isEmpty, let truth {
        let width = truth.shape.columns
        index = reading.classIndex(
          of: truth.elements[(row * width)..<((row + 1) * width)], threshold: 0.5)
      }
      found[min(index, count - 1)].append(Plot.Point(points[row, 0], points[row, 1]))
    }
    return found.indices.map { index in
      let look = Self.classMarks[index % Self.classMarks.count]
      return Plot.Series(
        classes.isEmpty ? "" : Text(classes[index]), .marks(look.mark), role: look.role,
        points: found[index])
    }
  }

  private func sentence(
    on outputs: Matrix, _ xs: ClosedRange<Double>, _ ys: ClosedRange<Double>,
    _ reading: NetworkReading, _ classes: [String], using engine: Engine
  ) -> Text {
    let corner = { (x: Double, y: Double) in
      let short = Numbers(digits: 3)
      return Text("(\(short.text(x)), \(short.text(y)))", .value)
    }
    var places = [
      "from": corner(xs.lowerBound, ys.lowerBound), "to": corner(xs.upperBound, ys.upperBound),
      "output": Text(reading.output, .name),
    ]
    guard !classes.isEmpty else {
      places["low"] = voice.value(outputs.elements.min() ?? .nan)
      places["high"] = voice.value(outputs.elements.max() ?? .nan)
      return voice.say(
        Phrase("{output} over the plane from {from} to {to}: between {low} and {high}.", places))
    }
    let width = outputs.shape.columns
    var areas = Array(repeating: 0, count: classes.count)
    for row in 0..<outputs.shape.rows {
      let index = reading.classIndex(
        of: outputs.elements[(row * width)..<((row + 1) * width)], threshold: reading.threshold)
      areas[min(index, classes.count - 1)] += 1
    }
    places["areas"] = voice.list(
      classes.indices.map { index in
        voice.say(
          Phrase(
            "{class} on {percent} %",
            [
              "class": Text(classes[index], .strong),
              "percent": Problems.number(
                Int((100 * Double(areas[index]) / Double(outputs.shape.rows)).rounded())),
            ]))
      })
    var text = voice.say(
      Phrase("Of the plane from {from} to {to} the network says {areas}.", places))
    if let judgement = judgement(of: reading, using: engine) {
      text +=
        " "
        + voice.say(
          Phrase(
            "{right} of {count} points lie where it says their class.",
            [
              "right": Problems.number(judgement.rightCount),
              "count": Problems.number(judgement.count),
            ]))
    }
    return text
  }

  /// Points and the curve that the network lays through them.
  private func fittedCurve(
    of reading: NetworkReading, _ points: Matrix, size: (columns: Int, rows: Int)?,
    using engine: Engine
  ) -> Plot? {
    let xs = Self.surroundings(of: points, 0)
    let count = 121
    let gap = (xs.upperBound - xs.lowerBound) / Double(count - 1)
    let places = (0..<count).map { xs.lowerBound + gap * Double($0) }
    guard let targets = reading.targets, let truth = bench.definitions.value(ofLeaf: targets),
      truth.shape == Shape(points.shape.rows, 1),
      let outputs = outputs(
        of: reading, for: Matrix(Shape(count, 1), places), as: .grid, using: engine),
      outputs.shape == Shape(count, 1)
    else { return nil }
    let stride = max(points.shape.rows / 400, 1)
    let ys = Self.surroundings(of: truth, 0)
    let (low, high) = (outputs.elements.min() ?? .nan, outputs.elements.max() ?? .nan)
    var plot = Plot(
      x: Plot.Axis(Text(bench.data?.columnNames.first ?? reading.features, .name), xs),
      y: Plot.Axis("", ys),
      series: [
        Plot.Series(
          Text(bench.data?.targetName ?? targets, .name), .marks("o"), role: .hint,
          points: Swift.stride(from: 0, to: points.shape.rows, by: stride).map {
            Plot.Point(points[$0, 0], truth[$0, 0])
          }),
        Plot.Series(
          Text(reading.output, .name), .line, role: .value,
          points: zip(places, outputs.elements).map { Plot.Point($0, $1) }),
      ],
      sentence: voice.say(
        Phrase(
          "{output} goes from {first} to {last} while {input} goes from {from} to {to}; it lies between {low} and {high}.",
          [
            "output": Text(reading.output, .name), "first": voice.value(outputs.elements[0]),
            "last": voice.value(outputs.elements[count - 1]),
            "input": Text(reading.features, .name), "from": voice.value(xs.lowerBound.toDigits(3)),
            "to": voice.value(xs.upperBound.toDigits(3)), "low": voice.value(low),
            "high": voice.value(high),
          ])))
    plot.size = size
    return plot
  }
}
