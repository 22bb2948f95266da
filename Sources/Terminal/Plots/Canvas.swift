import DocumentModel

/// A rectangle of cells in which dots are set that are finer than a cell, and characters that fill
/// one. Dots count from the upper left corner.
struct Canvas {
  let form: TerminalProfile.Canvas
  let columns: Int
  let rows: Int
  /// Dots in a cell, from left to right and from top to bottom.
  let across: Int
  let down: Int

  private struct Cell {
    var dots: UInt8 = 0
    var role = Role.plain
    var mark: Character?
    var markRole = Role.plain
    var background: Character?
  }
  private var cells: [Cell]

  init(_ form: TerminalProfile.Canvas, columns: Int, rows: Int) {
    (self.form, self.columns, self.rows) = (form, columns, rows)
    (across, down) =
      switch form {
      case .braille: (2, 4)
      case .quadrants: (2, 2)
      case .halves: (1, 2)
      case .ascii: (1, 3)
      }
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  var width: Int { columns * across }
  var height: Int { rows * down }

  // MARK: - Drawing

  mutating func setDot(_ x: Int, _ y: Int, _ role: Role) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let cell = y / down * columns + x / across
    cells[cell].dots |= 1 << UInt8(y % down * across + x % across)
    cells[cell].role = role
  }

  mutating func put(_ mark: Character, column: Int, row: Int, _ role: Role) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    cells[row * columns + column].mark = mark
    cells[row * columns + column].markRole = role
  }

  /// What is seen where neither dots nor marks are.
  mutating func fill(_ character: Character, column: Int, row: Int) {
    cells[row * columns + column].background = character
  }

  /// How a line is broken: so many dots are set, so many left out.
  struct Dashes {
    var length: Int
    /// How many dots were passed.
    var passed = 0
  }

  /// A line between two points in dots; what lies outside is cut off.
  mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ role: Role,
    dashes: inout Dashes?
  ) {
    guard let (start, end) = clipped(start, end) else { return }
    let steps = Int(max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up))
    for step in 0...max(steps, 1) {
      let part = Double(step) / Double(max(steps, 1))
      if dashes != nil, step > 0 { dashes!.passed += 1 }
      if let dashes, dashes.passed / dashes.length % 2 == 1 { continue }
      setDot(
        Int((start.x + part * (end.x - start.x)).rounded()),
        Int((start.y + part * (end.y - start.y)).rounded()), role)
    }
  }

  /// The part of a line that lies inside, after Liang and Barsky (1984).
  private func clipped(
    _ start: (x: Double, y: Double), _ end: (x: Double, y: Double)
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (from, to) = (0.0, 1.0)
    let edges = [
      (-dx, start.x + 0.49), (dx, Double(width) - 0.51 - start.x),
      (-dy, start.y + 0.49), (dy, Double(height) - 0.51 - start.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        from = max(from, distance / direction)
      } else {
        to = min(to, distance / direction)
      }
    }
    guard from <= to else { return nil }
    return (
      (start.x + from * dx, start.y + from * dy), (start.x + to * dx, start.y + to * dy)
    )
  }

  // MARK: - Reading

  func text(ofRow row: Int) -> Text {
    var spans: [Span] = []
    for cell in cells[(row * columns)..<((row + 1) * columns)] {
      let (character, role): (Character, Role) =
        if let mark = cell.mark {
          (mark, cell.markRole)
        } else if cell.dots != 0 {
          (glyph(of: cell.dots), cell.role)
        } else {
          (cell.background ?? " ", cell.background == nil ? .plain : .hint)
        }
      if spans.last?.role == role {
        spans[spans.count - 1].text.append(character)
      } else {
        spans.append(Span(String(character), role))
      }
    }
    return Text(spans)
  }

  private func glyph(of dots: UInt8) -> Character {
    switch form {
    case .braille: Self.braille[Int(dots)]
    case .quadrants: Self.quadrants[Int(dots)]
    case .halves: Self.halves[Int(dots)]
    case .ascii: Self.ascii[Int(dots)]
    }
  }

  /// Unicode numbers the dots of braille down the left column, down the right one, then the two of
  /// the last row.
  private static let braille: [Character] = (0..<256).map { dots in
    let weights: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let code = weights.indices.reduce(UInt32(0x2800)) { code, bit in
      dots >> bit & 1 == 1 ? code + weights[bit] : code
    }
    return Character(Unicode.Scalar(code)!)
  }
  private static let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
  private static let halves = Array(" ▀▄█")
  private static let ascii = Array(" '-|_:||")
}
