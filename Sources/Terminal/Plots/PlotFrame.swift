import DocumentModel
import Glibc

/// The axes of a plot: where on the rectangle a point lies.
struct PlotFrame {
  let x: Plot.Axis
  let y: Plot.Axis

  /// Nil where an axis is not finite, or has no logarithm.
  init?(_ plot: Plot) {
    guard let x = Self.drawable(plot.x), let y = Self.drawable(plot.y) else { return nil }
    (self.x, self.y) = (x, y)
  }

  /// An axis without extent is given some.
  private static func drawable(_ axis: Plot.Axis) -> Plot.Axis? {
    var (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    guard low.isFinite, high.isFinite, (high - low).isFinite else { return nil }
    if axis.scale == .logarithmic {
      guard low > 0 else { return nil }
      if high / low < 1.0001 { (low, high) = (low / 2, high * 2) }
    } else if high - low <= 1e-12 * max(abs(low), abs(high)) {
      let half = low == 0 ? 1 : abs(low) * 0.1
      (low, high) = (low - half, high + half)
    }
    return Plot.Axis(axis.label, low...high, axis.scale)
  }

  /// From 0 to 1 inside the rectangle; nil for what has no place on the axis.
  private func place(of value: Double, on axis: Plot.Axis) -> Double? {
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    let place =
      axis.scale == .linear
      ? (value - low) / (high - low)
      : Glibc.log(value / low) / Glibc.log(high / low)
    // What is very far away is drawn as a steep line, not as an overflow.
    return place.isFinite ? min(max(place, -1e4), 1e4) : nil
  }

  private func place(of point: Plot.Point) -> (x: Double, y: Double)? {
    guard let x = place(of: point.x, on: x), let y = place(of: point.y, on: y) else { return nil }
    return (x, 1 - y)
  }

  // MARK: - Drawing

  func draw(_ plot: Plot, on canvas: inout Canvas) {
    if let landscape = plot.landscape {
      shade(landscape, on: &canvas)
    } else {
      drawZero(on: &canvas)
    }
    for series in plot.series {
      switch series.style {
      case .line: join(series, on: &canvas, dashes: nil)
      case .dashes:
        join(series, on: &canvas, dashes: Canvas.Dashes(length: canvas.across + 1))
      case .marks(let mark): put(mark, series, on: &canvas)
      }
    }
  }

  private func join(_ series: Plot.Series, on canvas: inout Canvas, dashes: Canvas.Dashes?) {
    var dashes = dashes
    var last: (x: Double, y: Double)?
    for point in series.points {
      guard let place = place(of: point) else {
        last = nil
        continue
      }
      let dot = (
        x: place.x * Double(canvas.width) - 0.5, y: place.y * Double(canvas.height) - 0.5
      )
      if let last {
        canvas.line(from: last, to: dot, series.role, dashes: &dashes)
      } else if (0...1).contains(place.x), (0...1).contains(place.y) {
        var solid: Canvas.Dashes?
        canvas.line(from: edge(dot, canvas), to: edge(dot, canvas), series.role, dashes: &solid)
      }
      last = dot
    }
  }

  /// What lies on the edge belongs to the outermost dots.
  private func edge(_ dot: (x: Double, y: Double), _ canvas: Canvas) -> (x: Double, y: Double) {
    (min(max(dot.x, 0), Double(canvas.width - 1)), min(max(dot.y, 0), Double(canvas.height - 1)))
  }

  private func put(_ mark: Character, _ series: Plot.Series, on canvas: inout Canvas) {
    for point in series.points {
      guard let place = place(of: point), (-1e-9...1 + 1e-9).contains(place.x),
        (-1e-9...1 + 1e-9).contains(place.y)
      else { continue }
      canvas.put(
        self.mark(mark, canvas.form),
        column: min(
          max(Int((place.x * Double(canvas.columns)).rounded(.down)), 0), canvas.columns - 1),
        row: min(max(Int((place.y * Double(canvas.rows)).rounded(.down)), 0), canvas.rows - 1),
        series.role)
    }
  }

  /// A mark in what the terminal has, one cell wide.
  func mark(_ mark: Character, _ form: TerminalProfile.Canvas) -> Character {
    if mark == "●" { return form == .ascii ? "@" : form == .braille ? mark : "•" }
    guard form == .ascii, !mark.isASCII else { return cells(String(mark)) == 1 ? mark : "?" }
    return "?"
  }

  /// Where the vertical axis passes through zero.
  private func drawZero(on canvas: inout Canvas) {
    guard y.scale == .linear, y.range.lowerBound < 0, y.range.upperBound > 0,
      let place = place(of: 0, on: y)
    else { return }
    let row = min(Int((1 - place) * Double(canvas.rows)), canvas.rows - 1)
    let line: Character = canvas.form == .braille ? "┈" : canvas.form == .ascii ? "." : "·"
    for column in 0..<canvas.columns { canvas.fill(line, column: column, row: row) }
  }

  // MARK: - Landscapes

  /// From the lowest to the highest.
  static func shades(_ form: TerminalProfile.Canvas) -> [Character] {
    form == .ascii ? Array(" .:=%#") : Array(" ░▒▓█")
  }

  /// The lowest and the highest; nil where no height is finite.
  func heights(of landscape: Plot.Landscape) -> (low: Double, high: Double)? {
    if let range = landscape.range { return (range.lowerBound, range.upperBound) }
    let finite = landscape.heights.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    return (low, high)
  }

  private func shade(_ landscape: Plot.Landscape, on canvas: inout Canvas) {
    let shades = Self.shades(canvas.form)
    let (low, high) = heights(of: landscape) ?? (0, 0)
    guard landscape.columns > 0, landscape.rows > 0,
      landscape.heights.count == landscape.columns * landscape.rows
    else { return }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let height = height(
          in: landscape, (Double(column) + 0.5) / Double(canvas.columns),
          1 - (Double(row) + 0.5) / Double(canvas.rows))
        // What has no height is hatched.
        guard height.isFinite else {
          canvas.fill("/", column: column, row: row)
          continue
        }
        let part = high > low ? (height - low) / (high - low) : 0.5
        let level = min(max(Int(part * Double(shades.count)), 0), shades.count - 1)
        canvas.fill(shades[level], column: column, row: row)
      }
    }
  }

  /// Between the four corners around a place, each from 0 to 1.
  private func height(in landscape: Plot.Landscape, _ x: Double, _ y: Double) -> Double {
    if landscape.isStepped {
      let row = min(Int(y * Double(landscape.rows)), landscape.rows - 1)
      let column = min(Int(x * Double(landscape.columns)), landscape.columns - 1)
      return landscape.heights[row * landscape.columns + column]
    }
    let across = x * Double(landscape.columns - 1)
    let up = y * Double(landscape.rows - 1)
    let (left, bottom) = (Int(across), Int(up))
    let (right, top) = (min(left + 1, landscape.columns - 1), min(bottom + 1, landscape.rows - 1))
    let (dx, dy) = (across - Double(left), up - Double(bottom))
    func at(_ row: Int, _ column: Int) -> Double {
      landscape.heights[row * landscape.columns + column]
    }
    func between(_ a: Double, _ b: Double, _ part: Double) -> Double {
      part == 0 ? a : a + part * (b - a)
    }
    return between(
      between(at(bottom, left), at(bottom, right), dx),
      between(at(top, left), at(top, right), dx), dy)
  }
}
