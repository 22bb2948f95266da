import CKernels

/// Forward and backward of the operations on whole matrices.
extension Evaluation {
  @inline(never)
  func forward(_ pointer: UnsafePointer<MatrixStep>) {
    if case .matrixProduct = pointer.pointee.operation {
      // A copy of the whole step would cost a small network more than its products.
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
    case .softmax(.columns):
      kernel_softmax(
        values + Int(step.a.slot), Int(step.inputRows), Int(step.inputColumns), output)
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
}
