import GradientCore
import Testing

@Suite struct NumericalGradientTests {
  @Test func `a forward difference of x²y errs by h · y`() throws {
    let circuit = try Circuit("x = 3", "y = 2", "f = x^2 * y")
    for h in [0.5, 0.25, 0.125] {
      let quotient = try circuit.difference(.forward, "x", h: h)
      #expect(quotient.lower == 18)
      #expect(quotient.upper == (3 + h) * (3 + h) * 2)
      #expect(quotient.slope == 12 + 2 * h)
    }
  }

  @Test func `a central difference of x³y errs by h² · y, and of x²y not at all`() throws {
    let cube = try Circuit("x = 3", "y = 2", "f = x * x * x * y")
    for h in [0.5, 0.25, 0.125] {
      #expect(try cube.difference(.central, "x", h: h).slope == 54 + 2 * h * h)
    }
    let square = try Circuit("x = 3", "y = 2", "f = x^2 * y")
    #expect(try square.difference(.central, "x", h: 0.5).slope == 12)
  }

  @Test func `of x · y both are exact, whatever h is`() throws {
    let circuit = try Circuit("x = 1", "y = -3", "f = x * y")
    for kind in [DifferenceQuotient.Kind.forward, .central] {
      for h in [1.0, 0.25, 0.0078125] {
        #expect(try circuit.difference(kind, "x", h: h).slope == -3)
        #expect(try circuit.difference(kind, "y", h: h).slope == 1)
      }
    }
  }

  @Test func `the error of a forward difference falls like h, of a central one like h²`() throws {
    let circuit = try Circuit("x = 0.7", "f = sin(x)")
    let slope = try circuit.slope("x")
    func error(_ kind: DifferenceQuotient.Kind, _ h: Double) throws -> Double {
      abs(try circuit.difference(kind, "x", h: h).slope - slope)
    }
    #expect(isClose(try error(.forward, 0.02) / error(.forward, 0.01), 2, relative: 0.02))
    #expect(isClose(try error(.central, 0.02) / error(.central, 0.01), 4, relative: 0.02))
  }

  @Test func `with an h too small rounding swallows the slope`() throws {
    let circuit = try Circuit("x = 1", "f = x^2")
    #expect(try circuit.difference(.forward, "x", h: 1e-17).slope == 0)
  }

  @Test(arguments: [DifferenceQuotient.Kind.forward, .central])
  func `the point and every gate are as before afterwards`(_ kind: DifferenceQuotient.Kind) throws {
    let circuit = try Circuit("x = 0.1", "q = exp(x)", "f = q * q")
    let before = try ["x", "q", "f"].map { try circuit.scalar($0) }
    _ = try circuit.difference(kind, "x", h: 0.3)
    #expect(try ["x", "q", "f"].map { try circuit.scalar($0) } == before)
  }

  @Test func `one entry of a matrix is nudged at a time`() throws {
    let circuit = try Circuit("W = [1 2; 3 4]", "f = sum(W * [10 20; 30 40])")
    let slopes = try (0..<4).map { entry in
      circuit.evaluation.difference(
        .central, of: circuit.objective.root, by: try circuit.node("W"), entry: entry, h: 0.5
      ).slope
    }
    #expect(slopes == [10, 20, 30, 40])
  }

  // MARK: - Relative error

  @Test func `two zeros agree, whatever their signs`() {
    #expect(relativeError(0, 0) == 0)
    #expect(relativeError(0, -0.0) == 0)
  }

  @Test func `opposite slopes of one size differ by 2, the most there is`() {
    #expect(relativeError(3, -3) == 2)
    #expect(relativeError(-1e-8, 1e-8) == 2)
    #expect(relativeError(5, -1) == 1.2)
  }

  @Test func `a slope beside zero is wrong altogether`() {
    #expect(relativeError(0, 1e-12) == 1)
    #expect(relativeError(-4, 0) == 1)
  }

