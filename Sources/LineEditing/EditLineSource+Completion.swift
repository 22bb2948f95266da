import CEdit

extension EditLineSource {
  /// Tab: as much as all candidates have in common; a second Tab lists them, and those after it what
  /// the window had no room for.
  func complete() -> UInt8 {
    let (line, cursor) = buffer
    let suggestions = assistance.complete(line, cursor)
    let candidates = suggestions.candidates
    guard let first = candidates.first else {
      return suggestions.heading.isEmpty ? UInt8(CC_ERROR) : listAtSecondTab(suggestions)
    }
    let bytes = Array(line.utf8)
    let start = min(max(first.start, 0), cursor)
    let typed = String(decoding: bytes[start..<cursor], as: UTF8.self)
    var common = candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    if candidates.count == 1, cursor == bytes.count { common += first.follow }

    let isMore = candidates.count == 1 || common.count > typed.count
    guard isMore, common != typed else { return listAtSecondTab(suggestions) }
    el_deletestr(edit, Int32(typed.unicodeScalars.count))
    _ = el_insertstr(edit, common)
    (completedAt, screensListed) = (buffer, 0)
    return UInt8(CC_REFRESH)
  }

  private func listAtSecondTab(_ suggestions: Suggestions) -> UInt8 {
    guard let last = completedAt, last == buffer else {
      (completedAt, screensListed) = (buffer, 0)
      return UInt8(CC_REFRESH_BEEP)
    }
    defer { screensListed += 1 }
    return showBelow(assistance.list(suggestions, rows.end + 1, screensListed))
  }

  /// F1: what is to be known about the word at the cursor.
  func explain() -> UInt8 {
    let (line, cursor) = buffer
    return showBelow(assistance.explain(line, cursor))
  }

  /// Shows text below the line, and the line once more below it.
  private func showBelow(_ text: String) -> UInt8 {
    moveBelow()
    put(text)
    draw()
    return UInt8(CC_NORM)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
