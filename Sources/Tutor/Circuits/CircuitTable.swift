import DocumentModel
import GradientCore

extension CircuitDrawing {
  /// A row for each box, inputs first: name, what it computes, shape, value and slope.
  func table(atMost limit: Int) -> Document {
    let drawn = drawn
    let shown = drawn.boxes.prefix(limit)
    let graph = evaluation.graph
    let hasMatrices = shown.contains { !graph.shape(of: $0.node).isScalar }
    var columns = [
      Table.Column(voice.say(Phrase("name"))), Table.Column(voice.say(Phrase("gate"))),
    ]
    if hasMatrices { columns.append(Table.Column(voice.say(Phrase("shape")))) }
    columns.append(Table.Column(voice.say(Phrase("value")), .trailing))
    if !gradients.isEmpty { columns.append(Table.Column(voice.say(Phrase("slope")), .trailing)) }
    let rows = shown.map { box -> [Text] in
      let isGate = graph.nodes[box.node].isGate && !cut.contains(box.node)
      var cells: [Text] = [
        Text(graph.name(of: box.node) ?? "", .name), isGate ? text(of: box, width: 28) : "",
      ]
      if hasMatrices {
        let shape = graph.shape(of: box.node)
        cells.append(shape.isScalar ? "" : Text(shape.description, .hint))
      }
      cells.append(isKnown(box.node) ? entries(evaluation.value(of: box.node), .value) : "")
      if !gradients.isEmpty {
        cells.append(gradients[box.node].map { entries($0, .gradient) } ?? "")
      }
      return cells
    }
    var document = Document(.table(Table(columns: columns, rows: rows)))
    if drawn.boxes.count > limit {
      let rest = voice.say(
        Phrase("… and {count} more", ["count": Problems.number(drawn.boxes.count - limit)]))
      document += Document(.line(rest.with(.hint)))
    }
    return document
  }

  /// Four digits where six would not fit; the shape has a column of its own.
  private func entries(_ matrix: Matrix, _ role: Role) -> Text {
    let width = 20
    guard !matrix.isScalar, voice.numbers.inline(matrix).count > width else {
      return brief(matrix, role)
    }
    let short = Numbers(digits: min(voice.numbers.digits, 4)).inline(matrix)
    if matrix.shape.count <= 16, short.count <= width + 6 { return Text(short, role) }
    let ends = Numbers(digits: 3).brief(matrix, width: 0).drop { $0 != "[" }
    return Text(String(ends), role)
  }
}
