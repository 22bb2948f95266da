import Testing

@testable import GradientCore

@Suite("The language holds")
struct LanguageRobustnessTests {
  // MARK: - Size

  @Test("a sum of a million terms is read, compared and printed")
  func aSumOfAMillionTerms() throws {
    let terms = 1_000_000
    let text = String(repeating: "x + ", count: terms - 1) + "x"
    let formula = try Formula(parsing: text)
    #expect(formula.nodes.count == 2 * terms - 1)
    var copy = formula
    copy.nodes.append(copy.nodes[0])
    #expect(copy != formula)
    copy.nodes.removeLast()
    #expect(copy == formula)
    #expect(formula.description == text)
  }

  @Test("a matrix of a hundred thousand rows is read in time that grows with its length")
  func aLongMatrix() throws {
    let rows = 100_000
    let text = "[" + Array(repeating: "[1, x]", count: rows).joined(separator: ", ") + "]"
    #expect(try Formula(parsing: text).nodes.last?.kind == .matrix(rows: rows, columns: 2))
  }

  // MARK: - Nesting

  /// What nests, as the text before and after its inside.
  static let nests = [
    ("(", ")"), ("-", ""), ("+", ""), ("sin(", ")"), ("f(y, ", ")"), ("x^", ""), ("x ** ", ""),
    ("2^-(", ")"), ("[", " + y]"), ("sum(1 + ", ", axis=0)"), ("(x + 1) * (", ")"), ("sin ", ""),
  ]

  @Test("500 nestings are read, and read back when printed", arguments: nests)
  func fiveHundredNestings(before: String, after: String) throws {
    let depth = before == "2^-(" ? 166 : 500
    let text =
      String(repeating: before, count: depth) + "x" + String(repeating: after, count: depth)
    if before == "sin " {
      guard case .writeInstead(let corrected) = try refusal(text).fact else {
        Issue.record("sin x should be corrected")
        return
      }
      #expect(throws: Never.self) { try Formula(parsing: corrected) }
    } else {
      let formula = try Formula(parsing: text)
      #expect(try Formula(parsing: formula.description) == formula)
    }
  }

