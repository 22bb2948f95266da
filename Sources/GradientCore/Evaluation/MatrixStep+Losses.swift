import CKernels
import Glibc

/// Losses: the mean over rows (or entries), and its slopes.
extension MatrixStep {
  private func rowLine(_ row: Int) -> Line {
    Line(
      first: Int(a.slot) + row * Int(inputColumns), stride: 1, count: Int(inputColumns))
  }

  /// Mean over rows; where the target is 0 an entry does not count, whatever its logarithm.
  func loss(_ values: UnsafeMutablePointer<Double>) -> Double {
    let toTarget = Int(b.slot) - Int(a.slot)
    if operation == .crossEntropy {
      let total = kernel_cross_entropy(
        values + Int(a.slot), values + Int(b.slot), Int(inputRows), Int(inputColumns),
        values + Int(scratch))
      return total / Double(divisor)
    }
    var total = 0.0
    for row in 0..<Int(inputRows) {
      let line = rowLine(row)
      switch operation {
      case .negativeLogLikelihood:
        line.forEachSlot {
          let target = values[$0 + toTarget]
          if target != 0 { total -= target * Glibc.log(values[$0]) }
        }
      default:
        line.forEachSlot {
          let difference = values[$0] - values[$0 + toTarget]
          total += difference * difference
        }
      }
    }
    return total / Double(divisor)
  }

  private var divisor: Int {
    operation == .meanSquaredError ? Int(inputRows) * Int(inputColumns) : Int(inputRows)
  }

  func lossGradients(
    _ values: UnsafeMutablePointer<Double>, _ gradients: UnsafeMutablePointer<Double>,
    _ upstream: Double, _ wanted: WantedGradients
  ) {
    let share = upstream / Double(divisor)
    if operation == .crossEntropy {
      return crossEntropyGradients(values, gradients, share, wanted)
    }
    let toTarget = Int(b.slot) - Int(a.slot)
    for row in 0..<Int(inputRows) {
      rowLine(row).forEachSlot { index in
        let (prediction, target) = (values[index], values[index + toTarget])
        let slopes: (prediction: Double, target: Double) =
          switch operation {
          case .negativeLogLikelihood:
            (target == 0 ? 0 : -target / prediction, -Glibc.log(prediction))
          default: (2 * (prediction - target), -2 * (prediction - target))
          }
        if wanted.contains(.first) { gradients[index] += downstream(share, slopes.prediction) }
        if wanted.contains(.second) {
          gradients[index + toTarget] += downstream(share, slopes.target)
        }
      }
    }
  }

  /// The forward pass has left the softmax of the predictions.
  private func crossEntropyGradients(
    _ values: UnsafeMutablePointer<Double>, _ gradients: UnsafeMutablePointer<Double>,
    _ share: Double, _ wanted: WantedGradients
  ) {
    if wanted.contains(.first) {
      if share == 0 {
        if wanted.contains(.setsFirst) {
          (gradients + Int(a.slot)).update(
            repeating: 0, count: Int(inputRows) * Int(inputColumns))
        }
      } else {
        kernel_cross_entropy_slopes(
          values + Int(scratch), values + Int(b.slot), Int(inputRows), Int(inputColumns), share,
          gradients + Int(a.slot), !wanted.contains(.setsFirst))
      }
    }
    guard wanted.contains(.second) else { return }
    let toTarget = Int(b.slot) - Int(a.slot)
    for row in 0..<Int(inputRows) {
      let line = rowLine(row)
      let normalizer = line.logSumExp(values)
      line.forEachSlot {
        let slope = downstream(share, normalizer - values[$0])
        gradients[$0 + toTarget] =
          wanted.contains(.setsSecond) ? slope : gradients[$0 + toTarget] + slope
      }
    }
  }
}
