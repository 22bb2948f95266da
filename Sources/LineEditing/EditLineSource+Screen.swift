import CEdit
import CTerminal
import Glibc

extension EditLineSource {
  /// Marks the prompt's escapes for libedit, which wants them apart and none at the end.
  func show(prompt text: String) {
    var marked = ""
    var escape = ""
    var plain = ""
    for character in text {
      guard character == "\u{1B}" || !escape.isEmpty else {
        marked.append(character)
        plain.append(character)
        continue
      }
      escape.append(character)
      guard character.isLetter else { continue }
      if marked.last == "\u{1}" { marked.removeLast() } else { marked.append("\u{1}") }
      marked += escape + "\u{1}"
      escape = ""
    }
    if marked.last == "\u{1}" {
      // The last blank goes behind the escape that ends its colour.
      let end = marked.dropLast().lastIndex(of: "\u{1}") ?? marked.startIndex
      if end > marked.startIndex, marked[marked.index(before: end)] == " " {
        marked.remove(at: marked.index(before: end))
      } else {
        plain.append(" ")
      }
      marked.append(" ")
    }
    shownPrompt = text
    free(prompt)
    prompt = strdup(marked)
    promptCells = plain.unicodeScalars.reduce(0) { $0 + Int(terminal_cells($1.value)) }
  }

  /// The line as it is now, and the cursor as a UTF-8 offset into it.
  var buffer: (line: String, cursor: Int) {
    guard let info = el_line(edit)?.pointee else { return ("", 0) }
    let count = info.lastchar - info.buffer
    let bytes = UnsafeBufferPointer(start: info.buffer, count: count).map { UInt8(bitPattern: $0) }
    return (String(decoding: bytes, as: UTF8.self), info.cursor - info.buffer)
  }

  /// Puts `line` in the place of what is typed, the cursor at its end.
  func replaceBuffer(with line: String) {
    _ = el_cursor(edit, Int32.max / 2)
    el_deletestr(edit, Int32(buffer.line.unicodeScalars.count))
    _ = el_insertstr(edit, line)
  }

  /// Clears prompt and line from the screen; what changes them comes between this and `draw`.
  ///
  /// - Parameter columns: how wide the window was when they were drawn.
  func erase(drawnFor columns: Int? = nil) {
    edit_flush()
    let (line, cursor) = buffer
    let typed = String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self)
    let above = rowsAbove(typed, drawnFor: columns ?? self.columns)
    put("\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J")
  }

  /// Draws prompt and line from here.
  func draw(prompt: String? = nil) {
    if let prompt { show(prompt: prompt) }
    _ = edit_refresh(edit)
  }

  /// Leaves the line as it stands on the screen, and goes on below it.
  func moveBelow(writing end: String = "") {
    edit_flush()
    let rows = rows
    put(end + String(repeating: "\n", count: rows.end - rows.cursor + 1))
  }

  /// Clears a line that was just entered, with its prompt, as far as it is still on the screen.
  func eraseAbove(_ line: String) {
    let height = TerminalDevice.size(of: 1)?.rows ?? 24
    put("\r\u{1B}[\(min(row(after: line) + 1, height - 1))A\u{1B}[J")
  }

  /// How many rows below the prompt the cursor and the end of the line stand.
  var rows: (cursor: Int, end: Int) {
    let (line, cursor) = buffer
    return (
      row(after: String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self)), row(after: line)
    )
  }

  /// How many rows below the prompt's first the cursor stands after `text`.
  private func row(after text: String) -> Int { cellsOfRows(upTo: text, columns).count - 1 }

  /// The same in a window of another width now: rows stay what they are in a wider one, and in a
  /// narrower one each is broken by itself.
  private func rowsAbove(_ text: String, drawnFor before: Int) -> Int {
    let rows = cellsOfRows(upTo: text, before)
    guard columns < before else { return rows.count - 1 }
    return rows.dropLast().reduce(0) { $0 + max(($1 + columns - 1) / columns, 1) }
      + rows[rows.count - 1] / columns
  }

  /// How many cells the rows of prompt and text fill; in the last one the cursor stands.
  private func cellsOfRows(upTo text: String, _ columns: Int) -> [Int] {
    var rows = Array(repeating: columns, count: promptCells / columns) + [promptCells % columns]
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        rows.append(0)
        continue
      }
      let width = scalar.value < 0x20 ? 2 : Int(terminal_cells(scalar.value))
      if rows[rows.count - 1] + width > columns { rows.append(0) }
      rows[rows.count - 1] += width
    }
    return rows[rows.count - 1] == columns ? rows + [0] : rows
  }
}
