import DocumentModel

/// The knobs of a panel, one a row: `▸ x  -2  ◂───●──────▸  ∂f/∂x  -4`.
struct PanelKnobs {
  private let panel: ControlPanel
  private let layout: Layout
  private let width: Int
  /// Which knobs are shown.
  private let shown: Range<Int>
  private let hasGroups: Bool
  private let columns: Columns

  private struct Columns {
    var name = 0
    var value = 0
    var bar = 0
    var slopeName = 0
    var slope = 0
  }

  private static let shortSlopeName = 1
  private static let longestBar = 30
  private static let shortestBar = 9

  init(_ panel: ControlPanel, width: Int, _ layout: Layout, rows: Int) {
    self.panel = panel
    self.layout = layout
    self.width = width
    let groups = panel.knobs.dropFirst().count(where: \.beginsGroup)
    let isWhole = panel.before == 0 && panel.after == 0
    hasGroups = isWhole && panel.knobs.count + groups <= rows
    shown = Self.window(panel, rows: rows)
    columns = Self.columns(panel.knobs[shown], width: width)
  }

  /// As many knobs as there is room for around the chosen one, and a row for what is missing above
  /// or below.
  private static func window(_ panel: ControlPanel, rows: Int) -> Range<Int> {
    let count = panel.knobs.count
    if panel.before == 0, panel.after == 0, count <= rows { return 0..<count }
    func range(_ size: Int) -> Range<Int> {
      let start = min(max(panel.chosen - size / 2, 0), max(count - size, 0))
      return start..<min(start + size, count)
    }
    let one = range(max(rows - 1, 1))
    let isAtTop = one.lowerBound == 0 && panel.before == 0
    let isAtEnd = one.upperBound == count && panel.after == 0
    return isAtTop || isAtEnd ? one : range(max(rows - 2, 1))
  }

  private static func columns(_ knobs: ArraySlice<ControlPanel.Knob>, width: Int) -> Columns {
    func widest(_ text: (ControlPanel.Knob) -> Text) -> Int {
      knobs.map { cells(text($0)) }.max() ?? 0
    }
    var columns = Columns(
      name: widest(\.name), value: max(widest(\.value), 6), slopeName: widest(\.slopeName),
      slope: widest(\.slope))
    func room() -> Int {
      let slopeName = columns.slopeName > 0 ? columns.slopeName + 2 : 0
      let slope = columns.slope > 0 ? columns.slope + 2 : 0
      return width - 2 - columns.name - 2 - columns.value - 2 - slopeName - slope
    }
    // A slope keeps its sign of being one.
    if room() < shortestBar + 3 { columns.slopeName = min(columns.slopeName, Self.shortSlopeName) }
    columns.bar = min(room(), longestBar)
    if columns.bar < shortestBar { columns.bar = 0 }
    return columns
  }

  var rows: [Text] {
    var rows: [Text] = []
    let above = panel.before + shown.lowerBound
    let below = panel.after + panel.knobs.count - shown.upperBound
    if above > 0 { rows.append(more(above, "↑")) }
    for index in shown {
      if hasGroups, index > 0, panel.knobs[index].beginsGroup { rows.append("") }
      rows.append(row(of: panel.knobs[index], isChosen: index == panel.chosen))
    }
    if below > 0 { rows.append(more(below, "↓")) }
    return rows
  }

  private func more(_ count: Int, _ arrow: String) -> Text {
    let text = Text("  \(arrow) \(count) ", .hint) + panel.more.with(plainAs: .hint)
    return layout.visible.fixed(text).cut(to: width, layout.visible)
  }

  private func row(of knob: ControlPanel.Knob, isChosen: Bool) -> Text {
    let mark = isChosen ? Text("▸ ", .strong) : "  "
    let name = isChosen ? knob.name.with(.strong) : knob.name
    var row = layout.visible.fixed(mark + name).padded(to: columns.name + 4)
    row += layout.visible.fixed(knob.value).padded(to: columns.value, .trailing) + "  "
    if columns.bar > 0 { row += bar(knob.position, isChosen: isChosen) + "  " }
    if columns.slopeName > 0 {
      let isShort = columns.slopeName == Self.shortSlopeName
      let name = isShort && !knob.slopeName.isEmpty ? Text("∂", .hint) : knob.slopeName
      row += layout.visible.fixed(name).padded(to: columns.slopeName) + (isShort ? " " : "  ")
    }
    row += layout.visible.fixed(knob.slope).padded(to: columns.slope, .trailing)
    return row.cut(to: width, layout.visible)
  }

  /// `◂───●──────▸`
  private func bar(_ position: Double?, isChosen: Bool) -> Text {
    guard let position, position.isFinite else { return Text(blanks(columns.bar)) }
    let inner = columns.bar - 2
    let place = Int((min(max(position, 0), 1) * Double(inner - 1)).rounded())
    let (left, line, right) = layout.profile.unicode ? ("◂", "─", "▸") : ("<", "-", ">")
    let knob = layout.profile.unicode ? "●" : "o"
    return Text(left + String(repeating: line, count: place), .hint)
      + Text(knob, isChosen ? .value : .plain)
      + Text(String(repeating: line, count: inner - 1 - place) + right, .hint)
  }
}
