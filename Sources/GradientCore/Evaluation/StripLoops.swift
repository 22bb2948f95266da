/// Strips: results one after the other, operands at fixed strides.
struct UnaryStripForward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let strip: UnsafePointer<Strip>

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    let strip = strip.pointee
    let columns = Int(strip.columns)
    for row in 0..<Int(strip.rows) {
      let output = values + Int(strip.output) + row * columns
      let a = values + Int(strip.a.slot) + row * Int(strip.a.rowStride)
      let step = Int(strip.a.columnStride)
      if step == 1 {
        for i in 0..<columns { output[i] = Rule.value(a[i]) }
      } else {
        for i in 0..<columns { output[i] = Rule.value(a[i * step]) }
      }
    }
  }
}

struct UnaryStripBackward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let strip: UnsafePointer<Strip>
  let wanted: WantedGradients

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    let strip = strip.pointee
    let columns = Int(strip.columns)
    for row in 0..<Int(strip.rows) {
      let output = Int(strip.output) + row * columns
      let a = Int(strip.a.slot) + row * Int(strip.a.rowStride)
      let step = Int(strip.a.columnStride)
      if step == 1, !strip.readsItself, wanted.contains(.setsFirst) {
        // Plus 0, because a zero that was added to has no sign.
        for i in 0..<columns {
          gradients[a + i] =
            0
            + downstream(
              gradients[output + i], Rule.derivative(values[a + i], values[output + i]))
        }
        continue
      }
      if step == 1, !strip.readsItself {
        for i in 0..<columns {
          gradients[a + i] += downstream(
            gradients[output + i], Rule.derivative(values[a + i], values[output + i]))
        }
        continue
      }
      for i in (0..<columns).reversed() {
        gradients[a + i * step] += downstream(
          gradients[output + i], Rule.derivative(values[a + i * step], values[output + i]))
      }
    }
  }
}

struct BinaryStripForward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let strip: UnsafePointer<Strip>

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    let strip = strip.pointee
    let columns = Int(strip.columns)
    for row in 0..<Int(strip.rows) {
      let output = values + Int(strip.output) + row * columns
      let a = values + Int(strip.a.slot) + row * Int(strip.a.rowStride)
      let b = values + Int(strip.b.slot) + row * Int(strip.b.rowStride)
      // Fixed strides are what lets the compiler use vector instructions.
      switch (strip.a.columnStride, strip.b.columnStride) {
      case (1, 1): for i in 0..<columns { output[i] = Rule.value(a[i], b[i]) }
      case (1, 0):
        let right = b[0]
        for i in 0..<columns { output[i] = Rule.value(a[i], right) }
      case (0, 1):
        let left = a[0]
        for i in 0..<columns { output[i] = Rule.value(left, b[i]) }
      case (let aStep, let bStep):
        for i in 0..<columns { output[i] = Rule.value(a[i * Int(aStep)], b[i * Int(bStep)]) }
      }
    }
  }
}

struct BinaryStripBackward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let strip: UnsafePointer<Strip>
  let wanted: WantedGradients
  let ties: Ties

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    let strip = strip.pointee
    let columns = Int(strip.columns)
    let (wantsA, wantsB) = (wanted.contains(.first), wanted.contains(.second))
    for row in 0..<Int(strip.rows) {
      let output = Int(strip.output) + row * columns
      let a = Int(strip.a.slot) + row * Int(strip.a.rowStride)
      let b = Int(strip.b.slot) + row * Int(strip.b.rowStride)
      let (aStep, bStep) = (Int(strip.a.columnStride), Int(strip.b.columnStride))
      if strip.readsItself {
        oneByOne(rule, columns, output, a, aStep, b, bStep, wantsA, wantsB)
        continue
      }
      // Fixed strides are what lets the compiler use vector instructions.
      switch (aStep, bStep) {
      case (1, 1): spread(rule, columns, output, a, 1, b, 1, wantsA, wantsB)
      case (1, 0): spread(rule, columns, output, a, 1, b, 0, wantsA, wantsB)
      case (0, 1): spread(rule, columns, output, a, 0, b, 1, wantsA, wantsB)
      default: spread(rule, columns, output, a, aStep, b, bStep, wantsA, wantsB)
      }
    }
  }

  @inline(__always)
  private func spread<Rule: BinaryRule>(
    _ rule: Rule.Type, _ columns: Int, _ output: Int, _ a: Int, _ aStep: Int, _ b: Int,
    _ bStep: Int, _ wantsA: Bool, _ wantsB: Bool
  ) {
    if wantsA {
      accumulate(into: a, aStep, columns, output, replacing: wanted.contains(.setsFirst)) {
        Rule.partialA(values[a + $0 * aStep], values[b + $0 * bStep], values[output + $0], ties)
      }
    }
    if wantsB {
      accumulate(into: b, bStep, columns, output, replacing: wanted.contains(.setsSecond)) {
        Rule.partialB(values[a + $0 * aStep], values[b + $0 * bStep], values[output + $0], ties)
      }
    }
  }

  @inline(__always)
  private func accumulate(
    into target: Int, _ step: Int, _ columns: Int, _ output: Int, replacing: Bool,
    _ local: (Int) -> Double
  ) {
    if step == 0 {
      var sum = 0.0
      for i in 0..<columns { sum += downstream(gradients[output + i], local(i)) }
      gradients[target] = (replacing ? 0 : gradients[target]) + sum
    } else if replacing {
      // Plus 0, because a zero that was added to has no sign.
      for i in 0..<columns {
        gradients[target + i * step] = 0 + downstream(gradients[output + i], local(i))
      }
    } else {
      for i in 0..<columns {
        gradients[target + i * step] += downstream(gradients[output + i], local(i))
      }
    }
  }

  /// A result may be an operand of a later one, so that its gradient must be complete first.
  @inline(__always)
  private func oneByOne<Rule: BinaryRule>(
    _ rule: Rule.Type, _ columns: Int, _ output: Int, _ a: Int, _ aStep: Int, _ b: Int,
    _ bStep: Int, _ wantsA: Bool, _ wantsB: Bool
  ) {
    for i in (0..<columns).reversed() {
      let (left, right) = (values[a + i * aStep], values[b + i * bStep])
      let (upstream, result) = (gradients[output + i], values[output + i])
      if wantsA {
        gradients[a + i * aStep] += downstream(upstream, Rule.partialA(left, right, result, ties))
      }
      if wantsB {
        gradients[b + i * bStep] += downstream(upstream, Rule.partialB(left, right, result, ties))
      }
    }
  }
}
