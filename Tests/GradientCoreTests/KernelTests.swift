import CKernels
import ForcedKernels
import GradientCore
import Testing

/// Every kernel against the loops of a textbook, on sizes that fill no register.
///
/// One test after the other, because the path is the process's.
@Suite(.serialized) struct KernelTests {
  static let paths = [kernel_path_plain, kernel_path_narrow, kernel_path_avx2, kernel_path_avx512]
    .filter { kernel_path_is_supported($0) }

  /// With that path, and with the former one afterwards.
  private func on<Result>(_ path: kernel_path, _ body: () -> Result) -> Result {
    let former = kernel_path_chosen()
    kernel_path_force(path)
    defer { kernel_path_force(former) }
    return body()
  }

  private func numbers(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in 2 * random.nextSigned() }
  }

  struct Product {
    var height, width, inner: Int
    var isLeftTransposed, isRightTransposed, isResultTransposed, adds, hasBias: Bool
  }

  private static let sizes = [1, 2, 3, 5, 8, 9, 13, 17, 25]

  private func products() -> [Product] {
    var result: [Product] = []
    for (index, height) in Self.sizes.enumerated() {
      for (other, width) in Self.sizes.enumerated() {
        for bits in 0..<32 {
          let inner = Self.sizes[(index + other + bits) % Self.sizes.count]
          result.append(
            Product(
              height: height, width: width, inner: bits == 31 ? 700 : inner,
              isLeftTransposed: bits & 1 != 0, isRightTransposed: bits & 2 != 0,
              isResultTransposed: bits & 4 != 0, adds: bits & 8 != 0, hasBias: bits & 16 != 0))
        }
      }
    }
    return result
  }

  /// Guards around the result would show a store beside it.
  private static let guardCount = 16

  private func computed(_ size: Product, _ a: [Double], _ b: [Double], _ bias: [Double])
    -> [Double]
  {
    let (height, width, inner) = (size.height, size.width, size.inner)
    var c = [Double](repeating: 0.5, count: height * width + 2 * Self.guardCount)
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        bias.withUnsafeBufferPointer { bias in
          c.withUnsafeMutableBufferPointer { c in
            let left = kernel_view(
              start: a.baseAddress, row_stride: size.isLeftTransposed ? 1 : inner,
              column_stride: size.isLeftTransposed ? height : 1)
            let right = kernel_view(
              start: b.baseAddress, row_stride: size.isRightTransposed ? 1 : width,
              column_stride: size.isRightTransposed ? inner : 1)
            kernel_product(
              left, right, c.baseAddress! + Self.guardCount, size.isResultTransposed ? 1 : width,
              size.isResultTransposed ? height : 1, height, width, inner, size.adds,
              size.hasBias ? bias.baseAddress : nil)
          }
        }
      }
    }
    return c
  }

  /// Σ aᵢₖ bₖⱼ written down once more, apart from all kernels.
  private func expected(_ size: Product, _ a: [Double], _ b: [Double], _ bias: [Double])
    -> [Double]
  {
    let (height, width, inner) = (size.height, size.width, size.inner)
    var result = [Double](repeating: 0.5, count: height * width + 2 * Self.guardCount)
    for i in 0..<height {
      for j in 0..<width {
        var sum = size.adds ? 0.5 : 0
        for k in 0..<inner {
          sum +=
            a[size.isLeftTransposed ? k * height + i : i * inner + k]
            * b[size.isRightTransposed ? j * inner + k : k * width + j]
        }
        result[Self.guardCount + (size.isResultTransposed ? j * height + i : i * width + j)] =
          sum + (size.hasBias ? bias[j] : 0)
      }
    }
    return result
  }

  @Test(arguments: paths.map(\.rawValue))
  func `products are those of the definition on every path`(path: UInt32) {
    var random = SeededGenerator(seed: 3)
    let (a, b) = (numbers(25 * 700, &random), numbers(25 * 700, &random))
    let bias = numbers(25, &random)
    on(kernel_path(rawValue: path)) {
      for size in products() {
        let difference = zip(computed(size, a, b, bias), expected(size, a, b, bias))
          .map { abs($0 - $1) }.max()!
        if difference > 1e-14 * Double(size.inner + 8) { Issue.record("\(size): \(difference)") }
      }
    }
  }

  @Test(arguments: paths.map(\.rawValue))
  func `the sums of columns are those of the plain path`(path: UInt32) {
    var random = SeededGenerator(seed: 4)
    for (rows, columns) in [(1, 1), (3, 7), (8, 8), (5, 17), (100, 3)] {
      let entries = numbers(rows * columns, &random)
      for adds in [false, true] {
        func sums() -> [Double] {
          var result = [Double](repeating: 0.25, count: columns + 1)
          kernel_column_sums(entries, rows, columns, &result, adds)
          return result
        }
        let (plain, fast) = (
          on(kernel_path_plain, sums), on(kernel_path(rawValue: path), sums)
        )
        let isSame = zip(plain, fast).allSatisfy { isClose($0, $1, relative: 1e-13) }
        #expect(isSame)
        #expect(fast[columns] == 0.25)
      }
    }
  }

  private func loss(_ z: [Double], _ targets: [Double], _ rows: Int, _ columns: Int) -> [Double] {
    var shares = [Double](repeating: 7, count: rows * columns + 1)
    let total = kernel_cross_entropy(z, targets, rows, columns, &shares)
    var slopes = [Double](repeating: 0.5, count: rows * columns + 1)
    kernel_cross_entropy_slopes(shares, targets, rows, columns, 0.3, &slopes, rows % 2 == 0)
    var softmax = [Double](repeating: 7, count: rows * columns + 1)
    kernel_softmax(z, rows, columns, &softmax)
    return [total] + shares + slopes + softmax
  }

  @Test(arguments: paths.map(\.rawValue))
  func `softmax, cross-entropy and its slopes are those of the plain path`(path: UInt32) {
    var random = SeededGenerator(seed: 5)
    for columns in [1, 2, 3, 5, 7, 8, 9, 10, 16, 17, 24, 25, 31, 70] {
      for (rows, scale) in [(1, 1.0), (3, 30), (9, 900), (70, 0.01)] {
        let z = numbers(rows * columns, &random).map { $0 * scale }
        var targets = [Double](repeating: 0, count: rows * columns)
        for row in 0..<rows { targets[row * columns + row % columns] = row % 4 == 3 ? 0.4 : 1 }
        let plain = on(kernel_path_plain) { loss(z, targets, rows, columns) }
        let fast = on(kernel_path(rawValue: path)) { loss(z, targets, rows, columns) }
        // A total of many rows is rounded at each.
        let isSame = zip(plain, fast).allSatisfy {
          isClose($0, $1, relative: 1e-13, absolute: 1e-14 * Double(rows))
        }
        #expect(isSame, "\(rows)×\(columns), \(scale)")
      }
    }
  }

  @Test(arguments: paths.map(\.rawValue))
  func `what is not a number spoils its own row and the loss, and minus infinity only counts 0`(
    path: UInt32
  ) {
    for columns in [3, 10, 40] {
      for (entry, isSpoilt) in [(Double.nan, true), (.infinity, true), (-.infinity, false)] {
        var z = (0..<(2 * columns)).map { Double($0 % 5) }
        z[columns + 1] = entry
        var targets = [Double](repeating: 0, count: 2 * columns)
        targets[0] = 1
        targets[columns] = 1
        let result = on(kernel_path(rawValue: path)) { loss(z, targets, 2, columns) }
        let shares = result[1...(2 * columns)].map(\.self)
        let isOtherFinite = shares[..<columns].allSatisfy(\.isFinite)
        #expect(isOtherFinite)
        let isWhole = shares[columns...].allSatisfy { $0.isNaN == isSpoilt }
        #expect(isWhole)
        #expect(result[0].isNaN == isSpoilt)
        if !isSpoilt { #expect(shares[columns + 1] == 0) }
      }
    }
  }

  @Test(arguments: paths.map(\.rawValue))
  func `a step is rounded alike on every path, and refused where it leaves the numbers`(
    path: UInt32
  ) {
    var random = SeededGenerator(seed: 6)
    for count in [1, 2, 7, 8, 33, 64, 9000] {
      let (start, slopes) = (numbers(count, &random), numbers(count, &random))
      on(kernel_path(rawValue: path)) {
        var point = start
        var squares = 1.0
        let canMove = kernel_can_move(point, slopes, count, -0.1, &squares)
        let expectedSquares = slopes.reduce(1) { $0 + $1 * $1 }
        #expect(canMove)
        #expect(isClose(squares, expectedSquares, relative: 1e-12))
        kernel_move(&point, slopes, count, -0.1)
        let expectedPoint = zip(start, slopes).map { $0 + -0.1 * $1 }
        #expect(point == expectedPoint)
        for (place, broken) in [(0, Double.nan), (count - 1, .infinity), (count / 2, 1e308)] {
          var slopes = slopes
          slopes[place] = broken
          let canMove = kernel_can_move(
            point, slopes, count, broken == 1e308 ? 10 : 1, &squares)
          #expect(!canMove)
        }
      }
    }
  }

  /// So that a run with `KERNELS` in the environment proves what it says.
  @Test func `the tests run on the kernels that were asked for`() {
    let names = ["plain", "narrow", "avx2", "avx512"]
    guard let wanted = forced_kernels().map({ String(cString: $0) }),
      let path = names.firstIndex(of: wanted),
      kernel_path_is_supported(kernel_path(rawValue: UInt32(path)))
    else { return }
    #expect(kernel_path_chosen().rawValue == UInt32(path))
  }
}
