import DocumentModel

extension Layout {
  /// Two columns with three blanks between them, where both are narrow enough.
  func beside(_ left: [Block], _ right: [Block]) -> [Text] {
    let (leftRows, rightRows) = (rows(left), rows(right))
    let leftWidth = leftRows.map(cells).max() ?? 0
    let rightWidth = rightRows.map(cells).max() ?? 0
    guard !profile.plain, leftWidth + 3 + rightWidth <= width else {
      return leftRows + rightRows
    }
    return (0..<max(leftRows.count, rightRows.count)).map { row in
      let left = row < leftRows.count ? leftRows[row] : Text()
      guard row < rightRows.count else { return left }
      return left.padded(to: leftWidth + 3) + rightRows[row]
    }
  }
}
