import GradientCore
import Testing

@Suite struct RandomMatrixTests {
  private func draws(_ text: String, seed: UInt64 = 5) throws -> [Matrix] {
    var random = SeededGenerator(seed: seed)
    return try Formula(parsing: text).draws(&random)
  }

  private func draw(_ text: String) throws -> Matrix {
    let draws = try draws(text)
    try #require(draws.count == 1)
    return draws[0]
  }

  private func refusal(_ text: String) throws -> LanguageError.Fact? {
    let formula = try Formula(parsing: text)
    var random = SeededGenerator(seed: 5)
    do {
      _ = try formula.draws(&random)
      return nil
    } catch { return error.error.fact }
  }

  @Test(arguments: ["uniform", "normal", "xavier", "he"])
  func `rows and columns are as written, and one number is a row`(_ function: String) throws {
    #expect(try draw("\(function)(3, 4)").shape == Shape(3, 4))
    #expect(try draw("\(function)(5)").shape == Shape(1, 5))
    #expect(try draw("\(function)(1 + 1, 2 * 3)").shape == Shape(2, 6))
    #expect(try draw("\(function)(1, 1)").isScalar)
  }

  @Test func `uniform lies in 0 to 1`() throws {
    let entries = try draw("uniform(200, 200)").elements
    #expect(entries.allSatisfy { 0 <= $0 && $0 < 1 })
    #expect(abs(Moments(entries).mean - 0.5) < 0.01)
    #expect(abs(Moments(entries).variance - 1 / 12) < 0.002)
  }

  @Test func `normal has deviation 1`() throws {
    let moments = Moments(try draw("normal(200, 200)").elements)
    #expect(abs(moments.mean) < 0.02)
    #expect(abs(moments.variance - 1) < 0.03)
  }

  /// Glorot and Bengio: variance 2 / (in + out), limit √(6 / (in + out)).
  @Test(arguments: [(100, 50, 0.2), (50, 100, 0.2), (300, 300, 0.1)])
  func `xavier is uniform with variance 2 over inputs and outputs`(
    _ rows: Int, _ columns: Int, _ limit: Double
  ) throws {
    let entries = try draw("xavier(\(rows), \(columns))").elements
    #expect(entries.allSatisfy { abs($0) <= limit })
    #expect(entries.map(abs).max()! > 0.995 * limit)
    let variance = 2 / Double(rows + columns)
    #expect(isClose(Moments(entries).variance, variance, relative: 0.04))
    #expect(abs(Moments(entries).mean) < 0.05 * limit)
  }

  @Test(arguments: [(200, 100), (50, 400)])
  func `he is normal with variance 2 over the inputs, which are the rows`(
    _ rows: Int, _ columns: Int
  ) throws {
    let entries = try draw("he(\(rows), \(columns))").elements
    let variance = 2 / Double(rows)
    #expect(isClose(Moments(entries).variance, variance, relative: 0.05))
    #expect(entries.map(abs).max()! > 3 * variance.squareRoot())
  }

  @Test func `calls are drawn in the order of their evaluation`() throws {
    let both = try draws("uniform(2, 2) @ normal(2, 1)")
    #expect(both.map(\.shape) == [Shape(2, 2), Shape(2, 1)])
    var random = SeededGenerator(seed: 5)
    #expect(both[0].elements == (0..<4).map { _ in random.nextUniform() })
    #expect(both[1].elements == (0..<2).map { _ in random.nextNormal() })
  }

  @Test func `a definition keeps what was drawn for it`() throws {
    let known = try definitions("x = 2", "f = x * sum(normal(3, 3))")
    let first = try scalar("f", known)
    #expect(try scalar("f", known) == first)
    #expect(isClose(try scalar("d(f, x)", known), first / 2))
  }

  @Test func `a leaf may be drawn`() throws {
    let known = try definitions("W = 0.1 * normal(2, 3)")
    #expect(known.value(ofLeaf: "W")?.shape == Shape(2, 3))
  }

