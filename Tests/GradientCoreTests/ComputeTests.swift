import GradientCore
import Testing

/// Formulas computed now, with d(…) in them.
@Suite struct ComputeTests {
  private func computed(_ text: String, _ known: Definitions) throws -> Computed {
    try known.compute(Definition(try Formula(parsing: text)))
  }

  private func refusal(_ text: String, _ known: Definitions) throws
    -> (LanguageError.Fact, String)
  {
    let formula = try Formula(parsing: text)
    do {
      let computed = try known.compute(Definition(formula))
      Issue.record("\(text) was computed: \(computed)")
      return (.emptyLine, "")
    } catch { return (error.error.fact, slice(text, error.error.range)) }
  }

  private func circuit() throws -> Definitions {
    try definitions("x = -2", "y = 5", "z = -4", "q = x + y", "f = q * z", "other = 7")
  }

  private func matrices() throws -> Definitions {
    try definitions("W = [1 2; 3 4]", "v = [1 -1]", "f = sum((v @ W)^2)")
  }

  @Test func `a derivative by a leaf and by a definition`() throws {
    let known = try circuit()
    #expect(try scalar("d(f, x)", known) == -4)
    #expect(try scalar("d(f, z)", known) == 3)
    #expect(try scalar("d(f, q)", known) == -4)
    #expect(try scalar("d(q, x)", known) == 1)
    #expect(try scalar("∂f/∂x", known) == -4)
  }

  @Test func `the derivative of a formula that has no name`() throws {
    let known = try circuit()
    #expect(try scalar("d(x^2 * z, x)", known) == 16)
    #expect(try scalar("d(x, x)", known) == 1)
    #expect(try scalar("d(f, f)", known) == 1)
  }

  @Test func `a derivative within a formula, and several of them`() throws {
    let known = try circuit()
    #expect(try scalar("x + 0.1 * d(f, x)", known) == -2 + 0.1 * -4)
    #expect(try scalar("d(f, x)^2 + d(f, y)^2 + d(f, z)^2", known) == 41)
    #expect(try scalar("d(f, z) - q", known) == 0)
    #expect(try scalar("max(d(f, x), d(f, z)) * (1 + d(q, y))", known) == 6)
  }

  @Test func `a derivative by a matrix has its shape`() throws {
    let known = try matrices()
    // v @ W = [-2 -2], so df/dW = 2 vᵀ (v @ W).
    #expect(try compute("d(f, W)", known) == Matrix(rows: [[-4, -4], [4, 4]]))
    #expect(try compute("d(f, v)", known).shape == Shape(1, 2))
  }

  @Test func `a derivative by entries is the part of it that was asked for`() throws {
    let known = try matrices()
    #expect(try scalar("d(f, W[1, 0])", known) == 4)
    #expect(try compute("d(f, W[0])", known) == Matrix(rows: [[-4, -4]]))
    #expect(try compute("d(f, W[:, 1])", known) == Matrix(rows: [[-4], [4]]))
    #expect(try scalar("d(f, v[1])", known) == 2 * (-2 * 3 + -2 * 4))
    #expect(try scalar("d(W[0, 1] * 3, W[0, 1])", known) == 3)
    #expect(try scalar("d(W[0, 1] * 3, W[0, 0])", known) == 0)
  }

  @Test func `a derivative by a setting that a formula reads`() throws {
    let known = try definitions("x = 1", "y = -3", "f = (x + h) * y")
    #expect(try scalar("d(f, h)", known) == -3)
  }

  @Test func `a derivative goes through functions`() throws {
    let known = try definitions(
      "k = 10", "x = 3", "scaled(a) = k * a^2", "f = scaled(x) + scaled(2 * x)")
    #expect(try scalar("d(f, x)", known) == 300)
    #expect(try scalar("d(f, k)", known) == 45)
    #expect(try scalar("d(scaled(x), x)", known) == 60)
  }

  @Test func `ties are split in d(…) as they are in a backward pass`() throws {
    let known = try definitions("x = 2", "y = 2")
    let formula = Definition(try Formula(parsing: "d(max(x, y), x)"))
    #expect(try known.compute(formula).value.scalar == 0.5)
    #expect(try known.compute(formula, ties: .first).value.scalar == 1)
  }

  // MARK: - Facts beside the value

  @Test func `what does not depend on a name has derivative 0, and that is said`() throws {
    let result = try computed("d(f, other)", try circuit())
    #expect(result.value.scalar == 0)
    #expect(result.independent.map(\.formula) == ["f"])
    #expect(result.independent.map(\.name) == ["other"])
  }

  @Test func `a slope that happens to be 0 is not independence`() throws {
    let known = try definitions("x = 0", "f = x^2")
    let result = try computed("d(f, x)", known)
    #expect(result.value.scalar == 0)
    #expect(result.independent.isEmpty)
  }

  @Test func `each derivative of several that is independent is said`() throws {
    let result = try computed("d(f, x) + d(q, z) + d(q * 2, other)", try circuit())
    #expect(result.value.scalar == -4)
    #expect(result.independent.count == 2)
    #expect(Set(result.independent.map(\.name)) == ["z", "other"])
    #expect(Set(result.independent.map(\.formula)) == ["q", "q * 2"])
  }

  @Test func `the first gate that made inf or nan is told`() throws {
    let known = try definitions("x = 0", "q = log(x)")
    #expect(try computed("q * 0 + 1", known).nonFinite == "log(x)")
    #expect(try computed("1 / x", known).nonFinite == "1 / x")
    #expect(try computed("x + 1", known).nonFinite == nil)
  }

  // MARK: - Refusals

  @Test func `the derivative of a matrix is refused with its shape`() throws {
    let (fact, marked) = try refusal("1 + d(v @ W, W)", try matrices())
    #expect(fact == .derivativeOfMatrix(Shape(1, 2)))
    #expect(marked == "v @ W")
  }

  @Test func `an unknown name in d(…) is refused with its place`() throws {
    let (fact, marked) = try refusal("x + d(f, w)", try circuit())
    #expect(fact == .unknownName("w"))
    #expect(marked == "w")
    #expect(try refusal("d(f * w, x)", try circuit()).0 == .unknownName("w"))
  }

  @Test func `an entry outside the matrix is refused with its shape`() throws {
    let (fact, _) = try refusal("d(f, W[2, 0])", try matrices())
    #expect(fact == .indexOutside(Shape(2, 2)))
  }

  @Test func `a definition that follows its names cannot hold d(…)`() throws {
    #expect {
      try Graph(try circuit(), formula: Definition(try Formula(parsing: "d(f, x)")))
    } throws: { ($0 as? CompilationError)?.error.fact == .derivativeOutsideNow }
  }

  @Test func `random numbers within d(…) are the ones drawn for the formula`() throws {
    let known = try definitions("x = 2")
    let formula = try Formula(parsing: "d(x * uniform(1), x) + 10 * uniform(1)")
    var random = SeededGenerator(seed: 7)
    let draws = try formula.draws(&random)
    let expected = draws[0].elements[0] + 10 * draws[1].elements[0]
    let value = try known.compute(Definition(formula, draws: draws)).value
    #expect(value.scalar == expected)
  }

  @Test func `several derivatives in a formula keep their own values`() throws {
    let known = try definitions("x = 2", "y = 5", "f = x * y")
    // The second d(…) ends where the first ended before it was replaced.
    #expect(try scalar("d(x*y, x) + 100 * d(-f, x)", known) == -495)
    #expect(try scalar("d(x*y, x) + d(-f, x) + d(f, y)", known) == 2)
  }
}
