import Glibc

/// Random numbers that depend on a seed and on how many were drawn before, and on nothing else.
///
/// The n-th draw is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", 2014) at position n: `mix(mix(seed) + (n + 1) · 0x9E3779B97F4A7C15)`. So a session
/// can undo a draw, or branch, and repeat it exactly.
public struct SeededGenerator: Equatable, Sendable {
  public let seed: UInt64
  /// How many 64-bit numbers were drawn.
  public private(set) var drawCount: UInt64
  private let start: UInt64

  public init(seed: UInt64, drawCount: UInt64 = 0) {
    self.seed = seed
    self.drawCount = drawCount
    start = Self.mix(seed)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  public mutating func next() -> UInt64 {
    drawCount += 1
    return Self.mix(start &+ drawCount &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform on [0, 1), in steps of 2⁻⁵³. One draw.
  public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform on [-1, 1). One draw.
  public mutating func nextSigned() -> Double { 2 * nextUniform() - 1 }

  /// Normal with mean 0 and deviation 1, by Box and Muller's method. Two draws.
  public mutating func nextNormal() -> Double {
    let radius = (-2 * Glibc.log(1 - nextUniform())).squareRoot()
    return radius * Glibc.cos(2 * .pi * nextUniform())
  }
}
