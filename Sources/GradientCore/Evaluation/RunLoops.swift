/// Runs: scalar gates of one operation, whose operands lie anywhere.
struct UnaryRunForward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let operands: UnsafePointer<Operands>
  let run: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    let output = values + Int(run.pointee.output)
    for i in 0..<Int(run.pointee.second) { output[i] = Rule.value(values[Int(operands[i].a)]) }
  }
}

struct UnaryRunBackward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let operands: UnsafePointer<Operands>
  let run: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    let output = Int(run.pointee.output)
    for i in (0..<Int(run.pointee.second)).reversed() {
      let a = Int(operands[i].a)
      gradients[a] += downstream(
        gradients[output + i], Rule.derivative(values[a], values[output + i]))
    }
  }
}

struct BinaryRunForward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let operands: UnsafePointer<Operands>
  let run: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    let output = values + Int(run.pointee.output)
    for i in 0..<Int(run.pointee.second) {
      output[i] = Rule.value(values[Int(operands[i].a)], values[Int(operands[i].b)])
    }
  }
}

struct BinaryRunBackward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let operands: UnsafePointer<Operands>
  let run: UnsafePointer<Instruction>
  let ties: Ties

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    let output = Int(run.pointee.output)
    let (wantsA, wantsB) = (
      run.pointee.wanted.contains(.first), run.pointee.wanted.contains(.second)
    )
    for i in (0..<Int(run.pointee.second)).reversed() {
      let a = Int(operands[i].a)
      let b = Int(operands[i].b)
      let (left, right, result) = (values[a], values[b], values[output + i])
      let upstream = gradients[output + i]
      if wantsA { gradients[a] += downstream(upstream, Rule.partialA(left, right, result, ties)) }
      if wantsB { gradients[b] += downstream(upstream, Rule.partialB(left, right, result, ties)) }
    }
  }
}
