import GradientCore
import Testing

@Suite struct SymbolicPropertyTests {
  static let points: [KeyValuePairs<String, Double>] = [
    ["x": 0.31, "y": -0.72, "z": 1.21], ["x": -1.13, "y": 0.45, "z": -0.27],
    ["x": 0, "y": 0.5, "z": -2], ["x": 2.2, "y": -1.9, "z": 0],
  ]

  /// Large values lose digits where they cancel.
  private func agree(_ a: Double, _ b: Double) -> Bool {
    !b.isFinite || isClose(a, b, relative: 1e-7, absolute: 1e-7)
  }

  @Test(
    "what is derived agrees with the backward pass, typed back, too",
    arguments: 1...60 as ClosedRange<UInt64>)
  func formulas(seed: UInt64) throws {
    var dice = RandomFormulas(seed: seed)
    let formula = try Formula(parsing: dice.formula(over: ["x", "y", "z"], depth: 4))
    let known = try definitions("x = 0.3", "y = -0.7", "z = 1.2")
    let derivation = try Derivation(
      of: Definition(formula), by: try Formula(parsing: "x"), in: known)
    #expect(derivation.check.disagreement == nil, "\(formula)")
    for point in Self.points {
      let here = known.at(point)
      let slope = try scalar("d(\(formula), x)", here)
      #expect(agree(try symbolic("d(\(formula), x)", here), slope), "\(formula) at \(point)")
      if let result = derivation.result?.description {
        #expect(agree(try scalar(result, here), slope), "\(formula) gives \(result) at \(point)")
      }
      if let opened = derivation.opened?.description {
        #expect(agree(try scalar(opened, here), slope), "\(formula) gives \(opened)")
      }
    }
  }

  @Test(
    "every line of a derivation is as large as its left side",
    arguments: 1...30 as ClosedRange<UInt64>)
  func steps(seed: UInt64) throws {
    var dice = RandomFormulas(seed: 100 + seed)
    var lines = ["x = 0.31", "y = -0.72", "z = 1.21"]
    for name in ["p", "q", "r"] {
      let names = ["x", "y", "z", "p", "q"].filter { other in
        other < "p" || other > "r" || lines.contains { $0.hasPrefix("\(other) =") }
      }
      lines.append("\(name) = x * 0 + " + dice.formula(over: names, depth: 2, isSmooth: true))
    }
    lines.append("f = " + dice.formula(over: ["p", "q", "r", "x"], depth: 2, isSmooth: true))
    let known = try definitions(lines)
    let derivation = try Derivation(
      of: Definition(try Formula(parsing: "f")), by: try Formula(parsing: "x"), in: known)
    var expected = Double.nan
    for step in derivation.steps {
      if let left = step.left { expected = try scalar(left, known) }
      let value = try scalar(step.right, known)
      #expect(agree(value, expected), "\(lines): \(step)")
    }
  }

  @Test(
    "simplifying changes no value, also at zero and below", arguments: 1...60 as ClosedRange<UInt64>
  )
  func simplifying(seed: UInt64) throws {
    var dice = RandomFormulas(seed: 1_000 + seed)
    let formula = dice.formula(over: ["x", "y", "z"], depth: 5)
    let known = try definitions("x = 0.3", "y = -0.7", "z = 1.2", "t = 1")
    // The slope of t times a formula in t is the formula, simplified.
    for point in Self.points {
      let here = known.at(point)
      let value = try scalar(formula, here)
      #expect(agree(try symbolic("d(t * (\(formula)), t)", here), value), "\(formula) at \(point)")
    }
  }

