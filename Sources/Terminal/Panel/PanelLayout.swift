import DocumentModel

extension Renderer {
  /// The panel in rows of this window, never more than it has.
  public func rows(_ panel: ControlPanel) -> [String] {
    let layout = Layout(profile: profile, width: profile.width)
    let theme = Theme(profile)
    return PanelLayout(panel, in: layout).rows.map {
      theme.paint($0.trimmingTrailingBlanks.joiningEqualRoles)
    }
  }
}

/// Shares the window out. Title, results, note and keys always stand; the curve stands right of the
/// knobs where the window is wide enough; then comes the circuit where it still has room, else the
/// values inside of it. What is left goes to knobs and to rests.
struct PanelLayout {
  private let panel: ControlPanel
  private let layout: Layout
  private let keys: [Text]
  private let note: [Text]
  /// The circuit, or its values, or nothing.
  private var lower: [Text] = []
  private var hasCurve = false
  /// Rows of the knobs and results.
  private var bodyHeight = 0
  private var rests = Rests()

  /// Empty rows, in the order in which they are given away.
  private struct Rests {
    var aboveResults = 0
    var belowTitle = 0
    var aboveLower = 0
    var aboveKeys = 0
  }

  /// As many knobs are shown at least before the circuit gets room, where there are as many.
  private static let fewKnobs = 4
  /// Below this a curve says nothing; above, no more.
  private static let curveHeights = 7...18
  private static let leastColumnsWithCurve = 72

  init(_ panel: ControlPanel, in layout: Layout) {
    self.panel = panel
    self.layout = layout
    keys = Self.keys(panel, layout)
    note = Self.note(panel, layout)
    let free = layout.profile.height - 1 - note.count - keys.count
    let few = min(knobRows, Self.fewKnobs)

    hasCurve =
      panel.curve != nil && layout.width >= Self.leastColumnsWithCurve
      && free >= Self.curveHeights.lowerBound
    let least = { [hasCurve, results] in
      max(few + results.count, hasCurve ? Self.curveHeights.lowerBound : 0)
    }()
    let pictures = Self.pictures(panel, layout, rows: free - least)
    let values = panel.values.besideEachOther(width: layout.width).prefix(4)
      .map { Self.line($0, layout) }
    let reason = panel.noRoom.isEmpty || pictures.isEmpty ? [] : [Self.line(panel.noRoom, layout)]
    let candidates =
      pictures + [Array(values) + reason, values.prefix(2) + reason]
      + [Array(values.prefix(2)), reason]
    lower = candidates.first { !$0.isEmpty && $0.count + least <= free } ?? []
    let picture = pictures.contains(lower) ? lower : []

    bodyHeight = min(least, free - lower.count)
    var spare = free - lower.count - bodyHeight
    func give(_ wanted: Int) -> Int {
      let given = min(max(wanted, 0), spare)
      spare -= given
      return given
    }
    let whole = knobRows + panel.knobs.dropFirst().count(where: \.beginsGroup)
    rests.aboveResults = give(1)
    bodyHeight += rests.aboveResults
    bodyHeight += give(min(knobRows, 7) + 1 + results.count - bodyHeight)
    rests.belowTitle = give(1)
    if !lower.isEmpty { rests.aboveLower = give(1) }
    rests.aboveKeys = give(1)
    // Matrices may be drawn without their numbers.
    let hasMatrices = panel.circuit?.nodes.contains { !$0.picture.isEmpty } ?? false
    if hasMatrices, !picture.isEmpty, !values.isEmpty, spare > values.count {
      spare -= values.count + 1
      lower = values + [""] + lower
    }
    bodyHeight += give(whole + 1 + results.count - bodyHeight)
    if hasCurve { bodyHeight += give(Self.curveHeights.upperBound - bodyHeight) }
  }

  /// The circuit with the numbers of its matrices, and without them.
  private static func pictures(_ panel: ControlPanel, _ layout: Layout, rows: Int) -> [[Text]] {
    guard let circuit = panel.circuit else { return [] }
    let whole = layout.rows([.circuit(circuit)])
    guard whole.count > rows, circuit.nodes.contains(where: { !$0.picture.isEmpty }) else {
      return [whole]
    }
    var shapes = circuit
    for node in shapes.nodes.indices {
      shapes.nodes[node].picture = []
      shapes.nodes[node].widePicture = []
      // The shape of a gradient is that of the value.
      if !shapes.nodes[node].gradientPicture.isEmpty { shapes.nodes[node].gradient = "" }
      shapes.nodes[node].gradientPicture = []
      shapes.nodes[node].wideGradientPicture = []
    }
    return [whole, layout.rows([.circuit(shapes)])]
  }

