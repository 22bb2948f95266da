import Glibc

/// A leaf of a descent: what is remembered of it, and beside it what the next move would make of
/// both, until it is known that all of that is finite.
struct PreparedLeaf: Sendable {
  var name: String
  var memory: OptimizerState.Leaf
  /// What will be remembered if the move is made.
  var next: OptimizerState.Leaf
  /// Where the leaf will be.
  var point: [Double]

  /// One entry's share: everything that a rule reads and makes.
  struct Entry {
    let point, gradient: Double
    /// What is remembered, and what shall be.
    var first, second: Double
  }

  /// Works out the next move.
  ///
  /// - Parameters:
  ///   - scale: what the slopes are multiplied by to be the gradient that goes down: -1 uphill, and
  ///     less where the gradient is clipped.
  ///   - expected: the slopes' promise is added.
  ///   - trace: stays 0 as long as everything is finite.
  mutating func prepare(
    from point: UnsafeBufferPointer<Double>, along slopes: UnsafeBufferPointer<Double>,
    by optimizer: Optimizer, rate: Double, scale: Double, expected: inout Double,
    trace: inout Double
  ) {
    next.updates = memory.updates + 1
    let t = Double(next.updates)
    func each(_ rule: (inout Entry) -> Double) {
      fill(from: point, along: slopes, scale, &expected, &trace, rule)
    }
    switch optimizer.rule {
    case .sgd: each { rate * $0.gradient }
    case .momentum:
      let mu = optimizer[.mu]
      each {
        $0.first = mu * $0.first + $0.gradient
        return rate * $0.first
      }
    case .nesterov:
      let mu = optimizer[.mu]
      each {
        $0.first = mu * $0.first + $0.gradient
        return rate * ($0.gradient + mu * $0.first)
      }
    case .adagrad:
      let epsilon = optimizer[.epsilon]
      each {
        $0.second += $0.gradient * $0.gradient
        return rate * $0.gradient / ($0.second.squareRoot() + epsilon)
      }
    case .rmsprop:
      let (alpha, epsilon) = (optimizer[.alpha], optimizer[.epsilon])
      each {
        $0.second = alpha * $0.second + (1 - alpha) * $0.gradient * $0.gradient
        return rate * $0.gradient / ($0.second.squareRoot() + epsilon)
      }
    case .adam, .adamw:
      let (beta1, beta2) = (optimizer[.beta1], optimizer[.beta2])
      let epsilon = optimizer[.epsilon]
      let decay = optimizer.rule == .adamw ? rate * optimizer[.decay] : 0
      let (correction1, correction2) = (1 - Glibc.pow(beta1, t), 1 - Glibc.pow(beta2, t))
      each {
        $0.first = beta1 * $0.first + (1 - beta1) * $0.gradient
        $0.second = beta2 * $0.second + (1 - beta2) * $0.gradient * $0.gradient
        let (mean, square) = ($0.first / correction1, $0.second / correction2)
        return decay * $0.point + rate * mean / (square.squareRoot() + epsilon)
      }
    }
  }

  /// Makes the move that was worked out.
  mutating func arrive(in entries: UnsafeMutableBufferPointer<Double>) {
    point.withUnsafeBufferPointer { point in
      for index in entries.indices { entries[index] = point[index] }
    }
    swap(&memory, &next)
  }

  /// - Parameter rule: what is taken away from an entry, from what is remembered of it.
  @inline(__always)
  private mutating func fill(
    from old: UnsafeBufferPointer<Double>, along slopes: UnsafeBufferPointer<Double>,
    _ scale: Double, _ expected: inout Double, _ trace: inout Double,
    _ rule: (inout Entry) -> Double
  ) {
    let (keepsFirst, keepsSecond) = (!memory.first.isEmpty, !memory.second.isEmpty)
    memory.first.withUnsafeBufferPointer { first in
      memory.second.withUnsafeBufferPointer { second in
        next.first.withUnsafeMutableBufferPointer { nextFirst in
          next.second.withUnsafeMutableBufferPointer { nextSecond in
            point.withUnsafeMutableBufferPointer { point in
              for index in old.indices {
                var entry = Entry(
                  point: old[index], gradient: scale * slopes[index],
                  first: keepsFirst ? first[index] : 0, second: keepsSecond ? second[index] : 0)
                let step = rule(&entry)
                point[index] = old[index] - step
                if keepsFirst { nextFirst[index] = entry.first }
                if keepsSecond { nextSecond[index] = entry.second }
                expected -= slopes[index] * step
                // 0 times what is not finite is not a number, and stays one.
                trace += 0 * (point[index] + entry.first + entry.second)
              }
            }
          }
        }
      }
    }
  }
}
