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

/// Shares the window out: title, results and keys always stand; then the knobs come, then the
/// circuit and the curve where they have room.
struct PanelLayout {
  private let panel: ControlPanel
  private let layout: Layout
  private let keys: [Text]
  private let circuit: [Text]
  /// Rows of the knobs, and of the curve beside them.
  private let body: [Text]

  /// As many knobs are shown at least before the circuit gets room, where there are as many.
  private static let fewKnobs = 5
  /// A curve higher than this says no more.
  private static let highestCurve = 14

  init(_ panel: ControlPanel, in layout: Layout) {
    self.panel = panel
    self.layout = layout
    keys = Self.keys(panel, layout)
    let height = layout.profile.height
    // Title, results and note, with a rest above the results.
    let rests = height >= 16 ? 3 : height >= 14 ? 1 : 0
    let free = max(height - 3 - rests - keys.count, 3)
    let count = panel.knobs.count + (panel.before > 0 ? 1 : 0) + (panel.after > 0 ? 1 : 0)
    let groups = panel.knobs.dropFirst().count(where: \.beginsGroup)
    let least = min(count, Self.fewKnobs)

    let picture = panel.circuit.map { layout.rows([.circuit($0)]) } ?? []
    let values = Self.values(panel, layout)
    if !picture.isEmpty, picture.count + 1 + least <= free {
      circuit = picture
    } else if !values.isEmpty, values.count + 1 + least <= free {
      circuit = values
    } else {
      circuit = []
    }
    let room = free - (circuit.isEmpty ? 0 : circuit.count + 1)
    body = Self.body(panel, layout, wanted: count + groups, room: room)
  }

  /// All rows; as many as the window has, so that nothing jumps.
  var rows: [Text] {
    let height = layout.profile.height
    var rows = [title]
    let hasRests = height >= 16
    if hasRests { rows.append("") }
    rows += body
    if height >= 14 { rows.append("") }
    rows += [line(panel.results), line(panel.note)]
    if !circuit.isEmpty { rows += [""] + circuit }
    if hasRests { rows.append("") }
    return rows + keys
  }

  private var title: Text {
    let title = line(panel.title)
    let aside = layout.visible.fixed(panel.aside).with(plainAs: .hint)
    let gap = layout.width - cells(title) - cells(aside)
    return gap >= 3 ? title + Text(blanks(gap)) + aside : title
  }

  /// One row; what has no room is cut.
  private func line(_ text: Text) -> Text { Self.line(text, layout) }

  private static func line(_ text: Text, _ layout: Layout) -> Text {
    layout.visible.fixed(text).cut(to: layout.width, layout.visible)
  }

  private static func values(_ panel: ControlPanel, _ layout: Layout) -> [Text] {
    panel.values.besideEachOther(width: layout.width).prefix(2).map { line($0, layout) }
  }

  private static func keys(_ panel: ControlPanel, _ layout: Layout) -> [Text] {
    let keys = panel.keys.map { layout.visible.fixed($0).with(plainAs: .hint) }
    for gap in [3, 2] {
      let rows = keys.besideEachOther(gap: gap, width: layout.width)
      if rows.count == 1 || gap == 2 { return rows }
    }
    return []
  }

  // MARK: - Knobs and curve

  private static func body(
    _ panel: ControlPanel, _ layout: Layout, wanted: Int, room: Int
  ) -> [Text] {
    guard var curve = panel.curve, layout.width >= 72, room >= 7 else {
      return PanelKnobs(panel, width: layout.width, layout, rows: min(wanted, room)).rows
    }
    let curveWidth = min(layout.width * 2 / 5, 60)
    let knobWidth = layout.width - curveWidth - 3
    let rows = min(max(wanted, min(room, Self.highestCurve)), room)
    let around = 2 + (curve.y.label.isEmpty ? 0 : 1)
    curve.size = (columns: curveWidth, rows: min(rows, Self.highestCurve) - around)
    var right = layout
    right.width = curveWidth
    let drawn = right.rows([.plot(curve)]).prefix(rows)
    let knobs = PanelKnobs(panel, width: knobWidth, layout, rows: min(wanted, rows)).rows
    return (0..<max(knobs.count, drawn.count)).map { row in
      let left = row < knobs.count ? knobs[row] : Text()
      guard row < drawn.count else { return left }
      return left.padded(to: knobWidth + 3) + drawn[row]
    }
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
