/// Rows and columns of a value. A scalar is 1×1; there are no 1-D arrays.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  private var storedRows: Int32
  private var storedColumns: Int32

  public init(_ rows: Int, _ columns: Int) {
    storedRows = Int32(rows)
    storedColumns = Int32(columns)
  }

  public var rows: Int { Int(storedRows) }
  public var columns: Int { Int(storedColumns) }

  public static let scalar = Shape(1, 1)

  public var count: Int { rows * columns }
  public var isScalar: Bool { rows == 1 && columns == 1 }
  public var transposed: Shape { Shape(columns, rows) }
  public var description: String { "\(rows)×\(columns)" }

  /// The shape of an elementwise operation on `self` and `other`, as NumPy broadcasts: an axis of
  /// length one stretches. `nil` where the shapes do not fit.
  public func broadcast(with other: Shape) -> Shape? {
    func axis(_ a: Int, _ b: Int) -> Int? { a == b || b == 1 ? a : a == 1 ? b : nil }
    guard let rows = axis(rows, other.rows), let columns = axis(columns, other.columns) else {
      return nil
    }
    return Shape(rows, columns)
  }
}

/// A matrix of `Double`, row after row, copied on write.
///
/// Two matrices are equal when their shapes and the bit patterns of their entries are: a learner's
/// session that holds a NaN is still equal to itself, and -0 is not 0.
public struct Matrix: Sendable {
  public let shape: Shape
  public var elements: [Double]

  /// - Precondition: `elements.count == shape.count`.
  public init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "\(elements.count) entries do not fill \(shape)")
    self.shape = shape
    self.elements = elements
  }

  public init(_ scalar: Double) { self.init(.scalar, [scalar]) }
  public init(rows: [[Double]]) { self.init(Shape(rows.count, rows[0].count), rows.flatMap { $0 }) }
  public init(repeating value: Double, _ shape: Shape) {
    self.init(shape, Array(repeating: value, count: shape.count))
  }

  public var isScalar: Bool { shape.isScalar }

  /// The single entry of a 1×1 matrix.
  public var scalar: Double? { isScalar ? elements[0] : nil }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * shape.columns + column] }
    set { elements[row * shape.columns + column] = newValue }
  }

  public var transposed: Matrix {
    var result = Matrix(repeating: 0, shape.transposed)
    for row in 0..<shape.rows {
      for column in 0..<shape.columns { result[column, row] = self[row, column] }
    }
    return result
  }
}

extension Matrix: Equatable {
  public static func == (left: Matrix, right: Matrix) -> Bool {
    guard left.shape == right.shape else { return false }
    return left.elements.withUnsafeBufferPointer { a in
      right.elements.withUnsafeBufferPointer { b in
        if a.baseAddress == b.baseAddress { return true }
        for i in a.indices where a[i].bitPattern != b[i].bitPattern { return false }
        return true
      }
    }
  }
}
