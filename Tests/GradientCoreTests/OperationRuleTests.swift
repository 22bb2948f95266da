import GradientCore
import Testing

/// The oracle is a central difference of the value alone, with a Richardson step that removes its
/// h² error; it knows nothing of the rules' derivatives.
private func difference(_ f: (Double) -> Double, _ x: Double) -> Double {
  func central(_ h: Double) -> Double { (f(x + h) - f(x - h)) / (2 * h) }
  let h = 1e-3 * max(1, abs(x))
  return (4 * central(h / 2) - central(h)) / 3
}

@Suite struct UnaryRuleTests {
  @Test(arguments: UnaryOperation.allCases)
  func `the derivative agrees with central differences`(_ operation: UnaryOperation) {
    for a in operation.rule.probes {
      let y = operation.rule.value(a)
      let slope = operation.rule.derivative(a, y)
      #expect(
        isClose(slope, difference(operation.rule.value, a), relative: 1e-8, absolute: 1e-9),
        "\(operation) at \(a)")
    }
  }

  @Test(arguments: UnaryOperation.allCases)
  func `a derivative scaled by 0.99 is caught`(_ operation: UnaryOperation) {
    let wrong = operation.rule.probes.contains { a in
      let slope = 0.99 * operation.rule.derivative(a, operation.rule.value(a))
      return !isClose(slope, difference(operation.rule.value, a), relative: 1e-8, absolute: 1e-9)
    }
    // A slope that is 0 everywhere cannot be scaled.
    #expect(wrong || operation == .sign)
  }

  @Test(arguments: UnaryOperation.allCases)
  func `the derivative as text says what the function computes`(_ operation: UnaryOperation) throws
  {
    for a in operation.rule.probes {
      var point = Definitions()
      point["a"] = .leaf(Matrix(a), .parameter)
      point["y"] = .leaf(Matrix(operation.rule.value(a)), .parameter)
      let text = operation.rule.derivativeText
      let slope = operation.rule.derivative(a, operation.rule.value(a))
      #expect(isClose(try scalar(text, point), slope), "\(operation): \(text) at \(a)")
    }
  }

  /// Literals: Abramowitz and Stegun's tables and mpmath 1.3 at 30 digits, rounded to double.
  @Test(arguments: [
    (UnaryOperation.negate, 0.5, -0.5), (.exp, 1, 2.718281828459045),
    (.log, 2, 0.6931471805599453), (.sqrt, 2, 1.4142135623730951),
    (.sin, 1, 0.8414709848078965), (.cos, 1, 0.5403023058681398),
    (.tanh, 0.5, 0.46211715726000976), (.sigmoid, 1, 0.7310585786300049),
    (.relu, -2, 0), (.relu, 2, 2), (.leakyRelu, -2, -0.02), (.hardTanh, 1.5, 1),
    (.hardTanh, -0.25, -0.25), (.softplus, 1, 1.3132616875182228), (.softplus, 800, 800),
    (.abs, -3, 3), (.sign, -3, -1), (.square, -3, 9),
  ])
  func `the value agrees with published tables`(
    _ operation: UnaryOperation, _ a: Double, _ expected: Double
  ) {
    #expect(isClose(operation.rule.value(a), expected, relative: 4e-16, absolute: 0))
  }

  /// d exp = exp, d log = 1/x, …: values of the derivative from the same sources.
  @Test(arguments: [
    (UnaryOperation.exp, 1.0, 2.718281828459045), (.log, 2, 0.5), (.sqrt, 4, 0.25),
    (.sin, 1, 0.5403023058681398), (.cos, 1, -0.8414709848078965),
    (.tanh, 0.5, 0.7864477329659274), (.sigmoid, 1, 0.19661193324148185), (.square, -3, -6),
    (.softplus, 1, 0.7310585786300049), (.negate, 7, -1), (.abs, -3, -1), (.relu, 2, 1),
    (.leakyRelu, -2, 0.01), (.hardTanh, 0.5, 1), (.sign, 2, 0),
  ])
  func `the derivative agrees with published tables`(
    _ operation: UnaryOperation, _ a: Double, _ expected: Double
  ) {
    let slope = operation.rule.derivative(a, operation.rule.value(a))
    #expect(isClose(slope, expected, relative: 1e-15, absolute: 0))
  }

  @Test func `conventions at kinks are the ones the lessons tell`() {
    func slope(_ operation: UnaryOperation, _ a: Double) -> Double {
      operation.rule.derivative(a, operation.rule.value(a))
    }
    #expect(slope(.relu, 0) == 0)
    #expect(slope(.leakyRelu, 0) == 0.01)
    #expect(slope(.abs, 0) == 0)
    #expect(slope(.hardTanh, 1) == 0)
    #expect(slope(.hardTanh, -1) == 0)
  }
}

@Suite struct BinaryRuleTests {
  @Test(arguments: BinaryOperation.allCases)
  func `both partial derivatives agree with central differences`(_ operation: BinaryOperation) {
    let rule = operation.rule
    for (a, b) in rule.probes {
      let y = rule.value(a, b)
      let byA = difference({ rule.value($0, b) }, a)
      let byB = difference({ rule.value(a, $0) }, b)
      #expect(
        isClose(rule.partialA(a, b, y, .split), byA, relative: 1e-8, absolute: 1e-9),
        "∂/∂a of \(operation) at \(a), \(b)")
      #expect(
        isClose(rule.partialB(a, b, y, .split), byB, relative: 1e-8, absolute: 1e-9),
        "∂/∂b of \(operation) at \(a), \(b)")
    }
  }

  @Test(arguments: BinaryOperation.allCases.filter { !">=<=".contains($0.rawValue) })
  func `a partial derivative scaled by 0.99 is caught`(_ operation: BinaryOperation) {
    let rule = operation.rule
    let isCaught = rule.probes.contains { a, b in
      let slope = 0.99 * rule.partialA(a, b, rule.value(a, b), .split)
      return !isClose(slope, difference({ rule.value($0, b) }, a), relative: 1e-8, absolute: 1e-9)
    }
    #expect(isCaught)
  }

  @Test(arguments: BinaryOperation.allCases)
  func `the partial derivatives as text say what the functions compute`(
    _ operation: BinaryOperation
  ) throws {
    let rule = operation.rule
    for (a, b) in rule.probes {
      let y = rule.value(a, b)
      var point = Definitions()
      for (name, value) in [("a", a), ("b", b), ("y", y)] {
        point[name] = .leaf(Matrix(value), .parameter)
      }
      #expect(isClose(try scalar(rule.partialTexts.a, point), rule.partialA(a, b, y, .split)))
      #expect(isClose(try scalar(rule.partialTexts.b, point), rule.partialB(a, b, y, .split)))
    }
  }

  @Test func `a tie in max is split, or goes to the first, or to both`() throws {
    let tie = try definitions("x = 2", "y = 2", "f = max(x, y)")
    for (ties, x, y) in [(Ties.split, 0.5, 0.5), (.first, 1, 0), (.both, 1, 1)] {
      let evaluation = try evaluated(tie, ties: ties)
      evaluation.backward(from: evaluation.graph.root)
      #expect(evaluation.gradient(of: evaluation.graph.node(named: "x")!).scalar == x)
      #expect(evaluation.gradient(of: evaluation.graph.node(named: "y")!).scalar == y)
    }
  }

  @Test func `comparisons give 1 or 0 and let no gradient through`() throws {
    let f = try definitions("x = 2", "f = (x > 1) * x + (x <= 1) * 7")
    #expect(try scalar("f", f) == 2)
    #expect(try gradient(f, by: "x").scalar == 1)
  }
}
