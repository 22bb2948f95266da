import CTerminal

/// What a terminal would show: a small interpreter of the escapes that our program uses.
struct Screen {
  private(set) var columns: Int
  private(set) var rows: Int
  private(set) var cursor = (row: 0, column: 0)
  /// Whether pasted text would be bracketed now.
  private(set) var bracketsPastes = false
  /// Whether the cursor is not shown.
  private(set) var hidesCursor = false
  /// How often a line was begun to be edited.
  private(set) var promptCount = 0
  /// What it answers when it is asked for its background; nil where it does not know the question.
  var background: String? = "rgb:1e1e/1e1e/1e1e"
  /// Whether it says what kind of terminal it is.
  var tellsKind = true
  /// What it answered and nobody has taken yet.
  private(set) var answers = ""
  private var cells: [[Character?]]
  private var wrapsNext = false
  private var escape = ""
  private var pendingBytes: [UInt8] = []

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The lines without the blanks at their ends.
  var lines: [String] {
    cells.map { row in
      var line = String(row.compactMap { $0 })
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String { lines.joined(separator: "\n") }
  /// The line in which the cursor is.
  var line: String { lines[cursor.row] }

  mutating func resize(columns: Int, rows: Int) {
    self = {
      var new = Screen(columns: columns, rows: rows)
      let dropped = max(cursor.row - rows + 1, 0)
      for (index, row) in cells.dropFirst(dropped).prefix(rows).enumerated() {
        for (column, character) in row.prefix(columns).enumerated() {
          new.cells[index][column] = character
        }
      }
      new.cursor = (cursor.row - dropped, min(cursor.column, columns - 1))
      (new.bracketsPastes, new.promptCount) = (bracketsPastes, promptCount)
      new.hidesCursor = hidesCursor
      (new.background, new.tellsKind, new.answers) = (background, tellsKind, answers)
      return new
    }()
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    pendingBytes += bytes
    // A character may be cut by the end of a read.
    var whole = pendingBytes.count
    for length in 1...3 where pendingBytes.count >= length {
      let lead = pendingBytes[pendingBytes.count - length]
      if lead >= 0xC0, (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) > length {
        whole = pendingBytes.count - length
      }
    }
    for scalar in String(decoding: pendingBytes[..<whole], as: UTF8.self).unicodeScalars {
      take(scalar)
    }
    pendingBytes.removeFirst(whole)
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if !escape.isEmpty {
      escape.unicodeScalars.append(scalar)
      let isEnd =
        escape.hasPrefix("\u{1B}[")
        ? escape.count > 2 && (0x40...0x7E).contains(scalar.value)
        : escape.hasPrefix("\u{1B}]")
          ? escape.hasSuffix("\u{07}") || escape.hasSuffix("\u{1B}\\")
          : escape.count > 1 && scalar != "("
      if isEnd {
        obey(escape)
        escape = ""
      }
      return
    }
    switch scalar {
    case "\u{1B}": escape = "\u{1B}"
    case "\r": (cursor.column, wrapsNext) = (0, false)
    case "\n": newLine()
    case "\u{08}": (cursor.column, wrapsNext) = (max(cursor.column - 1, 0), false)
    case "\t": cursor.column = min((cursor.column / 8 + 1) * 8, columns - 1)
    case _ where scalar.value < 0x20: break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Int(terminal_cells(scalar.value))
    guard width > 0 else {
      if let before = cells[cursor.row][max(cursor.column - 1, 0)] {
        cells[cursor.row][max(cursor.column - 1, 0)] = Character(String(before) + String(scalar))
      }
      return
    }
    if wrapsNext || cursor.column + width > columns {
      cursor.column = 0
      newLine()
    }
    cells[cursor.row][cursor.column] = Character(scalar)
    if width == 2 { cells[cursor.row][cursor.column + 1] = nil }
    wrapsNext = cursor.column + width >= columns
    cursor.column = min(cursor.column + width, columns - 1)
  }

  private mutating func newLine() {
    wrapsNext = false
    guard cursor.row == rows - 1 else {
      cursor.row += 1
      return
    }
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
  }

  mutating func takeAnswers() -> String {
    defer { answers = "" }
    return answers
  }

  private mutating func obey(_ escape: String) {
    if escape.hasPrefix("\u{1B}]11;?"), let background {
      answers += "\u{1B}]11;\(background)\u{1B}\\"
    }
    if escape == "\u{1B}[c", tellsKind { answers += "\u{1B}[?64;1;2c" }
    guard escape.hasPrefix("\u{1B}["), let last = escape.last else { return }
    let arguments = escape.dropFirst(2).dropLast()
    if arguments == "?2004" {
      bracketsPastes = last == "h"
      promptCount += last == "h" ? 1 : 0
    }
    if arguments == "?25" { hidesCursor = last == "l" }
    let numbers = arguments.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let count = max((numbers.first ?? nil) ?? 1, 1)
    wrapsNext = false
    switch last {
    case "A": cursor.row = max(cursor.row - count, 0)
    case "B": cursor.row = min(cursor.row + count, rows - 1)
    case "C": cursor.column = min(cursor.column + count, columns - 1)
    case "D": cursor.column = max(cursor.column - count, 0)
    case "G": cursor.column = min(count, columns) - 1
    case "d": cursor.row = min(count, rows) - 1
    case "H":
      cursor = (min(count, rows) - 1, min((numbers.count > 1 ? numbers[1] : 1) ?? 1, columns) - 1)
    case "J": erase(below: (numbers.first ?? nil) ?? 0)
    case "K": erase(inRow: (numbers.first ?? nil) ?? 0)
    case "P": edit { row, column in row.removeSubrange(column..<min(column + count, row.count)) }
    case "@":
      edit { row, column in row.insert(contentsOf: Array(repeating: " ", count: count), at: column)
      }
    default: break
    }
  }

  private mutating func edit(_ change: (_ row: inout [Character?], _ column: Int) -> Void) {
    var row = cells[cursor.row]
    change(&row, cursor.column)
    cells[cursor.row] = Array((row + Array(repeating: " ", count: columns)).prefix(columns))
  }

  private mutating func erase(inRow mode: Int) {
    let range =
      mode == 0 ? cursor.column..<columns : mode == 1 ? 0..<cursor.column + 1 : 0..<columns
    for column in range { cells[cursor.row][column] = " " }
  }

  private mutating func erase(below mode: Int) {
    erase(inRow: mode)
    let rest = mode == 0 ? cursor.row + 1..<rows : mode == 1 ? 0..<cursor.row : 0..<rows
    for row in rest { cells[row] = Array(repeating: " ", count: columns) }
  }
}
