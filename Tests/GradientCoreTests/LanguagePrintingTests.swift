import Testing

@testable import GradientCore

@Suite("Printing formulas")
struct LanguagePrintingTests {
  @Test(
    "a formula is printed with the fewest parentheses",
    arguments: [
      ("((x)) + (y * z)", "x + y * z"), ("(x + y) * z", "(x + y) * z"),
      ("x - (y - z)", "x - (y - z)"), ("(x - y) - z", "x - y - z"),
      ("x / (y * z)", "x / (y * z)"), ("(-2)^2", "(-2)^2"), ("-(2^2)", "-2^2"),
      ("2^(-1)", "2^-1"), ("(2^3)^2", "(2^3)^2"), ("2^(3^2)", "2^3^2"), ("-(x * y)", "-(x * y)"),
      ("(-x) * y", "-x * y"), ("x * (-y)", "x * -y"), ("(x @ W).T", "(x @ W).T"),
      ("(x > y) * 2", "(x > y) * 2"), ("x > (y + 1)", "x > y + 1"), ("(x > y) > z", "(x > y) > z"),
      ("(a @ b)[0]", "(a @ b)[0]"), ("a @ (b * c)", "a @ (b * c)"), ("(-x).T", "(-x).T"),
      ("(sin(x))^2", "sin(x)^2"), ("(2)[0]", "(2)[0]"), ("2.T", "2.T"),
    ])
  func fewestParentheses(text: String, expected: String) throws {
    #expect(try printed(text) == expected)
  }

  @Test(
    "every form has one way to be printed",
    arguments: [
      ("x**2", "x^2"), ("x²", "x^2"), ("x⁻¹", "x^-1"), ("2·x×y÷z−1", "2 * x * y / z - 1"),
      ("σ(x) + π", "sigmoid(x) + pi"), ("∞", "inf"), ("max( a,b )", "max(a, b)"),
      ("[[a, b], [c, -d]]", "[a b; c -d]"), ("[1,5 2; 3 4]", "[1.5 2; 3 4]"),
      ("[([1 2])]", "[([1 2])]"), ("sum(A,axis = 0)", "sum(A, axis=0)"), ("W[ 0 ,1: ]", "W[0, 1:]"),
      ("X[:,-1]", "X[:, -1]"), ("x[:2]", "x[:2]"), ("∂f/∂W[0,1]", "d(f, W[0, 1])"),
      ("gate( x,y )", "gate(x, y)"), ("a>=b", "a >= b"), ("[a-b c]", "[a - b c]"), ("f()", "f()"),
    ])
  func oneWayToBePrinted(text: String, expected: String) throws {
    #expect(try printed(text) == expected)
  }

  @Test(
    "numbers have as many digits as they need to be read back",
    arguments: [
      ("0.10", "0.1"), ("1e-5", "1e-05"), ("3.0", "3"), ("1e16", "1e+16"), ("100000", "100000"),
      ("0.1234567890123456789", "0.12345678901234568"), (".5", "0.5"), ("5.", "5"), ("0", "0"),
      ("5e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ])
  func numbersPrintShortest(text: String, expected: String) throws {
    #expect(try printed(text) == expected)
  }

  @Test("printing and parsing are inverse, over random formulas")
  func printingAndParsingAreInverse() throws {
    let seed: UInt64 = 17
    var dice = Dice(seed: seed)
    for round in 0..<5_000 {
      let formula = dice.formula(depth: 2 + round % 4)
      let text = formula.description
      do throws(LanguageError) {
        let again = try Formula(parsing: text)
        #expect(again == formula, "seed \(seed), round \(round): \(text) read as \(again)")
        for (a, b) in zip(again.nodes, formula.nodes) where a.size != b.size {
          Issue.record("seed \(seed), round \(round): sizes differ in \(text)")
        }
      } catch {
        Issue.record("seed \(seed), round \(round): \(text) refused with \(error)")
      }
    }
  }

  @Test("no pair of parentheses in a printed formula can be left out")
  func noPairOfParenthesesIsIdle() {
    let seed: UInt64 = 19
    var dice = Dice(seed: seed)
    for round in 0..<2_000 {
      let formula = dice.formula(depth: 2 + round % 3)
      let text = Array(formula.description.utf8)
      for (open, close) in pairs(of: text) {
        var shorter = text
        shorter.remove(at: close)
        shorter.remove(at: open)
        let line = String(decoding: shorter, as: UTF8.self)
        #expect(
          (try? Formula(parsing: line)) != formula, "seed \(seed), round \(round): \(formula)")
      }
    }
  }

  /// The parentheses of a text, calls included: a call without its own is no call.
  private func pairs(of text: [UInt8]) -> [(Int, Int)] {
    var open: [Int] = []
    var pairs: [(Int, Int)] = []
    for (offset, byte) in text.enumerated() {
      if byte == UInt8(ascii: "(") { open.append(offset) }
      if byte == UInt8(ascii: ")") { pairs.append((open.removeLast(), offset)) }
    }
    return pairs
  }

  @Test("the range of every node is its text, and reads back as it")
  func rangesAreTexts() throws {
    let seed: UInt64 = 23
    var dice = Dice(seed: seed)
    for round in 0..<1_000 {
      let text = dice.formula(depth: 3).description
      let formula = try Formula(parsing: text)
      for position in formula.nodes.indices {
        let part = slice(text, formula.nodes[position].range)
        #expect(
          (try? Formula(parsing: part)) == formula.subformula(at: position),
          "seed \(seed), round \(round): \(part) of \(text)")
      }
    }
  }
}
