import CEdit
import CTerminal
import Glibc

extension EditLineSource {
  /// What libedit reads with: 1 a character, 0 the end, -1 interrupted.
  func readKey(into scalar: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if !prefilled.isEmpty {
      erase()
      _ = el_insertstr(edit, prefilled)
      prefilled = ""
      draw()
    }
    if !readAhead.isEmpty {
      scalar.pointee = wchar_t(readAhead.removeFirst().value)
      return 1
    }
    while true {
      let outcome = awaitKey(into: scalar)
      guard outcome == 1, scalar.pointee == 0x1B else { return outcome }
      if isVi {
        readSequence(into: scalar)
        return 1
      }
      let next = awaitSequence()
      if next < 1 || isSearching || !readAhead.isEmpty { return next }
    }
  }

  /// Escape was read: with a key that follows soon it is Alt. Alone, or twice, it does nothing:
  /// libedit would swallow the key after it, however late that comes.
  private func awaitSequence() -> Int32 {
    var next: wchar_t = 0
    while terminal_has_key(0, readAhead.isEmpty ? 300 : 50) {
      let outcome = awaitKey(into: &next)
      guard outcome == 1, let key = Unicode.Scalar(UInt32(bitPattern: next)) else { return outcome }
      readAhead.append(key)
      guard key == "\u{1B}", readAhead.count == 1 else { break }
    }
    if readAhead == ["\u{1B}"] { readAhead = [] }
    return 1
  }

  /// Escape was read: more of a sequence comes at once, or it was the key alone.
  private func readSequence(into scalar: UnsafeMutablePointer<wchar_t>) {
    var text = "\u{1B}"
    while sequences.keys.contains(where: { $0.unicodeScalars.starts(with: text.unicodeScalars) }) {
      if let code = sequences[text] {
        scalar.pointee = wchar_t(code.value)
        return
      }
      var next: wchar_t = 0
      guard terminal_has_key(0, 50), awaitKey(into: &next) == 1,
        let key = Unicode.Scalar(UInt32(bitPattern: next))
      else { break }
      text.unicodeScalars.append(key)
    }
    readAhead = Array(text.unicodeScalars.dropFirst())
  }

  private func awaitKey(into scalar: UnsafeMutablePointer<wchar_t>) -> Int32 {
    while true {
      switch terminal_next_key(0, scalar) {
      case TERMINAL_KEY:
        // Control characters are keys, but those beyond ASCII and the marks that reorder or hide
        // what follows would only be written to the screen.
        if scalar.pointee >= 0x80, let key = Unicode.Scalar(UInt32(bitPattern: scalar.pointee)) {
          scalar.pointee = wchar_t(key.picture.value)
        }
        return 1
      case TERMINAL_INTERRUPT:
        moveBelow(writing: "^C")
        return -1
      case TERMINAL_RESIZE:
        let before = columns
        columns = TerminalDevice.size(of: 1)?.columns ?? columns
        erase(drawnFor: before)
        el_resize(edit)
        draw()
      case TERMINAL_STOP:
        terminal_bracket_pastes(false)
        _ = edit_prepare_terminal(edit, 0)
        terminal_stop()
        _ = edit_prepare_terminal(edit, 1)
        terminal_bracket_pastes(true)
        columns = TerminalDevice.size(of: 1)?.columns ?? columns
        put("\r\u{1B}[J")
        el_resize(edit)
        draw()
      default:
        return 0
      }
    }
  }

  /// A key, inside one of our own functions.
  func nextKey() -> Unicode.Scalar? {
    var key: wchar_t = 0
    guard el_wgetc(edit, &key) == 1 else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: key))
  }

  /// Pasted text, up to the mark of its end: its line breaks stay, and nothing runs before Enter.
  func paste() -> UInt8 {
    var text = String.UnicodeScalarView()
    let end = Array("\u{1B}[201~".unicodeScalars)
    while !text.suffix(end.count).elementsEqual(end) {
      guard let key = nextKey() else { return UInt8(CC_EOF) }
      text.append(key)
    }
    text.removeLast(end.count)
    let isEnd = { (character: Character) in ["\r", "\n", "\r\n"].contains(character) }
    var lines = String(text).split(omittingEmptySubsequences: false, whereSeparator: isEnd)
      .map { String($0).replacing("\t", with: " ").pictured() }.joined(separator: "\n")
    while lines.last == "\n" { lines.removeLast() }
    let commands = PastedText(isOpen: assistance.isOpen, join: assistance.join).commands(in: lines)
    let line = commands.joined(separator: "\n")
    return el_insertstr(edit, line) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
  }

  /// Up and Down move between the lines of a paste, else through the history.
  func moveUp() -> UInt8 {
    let (line, cursor) = buffer
    let before = String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self).unicodeScalars
    guard let lineBreak = before.lastIndex(of: "\n") else { return recallOlder() }
    let column = before.distance(from: lineBreak, to: before.endIndex) - 1
    let above = before[..<lineBreak]
    let start = above.lastIndex(of: "\n").map(above.index(after:)) ?? above.startIndex
    let length = above.distance(from: start, to: above.endIndex)
    return moveCursor(by: -(column + 1 + max(length - column, 0)))
  }

  func moveDown() -> UInt8 {
    let (line, cursor) = buffer
    let bytes = Array(line.utf8)
    let before = String(decoding: bytes[..<cursor], as: UTF8.self).unicodeScalars
    let after = String(decoding: bytes[cursor...], as: UTF8.self).unicodeScalars
    guard let lineBreak = after.firstIndex(of: "\n") else { return recallNewer() }
    let start = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    let column = before.distance(from: start, to: before.endIndex)
    let below = after[after.index(after: lineBreak)...]
    let length = below.distance(
      from: below.startIndex, to: below.firstIndex(of: "\n") ?? below.endIndex)
    let rest = after.distance(from: after.startIndex, to: lineBreak)
    return moveCursor(by: rest + 1 + min(column, length))
  }

  /// Alt-Up and Alt-Down: the number at the cursor by units of its last digit.
  func nudge(by units: Int) -> UInt8 {
    let (line, offset) = buffer
    let characters = Array(line)
    let cursor = String(decoding: Array(line.utf8)[..<offset], as: UTF8.self).count
    guard let nudge = Nudge(characters, cursor: cursor, by: units) else { return UInt8(CC_ERROR) }
    // The cursor stays as far from the number's end as it was, so that the next key finds it.
    let behind = max(nudge.range.upperBound - cursor, 0)
    let before = String(characters[..<nudge.range.lowerBound]) + nudge.text
    let after = String(characters[nudge.range.upperBound...])
    replaceBuffer(with: before + after)
    let beyond = max(cursor - nudge.range.upperBound, 0)
    let back = String(after.dropFirst(beyond)).unicodeScalars.count + min(behind, nudge.text.count)
    _ = el_cursor(edit, -Int32(back))
    return UInt8(CC_REFRESH)
  }

  private func moveCursor(by scalars: Int) -> UInt8 {
    _ = el_cursor(edit, Int32(scalars))
    return UInt8(CC_CURSOR)
  }
}
