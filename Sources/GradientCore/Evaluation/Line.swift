import Glibc

/// Entries of a matrix one after the other: all of them, a row, or a column.
struct Line {
  let first: Int
  let stride: Int
  let count: Int

  @inline(__always)
  func forEachSlot(_ body: (Int) -> Void) {
    var index = first
    for _ in 0..<count {
      body(index)
      index += stride
    }
  }

  func reduced(_ reduction: Graph.Reduction, _ values: UnsafeMutablePointer<Double>) -> Double {
    var result = reduction == .max || reduction == .min ? values[first] : 0
    switch reduction {
    case .sum: forEachSlot { result += values[$0] }
    case .mean:
      forEachSlot { result += values[$0] }
      result /= Double(count)
    case .max: forEachSlot { result = Maximum.value(result, values[$0]) }
    case .min: forEachSlot { result = Minimum.value(result, values[$0]) }
    }
    return result
  }

  /// Hands the same share to every entry.
  @inline(__always)
  func hand(_ share: Double, to gradients: UnsafeMutablePointer<Double>, replacing: Bool) {
    if replacing {
      forEachSlot { gradients[$0] = share }
    } else {
      forEachSlot { gradients[$0] += share }
    }
  }

  /// Hands the gradient of a maximum or minimum to the entries that won.
  func spread(
    _ upstream: Double, of result: Double, _ values: UnsafeMutablePointer<Double>,
    _ gradients: UnsafeMutablePointer<Double>, _ ties: Ties
  ) {
    var winners = 0
    forEachSlot { if values[$0] == result { winners += 1 } }
    let share = ties == .split ? upstream / Double(max(winners, 1)) : upstream
    var isOpen = true
    forEachSlot {
      guard values[$0] == result, isOpen else { return }
      gradients[$0] += share
      if ties == .first { isOpen = false }
    }
  }

  /// Less the maximum, so that large logits do not overflow.
  func softmax(_ values: UnsafeMutablePointer<Double>, into output: UnsafeMutablePointer<Double>) {
    let largest = reduced(.max, values)
    var total = 0.0
    forEachSlot {
      let power = Glibc.exp(values[$0] - largest)
      output[$0] = power
      total += power
    }
    forEachSlot { output[$0] /= total }
  }

  /// log Σ exp, less the maximum first.
  func logSumExp(_ values: UnsafeMutablePointer<Double>) -> Double {
    let largest = reduced(.max, values)
    var total = 0.0
    forEachSlot { total += Glibc.exp(values[$0] - largest) }
    return largest + Glibc.log(total)
  }
}
