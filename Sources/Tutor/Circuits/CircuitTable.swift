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
    let rows = shown.flatMap { box -> [[Text]] in
      let isGate = graph.nodes[box.node].isGate && !cut.contains(box.node)
      var cells: [Text] = [
        Text(calledName(of: box.node) ?? "", .name), isGate ? text(of: box, width: 28) : "",
      ]
      if hasMatrices {
        let shape = graph.shape(of: box.node)
        cells.append(shape.isScalar ? "" : Text(shape.description, .hint))
      }
      let value = isKnown(box.node) ? lines(evaluation.value(of: box.node), .value) : []
      let slope = gradients[box.node].map { lines($0, .gradient) } ?? []
      let blanks = cells.map { _ in Text() }
      return (0..<max(value.count, slope.count, 1)).map { line in
        let numbers = [value] + (gradients.isEmpty ? [] : [slope])
        return (line == 0 ? cells : blanks) + numbers.map { line < $0.count ? $0[line] : "" }
      }
    }
    var document = Document(.table(Table(columns: columns, rows: rows)))
    if drawn.boxes.count > limit {
      let rest = voice.say(
        Phrase("… and {count} more", ["count": Problems.number(drawn.boxes.count - limit)]))
      document += Document(.line(rest.with(.hint)))
    }
    return document
  }

  /// On one line where the entries fit into it, else row by row.
  private func lines(_ matrix: Matrix, _ role: Role) -> [Text] {
    guard !matrix.isScalar, inline(matrix, voice.numbers, width: 20) == nil,
      let rows = Self.rows(of: matrix, voice.numbers)
    else { return [entries(matrix, role)] }
    return rows.map { Text($0, role) }
  }

  /// The rows of a small matrix, with few digits; nil of a larger one.
  private static func rows(of matrix: Matrix, _ numbers: Numbers) -> [String]? {
    guard matrix.shape.rows <= 6 else { return nil }
    let rows = Numbers(digits: min(numbers.digits, 3)).rows(matrix)
    return rows.count == matrix.shape.rows && rows.allSatisfy { $0.count <= 26 } ? rows : nil
  }

  /// Whether the table has all numbers of these matrices.
  func isWholeInTable(_ drawn: DrawnCircuit) -> Bool {
    drawn.boxes.allSatisfy { box in
      let matrices = [evaluation.value(of: box.node)] + (gradients[box.node].map { [$0] } ?? [])
      return matrices.allSatisfy { $0.isScalar || Self.rows(of: $0, voice.numbers) != nil }
    }
  }

  /// Four digits where six would not fit; the shape has a column of its own.
  private func entries(_ matrix: Matrix, _ role: Role) -> Text {
    let width = 20
    guard !matrix.isScalar, inline(matrix, voice.numbers, width: width) == nil else {
      return brief(matrix, role)
    }
    let few = Numbers(digits: min(voice.numbers.digits, 4))
    if let short = inline(matrix, few, width: width + 6) { return Text(short, role) }
    let ends = Numbers(digits: 3).brief(matrix, width: 0).drop { $0 != "[" }
    return Text(String(ends), role)
  }

  /// On one line where that has room; nil else. A large matrix is not written to find that out.
  private func inline(_ matrix: Matrix, _ numbers: Numbers, width: Int) -> String? {
    guard matrix.shape.count <= 16 else { return nil }
    let line = numbers.inline(matrix)
    return line.count <= width ? line : nil
  }
}
