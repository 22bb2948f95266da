import DocumentModel

/// A circuit on a grid of cells.
struct CircuitPicture {
  private(set) var canvas: CircuitCanvas
  private let circuit: Circuit
  private let layers: CircuitLayers
  private let boxes: CircuitBoxes
  private let rows: CircuitRows
  private let columns: CircuitColumns
  private let channels: [CircuitChannel]
  private let visible: Visible
  /// For each layer, which of its wires are active.
  private let active: [[Bool]]

  /// Nil where it is wider than `width`.
  ///
  /// - Parameter layers: of the circuit, untangled.
  init?(
    _ circuit: Circuit, _ layers: CircuitLayers, _ style: CircuitBoxes.Style, _ visible: Visible,
    width: Int
  ) {
    self.circuit = circuit
    self.layers = layers
    self.visible = visible
    boxes = CircuitBoxes(circuit, style, visible)
    rows = CircuitRows(layers, boxes.extents(layers))
    channels = layers.wires.indices.map { [layers, rows] layer in
      CircuitChannel(
        layers.layers[layer].compactMap { item in
          let targets = layers.outgoing[item].map { rows.end(of: $0, in: layer) }
          return targets.isEmpty
            ? nil : .init(item: item, source: rows.row[item], targets: targets)
        })
    }
    columns = CircuitColumns(layers, boxes, channels)
    guard columns.width <= width else { return nil }
    active = Self.active(circuit, layers)
    let reach = channels.flatMap(\.pieces).map(\.rows.upperBound).max() ?? 0
    canvas = CircuitCanvas(width: columns.width, height: max(rows.height, reach + 1))
    draw()
  }

  private static func active(_ circuit: Circuit, _ layers: CircuitLayers) -> [[Bool]] {
    var active = layers.wires.map { Array(repeating: false, count: $0.count) }
    for layer in layers.wires.indices.reversed() {
      for (position, wire) in layers.wires[layer].enumerated() {
        let item = layers.items[wire.to]
        active[layer][position] =
          item.isLane
          ? layers.outgoing[wire.to].contains { active[layer + 1][$0] }
          : circuit.nodes[item.node].wires[wire.port].mark == .active
      }
    }
    return active
  }

  // MARK: - Drawing

  private mutating func draw() {
    for item in layers.items.indices { draw(item) }
    for (layer, channel) in channels.enumerated() { draw(channel, layer) }
  }

  private mutating func draw(_ item: Int) {
    let (node, layer) = (layers.items[item].node, layers.items[item].layer)
    let (place, row) = (columns.layers[layer], rows.row[item])
    let isRead = !layers.outgoing[item].isEmpty
    let isHeavy = layers.outgoing[item].contains { active[layer][$0] }
    guard !layers.items[item].isLane else {
      canvas.horizontal(row: row, from: place.bus, to: place.end - 1, wire: node, heavy: isHeavy)
      return
    }
    let box = boxes.boxes[node]
    if box.isGate, layer > 0 { drawEntry(item, place) }
    canvas.text(box.head, row: row, column: place.head)
    if box.isFramed { frame(box, row, place.head) }
    let start = place.head + box.headWidth
    if box.nameWidth > 0 {
      canvas.horizontal(row: row, from: start, to: place.name - 1, wire: node, heavy: isHeavy)
      canvas.text(" " + box.name + (isRead ? " " : ""), row: row, column: place.name)
      if isRead {
        let from = place.name + box.nameWidth + 2
        canvas.horizontal(row: row, from: from, to: place.end - 1, wire: node, heavy: isHeavy)
      }
    } else if isRead || box.isGate {
      let end = isRead ? place.end - 1 : place.labelEnd
      canvas.horizontal(row: row, from: start, to: end, wire: node, heavy: isHeavy)
    }
    for (line, text) in box.above.enumerated() {
      label(text, row: row - box.above.count + line, end: place.labelEnd)
    }
    for (line, text) in box.below.enumerated() {
      label(text, row: row + 1 + line, end: place.labelEnd)
    }
  }

  private mutating func label(_ text: Text, row: Int, end: Int) {
    canvas.text(text, row: row, column: end - cells(text))
  }

