import Testing

@testable import GradientCore

@Suite("What is wrong, and where")
struct LanguageRefusalTests {
  static let refusals: [(String, LanguageError.Fact, String)] = [
    ("", .emptyLine, ""), ("  ", .emptyLine, ""),
    ("x +", .expectedOperand, ""), ("x + * y", .expectedOperand, "*"), ("()", .expectedOperand, ""),
    ("max(x, )", .expectedOperand, ""), ("* x", .expectedOperand, "*"),
    ("[1, ]", .expectedOperand, ""),
    ("x y", .expectedOperator(found: "y"), "y"), ("2 3", .expectedOperator(found: "3"), "3"),
    ("x = 3", .expectedOperator(found: "="), "="), ("x : y", .expectedOperator(found: ":"), ":"),
    ("(x + 1", .unclosed(bracket: "("), "("), ("[1 2; 3 4", .unclosed(bracket: "["), "["),
    ("max(x, (y)", .unclosed(bracket: "("), "("), ("[(1]", .unclosed(bracket: "("), "("),
    ("x + 1)", .unopened(bracket: ")"), ")"), ("x]", .unopened(bracket: "]"), "]"),
    ("x & y", .unexpectedCharacter("&"), "&"), ("x + ½", .unexpectedCharacter("½"), "½"),
    ("x $", .unexpectedCharacter("$"), "$"), ("x \u{FFFD}", .invalidUTF8, "\u{FFFD}"),
    ("1e400", .numberTooLarge("1e400"), "1e400"), ("-1e400", .numberTooLarge("1e400"), "1e400"),
    ("x == y", .equalityIsNotAnOperation, "=="), ("x != y", .equalityIsNotAnOperation, "!="),
    ("==", .equalityIsNotAnOperation, "=="),
    ("(1, 2)", .listIsNotAFormula, ","), ("x, y", .listIsNotAFormula, ","),
    ("(x; y)", .listIsNotAFormula, ";"),
    // Matrices
    ("[]", .emptyMatrix, "[]"), ("[1 2; 3]", .unevenRows(first: 2, other: 1), "3"),
    ("[[1, 2], [3]]", .unevenRows(first: 2, other: 1), "[3]"),
    ("[1 [2 3]]", .matrixInsideMatrix, "[2 3]"), ("[[[1]]]", .matrixInsideMatrix, "[[1]]"),
    ("[[1 2]; [3 4; 5 6]]", .matrixInsideMatrix, "[3 4; 5 6]"),
    // Entries
    ("x[i]", .invalidIndex("i"), "i"), ("x[1.5]", .invalidIndex("1.5"), "1.5"),
    ("x[]", .invalidIndex(""), ""),
    ("x[::2]", .invalidIndex("::2"), "::2"), ("x[0, 1, 2]", .invalidIndex("0, 1, 2"), "0, 1, 2"),
    ("x[-i]", .invalidIndex("-i"), "-i"),
    ("x[99999999999999999999]", .invalidIndex("99999999999999999999"), "99999999999999999999"),
    // Functions
    ("exp", .functionNeedsArguments("exp"), "exp"),
    ("2 + sum * x", .functionNeedsArguments("sum"), "sum"),
    ("[sin (x)]", .functionNeedsArguments("sin"), "sin"),
    ("exp(x, y)", .wrongArgumentCount(function: "exp", expected: 1...1, got: 2), "exp(x, y)"),
    ("exp()", .wrongArgumentCount(function: "exp", expected: 1...1, got: 0), "exp()"),
    ("max(a, b, c)", .wrongArgumentCount(function: "max", expected: 1...2, got: 3), "max(a, b, c)"),
    ("where(a, b)", .wrongArgumentCount(function: "where", expected: 3...3, got: 2), "where(a, b)"),
    ("pi(2)", .nameIsNotFunction("pi"), "pi"),
    ("exp(x, axis=0)", .axisNotTaken(function: "exp"), "axis=0"),
    ("max(a, b, axis=0)", .axisNotTaken(function: "max"), "axis=0"),
    ("gate(a, axis=0)", .axisNotTaken(function: "gate"), "axis=0"),
    ("zeros(2, axis=1)", .axisNotTaken(function: "zeros"), "axis=1"),
    ("sum(x, axis=2)", .axisOutOfRange("2"), "2"), ("sum(x, axis=-1)", .axisOutOfRange("-1"), "-1"),
    ("sum(x, axis=y)", .axisOutOfRange("y"), "y"),
    ("sum(x, keepdims=1)", .unknownOption("keepdims"), "keepdims"),
    ("x.shape", .unknownAttribute("shape"), ".shape"),
    ("x.foo(1)", .unknownAttribute("foo"), ".foo"),
    ("np.foo(x)", .unknownFunction("np.foo"), "np.foo"),
    ("np.foo", .unknownName("np.foo"), "np.foo"),
    // Derivatives
    ("d(f)", .wrongArgumentCount(function: "d", expected: 2...2, got: 1), "d(f)"),
    ("d(f, x, y)", .wrongArgumentCount(function: "d", expected: 2...2, got: 3), "d(f, x, y)"),
    ("x.dot(1,2)", .wrongArgumentCount(function: "dot", expected: 1...1, got: 2), ".dot(1,2)"),
    ("d(3,4)", .derivativeNeedsName, "4"), ("d(3.5,4)", .derivativeNeedsName, "4"),
    ("d(f, 2)", .derivativeNeedsName, "2"), ("d(f, x + 1)", .derivativeNeedsName, "x + 1"),
    ("d(f, pi)", .derivativeNeedsName, "pi"), ("∂f/∂2", .derivativeNeedsName, "2"),
    ("∂f/∂pi", .derivativeNeedsName, "pi"), ("∂f", .derivativeNeedsName, ""),
    ("∂²f/∂x²", .higherDerivative, "∂²"),
  ]

