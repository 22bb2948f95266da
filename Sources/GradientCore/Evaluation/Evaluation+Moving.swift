import CKernels

extension Evaluation {
  /// Leaves of fewer entries are moved here: a call would cost more than they do.
  private static var smallestForKernels: Int { 16 }

  /// Adds `rate` times the gradient that stands in the arena to these leaves; the values of gates
  /// are those of the old point afterwards.
  ///
  /// - Returns: the sum of the squared slopes; nil where a slope is not finite or a leaf would not
  ///   be, and then nothing has moved.
  @inline(__always)
  public func move(_ leaves: [NodeID], by rate: Double) -> Double? {
    var sumOfSquares = 0.0
    // 0 times what is not finite is not a number, and stays one: no branch in the loop.
    var trace = 0.0
    for leaf in leaves {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      if point.count >= Self.smallestForKernels {
        let canMove = kernel_can_move(
          point.baseAddress, slopes.baseAddress, point.count, rate, &sumOfSquares)
        if !canMove { trace = .nan }
        continue
      }
      for entry in point.indices {
        sumOfSquares += slopes[entry] * slopes[entry]
        trace += 0 * (point[entry] + rate * slopes[entry])
      }
    }
    guard trace == 0 else { return nil }
    for leaf in leaves {
      let (point, slopes) = (entries(of: leaf), gradientEntries(of: leaf))
      if point.count >= Self.smallestForKernels {
        kernel_move(point.baseAddress, slopes.baseAddress, point.count, rate)
      } else {
        for entry in point.indices { point[entry] += rate * slopes[entry] }
      }
    }
    return sumOfSquares
  }
}
