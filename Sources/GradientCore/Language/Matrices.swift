/// `[a b; c d]` and `[[a, b], [c, d]]`.
extension Parser {
  mutating func parseMatrix() throws(LanguageError) {
    let open = current
    let first = nodes.count
    try enter(open)
    advance()
    if current.kind == .closeBracket {
      throw LanguageError(.emptyMatrix, at: open.start..<current.end)
    }
    var rows = 1
    var columns: Int?
    var count = 0
    /// The entries that are matrices themselves, each with its place.
    var inner: [Row] = []
    var rowStart = current.start
    while true {
      let start = current
      try parseExpression(.comparison)
      count += 1
      if start.kind == .matrixOpen, case .matrix = nodes[nodes.count - 1].kind {
        let node = nodes.count - 1
        inner.append(
          Row(node: node, range: start.start..<previousEnd, hasRows: node == lastJoinedMatrix))
      }
      switch current.kind {
      case .comma, .blank: advance()
      case .semicolon, .closeBracket:
        let range = rowStart..<previousEnd
        if let columns, columns != count {
          throw LanguageError(.unevenRows(first: columns, other: count), at: range)
        }
        columns = count
        if current.kind == .closeBracket {
          advance()
          leave()
          if inner.isEmpty {
            return append(.matrix(rows: rows, columns: count), first: first, start: open.start)
          }
          return try joinRows(inner, entries: rows * count, first: first, start: open.start)
        }
        advance()
        rows += 1
        count = 0
        rowStart = current.start
      default: throw expectedOperator()
      }
    }
  }

  /// A matrix where an entry of a matrix is expected.
  private struct Row {
    var node: Int
    var range: Range<Int>
    /// Written as `[[…]]` itself.
    var hasRows: Bool
  }

  /// `[[a, b], [c, d]]`: what looks like entries are rows.
  private mutating func joinRows(
    _ rows: [Row], entries: Int, first: Int, start: Int
  ) throws(LanguageError) {
    var columns: Int?
    for row in rows {
      guard rows.count == entries, case .matrix(1, let count) = nodes[row.node].kind, !row.hasRows
      else { throw LanguageError(.matrixInsideMatrix, at: row.range) }
      if let columns, columns != count {
        throw LanguageError(.unevenRows(first: columns, other: count), at: row.range)
      }
      columns = count
    }
    var kept = first
    var next = 0
    for node in first..<nodes.count {
      if next < rows.count, rows[next].node == node {
        next += 1
      } else {
        nodes[kept] = nodes[node]
        kept += 1
      }
    }
    nodes.removeSubrange(kept...)
    append(.matrix(rows: rows.count, columns: columns ?? 0), first: first, start: start)
    lastJoinedMatrix = nodes.count - 1
  }
}
