import Glibc
import GradientCore

/// Writes numbers: the one place in the tutor that does.
public struct Numbers: Equatable, Sendable {
  /// Significant digits.
  public var digits: Int

  public init(digits: Int = 6) { self.digits = digits }

  /// As many digits as each number needs to be read back exactly.
  public static let exact = Numbers(digits: 17)

  /// As `%g` writes it, except that a whole number which these digits say exactly stays without
  /// an exponent up to 10^10, and that zero has no sign.
  public func text(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if self == .exact { return Formula.text(of: number) }
    if number == 0 { return "0" }
    let short = formatted("%.*g", digits, number)
    guard short.contains("e+"), abs(number) < 1e10, Double(short) == number else { return short }
    return formatted("%.*f", 0, number)
  }

  private func formatted(_ format: String, _ precision: Int, _ number: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let length = withVaList([Int32(precision), number]) {
        vsnprintf(buffer.baseAddress!, buffer.count, format, $0)
      }
      return String(
        decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<Int(length)]),
        as: UTF8.self)
    }
  }
}

// MARK: - Matrices

extension Numbers {
  /// Matrices with more entries than this are abridged where they stand in a line.
  static let inlineLimit = 16

  /// On one line and readable by our language: `-3`, `[0.15 0.2; 0.25 0.3]`.
  public func inline(_ matrix: Matrix) -> String {
    if let number = matrix.scalar { return text(number) }
    let rows = (0..<matrix.shape.rows).map { row in
      (0..<matrix.shape.columns).map { text(matrix[row, $0]) }.joined(separator: " ")
    }
    return "[" + rows.joined(separator: "; ") + "]"
  }

  /// On one line, whatever its size: `30×10 [-0.2 … 0.31]`, shape, smallest and largest entry,
  /// where the entries do not fit into `width`.
  public func brief(_ matrix: Matrix, width: Int = 78) -> String {
    if matrix.shape.count <= Self.inlineLimit {
      let text = inline(matrix)
      if matrix.isScalar || text.count <= width { return text }
    }
    let (lowest, highest) = matrix.elements.reduce(into: (Double.infinity, -Double.infinity)) {
      if $1 < $0.0 { $0.0 = $1 }
      if $1 > $0.1 { $0.1 = $1 }
    }
    let ends = width < 40 ? Numbers(digits: 2) : self
    return "\(matrix.shape) [\(ends.text(lowest)) … \(ends.text(highest))]"
  }

  /// Row by row in columns; of a matrix that is too large, the first and the last rows and columns.
  public func rows(_ matrix: Matrix, width: Int = 78, mostRows: Int = 12) -> [String] {
    let rows = Self.shown(of: matrix.shape.rows, atMost: mostRows)
    for limit in (2...8).reversed() {
      let lines = self.rows(matrix, rows, Self.shown(of: matrix.shape.columns, atMost: limit))
      if limit == 2 || lines.allSatisfy({ $0.count <= width }) { return lines }
    }
    return []
  }

  private func rows(_ matrix: Matrix, _ rows: [Int?], _ columns: [Int?]) -> [String] {
    let cells = rows.map { row in
      columns.map { column in
        guard let row, let column else { return "…" }
        return text(matrix[row, column])
      }
    }
    let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      zip(row, widths)
        .map { cell, width in String(repeating: " ", count: width - cell.count) + cell }
        .joined(separator: " ")
    }
  }

  /// The positions to show of `count`; nil stands for those left out.
  private static func shown(of count: Int, atMost limit: Int) -> [Int?] {
    guard count > limit else { return (0..<count).map { $0 } }
    let head = limit / 2
    return (0..<head).map { $0 } + [nil] + ((count - head)..<count).map { $0 }
  }
}
