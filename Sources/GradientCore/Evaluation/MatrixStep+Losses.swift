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
    var total = 0.0
    for row in 0..<Int(inputRows) {
      let line = rowLine(row)
      switch operation {
      case .crossEntropy:
        let normalizer = line.logSumExp(values)
        line.forEachSlot {
          let target = values[$0 + toTarget]
          if target != 0 { total += target * (normalizer - values[$0]) }
        }
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
    let toTarget = Int(b.slot) - Int(a.slot)
    let share = upstream / Double(divisor)
    for row in 0..<Int(inputRows) {
      let line = rowLine(row)
      let normalizer = operation == .crossEntropy ? line.logSumExp(values) : 0
      var targetSum = 0.0
      line.forEachSlot { targetSum += values[$0 + toTarget] }
      line.forEachSlot { index in
        let (prediction, target) = (values[index], values[index + toTarget])
        let slopes: (prediction: Double, target: Double) =
          switch operation {
          case .crossEntropy:
            (Glibc.exp(prediction - normalizer) * targetSum - target, normalizer - prediction)
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
}