  @Test("501 nestings are refused with the limit, at the place", arguments: nests)
  func fiveHundredAndOneNestings(before: String, after: String) throws {
    for depth in [501, 5_000] {
      let text =
        String(repeating: before, count: depth) + "x" + String(repeating: after, count: depth)
      #expect(try refusal(text).fact == .nestedTooDeep(limit: 500))
    }
    let text = String(repeating: "(", count: 501) + "x" + String(repeating: ")", count: 501)
    #expect(throws: LanguageError(.nestedTooDeep(limit: 500), at: 500..<501)) {
      try Formula(parsing: text)
    }
  }

  @Test("a hundred thousand open brackets are refused, not a crash")
  func aHundredThousandOpenBrackets() throws {
    #expect(
      try refusal(String(repeating: "(", count: 100_000)).fact == .unclosed(bracket: "("))
    #expect(
      try refusal(String(repeating: "-", count: 100_000)).fact == .nestedTooDeep(limit: 500))
  }

  @Test("what stands behind an operand may be as long as it likes")
  func longPostfixChains() throws {
    let text = "x" + String(repeating: ".T", count: 100_000)
    let formula = try Formula(parsing: text)
    #expect(formula.nodes.count == 100_001)
    #expect(formula.description == text)
  }

  // MARK: - Anything at all

  @Test("random bytes never crash the parser, and every error has its place in the line")
  func randomBytes() {
    let seed: UInt64 = 7
    var dice = Dice(seed: seed)
    for round in 0..<20_000 {
      let bytes = (0..<dice.number(below: 24)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      probe(String(decoding: bytes, as: UTF8.self), "seed \(seed), round \(round)")
    }
  }

  @Test("random signs and words never crash the parser")
  func randomWords() {
    let seed: UInt64 = 11
    var dice = Dice(seed: seed)
    for round in 0..<20_000 {
      let words = (0..<dice.number(below: 14)).map { _ in dice.pick(Self.words) }
      probe(words.joined(), "seed \(seed), round \(round)")
    }
  }

  @Test("valid lines with a few bytes changed never crash the parser")
  func mutatedFormulas() {
    let seed: UInt64 = 13
    var dice = Dice(seed: seed)
    for round in 0..<20_000 {
      var bytes = Array(dice.pick(Self.lines).utf8)
      for _ in 0...dice.number(below: 3) {
        let place = dice.number(below: bytes.count)
        switch dice.number(below: 4) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(dice.pick(Self.bytes), at: place)
        case 2: bytes[place] = dice.pick(Self.bytes)
        default: bytes.swapAt(place, dice.number(below: bytes.count))
        }
        if bytes.isEmpty { bytes = [0x78] }
      }
      probe(String(decoding: bytes, as: UTF8.self), "seed \(seed), round \(round)")
    }
  }

  static let words =
    [
      "x", "y", "W", "d", "f", "sin", "max", "sum", "axis", "np", "pi", "T", "dot", "e", "0", "1",
      "2.5", "1e-5", ".5", "5.", "0,5", "+", "-", "*", "/", "^", "**", "@", ">", "<=", "==", "=",
      ":=", "(", ")", "[", "]", ",", ", ", ";", ":", ".", " ", " ", " ", "'", "²", "⁻¹", "∂", "·",
      "−", "π", "σ", "ç", "#", "\"", "\u{301}", "\u{FFFD}", "𝒳", "axis=0", "1,2", "np.max(",
      ".dot(", "d(f, x)", "∂f/∂x", "()",
    ]

  static let bytes = Array("xyW01., ;:=()[]+-*/^@'².TΔ".utf8)

  static let lines = [
    "f = (x + y) * z", "x, y = x + step*d(f, x), y + step*d(f, y)", "gate(x, y) = x * y",
    "W = [0.15 0.20; 0.25 0.30]", "W = [[0.15, 0.20], [0.25, 0.30]]", "W[0, 1] = 0.3",
    "a = sigmoid(x @ W.T + b)", "sum(X[:, 0] * w0, axis=0)", "∂f/∂W[0, 1]", "max(0,5; 2)",
    "[0,15 0,20; 0,25 0,30]", "2x + np.dot(a, b)", "x.dot(y).sum()", "-2^2 ** -x", "1 < x < 3",
    "d(x^2 * y, x) - 2*x*y", "x += 1", "where(x > 0, x², 0,01)", "cross_entropy(z, y) + nll(p, y)",
    "max(3,np.dot(1,2),4)", "np.zeros((2,3)) + d(0,5*x, x)", "[x.dot([1,2]),3].sum()",
    "np.maximum(np.array([1,2]),0) / 2",
  ]

  /// Reads a line in every way there is.
  private func probe(_ line: String, _ place: String) {
    let length = line.utf8.count
    do throws(LanguageError) {
      let statement = try Statement(parsing: line)
      if case .formula(let formula) = statement {
        let again = try? Formula(parsing: formula.description)
        #expect(again == formula, "\(place): \(line)")
      }
    } catch {
      let isInside = error.range.lowerBound >= 0 && error.range.upperBound <= length
      #expect(isInside, "\(place): \(line)")
      if let corrected = error.corrected(line) {
        checkCorrection(corrected, of: line, place)
      }
    }
    _ = Statement.looksLikeDefinition(line)
  }

  /// What is to be typed instead must be right, or wrong in a way that the line was before.
  private func checkCorrection(_ corrected: String, of line: String, _ place: String) {
    do throws(LanguageError) {
      _ = try Statement(parsing: corrected)
    } catch {
      if case .writeInstead = error.fact {
        Issue.record("\(place): \(line) is corrected to \(corrected), and that to \(error.fact)")
      } else {
        Issue.record("\(place): \(line) is corrected to \(corrected), refused with \(error.fact)")
      }
    }
  }
}
