import DocumentModel

/// A grid of cells in which lines join themselves: each cell knows in which directions lines leave
/// it, and lines of two wires that cross are no junction.
struct CircuitCanvas {
  fileprivate struct Sides: OptionSet {
    var rawValue: UInt8
    static let up = Sides(rawValue: 1)
    static let down = Sides(rawValue: 2)
    static let left = Sides(rawValue: 4)
    static let right = Sides(rawValue: 8)
    static let vertical: Sides = [.up, .down]
    static let horizontal: Sides = [.left, .right]
  }

  fileprivate struct Cell {
    var light: Sides = []
    var heavy: Sides = []
    /// The wire that passes from left to right, and the one that passes up and down.
    var across = -1
    var along = -1
    var character: Character?
    var role = Role.plain
    /// The second cell of a wide character.
    var isCovered = false
  }

  let width: Int
  let height: Int
  private var cells: [Cell]
  /// How often something was drawn where something else stood. Always 0 unless the layout errs.
  private(set) var collisions = 0

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: Cell(), count: width * height)
  }

  /// Where different wires may meet: at the bus of a gate.
  static let joint = -2

  // MARK: - Drawing

  mutating func text(_ text: Text, row: Int, column: Int, active: Bool = false) {
    var column = column
    for span in text.spans {
      for character in span.text {
        let size = Terminal.cells(String(character))
        guard size > 0 else { continue }
        for covered in 0..<size {
          guard let cell = index(row, column + covered) else { continue }
          if cells[cell].character != nil || !cells[cell].light.union(cells[cell].heavy).isEmpty {
            collisions += 1
          }
          cells[cell].character = character
          cells[cell].role = active ? .strong : span.role
          cells[cell].isCovered = covered > 0
        }
        column += size
      }
    }
  }

  /// A line from the middle of one column to the middle of another, both included.
  mutating func horizontal(
    row: Int, from start: Int, to end: Int, wire: Int, heavy: Bool = false
  ) {
    guard start <= end else { return }
    for column in start...end {
      var sides: Sides = []
      if column > start { sides.insert(.left) }
      if column < end { sides.insert(.right) }
      if start == end { sides = wire == Self.joint ? .right : .horizontal }
      add(sides, row, column, wire, heavy, isAcross: true)
    }
  }

  mutating func vertical(
    column: Int, from start: Int, to end: Int, wire: Int, heavy: Bool = false
  ) {
    guard start < end else { return }
    for row in start...end {
      var sides: Sides = []
      if row > start { sides.insert(.up) }
      if row < end { sides.insert(.down) }
      add(sides, row, column, wire, heavy, isAcross: false)
    }
  }

  private mutating func add(
    _ sides: Sides, _ row: Int, _ column: Int, _ wire: Int, _ heavy: Bool, isAcross: Bool
  ) {
    guard let cell = index(row, column) else { return }
    if cells[cell].character != nil { collisions += 1 }
    let known = isAcross ? cells[cell].across : cells[cell].along
    if known != -1, known != wire, known != Self.joint, wire != Self.joint { collisions += 1 }
    if isAcross { cells[cell].across = wire } else { cells[cell].along = wire }
    if heavy { cells[cell].heavy.formUnion(sides) } else { cells[cell].light.formUnion(sides) }
  }

  private mutating func index(_ row: Int, _ column: Int) -> Int? {
    guard (0..<height).contains(row), (0..<width).contains(column) else {
      collisions += 1
      return nil
    }
    return row * width + column
  }

  // MARK: - Reading

  /// Cells in which lines of two wires end on each other, which must not be.
  var falseJunctions: Int {
    cells.count {
      $0.isCrossing && $0.light.union($0.heavy) != Sides.vertical.union(.horizontal)
    }
  }

  func rows(unicode: Bool) -> [Text] {
    (0..<height).map { row in
      var result = Text()
      for cell in cells[(row * width)..<((row + 1) * width)] where !cell.isCovered {
        let (character, role) = cell.shown(unicode: unicode)
        if let last = result.spans.indices.last, result.spans[last].role == role {
          result.spans[last].text.append(character)
        } else {
          result.spans.append(Span(String(character), role))
        }
      }
      return result.trimmingTrailingBlanks
    }
  }
}

extension CircuitCanvas.Cell {
  /// Two wires that have nothing to do with each other.
  var isCrossing: Bool {
    across != -1 && along != -1 && across != along && across != CircuitCanvas.joint
      && along != CircuitCanvas.joint
  }

  /// One wire that goes on in three directions; four lines that meet would look like a crossing.
  var isFork: Bool {
    across == along && across >= 0 && light.union(heavy) == [.up, .down, .left, .right]
  }

  func shown(unicode: Bool) -> (Character, Role) {
    if let character { return (character, role) }
    let all = light.union(heavy)
    guard !all.isEmpty else { return (" ", .plain) }
    // The wire that goes up and down passes over the other one.
    let sides = isCrossing ? all.intersection(.vertical) : all
    let isHeavy = sides.isSubset(of: heavy)
    if isFork { return (unicode ? "●" : "o", isHeavy ? .strong : .hint) }
    let character =
      unicode ? Self.lines[isHeavy ? 1 : 0][Int(sides.rawValue)] : ascii(sides, isHeavy)
    return (character, isHeavy ? .strong : .hint)
  }

  private func ascii(_ sides: CircuitCanvas.Sides, _ isHeavy: Bool) -> Character {
    if sides.isSubset(of: .horizontal) { return isHeavy ? "=" : "-" }
    return sides.isSubset(of: .vertical) ? (isHeavy ? "#" : "|") : "+"
  }

  /// By up, down, left, right as bits.
  private static let lines = [
    Array(" │││─┘┐┤─└┌├─┴┬┼"), Array(" ┃┃┃━┛┓┫━┗┏┣━┻┳╋"),
  ]
}
