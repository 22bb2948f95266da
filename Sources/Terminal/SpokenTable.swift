import DocumentModel

/// The rows of a table as sentences: for whoever hears them one by one, and where columns do not fit.
struct SpokenTable {
  private let titles: [Text]
  private let alignments: [Table.Alignment]

  init(_ table: Table, visible: Visible) {
    titles = table.columns.map { visible.fixed($0.spoken).with(plainAs: .hint) }
    alignments = table.columns.map(\.alignment)
  }

  /// A row without a name of its own goes on with that of the row above.
  func sentences(_ rows: [[Text]]) -> [Text] {
    var head: Text?
    return rows.map { row in
      guard !hasTitles, alignments.count > 1, let first = row.first else { return sentence(row) }
      if !first.isEmpty { head = first }
      return sentence([head ?? first] + row.dropFirst())
    }
  }

  /// "input: x; value: 2; slope: -3"; what has no titles is "h: 0.01, the difference step", and an
  /// equation is read as one: "x: 1 + 0.1 · -3 = 0.7".
  private func sentence(_ row: [Text]) -> Text {
    var result = Text()
    for (column, cell) in row.enumerated()
    where cell.spans.contains(where: { $0.text.contains { $0 != " " } }) {
      let title = column < titles.count ? titles[column] : Text()
      let said = hasTitles ? withoutOperator(cell, in: column) : cell
      let part = title.isEmpty ? said : title + ": " + said
      if !result.isEmpty {
        result += joint(before: said, in: column, isSecond: isHead(row, before: column))
      }
      result += part
    }
    return result
  }

  private var hasTitles: Bool { titles.contains { !$0.isEmpty } }

  /// Whether only the row's own name stands before a column.
  private func isHead(_ row: [Text], before column: Int) -> Bool {
    titles.first?.isEmpty ?? true && row.first?.isEmpty == false
      && row[1..<column].allSatisfy(\.isEmpty)
  }

  private func joint(before cell: Text, in column: Int, isSecond: Bool) -> Text {
    let isTitled = column < titles.count && !titles[column].isEmpty
    if isTitled { return "; " }
    let goesOn = beginsWithOperator(cell)
    // Where a name is followed by a number and operators, they are the name's equation.
    if isSecond, !goesOn { return ": " }
    return goesOn && !hasTitles ? " " : hasTitles ? "; " : ", "
  }

  private func beginsWithOperator(_ cell: Text) -> Bool {
    guard let (first, _) = cell.cutAtBlank else { return false }
    return ["=", "+", "-", "·", "→", "*", "->"].contains(first.plain)
  }

  /// Where a title says what a number is, the operator before it only disturbs.
  private func withoutOperator(_ cell: Text, in column: Int) -> Text {
    guard column < alignments.count, alignments[column] == .operation else { return cell }
    return cell.cutAtBlank?.rest ?? cell
  }
}
