import CKernels

/// C = A·B over views, so that a transpose is read in place; a bias is added to every row.
///
/// Small products are computed here, where pointers walk instead of indices being computed: in a
/// network of two neurons the index arithmetic would cost more than the products. Large ones are
/// left to the kernels.
struct MatrixProduct {
  typealias Pointer = UnsafeMutablePointer<Double>

  /// From so many multiplications on, the kernels are faster.
  static let smallestForKernels = 48

  private let a, b: MatrixStep.View
  private let output, height, inner, width, bias, biasStride: Int
  private let isLarge: Bool

  init(_ step: UnsafePointer<MatrixStep>) {
    a = step.pointee.a
    b = step.pointee.b
    output = Int(step.pointee.output)
    height = Int(step.pointee.rows)
    inner = Int(step.pointee.inputColumns)
    width = Int(step.pointee.columns)
    bias = Int(step.pointee.bias)
    biasStride = Int(step.pointee.biasStride)
    isLarge = height * inner * width >= Self.smallestForKernels
  }

  func forward(_ values: Pointer) {
    if isLarge {
      kernel_product(
        a.located(in: values), b.located(in: values), values + output, width, 1, height, width,
        inner, false, bias < 0 ? nil : UnsafePointer(values + bias))
      return
    }
    forwardSmall(values)
    if bias >= 0 { addBias(values) }
  }

  @inline(__always)
  private func forwardSmall(_ values: Pointer) {
    // Along rows of B where those are longer: then the compiler uses vector instructions.
    if b.columnStride == 1, width >= 4 { forwardByRows(values) } else { forwardByEntries(values) }
  }

  @inline(__always)
  private func forwardByEntries(_ values: Pointer) {
    var result = values + output
    var left = values + Int(a.slot)
    for _ in 0..<height {
      var right = values + Int(b.slot)
      for _ in 0..<width {
        result.pointee = dot(left, Int(a.columnStride), right, Int(b.rowStride), inner)
        result += 1
        right += Int(b.columnStride)
      }
      left += Int(a.rowStride)
    }
  }

  private func forwardByRows(_ values: Pointer) {
    for row in 0..<height {
      let result = values + (output + row * width)
      result.update(repeating: 0, count: width)
      for k in 0..<inner {
        let factor = a.entry(values, row, k)
        let right = values + b.index(k, 0)
        for column in 0..<width { result[column] += factor * right[column] }
      }
    }
  }

  @inline(never)
  private func addBias(_ values: Pointer) {
    var result = values + output
    for _ in 0..<height {
      for column in 0..<width { result[column] += values[bias + column * biasStride] }
      result += width
    }
  }

  /// dA = G·Bᵀ and dB = Aᵀ·G, and the sums of G's columns for the bias, added to what is there or
  /// in its place.
  func backward(_ values: Pointer, _ gradients: Pointer, _ wanted: WantedGradients) {
    if isLarge {
      handBackLarge(values, gradients, wanted)
    } else {
      handBackSmall(values, gradients, wanted)
    }
    if wanted.contains(.third) {
      kernel_column_sums(
        gradients + output, height, width, gradients + bias, !wanted.contains(.setsThird))
    }
  }

  @inline(never)
  private func handBackLarge(
    _ values: Pointer, _ gradients: Pointer, _ wanted: WantedGradients
  ) {
    let upstream = kernel_view(start: gradients + output, row_stride: width, column_stride: 1)
    if wanted.contains(.first) {
      kernel_product(
        upstream, b.transposed.located(in: values), gradients + Int(a.slot), Int(a.rowStride),
        Int(a.columnStride), height, inner, width, !wanted.contains(.setsFirst), nil)
    }
    if wanted.contains(.second) {
      kernel_product(
        a.transposed.located(in: values), upstream, gradients + Int(b.slot), Int(b.rowStride),
        Int(b.columnStride), inner, width, height, !wanted.contains(.setsSecond), nil)
    }
  }

  @inline(__always)
  private func handBackSmall(
    _ values: Pointer, _ gradients: Pointer, _ wanted: WantedGradients
  ) {
    var upstream = gradients + output
    for row in 0..<height {
      for k in 0..<inner {
        let (left, right) = (a.index(row, k), b.index(k, 0))
        if wanted.contains(.first) {
          let share = dot(upstream, 1, values + right, Int(b.columnStride), width)
          gradients[left] = wanted.contains(.setsFirst) ? share : gradients[left] + share
        }
        if wanted.contains(.second) {
          if row == 0, wanted.contains(.setsSecond) { clear(gradients + right) }
          add(upstream, times: values[left], to: gradients + right, Int(b.columnStride))
        }
      }
      upstream += width
    }
  }

  @inline(__always)
  private func dot(_ x: Pointer, _ xStep: Int, _ y: Pointer, _ yStep: Int, _ count: Int) -> Double {
    var (x, y, sum) = (x, y, 0.0)
    for _ in 0..<count {
      sum += x.pointee * y.pointee
      x += xStep
      y += yStep
    }
    return sum
  }

  @inline(__always)
  private func clear(_ row: Pointer) {
    var row = row
    for _ in 0..<width {
      row.pointee = 0
      row += Int(b.columnStride)
    }
  }

  @inline(__always)
  private func add(_ row: Pointer, times factor: Double, to target: Pointer, _ step: Int) {
    if step == 1, width >= 4 {
      for column in 0..<width { target[column] += factor * row[column] }
      return
    }
    var (row, target) = (row, target)
    for _ in 0..<width {
      target.pointee += factor * row.pointee
      row += 1
      target += step
    }
  }
}

extension MatrixStep.View {
  @inline(__always)
  fileprivate func located(in values: UnsafeMutablePointer<Double>) -> kernel_view {
    kernel_view(
      start: values + Int(slot), row_stride: Int(rowStride), column_stride: Int(columnStride))
  }
}
