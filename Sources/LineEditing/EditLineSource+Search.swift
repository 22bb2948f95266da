import CEdit

extension EditLineSource {
  /// Ctrl-R: the newest line that contains what is typed; Ctrl-R again goes on to older ones.
  /// Enter runs the line, Ctrl-G gives back what was there, any other key goes on editing it.
  func search() -> UInt8 {
    let (typed, outer) = (buffer.line, shownPrompt)
    var words = ""
    var found = entries.count
    isSearching = true
    defer { isSearching = false }
    while true {
      erase()
      if found < entries.count { replaceBuffer(with: entries[found]) }
      draw(prompt: "\(assistance.searchPrompt()) \(words): ")
      guard let key = nextKey() else { return UInt8(CC_EOF) }
      switch key {
      case "\u{12}":
        found = entry(containing: words, before: found) ?? found
      case "\u{7F}", "\u{08}":
        _ = words.unicodeScalars.popLast()
        found = entry(containing: words, before: entries.count) ?? found
      case _ where !key.isControl:
        words.unicodeScalars.append(key)
        found = entry(containing: words, before: min(found + 1, entries.count)) ?? found
      default:
        erase()
        if key == "\u{07}" { replaceBuffer(with: typed) }
        draw(prompt: outer)
        let isEscape = key == "\u{1B}" && readAhead.isEmpty && !isVi
        if key != "\u{07}", !isEscape { el_push(edit, String(key)) }
        return UInt8(CC_NORM)
      }
    }
  }

  private func entry(containing words: String, before index: Int) -> Int? {
    guard !words.isEmpty else { return nil }
    return entries[..<index].lastIndex { $0.contains(words) }
  }
}
