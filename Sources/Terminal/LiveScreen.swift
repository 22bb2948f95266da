/// Rows that are drawn over in place, at the bottom of what was written before: only those that
/// changed are written. It makes the characters and writes none.
///
/// Between two drawings the cursor stands at the left of the last row.
public struct LiveScreen: Equatable, Sendable {
  /// What the window shows now.
  private var rows: [String] = []
  private var columns = 0
  private var height = 0

  public init() {}

  public var isEmpty: Bool { rows.isEmpty }

  /// What has to be written so that the window shows `newRows`; empty where it does already.
  ///
  /// - Parameter newRows: rendered rows, none wider than the window. Those that the window is too
  ///   low for are left out.
  public mutating func draw(_ newRows: [String], in window: Renderer) -> String {
    let new = Array(newRows.prefix(window.profile.height))
    guard !new.isEmpty else { return erase() }
    let start = follow(window)
    guard new != rows || !start.isEmpty else { return "" }
    defer { rows = new }
    return Self.begin + start + change(to: new) + Self.end
  }

  /// Takes the rows away; the cursor stands where the first of them was.
  public mutating func erase() -> String {
    guard !rows.isEmpty else { return "" }
    defer { rows = [] }
    return Self.up(rows.count - 1) + Self.eraseBelow
  }

  /// Leaves the rows where they are and goes on below; also where something else was written over
  /// or below them.
  public mutating func leave() -> String {
    guard !rows.isEmpty else { return "" }
    defer { rows = [] }
    return "\r\n"
  }

  /// Forgets what was drawn: the next drawing begins where the cursor is.
  public mutating func forget() { rows = [] }

  // MARK: - Changes

  private func change(to new: [String]) -> String {
    var result = ""
    var row = max(rows.count - 1, 0)
    if new.count < rows.count {
      result += Self.up(rows.count - 1 - new.count) + Self.eraseBelow + Self.up(1)
      row = new.count - 1
    }
    for (index, text) in new.enumerated() where index >= rows.count || rows[index] != text {
      if index < max(rows.count, 1) {
        result += Self.move(from: row, to: index)
      } else {
        result += Self.move(from: row, to: index - 1) + "\n"
      }
      result += "\r" + text + Self.eraseRest
      row = index
    }
    return result + Self.move(from: row, to: new.count - 1) + "\r"
  }

  /// In a window of another size the rows may have been broken or pushed out; they are taken away.
  private mutating func follow(_ window: Renderer) -> String {
    let size = (window.profile.width, window.profile.height)
    defer { (columns, height) = size }
    guard (columns, height) != size, !rows.isEmpty else { return "" }
    let above = rows.dropLast().reduce(0) { $0 + window.rows(ofRendered: $1) }
    rows = []
    return Self.up(min(above, window.profile.height - 1)) + Self.eraseBelow
  }

  // MARK: - Escapes

  /// A terminal that knows it shows all changes at once; others do not see it.
  private static let begin = "\u{1B}[?2026h"
  private static let end = "\u{1B}[?2026l"
  private static let eraseRest = "\u{1B}[K"
  private static let eraseBelow = "\r\u{1B}[J"

  private static func up(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)A" : "" }

  private static func move(from row: Int, to other: Int) -> String {
    other > row ? "\u{1B}[\(other - row)B" : up(row - other)
  }
}
