import CEdit

extension EditLineSource {
  /// Tab: as much as all candidates have in common; a second Tab lists them.
  func complete() -> UInt8 {
    let (line, cursor) = buffer
    let candidates = assistance.complete(line, cursor)
    guard let first = candidates.first else { return UInt8(CC_ERROR) }
    let bytes = Array(line.utf8)
    let start = min(max(first.start, 0), cursor)
    let typed = String(decoding: bytes[start..<cursor], as: UTF8.self)
    let common = candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    let isOnly = candidates.count == 1

    if isOnly || (common.count > typed.count && common.hasPrefix(typed)) {
      let goesOn = isOnly && cursor == bytes.count && common.last?.isLetterOrDigit == true
      el_deletestr(edit, Int32(typed.unicodeScalars.count))
      _ = el_insertstr(edit, common + (goesOn ? " " : ""))
      return UInt8(CC_REFRESH)
    }
    guard let last = completedAt, last == (line, cursor) else {
      completedAt = (line, cursor)
      return UInt8(CC_REFRESH_BEEP)
    }
    moveBelow(writing: "")
    put(assistance.list(candidates))
    draw()
    return UInt8(CC_NORM)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
