import DocumentModel

extension Layout {
  func rows(_ table: Table) -> [Text] {
    var cellRows = table.rows.map { $0.map(visible.fixed) }
    let titles = table.columns.map { visible.fixed($0.title).with(plainAs: .hint) }
    let hasTitles = titles.contains { !$0.isEmpty }
    if profile.plain { return sentences(cellRows, titles: titles) }
    for (column, _) in table.columns.enumerated()
    where table.columns[column].alignment == .operation {
      alignNumbers(of: column, in: &cellRows)
    }

    let all = (hasTitles ? [titles] : []) + cellRows
    var widths = table.columns.indices.map { column in
      all.map { column < $0.count ? cells($0[column]) : 0 }.max() ?? 0
    }
    let isProse = table.columns.last?.alignment == .leading
    let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    if isProse, before + widths[widths.count - 1] > width, width - before >= 16 {
      widths[widths.count - 1] = width - before
    }
    return all.flatMap { row($0, table.columns, widths) }
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

  /// One row; several lines where the last column is prose that does not fit.
  private func row(_ row: [Text], _ columns: [Table.Column], _ widths: [Int]) -> [Text] {
    var line = Text()
    for (column, cell) in row.enumerated().prefix(columns.count) {
      if column > 0 { line += "  " }
      let isLast = column == columns.count - 1
      if isLast, cells(cell) > widths[column], columns[column].alignment == .leading {
        let margin = Text(blanks(cells(line)))
        return wrapped(cell, to: widths[column]).enumerated().map {
          $0 == 0 ? line + $1 : margin + $1
        }
      }
      line += cell.padded(to: widths[column], columns[column].alignment)
    }
    return [line]
  }

  /// "x; value: 2; slope: -3", a line for each row.
  private func sentences(_ rows: [[Text]], titles: [Text]) -> [Text] {
    let hasTitles = titles.contains { !$0.isEmpty }
    return rows.map { row in
      row.enumerated().compactMap { column, cell -> Text? in
        guard !cell.isEmpty else { return nil }
        let title = column > 0 && column < titles.count ? titles[column] : Text()
        return title.isEmpty ? cell : title + ": " + cell
      }.joined(separator: hasTitles ? "; " : ", ")
    }
  }
}
