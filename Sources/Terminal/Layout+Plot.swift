import DocumentModel

extension Layout {
  /// The drawing with its sentence below it; for whoever listens, the sentence alone.
  func rows(_ plot: Plot) -> [Text] {
    let sentence = wrapped(
      visible.prose(plot.sentence).with(plainAs: profile.plain ? .plain : .hint), to: measure)
    guard !profile.plain, let picture = PlotPicture(plot, in: self) else { return sentence }
    return picture.rows + (plot.size == nil ? sentence : [])
  }
}

/// A plot laid out: a rectangle of cells with its axes, ticks and legend around it.
private struct PlotPicture {
  private let plot: Plot
  private let layout: Layout
  private let form: TerminalProfile.Canvas
  /// The rectangle in cells, without axes.
  private let columns: Int
  private let height: Int
  /// How many cells stand left of the rectangle.
  private let margin: Int
  private let yTicks: Ticks
  private let frame: PlotFrame

  /// Nil where the axes have no extent that can be drawn.
  init?(_ plot: Plot, in layout: Layout) {
    guard let frame = PlotFrame(plot) else { return nil }
    self.frame = frame
    self.layout = layout
    self.plot = plot
    form = layout.profile.unicode ? layout.profile.canvas : .ascii
    let free = min(max(layout.profile.height - 10, 5), 18)
    height = max(plot.size?.rows ?? free, 2)
    yTicks = Ticks(frame.y, atMost: max(height / 3, 3))
    margin = yTicks.widest + 2
    let room = layout.width - margin - PlotPicture.endOfAxis(plot.x.label, layout)
    columns = min(max(plot.size?.columns ?? min(room, 76), 4), max(room, 4))
  }

  /// What a short label takes behind the axis.
  private static func endOfAxis(_ label: Text, _ layout: Layout) -> Int {
    let width = cells(layout.visible.fixed(label))
    return width <= 4 ? width + 1 : 0
  }

  var rows: [Text] {
    var rows: [Text] = []
    if !plot.title.isEmpty {
      rows += wrapped(
        layout.visible.prose(plot.title).with(plainAs: .strong), to: layout.width)
    }
    if !plot.y.label.isEmpty { rows += topLabel }
    return rows + body + foot + legend
  }

  /// The name of the vertical axis stands above it.
  private var topLabel: [Text] {
    let label = layout.visible.fixed(plot.y.label)
    let width = cells(label)
    guard width <= layout.width else { return wrapped(label, to: layout.width) }
    return [Text(blanks(min(margin - 1 - width / 2, layout.width - width))) + label]
  }

  // MARK: - The rectangle

  private var body: [Text] {
    var canvas = Canvas(form, columns: columns, rows: height)
    frame.draw(plot, on: &canvas)
    var labels = Array(repeating: "", count: height)
    for tick in yTicks.ticks { labels[row(of: tick)] = tick.label }
    return (0..<height).map { row in
      let axis = labels[row].isEmpty ? "│" : "┤"
      let label = blanks(margin - 2 - labels[row].count) + labels[row]
      return layout.visible.fixed(Text(label + " " + axis, .hint)) + canvas.text(ofRow: row)
    }
  }

  private func row(of tick: Ticks.Tick) -> Int {
    let place = (1 - tick.place) * Double(height) - 0.5
    return min(max(Int(place.rounded()), 0), height - 1)
  }

  private func column(of tick: Ticks.Tick) -> Int {
    let place = tick.place * Double(columns) - 0.5
    return min(max(Int(place.rounded()), 0), columns - 1)
  }

  // MARK: - Below it

  /// The horizontal axis with its ticks, and their labels where there is room.
  private var foot: [Text] {
    var axis = Array(repeating: Character("─"), count: columns)
    var labels = ""
    var isFull = false
    for tick in xTicks.ticks {
      let column = column(of: tick)
      let half = tick.label.count / 2
      let start = min(
        max(margin + column - half, 0), layout.width - tick.label.count)
      isFull = labels.count > 0 && start < labels.count + 2
      if isFull { continue }
      axis[column] = "┬"
      labels += blanks(start - labels.count) + tick.label
    }
    let line = Text(blanks(margin - 1) + "└" + String(axis), .hint)
    let label = layout.visible.fixed(plot.x.label)
    let width = cells(label)
    if PlotPicture.endOfAxis(plot.x.label, layout) > 0 {
      return [layout.visible.fixed(line) + " " + label, Text(labels, .hint)]
    }
    let end = min(margin + columns, layout.width)
    if labels.count + 2 + width <= end {
      return [
        layout.visible.fixed(line),
        Text(labels + blanks(end - width - labels.count), .hint) + label,
      ]
    }
    return [layout.visible.fixed(line), Text(labels, .hint)]
      + wrapped(label, to: layout.width).map { Text(blanks(end - cells($0))) + $0 }
  }

  private var xTicks: Ticks {
    // As many as have room for the longest label and two blanks.
    for count in (2...max(columns / 6, 2)).reversed() {
      let ticks = Ticks(frame.x, atMost: count)
      if ticks.ticks.count * (ticks.widest + 3) <= columns { return ticks }
    }
    return Ticks(frame.x, atMost: 2)
  }

  // MARK: - The legend

  private var legend: [Text] {
    var entries = plot.series.filter { !$0.name.isEmpty }.map { series -> Text in
      let sample: String =
        switch series.style {
        case .line: form == .ascii ? "--" : "──"
        case .dashes: form == .ascii ? "- -" : "╌╌"
        case .marks(let mark): String(frame.mark(mark, form))
        }
      return Text(sample, series.role) + " " + layout.visible.fixed(series.name)
    }
    if let landscape = plot.landscape, landscape.hasLegend,
      let (low, high) = frame.heights(of: landscape)
    {
      let label = landscape.label.isEmpty ? Text() : layout.visible.fixed(landscape.label) + " "
      entries.insert(
        label + Text(Ticks.rounded(low) + " ", .hint)
          + Text(String(PlotFrame.shades(form)), .hint)
          + Text(" " + Ticks.rounded(high), .hint), at: 0)
    }
    var lines: [Text] = []
    let start = min(margin, 10)
    for entry in entries {
      if let last = lines.last, cells(last) + 3 + cells(entry) <= layout.width {
        lines[lines.count - 1] = last + "   " + entry
      } else {
        lines += wrapped(Text(blanks(start)) + entry, to: layout.width, hanging: start + 2)
      }
    }
    return lines
  }
}
