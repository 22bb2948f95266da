import Glibc

/// Forward and backward of the operations on whole matrices.
extension Evaluation {
  @inline(never)
  func forward(_ pointer: UnsafePointer<MatrixStep>) {
    if case .matrixProduct = pointer.pointee.operation {
      return MatrixProduct(pointer).forward(values)
    }
    let step = pointer.pointee
    let output = values + Int(step.output)
    switch step.operation {
    case .transpose, .entries:
      step.forEachEntry { row, column, index in output[index] = step.a.entry(values, row, column) }
    case .stack:
      for index in 0..<step.count {
        output[index] = values[Int(operands[Int(step.firstOperand) + index].a)]
      }
    case .reduce(let reduction, let axis):
      step.forEachLine(axis) { line, index in output[index] = line.reduced(reduction, values) }
    case .softmax(let axis):
      step.forEachLine(axis) { line, _ in
        line.softmax(values, into: output - Int(step.a.slot))
      }
    case .choose:
      step.forEachEntry { row, column, index in
        output[index] =
          step.a.entry(values, row, column) != 0
          ? step.b.entry(values, row, column) : step.c.entry(values, row, column)
      }
    case .crossEntropy, .negativeLogLikelihood, .meanSquaredError:
      output[0] = step.loss(values)
    case .leaf, .number, .constant, .unary, .binary, .matrixProduct:
      preconditionFailure("not a matrix operation")
    }
  }

  @inline(never)
  func backward(_ pointer: UnsafePointer<MatrixStep>, _ wanted: WantedGradients) {
    if case .matrixProduct = pointer.pointee.operation {
      return MatrixProduct(pointer).backward(values, gradients, wanted)
    }
    let step = pointer.pointee
    let upstream = gradients + Int(step.output)
    switch step.operation {
    case .transpose, .entries:
      step.forEachEntry { row, column, index in
        gradients[step.a.index(row, column)] += upstream[index]
      }
    case .stack:
      for index in 0..<step.count {
        gradients[Int(operands[Int(step.firstOperand) + index].a)] += upstream[index]
      }
    case .reduce(let reduction, let axis):
      let result = values + Int(step.output)
      step.forEachLine(axis) { line, index in
        switch reduction {
        case .sum, .mean:
          let share = reduction == .sum ? upstream[index] : upstream[index] / Double(line.count)
          line.hand(share, to: gradients, replacing: wanted.contains(.setsFirst))
        case .max, .min: line.spread(upstream[index], of: result[index], values, gradients, ties)
        }
      }
    case .softmax(let axis):
      let offset = Int(step.output) - Int(step.a.slot)
      step.forEachLine(axis) { line, _ in
        var weighted = 0.0
        line.forEachSlot { weighted += gradients[$0 + offset] * values[$0 + offset] }
        line.forEachSlot {
          gradients[$0] += values[$0 + offset] * (gradients[$0 + offset] - weighted)
        }
      }
    case .choose:
      step.forEachEntry { row, column, index in
        let taken = step.a.entry(values, row, column) != 0
        guard wanted.contains(taken ? .second : .third) else { return }
        gradients[(taken ? step.b : step.c).index(row, column)] += upstream[index]
      }
    case .crossEntropy, .negativeLogLikelihood, .meanSquaredError:
      step.lossGradients(values, gradients, upstream[0], wanted)
    case .leaf, .number, .constant, .unary, .binary, .matrixProduct:
      preconditionFailure("not a matrix operation")
    }
  }
}

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

extension MatrixStep.View {
  @inline(__always)
  func index(_ row: Int, _ column: Int) -> Int {
    Int(slot) + row * Int(rowStride) + column * Int(columnStride)
  }

  @inline(__always)
  func entry(_ values: UnsafeMutablePointer<Double>, _ row: Int, _ column: Int) -> Double {
    values[index(row, column)]
  }
}

extension MatrixStep {
  var count: Int { Int(rows) * Int(columns) }

  @inline(__always)
  func forEachEntry(_ body: (_ row: Int, _ column: Int, _ index: Int) -> Void) {
    var index = 0
    for row in 0..<Int(rows) {
      for column in 0..<Int(columns) {
        body(row, column, index)
        index += 1
      }
    }
  }

  /// Lines of the first input along `axis`, and the position of each among the lines.
  @inline(__always)
  func forEachLine(_ axis: Axis?, _ body: (Line, Int) -> Void) {
    let (first, height, width) = (Int(a.slot), Int(inputRows), Int(inputColumns))
    switch axis {
    case nil: body(Line(first: first, stride: 1, count: height * width), 0)
    case .rows:
      for column in 0..<width {
        body(Line(first: first + column, stride: width, count: height), column)
      }
    case .columns:
      for row in 0..<height { body(Line(first: first + row * width, stride: 1, count: width), row) }
    }
  }

  // MARK: - Losses

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