  @Test("what is wrong is told with its place", arguments: refusals)
  func whatIsWrong(text: String, fact: LanguageError.Fact, marked: String) throws {
    let refusal = try refusal(text)
    #expect(refusal.fact == fact)
    #expect(refusal.marked == marked)
  }

  @Test("what is missing has an empty place behind what was read")
  func whatIsMissing() {
    #expect(throws: LanguageError(.expectedOperand, at: 3..<3)) { try Formula(parsing: "x +  ") }
    #expect(throws: LanguageError(.expectedOperand, at: 5..<5)) { try Formula(parsing: "(ç + )") }
  }

  static let corrections: [(String, String)] = [
    ("2x", "2*x"), ("2 x", "2*x"), ("2x^2 + 3y", "2*x^2 + 3*y"), ("2(x+1)", "2*(x+1)"),
    ("(x+1)(x-1)", "(x+1)*(x-1)"), ("(x + 1)y", "(x + 1)*y"), ("2sin(x)", "2*sin(x)"),
    ("2π", "2*π"),
    ("f + 1/2x", "f + 1/2*x"), ("x²y", "x²*y"), ("[2x 3]", "[2*x 3]"), ("2[1 2]", "2*[1 2]"),
    ("np.exp(x)", "exp(x)"), ("math.exp(-x)", "exp(-x)"), ("np.pi * 2", "pi * 2"),
    ("np.e", "exp(1)"),
    ("np.dot(a,b)", "a @ b"), ("np.dot(x, W.T) + b", "x @ W.T + b"),
    ("np.dot(a, b + c)", "a @ (b + c)"),
    ("np.dot(a, b)^2", "(a @ b)^2"), ("2 * np.dot(a, b)", "2 * (a @ b)"),
    ("np.matmul(a, b) * 2", "a @ b * 2"),
    ("np.maximum(0, x)", "max(0, x)"), ("np.random.randn(2, 3)", "normal(2, 3)"),
    ("np.eye(3)", "identity(3)"),
    ("np.array([[1, 2], [3, 4]])", "[[1, 2], [3, 4]]"), ("np.transpose(W)", "W.T"),
    ("np.power(x, 2)", "x^2"),
    ("np.add(a, b) * c", "(a + b) * c"), ("np.sum(np.exp(x), axis=0)", "sum(exp(x), axis=0)"),
    ("np.dot(np.exp(x), 2y)", "exp(x) @ (2*y)"),
    ("np.dot(1,2)", "1 @ 2"), ("x.dot(1).dot(2)", "(x @ 1) @ 2"), ("np.maximum(a,b)", "max(a, b)"),
    ("np.maximum(0,1)", "max(0, 1)"), ("np.where(x>0,1,2)", "where(x>0, 1, 2)"),
    ("np.array([1,2,3])", "[1, 2, 3]"), ("np.array([[1,2],[3,4]])", "[[1, 2], [3, 4]]"),
    ("np.dot([1,2],[3,4])", "[1, 2] @ [3, 4]"), ("np.sum([1,2])", "sum([1, 2])"),
    ("np.zeros((2,3))", "zeros(2, 3)"), ("np.zeros((2, 3))", "zeros(2, 3)"),
    ("torch.randn(2,3)", "normal(2, 3)"), ("torch.tensor([1,2])", "[1, 2]"),
    ("torch.sigmoid(x)", "sigmoid(x)"), ("tf.nn.relu(x)", "relu(x)"),
    ("tf.math.exp(x)", "exp(x)"), ("jax.numpy.exp(x)", "exp(x)"), ("np.power(2,3)", "2^3"),
    ("x.sum()", "sum(x)"), ("x.sum", "sum(x)"), ("(x + y).sum()", "sum(x + y)"),
    ("(x + y) .sum()", "sum(x + y)"),
    ("x.mean(axis=0)", "mean(x, axis=0)"),
    ("(x - y).mean(axis=1)", "mean(x - y, axis=1)"), ("x.dot(y)", "x @ y"),
    ("x.dot(y).sum()", "sum(x @ y)"),
    ("x.sum().exp()", "exp(sum(x))"), ("W.transpose()", "W.T"), ("W'", "W.T"),
    ("Wᵀ @ x", "W.T @ x"),
    ("x.T.dot(y) + 1", "x.T @ y + 1"), ("0,5.sin", "sin(0.5)"),
    ("a .* b", "a * b"), ("a./b", "a/b"), ("x.^2", "x^2"), ("sin x", "sin(x)"), ("sin 2", "sin(2)"),
    ("sin cos x^2 + 1", "sin(cos(x^2)) + 1"), ("sin 0,5", "sin(0.5)"),
    ("sum(x, 0)", "sum(x, axis=0)"),
    ("d (f, x)", "d(f, x)"), ("1 < x < 3", "(1 < x) * (x < 3)"),
    ("0 <= x <= y < 1", "(0 <= x) * (x <= y) * (y < 1)"),
  ]

