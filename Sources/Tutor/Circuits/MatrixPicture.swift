import DocumentModel
import GradientCore

/// A matrix beside a wire: its numbers where they are few, else shades.
enum MatrixPicture {
  /// More rows, or wider rows of numbers, become shades.
  static let mostRows = 3
  static let widest = 17
  /// The same where the window is wide.
  private static let widestOfWide = 32
  /// No entry is left blank: the smallest is there, too.
  private static let shades: [Character] = ["░", "▒", "▓", "█"]
  private static let thumbnail = Shape(3, 12)

  static func rows(of matrix: Matrix, _ numbers: Numbers, _ role: Role, isWide: Bool = false)
    -> [Text]
  {
    guard !matrix.isScalar else { return [] }
    let width = isWide ? widestOfWide : widest
    let rows = self.numbers(matrix, numbers, widest: width) ?? thumbnail(of: matrix)
    return rows.map { Text($0, role) }
  }

  /// Whether it is drawn in shades where there is not much room.
  static func isShaded(_ matrix: Matrix, _ numbers: Numbers) -> Bool {
    !matrix.isScalar && self.numbers(matrix, numbers, widest: widest) == nil
  }

  private static func numbers(_ matrix: Matrix, _ numbers: Numbers, widest: Int) -> [String]? {
    guard matrix.shape.rows <= mostRows, matrix.shape.columns <= 8 else { return nil }
    let rows = Numbers(digits: min(numbers.digits, 3)).rows(matrix)
    return rows.allSatisfy { $0.count <= widest } ? rows : nil
  }

  /// Means over a coarse grid, from the smallest to the largest; of few columns each twice as wide.
  private static func thumbnail(of matrix: Matrix) -> [String] {
    let shape = matrix.shape
    let grid = Shape(min(shape.rows, thumbnail.rows), min(shape.columns, thumbnail.columns))
    func part(_ index: Int, of count: Int, in length: Int) -> Range<Int> {
      (index * length / count)..<((index + 1) * length / count)
    }
    let means = (0..<grid.rows).map { row in
      (0..<grid.columns).map { column -> Double in
        let rows = part(row, of: grid.rows, in: shape.rows)
        let columns = part(column, of: grid.columns, in: shape.columns)
        let sum = rows.reduce(0.0) { sum, i in columns.reduce(sum) { $0 + matrix[i, $1] } }
        return sum / Double(rows.count * columns.count)
      }
    }
    let finite = means.joined().filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      return means.map { String(repeating: "?", count: $0.count) }
    }
    func shade(_ mean: Double) -> Character {
      guard mean.isFinite else { return "?" }
      guard high > low else { return shades[1] }
      let count = shades.count
      return shades[min(Int((mean - low) / (high - low) * Double(count)), count - 1)]
    }
    return means.map { row in
      String(
        row.flatMap { mean -> [Character] in
          Array(repeating: shade(mean), count: grid.columns <= thumbnail.columns / 2 ? 2 : 1)
        })
    }
  }
}
