import CEdit
import CTerminal
import Glibc

extension EditLineSource {
  func bindKeys() {
    add("tutor-complete", on: ["^I"]) { edit, _ in owner(of: edit).complete() }
    add("tutor-search", on: ["^R"]) { edit, _ in owner(of: edit).search() }
    add("tutor-paste", on: ["\\e[200~"]) { edit, _ in owner(of: edit).paste() }
    add("tutor-up", on: ["\\e[A", "\\eOA"]) { edit, _ in owner(of: edit).moveUp() }
    add("tutor-down", on: ["\\e[B", "\\eOB"]) { edit, _ in owner(of: edit).moveDown() }
    for (key, function) in [
      ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"),
      ("\\e[F", "ed-move-to-end"), ("\\eOF", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
      ("\\e[3~", "ed-delete-next-char"), ("\\e[1;5D", "ed-prev-word"), ("\\e[1;5C", "em-next-word"),
      ("^W", "ed-delete-prev-word"),
    ] {
      _ = edit_bind(edit, key, function)
    }
  }

  private func add(_ name: String, on keys: [String], _ function: @escaping edit_function) {
    _ = edit_add_function(edit, name, name, function)
    for key in keys { _ = edit_bind(edit, key, name) }
  }

  /// What libedit reads with: 1 a character, 0 the end, -1 interrupted.
  func readKey(into scalar: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if !prefilled.isEmpty {
      erase()
      _ = el_insertstr(edit, prefilled)
      prefilled = ""
      draw()
    }
    while true {
      switch terminal_next_key(0, scalar) {
      case TERMINAL_KEY:
        return 1
      case TERMINAL_INTERRUPT:
        moveBelow(writing: "^C")
        return -1
      case TERMINAL_RESIZE:
        columns = TerminalDevice.size(of: 1)?.columns ?? columns
        erase()
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
    var line = ""
    for character in String(text) {
      switch character {
      case "\r", "\n", "\r\n": line += "\n"
      case "\t": line += " "
      default:
        line.unicodeScalars.append(contentsOf: character.unicodeScalars.filter { !$0.isControl })
      }
    }
    while line.last == "\n" { line.removeLast() }
    return el_insertstr(edit, line) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
  }

  /// Up and Down move between the lines of a paste, else through the history.
  func moveUp() -> UInt8 {
    let (line, cursor) = buffer
    let before = String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self).unicodeScalars
    guard let lineBreak = before.lastIndex(of: "\n") else { return push("\u{10}") }
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
    guard let lineBreak = after.firstIndex(of: "\n") else { return push("\u{0E}") }
    let start = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    let column = before.distance(from: start, to: before.endIndex)
    let below = after[after.index(after: lineBreak)...]
    let length = below.distance(
      from: below.startIndex, to: below.firstIndex(of: "\n") ?? below.endIndex)
    let rest = after.distance(from: after.startIndex, to: lineBreak)
    return moveCursor(by: rest + 1 + min(column, length))
  }

  private func push(_ keys: String) -> UInt8 {
    el_push(edit, keys)
    return UInt8(CC_NORM)
  }

  private func moveCursor(by scalars: Int) -> UInt8 {
    _ = el_cursor(edit, Int32(scalars))
    return UInt8(CC_CURSOR)
  }
}
