import Testing

@testable import GradientCore

@Suite("The decimal comma")
struct LanguageCommaTests {
  @Test(
    "outside brackets and in plain parentheses 0,01 is a number",
    arguments: [
      ("0,01", "0.01"), ("2 * 0,5 + x", "(+ (* 2 0.5) x)"), ("(1,5 + x) * 2", "(* (+ 1.5 x) 2)"),
      ("max((0,5), 2)", "(max 0.5 2)"), ("1,5e3", "1500"), ("[(0,5) 2]", "(1x2 0.5 2)"),
      ("-0,5^2", "(- (^ 0.5 2))"),
    ])
  func outsideBrackets(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "in calls and matrices digit-comma-digit is refused with both readings",
    arguments: [
      ("max(0,5)", "max(0,5)", "max(0, 5)", "max(0.5)"),
      ("max(0,5, 2)", "max(0,5, 2)", "max(0, 5, 2)", "max(0.5, 2)"),
      ("1 + max(0,5,2)", "max(0,5,2)", "max(0, 5, 2)", "max(0.5, 2)"),
      ("[1,2]", "[1,2]", "[1, 2]", "[1.2]"),
      ("[0,15; 0,25]", "[0,15; 0,25]", "[0, 15; 0, 25]", "[0.15; 0.25]"),
      ("[[1,2],[3,4]] + x", "[[1,2],[3,4]]", "[[1, 2],[3, 4]]", "[[1.2],[3.4]]"),
      ("exp(max(1,2))", "exp(max(1,2))", "exp(max(1, 2))", "exp(max(1.2))"),
      ("(sum(2,3))", "sum(2,3)", "sum(2, 3)", "sum(2.3)"),
      ("[0,15 0,20, 3]", "[0,15 0,20, 3]", "[0, 15 0, 20, 3]", "[0.15 0.20, 3]"),
    ])
  func ambiguous(text: String, marked: String, separated: String, decimal: String) throws {
    let refusal = try refusal(text)
    #expect(refusal.fact == .ambiguousComma(asSeparator: separated, asDecimal: decimal))
    #expect(refusal.marked == marked)
  }

  @Test(
    "a semicolon in a call and blanks in a matrix make it clear",
    arguments: [
      ("max(0,5; 2)", "(max 0.5 2)"), ("max(0,5; 2,5)", "(max 0.5 2.5)"),
      ("[0,15 0,20; 0,25 0,30]", "(2x2 0.15 0.2 0.25 0.3)"), ("[0,15 0,20]", "(1x2 0.15 0.2)"),
      ("[-0,15 -0,20]", "(1x2 (- 0.15) (- 0.2))"),
      ("[[0,1 0,2], [0,3 0,4]]", "(2x2 0.1 0.2 0.3 0.4)"),
      ("where(x > 0,5; 1; 0)", "(where (> x 0.5) 1 0)"),
    ])
  func clear(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "in d, which has a formula and a name, a comma between digits can only be in the formula",
    arguments: [
      ("d(0,5*x, x)", "d(0.5*x, x)"), ("d(1,5*x + 0,5, x)", "d(1.5*x + 0.5, x)"),
      ("d(max(0,5; x), x)", "d(max(0.5, x), x)"),
    ])
  func slopes(text: String, same: String) throws {
    #expect(try tree(text) == tree(same))
  }

  @Test(
    "a comma that cannot be decimal separates",
    arguments: [
      ("max(1.5,2)", "(max 1.5 2)"), ("max(1,2.5)", "(max 1 2.5)"), ("max(1,x)", "(max 1 x)"),
      ("max(x1,2)", "(max x1 2)"), ("max(1, 2)", "(max 1 2)"), ("max(1 ,2)", "(max 1 2)"),
      ("W[0,1]", "(at[0, 1] W)"), ("max(W[0,1], 2)", "(max (at[0, 1] W) 2)"),
      ("[a,b]", "(1x2 a b)"), ("ones(100,1)", "(ones 100 1)"), ("zeros(2,3)", "(zeros 2 3)"),
      ("0.1 * normal(4,1)", "(* 0.1 (normal 4 1))"),
    ])
  func separating(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "thousands have no separator",
    arguments: ["1,234.5", "1,234,567", "1,5,2", "1.2.3", "1_000", "max(0,5,2; 1)"])
  func thousands(text: String) throws {
    let marked = text.hasPrefix("max") ? "0,5,2" : text
    #expect(try refusal(text) == (.malformedNumber(marked), marked))
  }

  @Test("numbers in a list need a blank behind their comma, and are told so")
  func listsOfNumbers() throws {
    #expect(try statementRefusal("x, y = 1,2") == (.writeInstead("x, y = 1, 2"), "x, y = 1,2"))
    #expect(
      try statementRefusal("x, y, z = 1,2,3").fact == .writeInstead("x, y, z = 1, 2, 3"))
    guard case .assignment(let assignment) = try Statement(parsing: "x, y = 1,5, 2,5") else {
      Issue.record("not a definition")
      return
    }
    #expect(assignment.formulas.map(\.description) == ["1.5", "2.5"])
  }
}
