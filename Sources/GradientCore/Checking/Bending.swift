import Glibc

/// Over what lengths a function of one number bends, beside its own size: what the best width of a
/// difference depends on (Press et al., "Numerical Recipes", 3rd ed., §5.7, there x_c).
public struct Bending: Equatable, Sendable {
  /// √|f / f″|; nil where nothing bends, or where it cannot be measured.
  public let forward: Double?
  /// ∛|f / f‴|.
  public let central: Double?
  /// How large the numbers are whose rounding disturbs a difference.
  public let size: Double

  /// Measures slopes of backward passes beside the point; the function stands where it stood.
  ///
  /// - Parameter isSmooth: whether no kink is near; beside one nothing is measured.
  public init(_ function: PointFunction, isSmooth: Bool = true) {
    let point = function.point[0]
    let (value, slopes) = function.gradient(at: [point])
    // The input is rounded, too.
    let size = Swift.max(Swift.abs(value), Swift.abs(point * slopes[0]))
    func slope(_ x: Double) -> Double { function.gradient(at: [x]).slopes[0] }
    func length(_ bend: Double, noise: Double, root: Double) -> Double? {
      guard bend.isFinite, size > 0, Swift.abs(bend) > 100 * noise else { return nil }
      return Glibc.pow(size / Swift.abs(bend), 1 / root)
    }
    self.size = size
    var (forward, central): (Double?, Double?) = (nil, nil)
    for unit in [Swift.max(1, Swift.abs(point)), Swift.abs(point)] where unit > 0 && isSmooth {
      let (near, far) = (
        Glibc.cbrt(Double.ulpOfOne) * unit, Glibc.sqrt(Double.ulpOfOne.squareRoot()) * unit
      )
      let (above, below) = (slope(point + near), slope(point - near))
      let second = (above - below) / (2 * near)
      let third = (slope(point + far) - 2 * slopes[0] + slope(point - far)) / (far * far)
      let noise = Double.ulpOfOne * Swift.abs(slopes[0])
      forward = forward ?? length(second, noise: noise / near, root: 2)
      central = central ?? length(third, noise: noise / (far * far), root: 3)
    }
    _ = function.value(at: [point])
    (self.forward, self.central) = (forward, central)
  }

  /// The length for a method, to one digit; 1 where it is about 1.
  public func length(of method: StepWidthSweep.Method) -> Double {
    let length = (method == .central ? central : forward) ?? 1
    guard length < 0.1 || length > 10, length.isFinite else { return 1 }
    let unit = Glibc.pow(10, Glibc.log10(length).rounded(.down))
    return (length / unit).rounded() * unit
  }
}
