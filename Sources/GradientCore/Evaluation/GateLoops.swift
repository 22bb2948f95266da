/// The loops that every elementwise rule shares. Each is compiled once a rule.
///
/// Where nothing flows back (upstream 0) nothing arrives, even through an infinite slope; so a
/// branch that `where` did not take cannot spoil a gradient with 0 · ∞.
@inline(__always)
func downstream(_ upstream: Double, _ local: Double) -> Double {
  upstream == 0 ? 0 : upstream * local
}

struct UnaryGateForward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gate: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    values[Int(gate.pointee.output)] = Rule.value(values[Int(gate.pointee.first)])
  }
}

struct UnaryGateBackward: UnaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let gate: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) {
    let (a, output) = (Int(gate.pointee.first), Int(gate.pointee.output))
    let upstream = gradients[output]
    let share = upstream == 0 ? 0 : upstream * Rule.derivative(values[a], values[output])
    gradients[a] = gate.pointee.wanted.contains(.setsFirst) ? share : gradients[a] + share
  }
}

struct BinaryGateForward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gate: UnsafePointer<Instruction>

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    values[Int(gate.pointee.output)] = Rule.value(
      values[Int(gate.pointee.first)], values[Int(gate.pointee.second)])
  }
}

struct BinaryGateBackward: BinaryRuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>
  let gate: UnsafePointer<Instruction>
  let ties: Ties

  @inline(__always)
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) {
    let (a, b, output) = (
      Int(gate.pointee.first), Int(gate.pointee.second), Int(gate.pointee.output)
    )
    let (left, right, result) = (values[a], values[b], values[output])
    let upstream = gradients[output]
    // Nothing flows through a gate that nothing reaches, however steep it is.
    guard upstream != 0 else {
      if gate.pointee.wanted.contains(.setsFirst) { gradients[a] = 0 }
      if gate.pointee.wanted.contains(.setsSecond) { gradients[b] = 0 }
      return
    }
    if gate.pointee.wanted.contains(.first) {
      let share = upstream * Rule.partialA(left, right, result, ties)
      gradients[a] = gate.pointee.wanted.contains(.setsFirst) ? share : gradients[a] + share
    }
    if gate.pointee.wanted.contains(.second) {
      let share = upstream * Rule.partialB(left, right, result, ties)
      gradients[b] = gate.pointee.wanted.contains(.setsSecond) ? share : gradients[b] + share
    }
  }
}
