import DocumentModel

extension Layout {
  /// Columns side by side. Where they do not fit, the gaps shrink, then prose is wrapped inside its
  /// column, between words; where even that does not fit, a row becomes lines of "title: cell".
  func rows(_ table: Table) -> [Text] {
    var cellRows = table.rows.map { $0.map(visible.fixed) }
    let titles = table.columns.map { visible.fixed($0.title).with(plainAs: .hint) }
    let spoken = SpokenTable(table, visible: visible)
    if profile.plain { return spoken.sentences(cellRows).flatMap { line($0) } }
    for (column, _) in table.columns.enumerated()
    where table.columns[column].alignment == .operation {
      alignNumbers(of: column, in: &cellRows)
    }

    let all = (titles.contains { !$0.isEmpty } ? [titles] : []) + cellRows
    guard let grid = Grid(of: all, table.columns, in: width) else {
      return spoken.sentences(cellRows).flatMap { wrapped($0, to: width, hanging: 2) }
    }
    return all.flatMap { row($0, in: grid) }
  }

  /// Leaves room for a minus behind every operator, where one number has one.
  private func alignNumbers(of column: Int, in rows: inout [[Text]]) {
    let parts = rows.map { column < $0.count ? $0[column].cutAtBlank : nil }
    let isNegative = parts.map { $0?.rest.plain.hasPrefix("-") ?? false }
    guard isNegative.contains(true) else { return }
    for (row, part) in parts.enumerated() where !isNegative[row] {
      if let part { rows[row][column] = part.first + "  " + part.rest }
    }
  }

  /// One row; several lines where a cell is prose that does not fit.
  private func row(_ row: [Text], in grid: Grid) -> [Text] {
    let cells = zip(row, grid.widths).map { cell, width in
      Terminal.cells(cell) <= width ? [cell] : wrapped(cell, to: width)
    }
    let height = max(cells.map(\.count).max() ?? 1, 1)
    return (0..<height).map { line in
      var result = Text()
      for (column, lines) in cells.enumerated() {
        if column > 0 { result += Text(blanks(grid.gap)) }
        let piece = line < lines.count ? lines[line] : Text()
        result += piece.padded(to: grid.widths[column], grid.alignments[column])
      }
      return result
    }
  }
}

/// How wide the columns of a table are.
private struct Grid {
  var widths: [Int]
  var gap = 2
  let alignments: [Table.Alignment]

  /// A column of prose is never narrower than this.
  private static let narrowest = 12

  /// Nil where the table does not fit in any way.
  init?(of rows: [[Text]], _ columns: [Table.Column], in width: Int) {
    alignments = columns.map(\.alignment)
    widths = columns.indices.map { column in
      rows.map { column < $0.count ? cells($0[column]) : 0 }.max() ?? 0
    }
    if total <= width { return }
    gap = 1
    if total <= width { return }
    gap = 2
    let natural = widths
    for breaksCode in [false, true] {
      let least = columns.indices.map { column in
        rows.map {
          column < $0.count ? widestWord(of: $0[column], breakingCode: breaksCode) : 0
        }.reduce(Self.narrowest, max)
      }
      widths = natural
      shrink(to: width, butNotBelow: least)
      if total <= width { return }
    }
    return nil
  }

  /// The widest column of prose gives way, cell by cell, until all fits.
  private mutating func shrink(to width: Int, butNotBelow least: [Int]) {
    while total > width {
      let prose = widths.indices.filter {
        alignments[$0] == .leading && widths[$0] > least[$0]
      }
      guard let widest = prose.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  private var total: Int { widths.reduce(0, +) + gap * max(widths.count - 1, 0) }
}