  /// What stands between the wires that arrive and the gate.
  private mutating func drawEntry(_ item: Int, _ place: CircuitColumns.Layer) {
    let (row, node) = (rows.row[item], layers.items[item].node)
    let layer = layers.items[item].layer
    let ports = rows.ports[item]
    let wires = layers.ports(of: item)
    let isHeavy = wires.contains { active[layer - 1][$0] }
    if let first = ports.first, let last = ports.last {
      canvas.vertical(
        column: place.bus, from: min(first, row), to: max(last, row), wire: CircuitCanvas.joint,
        heavy: isHeavy && ports.count > 1)
    }
    canvas.horizontal(
      row: row, from: place.bus, to: place.head - 1, wire: CircuitCanvas.joint, heavy: isHeavy)
    for (port, position) in zip(ports, wires) {
      let share = boxes.shares[node][layers.wires[layer - 1][position].port]
      if !share.isEmpty { label(share, row: port + 1, end: place.bus - 1) }
    }
  }

  /// The gate at which a walk is: a doubled box.
  private mutating func frame(_ box: CircuitBoxes.Box, _ row: Int, _ column: Int) {
    let (above, below, line) =
      visible.unicode ? (("╔", "╗"), ("╚", "╝"), "═") : (("+", "+"), ("+", "+"), "=")
    let middle = String(repeating: line, count: box.headWidth - 2)
    canvas.text(Text(above.0 + middle + above.1, .strong), row: row - 1, column: column)
    canvas.text(Text(below.0 + middle + below.1, .strong), row: row + 1, column: column)
  }

  private mutating func draw(_ channel: CircuitChannel, _ layer: Int) {
    let bus = columns.layers[layer + 1].bus
    let end = columns.layers[layer].end
    for net in channel.nets where net.isStraight {
      let wire = layers.items[net.item].node
      canvas.horizontal(
        row: net.source, from: end - 1, to: bus, wire: wire,
        heavy: isActive(net.item, layer, to: net.source))
    }
    var turned: [Int: Int] = [:]
    for piece in channel.pieces {
      let net = channel.nets[piece.net]
      let wire = layers.items[net.item].node
      let column = columns.tracks[layer][piece.track]
      let isDetour = piece.targets.count == 1 && !net.targets.contains(piece.targets[0])
      let isHeavy = layers.outgoing[net.item].contains { active[layer][$0] }
      canvas.horizontal(
        row: piece.source, from: turned[piece.net] ?? end - 1, to: column, wire: wire,
        heavy: isHeavy)
      for target in piece.targets {
        let isHeavy = isDetour ? isHeavy : isActive(net.item, layer, to: target)
        canvas.vertical(
          column: column, from: min(piece.source, target), to: max(piece.source, target),
          wire: wire, heavy: isHeavy)
        if !isDetour {
          canvas.horizontal(row: target, from: column, to: bus, wire: wire, heavy: isHeavy)
        }
      }
      turned[piece.net] = column
    }
  }

  private func isActive(_ item: Int, _ layer: Int, to row: Int) -> Bool {
    layers.outgoing[item].contains { active[layer][$0] && rows.end(of: $0, in: layer) == row }
  }

  // MARK: - Reading

  /// The rows of the drawing, with a caption in the last one where there is room.
  func rows(caption: Text, width: Int) -> [Text] {
    var lines = canvas.rows(unicode: visible.unicode)
    let caption = visible.fixed(caption)
    guard !caption.isEmpty, let last = lines.popLast() else { return lines }
    let column = max(columns.width - cells(caption), cells(last) + 6)
    guard column + cells(caption) <= width else {
      return lines + [last] + wrapped(caption, to: width)
    }
    return lines + [last.padded(to: column) + caption]
  }
}

extension CircuitRows {
  /// The row in which a wire arrives.
  func end(of position: Int, in layer: Int) -> Int {
    let wire = layers.wires[layer][position]
    guard !layers.items[wire.to].isLane else { return row[wire.to] }
    return ports[wire.to][layers.ports(of: wire.to).firstIndex(of: position)!]
  }
}