  var rows: [Text] {
    func rest(_ count: Int) -> [Text] { Array(repeating: "", count: count) }
    let rows =
      [title] + rest(rests.belowTitle) + body + note + rest(rests.aboveLower) + lower
      + rest(rests.aboveKeys) + keys
    return Array(rows.prefix(layout.profile.height))
  }

  private var title: Text {
    let title = Self.line(panel.title, layout)
    let aside = layout.visible.fixed(panel.aside).with(plainAs: .hint)
    let gap = layout.width - cells(title) - cells(aside)
    return gap >= 3 ? title + Text(blanks(gap)) + aside : title
  }

  /// One row; what has no room is cut.
  private static func line(_ text: Text, _ layout: Layout) -> Text {
    layout.visible.fixed(text).cut(to: layout.width, layout.visible)
  }

  /// As many rows for every note, so that nothing jumps.
  private static func note(_ panel: ControlPanel, _ layout: Layout) -> [Text] {
    let count = layout.width < 60 ? 2 : 1
    let rows = wrapped(layout.visible.fixed(panel.note), to: layout.width)
    if rows.count > count, count == 1 { return [line(panel.note, layout)] }
    return Array((rows + Array(repeating: "", count: count)).prefix(count))
  }

  private static func keys(_ panel: ControlPanel, _ layout: Layout) -> [Text] {
    let keys = panel.keys.map { layout.visible.fixed($0).with(plainAs: .hint) }
    let wide = keys.besideEachOther(gap: 3, width: layout.width)
    return wide.count == 1 ? wide : keys.besideEachOther(gap: 2, width: layout.width)
  }

  // MARK: - Knobs, results and curve

  /// All knobs, and a row that says that there are more.
  private var knobRows: Int {
    panel.knobs.count + (panel.before > 0 ? 1 : 0) + (panel.after > 0 ? 1 : 0)
  }

  private var leftWidth: Int { hasCurve ? layout.width - curveWidth - 3 : layout.width }
  private var curveWidth: Int { min(layout.width * 2 / 5, 60) }

  /// One below the other; in a low window beside each other, as far as they have room.
  private var results: [Text] {
    let isLow = layout.profile.height < 16 && layout.width >= 60
    return (isLow ? [panel.results.joined(separator: "   ")] : panel.results)
      .map { layout.visible.fixed($0).cut(to: leftWidth, layout.visible) }
  }

  private var body: [Text] {
    let results = results
    let room = bodyHeight - results.count - rests.aboveResults
    let knobs = PanelKnobs(panel, width: leftWidth, layout, rows: room).rows
    let rest = max(bodyHeight - knobs.count - results.count, 0)
    let left = knobs + Array(repeating: "", count: rest) + results
    let right = curve
    return (0..<max(bodyHeight, left.count)).map { row in
      let text = row < left.count ? left[row] : Text()
      return row < right.count ? text.padded(to: leftWidth + 3) + right[row] : text
    }
  }

  private var curve: [Text] {
    guard hasCurve, var curve = panel.curve else { return [] }
    let height = min(bodyHeight, Self.curveHeights.upperBound)
    let around = 2 + (curve.y.label.isEmpty ? 0 : 1)
    curve.size = (columns: curveWidth, rows: height - around)
    var right = layout
    right.width = curveWidth
    return Array(right.rows([.plot(curve)]).prefix(height))
  }
}

extension Text {
  /// At most so many cells, with an ellipsis where something is missing.
  func cut(to width: Int, _ visible: Visible) -> Text {
    guard cells(self) > width else { return self }
    let end = visible.fixed("…")
    var room = width - cells(end)
    var result = Text()
    for span in spans {
      var kept = ""
      for character in span.text {
        room -= cells(String(character))
        if room < 0 { return result + Text(kept, span.role) + Text(end, .hint) }
        kept.append(character)
      }
      result += Text(kept, span.role)
    }
    return result
  }
}
