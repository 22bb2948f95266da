import Testing

@testable import GradientCore

@Suite("Reading definitions")
struct LanguageStatementTests {
  /// A definition in one line: targets, sign, formulas.
  private func shown(_ line: String) throws -> String {
    switch try Statement(parsing: line) {
    case .assignment(let assignment):
      let targets = assignment.targets.map { $0.name + ($0.entries?.description ?? "") }
      let sign = assignment.isSnapshot ? ":=" : "="
      let formulas = assignment.formulas.map(\.description)
      return "\(targets.joined(separator: " | ")) \(sign) \(formulas.joined(separator: " | "))"
    case .function(let name, let parameters, let body):
      return "\(name)<\(parameters.joined(separator: " "))> = \(body)"
    case .formula(let formula): return "formula \(formula)"
    }
  }

  @Test(
    "a line defines names, entries, lists and functions",
    arguments: [
      ("x = -2", "x = -2"), ("q = x + y", "q = x + y"), ("dx := y", "dx := y"),
      ("d = a*b", "d = a * b"),
      ("x, y = y, x", "x | y = y | x"), ("x,y=1, 2", "x | y = 1 | 2"),
      (
        "x, y = x + step*d(f,x), y + step*d(f,y)", "x | y = x + step * d(f, x) | y + step * d(f, y)"
      ),
      ("W[0, 1] = 0.3", "W[0, 1] = 0.3"), ("W[0,1], W[1,0] = a, b", "W[0, 1] | W[1, 0] = a | b"),
      ("X[:, 0] := y", "X[:, 0] := y"), ("gate(x, y) = x * y", "gate<x y> = x * y"),
      ("f(x)=x²", "f<x> = x^2"), ("one() = 1", "one<> = 1"), ("x = 0,01", "x = 0.01"),
      ("W = [0,15 0,20; 0,25 0,30]", "W = [0.15 0.2; 0.25 0.3]"), ("ação = 3", "ação = 3"),
      ("y = x > 2", "y = x > 2"), ("x*y + 3", "formula x * y + 3"), ("x > 2", "formula x > 2"),
      ("max(a, b) - 1", "formula max(a, b) - 1"), ("W[0, 1] * 2", "formula W[0, 1] * 2"),
    ])
  func definitions(line: String, expected: String) throws {
    #expect(try shown(line) == expected)
  }

  @Test("targets and formulas know their place in the line")
  func placesInTheLine() throws {
    guard case .assignment(let assignment) = try Statement(parsing: "ç, W[0, 1] = x, y + 1") else {
      Issue.record("not a definition")
      return
    }
    #expect(assignment.targets.map(\.range) == [0..<2, 4..<11])
    #expect(assignment.formulas.map(\.range) == [14..<15, 17..<22])
  }

  static let refusals: [(String, LanguageError.Fact, String)] = [
    ("x =", .valueMissing, ""), ("x := ", .valueMissing, ""), ("gate(x) =", .valueMissing, ""),
    ("x, y = 1", .countsDiffer(names: 2, values: 1), "1"),
    ("x = 1, 2", .countsDiffer(names: 1, values: 2), "1, 2"),
    ("x, y = 1, 2, 3", .countsDiffer(names: 2, values: 3), "1, 2, 3"),
    ("f(x) = x, y", .countsDiffer(names: 1, values: 2), "x, y"),
    ("x, x = 1, 2", .repeatedName("x"), "x"), ("gate(x, x) = x", .repeatedName("x"), "x"),
    ("W[0, 1], W[0, 1] = 1, 2", .repeatedName("W"), "W"),
    ("exp = 3", .reservedName("exp"), "exp"), ("pi = 3", .reservedName("pi"), "pi"),
    ("σ = 3", .reservedName("σ"), "σ"), ("x, sum = 1, 2", .reservedName("sum"), "sum"),
    ("max(a, b) = a", .reservedName("max"), "max"), ("d(x) = x", .reservedName("d"), "d"),
    ("gate(x, exp) = x", .reservedName("exp"), "exp"),
    ("gate(x, 2) = x", .invalidTarget, "gate(x, 2)"),
    ("gate(x y) = x", .invalidTarget, "gate(x y)"),
    ("f(x), y = 1, 2", .invalidTarget, "f(x), y"), ("2*x = 4", .invalidTarget, "2*x"),
    ("x^2 = 4", .invalidTarget, "x^2"), ("x, = 1", .invalidTarget, ""),
    ("W[0][1] = 2", .invalidTarget, "W[0][1]"),
    ("W[i] = 2", .invalidIndex("i"), "i"), ("x = y = 3", .expectedOperator(found: "="), "="),
    ("x = (y", .unclosed(bracket: "("), "("), ("x = y +", .expectedOperand, ""),
    ("x == 3", .equalityIsNotAnOperation, "=="), ("f = 2x", .writeInstead("2*x"), "2x"),
    ("x += 1", .writeInstead("x = x + 1"), "x += 1"),
    ("x*=y+1", .writeInstead("x = x * (y+1)"), "x*=y+1"),
    ("W[0, 1] -= 2", .writeInstead("W[0, 1] = W[0, 1] - 2"), "W[0, 1] -= 2"),
    ("x += 2y", .writeInstead("x = x + (2*y)"), "x += 2y"), ("", .emptyLine, ""),
  ]

  @Test("what is wrong with a definition is told with its place", arguments: refusals)
  func whatIsWrong(line: String, fact: LanguageError.Fact, marked: String) throws {
    let refusal = try statementRefusal(line)
    #expect(refusal.fact == fact)
    #expect(refusal.marked == marked)
  }

  @Test(
    "a line looks like a definition when a target is followed by = or :=",
    arguments: [
      "x = 1", "x=1", " x = 1", "dx := y", "x, y = 1, 2", "W[0, 1] = 3", "gate(x, y) = x*y",
      "exp = 3",
      "x =", "x = (", "f(2) = 3", "x += 1", "ação = 2", "step = 0,1", "x, W[0], y = 1, 2, 3",
      "x, = 3",
    ])
  func looksLikeADefinition(line: String) {
    #expect(Statement.looksLikeDefinition(line))
  }

  @Test(
    "a line looks like no definition otherwise",
    arguments: [
      "", "x", "x + 1", "x == 1", "x >= 1", "x <= 1", "step 10", "set x = 1", "2x = 3", "x y = 3",
      "hold x, y", "(x) = 3", "= 3", "[x] = 3", "max(x, axis=0)", "save \"a=b\"", "show W[0",
      "sum(x, axis=0) + 1", "x * y", "x, y",
    ])
  func looksLikeNoDefinition(line: String) {
    #expect(!Statement.looksLikeDefinition(line))
  }

  @Test("functions and constants of the language are reserved, d and settings are not")
  func reservedNames() {
    for name in [
      "exp", "max", "where", "cross_entropy", "pi", "π", "σ", "inf", "leaky_relu", "softmax",
    ] {
      #expect(ReservedNames.isReserved(name))
    }
    for name in ["d", "h", "x", "step", "T", "axis", "np", "negate", "+", "e"] {
      #expect(!ReservedNames.isReserved(name))
    }
    #expect(ReservedNames.functions.contains("d"))
    #expect(ReservedNames.constants.contains("pi"))
  }

  @Test("what functions are called elsewhere is the name of one here, and no name of its own")
  func namesOfOtherLanguages() {
    for (foreign, name) in Vocabulary.foreignNames {
      #expect(Vocabulary.words[name]?.isFunction == true)
      #expect(!ReservedNames.isReserved(foreign))
    }
  }
}
