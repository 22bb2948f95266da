import GradientCore
import Testing

@Suite struct DerivationTests {
  private func derive(
    _ formula: String, _ variable: String = "x", then second: String? = nil,
    _ known: Definitions? = nil, ties: Ties = .split
  ) throws -> Derivation {
    try Derivation(
      of: Definition(try Formula(parsing: formula)), by: try Formula(parsing: variable),
      then: try second.map { try Formula(parsing: $0) },
      in: try known ?? definitions("x = 0.8", "y = -1.3", "z = 2"), ties: ties)
  }

  /// As in the tables of derivatives of school books.
  static let results: [(String, String)] = [
    ("x * y", "y"), ("x^2 * y", "2 * x * y"), ("x^3", "3 * x^2"), ("x * x", "2 * x"),
    ("x^2", "2 * x"), ("3 * x", "3"), ("x + x + 2 * x", "4"), ("y", "0"), ("x", "1"),
    ("x - x", "0"), ("1 / x", "-1 / x^2"), ("x / y", "1 / y"), ("y / x", "-y / x^2"),
    ("x / (1 + x^2)", "(1 - x^2) / (x^2 + 1)^2"), ("sin(x)", "cos(x)"), ("cos(x)", "-sin(x)"),
    ("exp(x)", "exp(x)"), ("exp(2 * x)", "2 * exp(2 * x)"), ("log(x)", "1 / x"),
    ("sqrt(x)", "0.5 / sqrt(x)"), ("x^0.5", "0.5 / x^0.5"), ("x^-2", "-2 / x^3"),
    ("tanh(x)", "1 - tanh(x)^2"), ("sigmoid(x)", "sigmoid(x) * (1 - sigmoid(x))"),
    ("softplus(x)", "sigmoid(x)"), ("2^x", "2^x * log(2)"),
    ("relu(x)", "x > 0"), ("abs(x)", "(x > 0) - (x < 0)"),
    ("leaky_relu(x)", "where(x > 0, 1, 0.01)"), ("hard_tanh(x)", "(x > -1) * (x < 1)"),
    ("max(x, y)", "where(x > y, 1, where(x < y, 0, 1 / 2))"),
    ("min(x * y, y)", "where(x * y < y, y, where(x * y > y, 0, y / 2))"),
    ("where(x > y, x^2, 3)", "where(x > y, 2 * x, 0)"), ("x > y", "0"), ("x^2 / 2", "x"),
    ("(2 * x + 4 * y) / 2", "1"), ("x / 3", "1 / 3"), ("-x * y", "-y"), ("y^x", "y^x * log(y)"),
    ("5", "0"), ("(x + y)^2", "2 * (x + y)"), ("x * y / x", "0"),
  ]

  @Test("the result is what a teacher would write", arguments: results)
  func result(formula: String, expected: String) throws {
    let derivation = try derive(formula)
    #expect(derivation.result?.description == expected)
    #expect(derivation.check.holds || formula == "x > y" || formula == "y^x")
  }