  @Test func `shapes that are no counts are refused`() throws {
    #expect(try refusal("normal(0, 2)") == .argumentNotCount(function: "normal", 0))
    #expect(try refusal("normal(-1)") == .argumentNotCount(function: "normal", -1))
    #expect(try refusal("he(2, 1.5)") == .argumentNotCount(function: "he", 1.5))
    #expect(try refusal("uniform(inf)") == .argumentNotCount(function: "uniform", .infinity))
    #expect(try refusal("xavier(n, 2)") == .argumentNotConstant(function: "xavier"))
    #expect(
      try refusal("uniform([1 2])") == .argumentNotScalar(function: "uniform", Shape(1, 2)))
  }

  @Test func `too many entries are refused before they are drawn`() throws {
    #expect(
      try refusal("uniform(10000, 10000)") == .tooLarge(entries: 100_000_000, limit: 10_000_000))
    #expect(try refusal("normal(1e18)") != nil)
  }
}

@Suite struct MatrixMakerTests {
  private func refusal(_ text: String) -> LanguageError.Fact? {
    do {
      _ = try compute(text)
      return nil
    } catch { return (error as? CompilationError)?.error.fact }
  }

  @Test func `zeros, ones and identity are what their names say`() throws {
    #expect(try compute("zeros(2, 3)") == Matrix(repeating: 0, Shape(2, 3)))
    #expect(try compute("ones(2)") == Matrix(rows: [[1, 1]]))
    #expect(try compute("identity(3)") == Matrix(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    #expect(try compute("identity(1)") == Matrix(1))
  }

  @Test func `linspace ends exactly where it was told to`() throws {
    #expect(try compute("linspace(0, 1, 5)") == Matrix(rows: [[0, 0.25, 0.5, 0.75, 1]]))
    #expect(try compute("linspace(2, -2, 3)") == Matrix(rows: [[2, 0, -2]]))
    #expect(try compute("linspace(0.1, 0.7, 4)").elements.last == 0.7)
    #expect(try compute("linspace(3, 9, 1)") == Matrix(3))
    let angles = try compute("linspace(-pi, pi, 101)").elements
    #expect(angles.count == 101 && angles.last == .pi && abs(angles[50]) < 1e-15)
  }

  @Test func `arange stops before its end, as in NumPy`() throws {
    #expect(try compute("arange(4)") == Matrix(rows: [[0, 1, 2, 3]]))
    #expect(try compute("arange(2, 5)") == Matrix(rows: [[2, 3, 4]]))
    #expect(try compute("arange(0, 1, 0.25)") == Matrix(rows: [[0, 0.25, 0.5, 0.75]]))
    #expect(try compute("arange(5, 0, -2)") == Matrix(rows: [[5, 3, 1]]))
    #expect(try compute("arange(2.5)") == Matrix(rows: [[0, 1, 2]]))
  }

  @Test func `pi is the nearest double`() throws {
    #expect(try scalar("pi") == 3.141592653589793)
    #expect(try scalar("π") == 3.141592653589793)
  }

  @Test func `what is made takes part in formulas and has no gradient of its own`() throws {
    let known = try definitions("x = 3", "f = sum(x * arange(4)) + sum(ones(2, 2)) * x")
    #expect(try scalar("f", known) == 30)
    #expect(try gradient(known, by: "x").scalar == 10)
  }

  @Test func `what cannot be made is refused with what was wrong`() {
    #expect(refusal("zeros(0)") == .argumentNotCount(function: "zeros", 0))
    #expect(refusal("ones(2, -3)") == .argumentNotCount(function: "ones", -3))
    #expect(refusal("identity(2.5)") == .argumentNotCount(function: "identity", 2.5))
    #expect(refusal("linspace(0, 1, 0)") == .argumentNotCount(function: "linspace", 0))
    #expect(refusal("arange(3, 3)") == .argumentNotCount(function: "arange", 0))
    #expect(refusal("arange(0, 1, 0)") == .argumentNotCount(function: "arange", .infinity))
    #expect(refusal("zeros(uniform(1))") == .argumentNotConstant(function: "zeros"))
    #expect(
      refusal("identity(100000)") == .tooLarge(entries: 10_000_000_000, limit: 10_000_000))
    #expect(refusal("linspace(0, 1, 1e9)") == .tooLarge(entries: 1_000_000_000, limit: 10_000_000))
  }
}
