/// The largest curvature of a function of leaves, found by power iteration on its Hessian H, where H
/// is the same everywhere; H · v is a difference of two gradients, which is then exact up to
/// rounding.
public struct Curvature: Equatable, Sendable {
  private var direction: [Double]
  /// The Rayleigh quotient of the last direction.
  public private(set) var largest = 0.0
  public private(set) var iterations = 0
  public private(set) var isFinished = false

  public static let mostIterations = 2_000

  /// Nil where the function is not quadratic in its coordinates: where its gradient does not change
  /// evenly along a line.
  public init?(of function: PointFunction) {
    var random = SeededGenerator(seed: 17)
    direction = function.coordinates.map { _ in random.nextUniform() - 0.5 }
    direction.normalize()
    let point = function.point
    let slopes = (0..<3).map { steps in
      function.gradient(at: zip(point, direction).map { $0 + Double(steps) * $1 }).slopes
    }
    _ = function.value(at: point)
    var (difference, size) = (0.0, 0.0)
    for index in point.indices {
      let (first, second) = (
        slopes[1][index] - slopes[0][index], slopes[2][index] - slopes[1][index]
      )
      difference += (second - first) * (second - first)
      size += first * first
    }
    guard size > 0, size.isFinite, difference <= 1e-16 * size else { return nil }
  }

  /// Makes at most so many iterations; the function stays at its point.
  public mutating func proceed(atMost count: Int, of function: PointFunction) {
    let point = function.point
    let base = function.gradient(at: point).slopes
    for _ in 0..<count where !isFinished {
      let moved = function.gradient(at: zip(point, direction).map { $0 + $1 }).slopes
      var product = zip(moved, base).map { $0 - $1 }
      let quotient = zip(product, direction).reduce(0) { $0 + $1.0 * $1.1 }
      iterations += 1
      isFinished =
        abs(quotient - largest) <= 1e-14 * abs(quotient) || iterations == Self.mostIterations
      largest = quotient
      guard product.normalize() else {
        isFinished = true
        break
      }
      direction = product
    }
    _ = function.value(at: point)
  }
}

extension [Double] {
  /// To length 1; false where that cannot be done.
  @discardableResult
  fileprivate mutating func normalize() -> Bool {
    let length = reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, length.isFinite else { return false }
    for index in indices { self[index] /= length }
    return true
  }
}

extension Matrix {
  /// The most that multiplying by it stretches a vector: its largest singular value, by power
  /// iteration on `Aᵀ · A`.
  public var largestStretch: Double {
    guard elements.allSatisfy(\.isFinite) else { return .infinity }
    let scale = elements.reduce(0) { max($0, abs($1)) }
    guard scale > 0 else { return 0 }
    var random = SeededGenerator(seed: 17)
    var vector = (0..<shape.columns).map { _ in random.nextUniform() + 0.5 }
    var last = 0.0
    for _ in 0..<500 {
      guard vector.normalize() else { break }
      var forward = Array(repeating: 0.0, count: shape.rows)
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          forward[row] += self[row, column] / scale * vector[column]
        }
      }
      let length = forward.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if abs(length - last) <= 1e-12 * length { return length * scale }
      last = length
      vector = Array(repeating: 0.0, count: shape.columns)
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          vector[column] += self[row, column] / scale * forward[row]
        }
      }
    }
    return last * scale
  }
}