  @Test func `max and min follow the setting for ties`() throws {
    #expect(
      try derive("max(x, y)", ties: .first).result?.description == "x >= y")
    #expect(
      try derive("max(x, y)", ties: .both).result?.description
        == "where(x > y, 1, where(x < y, 0, 1))")
    for ties in Ties.allCases {
      for name in ["max", "min"] {
        let known = try definitions("x = 2", "y = 2", "f = \(name)(x * y, y + 2)")
        for variable in ["x", "y"] {
          let evaluation = try evaluated(known, ties: ties)
          evaluation.backward(from: evaluation.graph.root)
          let slope = evaluation.scalarGradient(
            of: try #require(evaluation.graph.node(named: variable)))
          #expect(try symbolic("d(f, \(variable))", known, ties: ties) == slope)
        }
      }
    }
  }

  @Test func `the conventions at corners are those of the backward pass`() throws {
    for name in ["relu", "abs", "leaky_relu", "hard_tanh", "sign"] {
      for point in [-1, 0, 1.0] {
        let known = try definitions("x = \(point)", "f = \(name)(x)")
        #expect(try symbolic("d(f, x)", known) == gradient(known, by: "x").scalar)
      }
    }
  }

  @Test func `the steps of a product have their rules`() throws {
    let steps = try derive("x^2 * y").steps
    #expect(steps.map(\.right) == ["∂(x^2)/∂x * y", "2 * x * y"])
    #expect(steps.map(\.rules) == [[.constantFactor], [.power(isChained: false)]])
    let product = try derive("sin(x) * exp(x)").steps
    #expect(product[0].rules == [.product])
    #expect(product[0].right == "∂(sin(x))/∂x * exp(x) + sin(x) * ∂(exp(x))/∂x")
    #expect(product[1].rules == [.local(.sin), .local(.exp)])
    #expect(try derive("x / (y + x)").steps[0].rules == [.quotient])
    #expect(try derive("sin(x * y)").steps[0].rules == [.chain(.sin)])
  }

  @Test func `definitions between are a chain`() throws {
    let known = try definitions("x = -2", "y = 5", "z = -4", "q = x + y", "f = q * z")
    let steps = try derive("f", "x", known).steps
    #expect(steps[0].right == "∂f/∂q * ∂q/∂x")
    #expect(steps[0].rules == [.through(["q"])])
    #expect(steps.last?.right == "z")
    #expect(try derive("f", "q", known).result?.description == "z")
  }

  @Test func `an entry of a matrix circuit derives through entries`() throws {
    let known = try definitions(
      "x = [0.5 0.1]", "W = [0.15 0.20; 0.25 0.30]", "a = sigmoid(x @ W)", "y = [0 1]",
      "L = mse(a, y)")
    let derivation = try derive("L", "W[0, 1]", known)
    #expect(
      derivation.result?.description
        == "x[0, 0] * a[0, 1] * (1 - a[0, 1]) * (a[0, 1] - y[0, 1])")
    #expect(derivation.check.holds)
    let value = try scalar(try #require(derivation.result?.description), known)
    #expect(isClose(value, try scalar("d(L, W[0, 1])", known)))
    #expect {
      try derive("L", "W", known)
    } throws: {
      ($0 as? CompilationError)?.error.fact == .derivativeByMatrix(name: "W", Shape(2, 2))
    }
    #expect(try derive("cross_entropy(a, y)", "a[0, 1]", known).check.holds)
    #expect(try derive("nll(a, y)", "a[0, 1]", known).check.holds)
  }

  @Test func `a second slope is compared with differences of backward passes`() throws {
    let derivation = try derive("x^3 * y", "x", then: "y")
    #expect(derivation.result?.description == "3 * x^2")
    #expect(derivation.title == "∂(∂(x^3 * y)/∂x)/∂y")
    #expect(derivation.check.holds)
    #expect(try derive("x^3 * y", "x", then: "x").result?.description == "6 * x * y")
    #expect(try derive("sin(x)", "x", then: "x").result?.description == "-sin(x)")
  }

  @Test func `where no point can be compared the check does not hold`() throws {
    #expect(try derive("log(-1 - x^2)").check.holds == false)
  }

  @Test func `a result that swells is not written, and small with names`() throws {
    var lines = ["x = 0.9"]
    for level in 1...30 {
      let before = level == 1 ? "x" : "g\(level - 1)"
      lines.append("g\(level) = sin(\(before)) * cos(\(before))")
    }
    let known = try definitions(lines)
    let derivation = try derive("g30", "x", known)
    #expect(derivation.check.holds)
    #expect(derivation.leftOut > 0)
    var formula = "x"
    for _ in 1...12 { formula = "sin(\(formula)) * cos(\(formula))" }
    let swollen = try derive(formula, "x", known)
    #expect(swollen.result == nil)
    #expect(swollen.check.holds)
  }

  @Test func `twenty doublings stay one number`() throws {
    var lines = ["x = 0.9"]
    for level in 1...20 {
      let before = level == 1 ? "x" : "g\(level - 1)"
      lines.append("g\(level) = \(before) + \(before)")
    }
    #expect(try derive("g20", "x", try definitions(lines)).result?.description == "1048576")
  }
}

@Suite struct DerivationLimitTests {
  private func lines(_ formula: String) throws -> [String] {
    let known = try definitions("x = 0.8", "y = -1.3")
    return try Derivation(
      of: Definition(try Formula(parsing: formula)), by: try Formula(parsing: "x"), in: known
    ).limit().lines.map(\.right)
  }

  @Test func `a product is found from the definition`() throws {
    #expect(
      try lines("x * y") == [
        "((x + h) * y - x * y) / h", "(x * y + y * h - x * y) / h", "y * h / h", "y", "y",
      ])
    #expect(
      try lines("x^2") == [
        "((x + h)^2 - x^2) / h", "(x^2 + 2 * x * h + h^2 - x^2) / h", "(2 * x * h + h^2) / h",
        "2 * x + h", "2 * x",
      ])
    #expect(
      try lines("1 / x") == [
        "(1 / (x + h) - 1 / x) / h", "(x - (x + h)) / (x * (x + h) * h)",
        "-h / (x * (x + h) * h)", "-1 / (x * (x + h))", "-1 / x^2",
      ])
  }

  @Test(
    "every line has the value of the quotient, and the last one that of the slope",
    arguments: [
      "x + y", "x - y", "3 * x", "x^2 * y", "x^3 - 2 * x + 1", "x / y", "y / x", "(x + y)^3",
      "x / (1 + x^2)", "x^-2", "1 / x + x", "sin(x)", "cos(x)", "exp(x)", "log(x)", "sqrt(x)",
    ])
  func values(formula: String) throws {
    let lines = try lines(formula)
    try #require(lines.count >= 3)
    for point in [0.7, 1.9] {
      let known = try definitions("x = \(point)", "y = -1.3", "k = 0.01")
      let values = try lines.map {
        try scalar(
          $0.replacing("h", with: "k").replacing("tank", with: "tanh"), known)
      }
      for value in values.dropLast() {
        #expect(isClose(value, values[0], relative: 1e-9, absolute: 1e-9), "\(lines)")
      }
      #expect(isClose(values.last!, try scalar("d(\(formula), x)", known)))
    }
  }

  @Test func `other gates name the limits that they rest on`() throws {
    let known = try definitions("x = 0.8", "y = -1.3")
    let derivation = try Derivation(
      of: Definition(try Formula(parsing: "sin(x) * sigmoid(x * y) + relu(x)")),
      by: try Formula(parsing: "x"), in: known)
    let limit = try derivation.limit()
    #expect(limit.lines.isEmpty)
    #expect(
      limit.restsOn == [
        "sin(h) / h → 1", "(cos(h) - 1) / h → 0", "(exp(h) - 1) / h → 1",
      ])
    #expect(limit.corners == ["relu"])
  }
}
