import GradientCore

extension Matrix {
  /// With one row more.
  func appending(_ row: [Double]) -> Matrix {
    Matrix(Shape(shape.rows + 1, shape.columns), elements + row)
  }

  /// Only these rows, in this order.
  func gathering(_ rows: [Int]) -> Matrix {
    var gathered: [Double] = []
    gathered.reserveCapacity(rows.count * shape.columns)
    for row in rows { gathered += elements[(row * shape.columns)..<((row + 1) * shape.columns)] }
    return Matrix(Shape(rows.count, shape.columns), gathered)
  }

  mutating func standardize(with standardization: DataSet.Standardization) {
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        self[row, column] =
          (self[row, column] - standardization.means[column]) / standardization.deviations[column]
      }
    }
  }
}

extension DataSet.Standardization {
  /// The deviation divides by the number of rows, as NumPy's `std` does.
  init(of features: Matrix) {
    let columns = (0..<features.shape.columns).map { ColumnFacts(column: $0, of: features) }
    means = columns.map(\.mean)
    deviations = columns.map { $0.isConstant ? 1 : $0.deviation }
  }
}

/// A column in numbers.
struct ColumnFacts: Equatable {
  var smallest = Double.infinity
  var largest = -Double.infinity
  var mean = 0.0
  /// Divided by the number of rows.
  var deviation = 0.0

  var isConstant: Bool { smallest == largest }

  init(column: Int, of matrix: Matrix) {
    let rows = matrix.shape.rows
    for row in 0..<rows {
      let value = matrix[row, column]
      smallest = min(smallest, value)
      largest = max(largest, value)
      // Of the differences, because a sum of large numbers may leave the finite ones.
      mean += (value - mean) / Double(row + 1)
    }
    if isConstant { mean = smallest }
    var squares = 0.0
    for row in 0..<rows {
      let distance = matrix[row, column] - mean
      squares += (distance * distance - squares) / Double(row + 1)
    }
    deviation = squares.squareRoot()
  }
}

extension SeededGenerator {
  /// The numbers below `count` in an order that depends on `seed` only: Fisher and Yates.
  static func order(of count: Int, seed: Int) -> [Int] {
    var random = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)))
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(random.nextUniform() * Double(last + 1)))
    }
    return order
  }
}
