import Foundation
import GradientCore
import Testing

/// How wrong differences are, held against what can be computed by hand.
@Suite struct StepWidthSweepTests {
  private func function(_ lines: String..., of name: String = "f", by leaf: String = "x") throws
    -> PointFunction
  {
    let definitions = try definitions(lines)
    let graph = try Graph(definitions, names: [name])
    let evaluation = Evaluation(graph)
    evaluation.load(definitions)
    evaluation.forward()
    return PointFunction(
      evaluation, of: graph.root, by: [.init(leaf: try #require(graph.node(named: leaf)))])
  }

  private func sweep(_ function: PointFunction) throws -> StepWidthSweep {
    var sweep = StepWidthSweep(exact: function.gradient(at: function.point).slopes[0])
    let scalarized = try #require(function.evaluation.graph.scalarized())
    sweep.proceed(of: function, single: SinglePrecision(scalarized, at: function.evaluation))
    return sweep
  }

  /// ((1 + h)³ - 1)/h = 3 + 3h + h², and (1 + h)³ - (1 - h)³ over 2h is 3 + h².
  @Test("the errors of x^3 at 1 are 3h + h² and h², until rounding is larger")
  func cube() throws {
    let sweep = try sweep(function("x = 1", "f = x^3"))
    #expect(sweep.exact == 3)
    for (index, row) in sweep.rows.enumerated().prefix(5) {
      let forward = try #require(sweep.errors(of: .forward)[index])
      #expect(abs(forward - (3 * row.h + row.h * row.h)) < 1e-11)
    }
    for (index, row) in sweep.rows.enumerated().prefix(4) {
      let central = try #require(sweep.errors(of: .central)[index])
      #expect(abs(central - row.h * row.h) < 1e-11)
    }
    #expect(sweep.errors(of: .single)[0] == 4, "small whole numbers are exact in 32 bits, too")
  }

  @Test("the best h of x^3 is near √ε, ∛ε, and √ε of 32 bits")
  func best() throws {
    let sweep = try sweep(function("x = 1", "f = x^3"))
    for method in StepWidthSweep.Method.allCases {
      let best = try #require(sweep.best(of: method))
      #expect(abs(log10(best.h / method.predictedBest)) < 1.3, "\(method): \(best)")
    }
    #expect(abs(StepWidthSweep.Method.forward.predictedBest - 1.4901161193847656e-8) < 1e-20)
    #expect(abs(StepWidthSweep.Method.central.predictedBest - 6.055454452393343e-6) < 1e-18)
    #expect(abs(StepWidthSweep.Method.single.predictedBest - 3.4526698300124393e-4) < 1e-15)
  }

  @Test("every tenth part of h loses one digit more, and in the end all")
  func digits() throws {
    let sweep = try sweep(function("x = 1", "f = x^3"))
    // (1 + h)³ - 1 is about 3h: log10(1 / 3h).
    for row in sweep.rows[2...12] {
      #expect(abs(row.digitsLost - (-log10(3 * row.h))) < 0.02)
    }
    #expect(sweep.rows[16].digitsLost == .infinity)
    #expect(sweep.rows[16].slopes[.forward] == 0)
  }

  @Test("a sweep in slices is the same, and the function stands where it stood")
  func slices() throws {
    let function = try function("x = 0.7", "y = 2", "f = sin(x) * y")
    let whole = try sweep(function)
    var cut = StepWidthSweep(exact: whole.exact)
    let single = SinglePrecision(function.evaluation.graph.scalarized()!, at: function.evaluation)
    while !cut.isComplete { cut.proceed(atMost: 3, of: function, single: single) }
    #expect(cut == whole)
    #expect(function.point == [0.7])
  }

  // MARK: - Single precision

  @Test("every gate is rounded to 32 bits")
  func rounding() throws {
    let function = try function("x = 0.1", "y = 0.2", "f = exp(x + y) / 3 - where(x > y, x, y)")
    let single = SinglePrecision(function.evaluation.graph.scalarized()!, at: function.evaluation)
    let sum = Float(0.1) + Float(0.2)
    let expected = Float(exp(Double(sum))) / Float(3) - Float(0.2)
    #expect(single.value(with: 0.1, at: function.coordinates[0]) == expected)
  }

  @Test("matrices are opened into their gates")
  func matrices() throws {
    let definitions = try definitions("W = [0.1 0.2; 0.3 0.4]", "f = sum(W @ W)")
    let graph = try Graph(definitions, names: ["f"])
    let evaluation = Evaluation(graph)
    evaluation.load(definitions)
    evaluation.forward()
    let single = SinglePrecision(graph.scalarized()!, at: evaluation)
    let value = single.value(with: 0.2, at: .init(leaf: graph.node(named: "W")!, entry: 1))
    #expect(abs(Double(value) - evaluation.scalar(of: graph.root)) < 1e-6)
    #expect(Double(value) != evaluation.scalar(of: graph.root))
  }

  @Test(
    "a straight line is known by its gates",
    arguments: [
      ("x * y", true), ("3 - (x + y) / 2", true), ("where(y > 0, x, -x)", true),
      ("(x + y) * max(y, 1)", true), ("x * x", false), ("y / x", false), ("x^2", false),
      ("abs(x)", false), ("where(x > 0, x, y)", false), ("y^2", true),
    ])
  func straight(formula: String, isLinear: Bool) throws {
    let definitions = try definitions("x = 1", "y = 2", "f = \(formula) + 0 * x")
    let graph = try Graph(definitions, names: ["f"])
    let x = PointFunction.Coordinate(leaf: graph.node(named: "x")!)
    #expect(graph.scalarized()!.isLinear(in: x) == isLinear)
  }
}
