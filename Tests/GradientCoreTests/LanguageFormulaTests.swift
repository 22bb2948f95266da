import Testing

@testable import GradientCore

@Suite("Reading formulas")
struct LanguageFormulaTests {
  @Test(
    "operators bind as in NumPy",
    arguments: [
      ("x + y * z", "(+ x (* y z))"),
      ("x - y - z", "(- (- x y) z)"),
      ("x / y / z", "(/ (/ x y) z)"),
      ("x * y @ z", "(@ (* x y) z)"),
      ("(x + y) * z", "(* (+ x y) z)"),
      ("x + y > z * 2", "(> (+ x y) (* z 2))"),
      ("x >= y", "(>= x y)"), ("x < y", "(< x y)"), ("x <= y", "(<= x y)"),
      ("a - -b", "(- a (- b))"),
      ("x * -y", "(* x (- y))"),
      ("-x * y", "(* (- x) y)"),
      ("+x", "x"), ("--x", "(- (- x))"),
    ])
  func operatorsBindAsInNumPy(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "power binds tighter than unary minus and associates to the right",
    arguments: [
      ("-2^2", "(- (^ 2 2))"), ("-2**2", "(- (^ 2 2))"), ("(-2)^2", "(^ (- 2) 2)"),
      ("2^-1", "(^ 2 (- 1))"), ("2^3^2", "(^ 2 (^ 3 2))"), ("2 ** 3 ** 2", "(^ 2 (^ 3 2))"),
      ("a^-b^c * d", "(* (^ a (- (^ b c))) d)"),
      ("2^-x + 1", "(+ (^ 2 (- x)) 1)"),
    ])
  func powerBindsTighterThanUnaryMinus(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "a matrix is written with blanks, commas and semicolons, or as a list of rows",
    arguments: [
      ("[0.15 0.20; 0.25 0.30]", "(2x2 0.15 0.2 0.25 0.3)"),
      ("[[0.15, 0.20], [0.25, 0.30]]", "(2x2 0.15 0.2 0.25 0.3)"),
      ("[[1. 2.] [3. 4.]]", "(2x2 1 2 3 4)"),
      ("[[a, b]]", "(1x2 a b)"), ("[a, b; c, d]", "(2x2 a b c d)"),
      ("[5]", "(1x1 5)"), ("[[5]]", "(1x1 5)"), ("[w0 w1]", "(1x2 w0 w1)"),
      ("[1; 2; 3]", "(3x1 1 2 3)"), ("[ 1 , 2 ]", "(1x2 1 2)"),
    ])
  func aMatrixIsWrittenInBothNotations(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "in a matrix a blank begins a new entry, except around an operator",
    arguments: [
      ("[1 -2]", "(1x2 1 (- 2))"), ("[1 - 2]", "(1x1 (- 1 2))"), ("[1-2]", "(1x1 (- 1 2))"),
      ("[1 +2]", "(1x2 1 2)"), ("[1, -2]", "(1x2 1 (- 2))"),
      ("[a + b c]", "(1x2 (+ a b) c)"), ("[sin(x) 2]", "(1x2 (sin x) 2)"),
      ("[x (y + 1)]", "(1x2 x (+ y 1))"), ("[f(x) g(y, 2)]", "(1x2 (:f x) (:g y 2))"),
      ("[(a - b) -c]", "(1x2 (- a b) (- c))"),
      ("[x[0, 1] -y[2]]", "(1x2 (at[0, 1] x) (- (at[2] y)))"),
      ("[max(a -b, 0) 1]", "(1x2 (max (- a b) 0) 1)"), ("[a.T @ b 2]", "(1x2 (@ (T a) b) 2)"),
      ("[-1 -2; -3 -4]", "(2x2 (- 1) (- 2) (- 3) (- 4))"), ("[x^2 y²]", "(1x2 (^ x 2) (^ y 2))"),
      ("[a > b c]", "(1x2 (> a b) c)"),
    ])
  func aBlankBeginsANewEntry(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "entries and slices are written as in NumPy",
    arguments: [
      ("W[0, 1]", "(at[0, 1] W)"), ("W[0,1]", "(at[0, 1] W)"), ("x[1:]", "(at[1:] x)"),
      ("X[:, 0]", "(at[:, 0] X)"), ("x[-1]", "(at[-1] x)"), ("X[1:3, :2]", "(at[1:3, :2] X)"),
      ("W[0][1]", "(at[1] (at[0] W))"), ("(a @ b)[0]", "(at[0] (@ a b))"),
      ("x [0]", "(at[0] x)"), ("[1 2 3][1]", "(at[1] (1x3 1 2 3))"), ("X.T[0]", "(at[0] (T X))"),
      ("-x[0]^2", "(- (^ (at[0] x) 2))"),
    ])
  func entriesAndSlices(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "@ multiplies matrices and .T transposes",
    arguments: [
      ("x @ W.T + b", "(+ (@ x (T W)) b)"), ("(a + b).T", "(T (+ a b))"),
      ("-W.T", "(- (T W))"), ("W.T.T", "(T (T W))"),
      ("sigmoid(x @ W.T + b)", "(sigmoid (+ (@ x (T W)) b))"),
    ])
  func matrixProducts(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test("every elementwise function is understood", arguments: UnaryOperation.allCases)
  func elementwiseFunctions(operation: UnaryOperation) throws {
    let text = operation == .negate ? "-x" : "\(operation.rawValue)(x)"
    #expect(try tree(text) == "(\(operation.rawValue) x)")
  }

  @Test("every built-in function takes the counts it says", arguments: BuiltInFunction.allCases)
  func builtInFunctions(function: BuiltInFunction) throws {
    for count in function.argumentCounts {
      let arguments = Array(repeating: "x", count: count)
      let text = "\(function.rawValue)(\(arguments.joined(separator: ", ")))"
      #expect(try tree(text) == "(\(function.rawValue) \(arguments.joined(separator: " ")))")
    }
    let many = Array(repeating: "x", count: 4).joined(separator: ", ")
    guard
      case .wrongArgumentCount(function.rawValue, _, 4) = try refusal(
        "\(function.rawValue)(\(many))"
      ).fact
    else {
      Issue.record("four arguments should be too many")
      return
    }
  }

  @Test(
    "max and min of two are operations, of one reductions",
    arguments: [
      ("max(a, b)", "(max a b)"), ("min(a, b)", "(min a b)"), ("max(A)", "(max A)"),
      ("max(A, axis=0)", "(max axis=0 A)"), ("min(A, axis=1)", "(min axis=1 A)"),
      ("max(0, x)", "(max 0 x)"),
    ])
  func maximumAndMinimum(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
    let isReduction = try Formula(parsing: text).nodes.contains {
      if case .call = $0.kind { true } else { false }
    }
    #expect(isReduction == text.contains("A"))
  }

  @Test(
    "reductions and softmax take an axis",
    arguments: ["sum", "mean", "max", "min", "softmax"])
  func reductionsTakeAnAxis(name: String) throws {
    #expect(try tree("\(name)(A, axis=0)") == "(\(name) axis=0 A)")
    #expect(try tree("\(name)(A, axis = 1)") == "(\(name) axis=1 A)")
  }

  @Test(
    "the learner's functions are called by name",
    arguments: [
      ("gate(x, y)", "(:gate x y)"), ("gate (x, y)", "(:gate x y)"), ("f()", "(:f)"),
      ("f(g(x)) + 1", "(+ (:f (:g x)) 1)"), ("ação(x)", "(:ação x)"),
    ])
  func functionsOfTheLearner(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "d(EXPR, NAME) and ∂f/∂x are derivatives",
    arguments: [
      ("d(f, x)", "(d f x)"), ("d(x^2 * y, x)", "(d (* (^ x 2) y) x)"),
      ("d(f, W[0, 1])", "(d f (at[0, 1] W))"), ("∂f/∂x", "(d f x)"),
      ("∂f/∂W[0,1]", "(d f (at[0, 1] W))"), ("∂(x*y)/∂x + 1", "(+ (d (* x y) x) 1)"),
      ("y + step*d(f, y)", "(+ y (* step (d f y)))"), ("2*∂f/∂x*3", "(* (* 2 (d f x)) 3)"),
      ("[∂f/∂x ∂f/∂y]", "(1x2 (d f x) (d f y))"), ("-∂f/∂x", "(- (d f x))"),
    ])
  func derivatives(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test("d is a name where no parenthesis touches it")
  func dIsAName() throws {
    #expect(try tree("d * 2") == "(* d 2)")
    #expect(try tree("d") == "d")
    #expect(try tree("[d (x)]") == "(1x2 d x)")
  }

  @Test(
    "copied signs are understood",
    arguments: [
      ("2·x", "(* 2 x)"), ("2×x", "(* 2 x)"), ("x ÷ 2", "(/ x 2)"), ("x − 1", "(- x 1)"),
      ("−x", "(- x)"), ("x²", "(^ x 2)"), ("x³ + 1", "(+ (^ x 3) 1)"), ("2·π", "(* 2 pi)"),
      ("x⁻¹", "(^ x (- 1))"), ("x¹⁰", "(^ x 10)"), ("−x²", "(- (^ x 2))"),
      ("(x + y)²", "(^ (+ x y) 2)"),
      ("2^x²", "(^ 2 (^ x 2))"), ("x ≥ y", "(>= x y)"), ("σ(x)", "(sigmoid x)"),
      ("x\u{A0}+\u{2009}1", "(+ x 1)"),
      ("\u{FEFF}x", "x"), ("[1 −2]", "(1x2 1 (- 2))"), ("[x² −y]", "(1x2 (^ x 2) (- y))"),
    ])
  func copiedSigns(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "names are letters of any script, digits and underscores",
    arguments: ["ação", "coração_2", "θ", "w0", "_x", "x₁", "Δy", "ε", "学", "T", "e", "axis"])
  func names(name: String) throws {
    #expect(try Formula(parsing: name).nodes.map(\.kind) == [.name(name)])
  }

  @Test("an accent may be written in one character or two")
  func composedAndDecomposedNames() throws {
    #expect(try Formula(parsing: "a\u{E7}a\u{303}o") == Formula(parsing: "ac\u{327}\u{E3}o"))
  }

  @Test(
    "numbers are written with a point, an exponent or both",
    arguments: [
      ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("1e-5", 1e-5), ("1E+3", 1000), ("2.5e2", 250),
      ("007", 7), ("1e−5", 1e-5), ("2,5e−1", 0.25), ("5.e1", 50),
      ("1e-400", 0),
    ])
  func numbers(text: String, value: Double) throws {
    #expect(try Formula(parsing: text).nodes.map(\.kind) == [.number(value)])
  }
}