  @Test(
    "what is not of this language but understood comes with the line to type",
    arguments: corrections)
  func whatToTypeInstead(text: String, corrected: String) throws {
    for (before, after) in [("", ""), ("1 + (", ")"), ("  ", " ")] {
      let line = before + text + after
      do throws(LanguageError) {
        _ = try Formula(parsing: line)
        Issue.record("\(line) was understood")
      } catch {
        #expect(error.corrected(line) == before + corrected + after)
      }
    }
    #expect(throws: Never.self) { try Formula(parsing: corrected) }
  }

  @Test("what is to be typed instead does not join the numbers beside it")
  func numbersBeside() throws {
    for (line, corrected) in [
      ("max(3,np.dot(1,2))", "max(3, 1 @ 2)"), ("max(np.dot(1,2),3)", "max(1 @ 2, 3)"),
      ("where(3,np.dot(1,2),4)", "where(3, 1 @ 2, 4)"), ("max(a,np.dot(1,2))", "max(a,1 @ 2)"),
    ] {
      #expect(throws: LanguageError.self) { try Formula(parsing: line) }
      do throws(LanguageError) { _ = try Formula(parsing: line) } catch {
        #expect(error.corrected(line) == corrected)
      }
      #expect(throws: Never.self) { try Formula(parsing: corrected) }
    }
  }

  @Test("a correction marks what it replaces")
  func correctionsMarkWhatTheyReplace() throws {
    #expect(try refusal("y + 2x") == (.writeInstead("2*x"), "2x"))
    #expect(try refusal("1 + np.exp(x) * 2") == (.writeInstead("exp(x)"), "np.exp(x)"))
    #expect(try refusal("2*x.sum()") == (.writeInstead("sum(x)"), "x.sum()"))
    #expect(try refusal("2x + 1 + 3y") == (.writeInstead("2*x + 1 + 3*y"), "2x + 1 + 3y"))
  }

  @Test("an unknown name can be one of another language")
  func unknownNamesOfOtherLanguages() throws {
    func correction(_ text: String, _ name: String) throws -> String? {
      try Formula(parsing: text).correction(ofUnknown: name)?.corrected(text)
    }
    #expect(try correction("1 + e^x", "e") == "1 + exp(x)")
    #expect(try correction("e^(-x^2) / 2", "e") == "exp(-x^2) / 2")
    #expect(try correction("2 * ln(x + 1)", "ln") == "2 * log(x + 1)")
    #expect(try correction("e + 1", "e") == nil)
    #expect(try correction("gate(x)", "gate") == nil)
    let line = "f = 2 * ln(x)"
    #expect(Statement.correction(ofUnknown: "ln", in: line)?.corrected(line) == "f = 2 * log(x)")
    #expect(Statement.correction(ofUnknown: "ln", in: "show ln") == nil)
  }
}
