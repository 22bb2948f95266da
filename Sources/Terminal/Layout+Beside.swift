import DocumentModel

extension Layout {
  /// Two columns with three blanks between them, where both are narrow enough.
  func beside(_ left: [Block], _ right: [Block], _ fixedWidth: Int? = nil) -> [Text] {
    guard !profile.plain else { return rows(left) + rows(right) }
    var (leftLayout, rightLayout) = (self, self)
    if let fixedWidth, fixedWidth + 3 < width {
      leftLayout.width = fixedWidth
      rightLayout.width = width - fixedWidth - 3
    }
    let (leftRows, rightRows) = (leftLayout.rows(left), rightLayout.rows(right))
    let leftWidth = max(fixedWidth ?? 0, leftRows.map(cells).max() ?? 0)
    let rightWidth = rightRows.map(cells).max() ?? 0
    guard leftWidth + 3 + rightWidth <= width else { return rows(left) + rows(right) }
    return (0..<max(leftRows.count, rightRows.count)).map { row in
      let left = row < leftRows.count ? leftRows[row] : Text()
      guard row < rightRows.count else { return left }
      return left.padded(to: leftWidth + 3) + rightRows[row]
    }
  }
}
