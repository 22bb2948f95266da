import GradientCore
import Testing

private func check(_ lines: String..., sample: Sample = Sample()) throws -> (GradientCheck, Graph) {
  let circuit = try Circuit(lines)
  let check = GradientCheck(
    circuit.evaluation, of: circuit.objective.root, by: circuit.objective.free, sample: sample)
  return (check, circuit.evaluation.graph)
}

@Suite struct KinkTests {
  @Test(arguments: [
    ("0", "relu(x) + x", "relu(x)"), ("0", "x + leaky_relu(x)", "leaky_relu(x)"),
    ("0", "abs(x) + x^2", "abs(x)"), ("1", "hard_tanh(x)", "hard_tanh(x)"),
    ("-1", "hard_tanh(x)", "hard_tanh(x)"), ("0", "sign(x)", "sign(x)"),
    ("2", "max(x, 2) + x", "max(x, 2)"), ("2", "min(3 * x, 6)", "min(3 * x, 6)"),
    ("0", "where(x > 0, x, 2 * x)", "x > 0"), ("1", "x * (x >= 1)", "x >= 1"),
    ("0", "sqrt(x)", "sqrt(x)"), ("3", "max([x 3])", "max([x 3])"),
    ("3", "min([x 3; 4 5])", "min([x 3; 4 5])"), ("0", "sum(relu(x * [1 2]))", "relu(x * [1 2])"),
  ])
  func `exactly on a kink the gate is known, and the slopes on both sides differ`(
    _ x: String, _ formula: String, _ gate: String
  ) throws {
    let (check, graph) = try check("x = \(x)", "f = \(formula)")
    let row = check.rows[0]
    #expect(row.isOnKink)
    #expect(check.unexplained.isEmpty)
    let kink = try #require(row.kinks.first)
    #expect(kink.isExact)
    #expect(graph.text(of: kink.gate) == gate)
  }

  @Test func `the slopes to the left and right of a kink are told`() throws {
    let (check, _) = try check("x = 2", "f = 3 * relu(x - 2) - x")
    guard case .slope(let left) = check.rows[0].sides?.left,
      case .slope(let right) = check.rows[0].sides?.right
    else {
      Issue.record("no slopes: \(check.rows)")
      return
    }
    #expect(isClose(left, -1, relative: 1e-8))
    #expect(isClose(right, 2, relative: 1e-8))
  }

  @Test func `a jump, a slope without bound and a missing side are no slopes`() throws {
    let jump = try check("x = 0", "f = sign(x)").0.rows[0].sides
    #expect(jump?.left == .jump)
    let root = try check("x = 0", "f = sqrt(x)").0.rows[0].sides
    #expect(root?.left == .undefined)
    #expect(root?.right == .steep)
  }

  @Test func `a kink close by is noticed, and a smaller h avoids it`() throws {
    let (check, graph) = try check("x = 1e-7", "f = 2 * relu(x)")
    let row = check.rows[0]
    #expect(row.kinks.isEmpty)
    #expect(row.avoided.map { graph.text(of: $0.gate) } == ["relu(x)"])
    #expect(row.h < 1e-7)
    #expect(GradientCheck.verdict(row) == .agrees)
  }

  @Test func `a gate that stands on its edge but is not moved is no kink`() throws {
    let (check, _) = try check("x = 1", "y = 0", "f = x * relu(y * 0) + x")
    #expect(check.rows.allSatisfy { $0.kinks.isEmpty })
  }

  @Test func `a kink through which nothing flows does not matter`() throws {
    let (check, _) = try check("x = 0", "f = relu(x) * 0 + x")
    #expect(!check.rows[0].kinks.isEmpty)
    #expect(!check.rows[0].isOnKink)
    #expect(GradientCheck.verdict(check.rows[0]) == .agrees)
  }

  @Test func `in a matrix the entry of the gate is known`() throws {
    let (check, graph) = try check("A = [3 1; 2 0]", "f = sum(relu(A) * [1 2; 3 4])")
    let row = try #require(check.rows.first { $0.isOnKink })
    #expect(row.entry == 3)
    #expect(row.kinks.map { [$0.row, $0.column] } == [[1, 1]])
    #expect(graph.text(of: row.kinks[0].gate) == "relu(A)")
    let (ties, _) = try KinkTests.tied()
    #expect(ties.rows.map(\.isOnKink) == [true, true, false, false])
    #expect(ties.rows[0].kinks.map { [$0.row, $0.column] } == [[0, 0]])
  }

  private static func tied() throws -> (GradientCheck, Graph) {
    try check("A = [1 1; 0 1]", "f = sum(max(A, axis=1) * [1; 2])")
  }
}

@Suite struct GradientCheckTests {
  @Test func `every entry of every shape is looked at, whatever the slices`() throws {
    let lines = ["x = 2", "W = [1 2 3; 4 5 6]", "b = [1; 2]", "f = sum(tanh(0.1 * W + b) * x)"]
    let circuit = try Circuit(lines)
    let (evaluation, root) = (circuit.evaluation, circuit.objective.root)
    let leaves = circuit.objective.free
    let whole = GradientCheck(evaluation, of: root, by: leaves)
    #expect(whole.rows.count == 9)
    #expect(whole.unexplained.isEmpty)
    for slice in [1, 2, 5] {
      var check = GradientCheck(beginning: evaluation, of: root, by: leaves)
      var slices = 0
      while !check.isComplete {
        check.proceed(atMost: slice, in: evaluation, by: leaves)
        slices += 1
      }
      #expect(check == whole)
      #expect(slices > 1)
    }
  }

