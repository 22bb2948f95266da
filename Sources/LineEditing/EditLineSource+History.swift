import CEdit

extension EditLineSource {
  /// A way through earlier lines, from what was typed and back to it.
  struct Walk {
    /// What stood before the cursor when it began: the lines begin so.
    var beginning: String
    var typed: String
    /// In `entries`; their count for what was typed.
    var index: Int
    /// What it put in the line; when the line is another one, the walk is over.
    var shown: String
  }

  /// Keeps a line at once, for this session and for later ones.
  func keep(_ line: String) {
    guard line.contains(where: { $0 != " " }), line != entries.last else { return }
    enter(line)
    assistance.remember(line)
  }

  /// A line that is there already moves to the end.
  func enter(_ line: String) {
    guard line != entries.last else { return }
    if let same = entries.lastIndex(of: line) {
      entries.remove(at: same)
      edit_history_clear(history)
      for entry in entries { _ = edit_history_enter(history, entry) }
    }
    entries.append(line)
    _ = edit_history_enter(history, line)
  }

  /// Up and Down: the lines that begin with what stands before the cursor.
  func recallOlder() -> UInt8 {
    var walk = presentWalk
    guard
      let index = entries[..<walk.index].lastIndex(where: {
        $0.hasPrefix(walk.beginning) && $0 != walk.shown
      })
    else { return UInt8(CC_ERROR) }
    walk.index = index
    return show(entries[index], walk)
  }

  func recallNewer() -> UInt8 {
    var walk = presentWalk
    guard walk.index < entries.count else { return UInt8(CC_ERROR) }
    walk.index =
      entries[(walk.index + 1)...].firstIndex {
        $0.hasPrefix(walk.beginning) && $0 != walk.shown
      } ?? entries.count
    return show(walk.index < entries.count ? entries[walk.index] : walk.typed, walk)
  }

  private var presentWalk: Walk {
    let (line, cursor) = buffer
    if let walk, walk.shown == line { return walk }
    let beginning = String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self)
    return Walk(beginning: beginning, typed: line, index: entries.count, shown: line)
  }

  private func show(_ line: String, _ walk: Walk) -> UInt8 {
    replaceBuffer(with: line)
    self.walk = walk
    self.walk?.shown = line
    return UInt8(CC_REFRESH)
  }
}
