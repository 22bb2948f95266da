import GradientCore

/// Numbers that every contender can make for itself, from a seed and a position.
enum Hashed {
  /// In [0, 1).
  static func number(_ seed: UInt64, _ position: Int) -> Double {
    Double(bits(seed, position) >> 11) * 0x1p-53
  }

  /// One out of so many.
  static func choice(_ seed: UInt64, _ position: Int, of count: Int) -> Int {
    Int(bits(seed, position) % UInt64(count))
  }

  /// Entries in [-limit, limit), row after row.
  static func matrix(_ seed: UInt64, _ rows: Int, _ columns: Int, limit: Double) -> Matrix {
    Matrix(
      Shape(rows, columns), (0..<(rows * columns)).map { (2 * number(seed, $0) - 1) * limit })
  }

  private static func bits(_ seed: UInt64, _ position: Int) -> UInt64 {
    var bits = (UInt64(position) &+ seed &* 1_000_003 &+ 1) &* 0x9E37_79B9_7F4A_7C15
    bits ^= bits >> 32
    bits = bits &* 0xD6E8_FEB8_6659_FD93
    return bits ^ bits >> 32
  }
}