  @Test func `a difference that rounding swallows is not called wrong`() throws {
    let (check, _) = try check("x = 1", "f = 1e16 + x")
    #expect(GradientCheck.verdict(check.rows[0]) == .unclear)
    #expect(check.unexplained.isEmpty)
  }

  @Test(arguments: ["log(x)", "1 / x", "sin(1e7 * x)", "sqrt(x)", "exp(1e5 * x)"])
  func `where the usual h is too wide a smaller one is found`(_ formula: String) throws {
    let (check, _) = try check("x = 1e-5", "f = \(formula)")
    #expect(check.rows[0].relativeError < 1e-7)
  }

  @Test func `of 100000 numbers a sample is checked, and random directions`() throws {
    var sample = Sample()
    (sample.each, sample.directions) = (20, 3)
    let (check, _) = try check(
      "W = normal(100, 1000)", "b = 1", "f = sum(W * W) + b", sample: sample)
    #expect(check.entryCount == 100_001)
    #expect(check.rows.count == 21)
    #expect(check.directions.count == 3)
    #expect(check.unexplained.isEmpty)
    #expect(Set(check.rows.prefix(20).map(\.entry)).count == 20)
  }

  @Test func `a direction is the gradient times it`() throws {
    var sample = Sample()
    sample.asksForDirections = true
    let (check, _) = try check("x = 1", "y = -3", "f = x * y", sample: sample)
    #expect(check.rows.isEmpty)
    #expect(check.directions.count == 10)
    #expect(check.directions.allSatisfy { [2, 4].contains(abs($0.analytic)) })
    #expect(check.unexplained.isEmpty)
  }

  @Test func `a root of any shape is checked under any upstream`() throws {
    let circuit = try Circuit("A = [1 2; 3 4]", "B = [0 1; 2 3]", "g = A @ B", "f = sum(g)")
    let (evaluation, node) = (circuit.evaluation, try circuit.node("g"))
    let upstream = Matrix(rows: [[1, -2], [0.5, 3]])
    let leaves = circuit.objective.free
    var check = GradientCheck(beginning: evaluation, of: node, by: leaves, upstream: upstream)
    check.proceed(in: evaluation, by: leaves)
    // upstream @ B.T and A.T @ upstream, by hand.
    #expect(check.rows.map(\.analytic) == [-2, -4, 3, 10, 2.5, 7, 4, 8])
    #expect(check.unexplained.isEmpty)
  }
}

@Suite struct BreakdownTests {
  private func breakdown(_ lines: String...) throws -> Breakdown {
    let circuit = try Circuit(lines)
    return try #require(circuit.evaluation.breakdown(under: circuit.objective.root))
  }

  @Test(arguments: [
    ("log(x)", "-2", Breakdown.Cause.logarithmOfNegative), ("log(x)", "0", .logarithmOfZero),
    ("sqrt(x)", "-1", .rootOfNegative), ("1 / x", "0", .divisionByZero),
    ("x^-1", "0", .powerOfZero), ("x^0.5", "-2", .powerOfNegative), ("exp(x)", "800", .overflow),
    ("x * 1e+300", "1e10", .overflow),
  ])
  func `the cause is known by the gate and its inputs`(
    _ formula: String, _ x: String, _ cause: Breakdown.Cause
  ) throws {
    let breakdown = try breakdown("x = \(x)", "f = \(formula) + 1")
    #expect(breakdown.gate == formula)
    #expect(breakdown.cause == cause)
    #expect(breakdown.inputs.map(\.text) == ["x"])
    #expect(breakdown.lastFinite == nil)
  }

  @Test func `the first gate, its inputs and the last finite value are named`() throws {
    let breakdown = try breakdown("x = 1", "q = x + 2", "z = q - 5", "w = log(z)", "f = w * q")
    #expect(breakdown.gate == "log(z)")
    #expect(breakdown.inputs == [.init(text: "z", value: Matrix(-2))])
    #expect(breakdown.lastFinite == .init(text: "q", value: Matrix(3)))
  }

  @Test func `in a matrix the entry is named`() throws {
    let breakdown = try breakdown("A = [1 2; 3 -4]", "b = [1 0]", "f = sum(A / b)")
    #expect(breakdown.inputs.map(\.text) == ["A[0, 1]", "b[0, 1]"])
    #expect(breakdown.inputs.map(\.value.scalar) == [2, 0])
    #expect(breakdown.cause == .divisionByZero)
  }

  @Test func `a slope that breaks names its gate`() throws {
    let circuit = try Circuit("x = 3", "q = x - 3", "f = sqrt(q) + x")
    #expect(circuit.evaluation.breakdown(under: circuit.objective.root) == nil)
    let breakdown = try #require(circuit.evaluation.slopeBreakdown(from: circuit.objective.root))
    #expect(breakdown.gate == "sqrt(q)")
    #expect(breakdown.inputs == [.init(text: "q", value: Matrix(0))])
    #expect(breakdown.local == .infinity)
  }
}
