import CKernels

extension Evaluation {
  /// Adds `rate` times the gradient that stands in the arena to these leaves; the values of gates
  /// are those of the old point afterwards.
  ///
  /// - Returns: the sum of the squared slopes; nil where a slope is not finite or a leaf would not
  ///   be, and then nothing has moved.
  public func move(_ leaves: [NodeID], by rate: Double) -> Double? {
    var sumOfSquares = 0.0
    var isFinite = true
    for leaf in leaves {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      let canMove = kernel_can_move(
        point.baseAddress, slopes.baseAddress, point.count, rate, &sumOfSquares)
      if !canMove { isFinite = false }
    }
    guard isFinite else { return nil }
    for leaf in leaves.reversed() {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      kernel_move(point.baseAddress, slopes.baseAddress, point.count, rate)
    }
    return sumOfSquares
  }
}
