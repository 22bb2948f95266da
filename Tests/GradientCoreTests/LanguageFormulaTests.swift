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
}