  @Test(
    "circuits of up to 200 gates derive as the backward pass says",
    arguments: 1...12 as ClosedRange<UInt64>)
  func circuits(seed: UInt64) throws {
    var dice = RandomFormulas(seed: 2_000 + seed)
    let known = try dice.circuit(gates: 20 + Int(seed) * 15)
    for point in Self.points {
      let here = known.at(point)
      // Where a gate is not finite, a backward pass lets nothing through; an expression says nan.
      let evaluation = try evaluated(here)
      let gates = evaluation.graph.nodes.indices
      let isFinite = gates.allSatisfy { evaluation.scalar(of: $0).isFinite }
      for variable in ["x", "y", "z"] where isFinite {
        let slope = try #require(try gradient(here, by: variable).scalar)
        #expect(
          agree(try symbolic("d(f, \(variable))", here), slope), "\(variable) at \(point)")
      }
    }
    let derivation = try Derivation(
      of: Definition(try Formula(parsing: "f")), by: try Formula(parsing: "x"), in: known)
    #expect(derivation.check.disagreement == nil)
  }

  @Test(
    "second slopes agree with differences of first ones", arguments: 1...24 as ClosedRange<UInt64>)
  func seconds(seed: UInt64) throws {
    var dice = RandomFormulas(seed: 3_000 + seed)
    let known =
      seed < 12
      ? try dice.circuit(gates: 40, isSmooth: true)
      : try definitions(
        "x = 0.3", "y = -0.7", "z = 1.2",
        "f = x * y * 0 + " + dice.formula(over: ["x", "y", "z"], depth: 3, isSmooth: true))
    for point in Self.points.prefix(2) {
      let here = known.at(point)
      for (first, second) in [("x", "x"), ("x", "y"), ("y", "x")] {
        let value = try scalar("d(d(f, \(first)), \(second))", here)
        func slope(_ h: Double) throws -> Double {
          var values: [Double] = []
          for sign in [1.0, -1] {
            var moved = here
            let present = try #require(here.value(ofLeaf: second)?.scalar)
            moved[second] = .leaf(Matrix(present + sign * h), .parameter)
            values.append(try scalar("d(f, \(first))", moved))
          }
          return (values[0] - values[1]) / (2 * h)
        }
        let (fine, coarse) = (try slope(1e-5), try slope(2e-5))
        guard value.isFinite, fine.isFinite, abs(fine - coarse) < 1e-4 * max(1, abs(fine)) else {
          continue
        }
        #expect(
          isClose(value, fine, relative: 1e-4, absolute: 1e-5 + 4 * abs(fine - coarse)))
      }
    }
  }

  @Test func `a slope may stand in a slope, also of matrices, and through definitions`() throws {
    let known = try definitions("x = 2", "y = 3", "q = x + y", "f = q^2 * x", "W = [1 2; 3 4]")
    #expect(try scalar("d(d(x^2 * y, x), y)", known) == 4)
    #expect(try scalar("d(d(d(x^3, x), x), x)", known) == 6)
    #expect(try scalar("∂(∂f/∂x)/∂q", known) == 2 * 5 + 2 * 2)
    #expect(try scalar("1 + d(x * d(x^2, x), x)", known) == 9)
    #expect(try scalar("d(sum(d(sum(W^3), W)), W[1, 0])", known) == 18)
    #expect(
      try compute("d(sum(d(sum(W * W * W), W)), W)", known) == Matrix(rows: [[6, 12], [18, 24]]))
    #expect(try scalar("d(d(sum(softmax(W)^2), W[0, 0]), W[0, 1])", known).isFinite)
    let independent = try known.compute(
      Definition(try Formula(parsing: "d(d(x + y, x), x)"))
    ).independent
    #expect(independent.map(\.formula) == ["d(x + y, x)"])
  }

  @Test func `what is wrong inside the inner slope has its place`() throws {
    let known = try definitions("x = 2", "W = [1 2; 3 4]")
    func refusal(_ text: String) throws -> CompilationError {
      try #require(throws: CompilationError.self) {
        _ = try known.compute(Definition(try Formula(parsing: text)))
      }
    }
    #expect(
      try refusal("d(d(W, x), x)").error
        == LanguageError(.derivativeOfMatrix(Shape(2, 2)), at: 4..<5))
    #expect(
      try refusal("d(d(x, W[5, 0]), x)").error
        == LanguageError(.indexOutside(Shape(2, 2)), at: 7..<14))
    let large = try definitions("W = zeros(100, 50)")
    #expect(throws: CompilationError.self) {
      _ = try large.compute(
        Definition(try Formula(parsing: "d(sum(d(sum(W^2), W)), W[0, 0])")))
    }
    #expect(try refusal("d(d(x, v), x)").error.fact == .unknownName("v"))
  }
}