  @Test(arguments: [(1.0, 1.01), (-2, -2.5), (3, -1), (0, 4)])
  func `the error knows neither order, nor sign, nor scale`(_ a: Double, _ b: Double) {
    let error = relativeError(a, b)
    #expect(relativeError(b, a) == error)
    #expect(relativeError(-a, -b) == error)
    #expect(relativeError(a * 1024, b * 1024) == error)
    #expect(relativeError(a * 0x1p-40, b * 0x1p-40) == error)
  }

  @Test func `a slope that is not a number never agrees`() {
    #expect(!(relativeError(.nan, 1) < 1))
    #expect(!(relativeError(1, .nan) < 1))
    #expect(relativeError(.infinity, .infinity) == 0)
    #expect(!(relativeError(.infinity, 1) < 1))
  }

  // MARK: - Checks

  private func check(_ lines: String...) throws -> GradientCheck {
    let circuit = try Circuit(lines)
    return GradientCheck(
      circuit.evaluation, of: circuit.objective.root, by: circuit.objective.free)
  }

  @Test func `a check has a row for every entry, in the order of the leaves`() throws {
    let check = try check("x = 2", "W = [1 2; 3 4]", "f = x * sum(W * W)")
    #expect(check.rows.map(\.entry) == [0, 0, 1, 2, 3])
    #expect(check.rows.map(\.analytic) == [30, 4, 8, 12, 16])
    #expect(check.rows.allSatisfy { GradientCheck.verdict($0) == .agrees })
  }

  @Test(arguments: ["1e-6", "0.001", "1", "300", "1e9"])
  func `a check chooses an h that suits the size of the input`(_ x: String) throws {
    let check = try check("x = \(x)", "f = x^3 + x")
    #expect(check.rows[0].relativeError < 1e-8)
    #expect(GradientCheck.verdict(check.rows[0]) == .agrees)
  }

  @Test func `at a kink the check disagrees`() throws {
    let check = try check("x = 0", "f = relu(x)")
    #expect(check.rows[0].analytic == 0)
    #expect(isClose(check.rows[0].numerical, 0.5))
    #expect(GradientCheck.verdict(check.rows[0]) == .disagrees)
  }

  @Test func `a difference made of rounding alone says nothing of a slope of zero`() throws {
    let check = try check("x = 0.3", "f = (sin(x)^2 + cos(x)^2) * 3")
    #expect(GradientCheck.verdict(check.rows[0]) == .unclear)
    #expect(check.unexplained.isEmpty)
  }

  @Test(arguments: [
    (2.0, 2.0, GradientCheck.Verdict.agrees), (2, 2.00000001, .agrees), (2, 2.0001, .lookCloser),
    (2, 2.1, .disagrees), (2, -2, .disagrees), (0, 1e-10, .unclear), (0, 9e-10, .tooSmall),
    (0, 0, .agrees), (.nan, 1, .disagrees),
    (1, .nan, .disagrees), (.infinity, .infinity, .agrees),
  ])
  func `the verdict follows the size of the error`(
    _ analytic: Double, _ numerical: Double, _ verdict: GradientCheck.Verdict
  ) throws {
    var row = try check("x = 1", "f = x").rows[0]
    (row.analytic, row.numerical) = (analytic, numerical)
    #expect(GradientCheck.verdict(row) == verdict)
  }

  @Test(arguments: [(Double.infinity, 1.0), (1, -.infinity), (.infinity, -.infinity)])
  func `a slope that is not finite disagrees with one that is`(
    _ analytic: Double, _ numerical: Double
  ) throws {
    var row = try check("x = 1", "f = x").rows[0]
    (row.analytic, row.numerical) = (analytic, numerical)
    #expect(GradientCheck.verdict(row) == .disagrees)
  }

  @Test func `after a check the point and every gate are as before`() throws {
    let circuit = try Circuit("x = 0.1", "y = 7", "q = exp(x)", "f = q * y")
    let names = ["x", "y", "q", "f"]
    let before = try names.map { try circuit.scalar($0) }
    _ = GradientCheck(circuit.evaluation, of: circuit.objective.root, by: circuit.objective.free)
    #expect(try names.map { try circuit.scalar($0) } == before)
  }
}
