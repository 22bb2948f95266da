import DocumentModel
import GradientCore
import Testing

@testable import Tutor

@Suite struct DeriveTests {
  static let agreement = "Compared with differences at 8 random points: they agree."

  private func squeezed(_ lines: [String]) -> [String] {
    lines.map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test("a slope is found step by step, with the names of the rules")
  func steps() {
    var talk = Talk("x = 1; y = -3; f = x^2 * y")
    #expect(
      squeezed(talk.say("derive f x")) == [
        "∂f/∂x = ∂(x^2 * y)/∂x definition of f", "= ∂(x^2)/∂x * y constant factor",
        "= 2 * x * y power rule", Self.agreement,
      ])
    #expect(talk.say("derive x") == talk.say("derive f x"))
  }

  @Test("definitions between make a chain")
  func chain() {
    var talk = Talk("x = -2; y = 5; z = -4; q = x + y; f = q * z")
    #expect(
      squeezed(talk.say("derive f x")) == [
        "∂f/∂x = ∂f/∂q * ∂q/∂x chain rule through q", "∂f/∂q = ∂(q * z)/∂q definition of f",
        "= z constant factor", "∂q/∂x = ∂(x + y)/∂x definition of q", "= 1 + 0 sum rule",
        "= 1 simplified", "∂f/∂x = z put together", Self.agreement,
      ])
    #expect(squeezed(talk.say("derive f z"))[1] == "= q constant factor")
  }

  @Test("lesson 4's slope comes from the difference quotient")
  func limit() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(
      squeezed(talk.say("derive f x limit")) == [
        "∂f/∂x = ((x + h) * y - x * y) / h difference quotient",
        "= (x * y + y * h - x * y) / h multiplied out", "= y * h / h what cancels is gone",
        "= y h cancelled while it is not 0", "→ y h goes to 0", Self.agreement,
      ])
    #expect(
      talk.say("derive sin(x) x limit").contains(
        "It rests on sin(h) / h → 1 and (cos(h) - 1) / h → 0."))
    #expect(
      talk.say("derive (x * sigmoid(x)) x limit").contains(
        "The quotient is not written out here: its gates rest on (exp(h) - 1) / h → 1."))
    #expect(
      talk.problem("derive f x y limit") == "A limit is written out for a first slope only.")
  }

  @Test(
    "the second name may be a definition that follows the first",
    arguments: [
      ("x = 2; a = x*3; b = a+x; f = b*a", "derive f x a", "d(d(f,x),a)"),
      ("x = 2; y = 3; p = x*y; q = p+y; r = p*q", "derive r x p", "d(d(r,x),p)"),
    ])
  func secondByDefinition(setup: String, line: String, slope: String) {
    var talk = Talk(setup)
    let lines = talk.say(line)
    #expect(lines.last == Self.agreement, "\(lines)")
    let result = lines.last { $0.contains(" = ") }!.split(separator: "=").last!
      .split(separator: "   ")[0]
    #expect(talk.say(String(result)) == talk.say(slope))
  }

  @Test("what cannot be 0 cancels, and powers of the same name are one")
  func cancelled() {
    var talk = Talk(
      "x = [1 2 3]; w = [0.1; 0.2; 0.3]; b = 0.5; p = sigmoid(x @ w + b); f = -log(p)")
    #expect(talk.say("derive f w[1]").contains { $0.contains("= -x[0, 1] * (1 - p)") })
    _ = talk.say("a = 2")
    #expect(talk.say("derive (1/a^2) a limit").contains { $0.contains("→ -2 / a^3") })
    _ = talk.say("u = 1; v = 2; g = u^2 * v + sin(u * v)")
    #expect(!talk.say("derive g u limit").joined().contains("exp("))
  }

  @Test("a circuit too large for a formula is told as that")
  func tooLarge() {
    var talk = Talk("W = normal(400, 250); L = sum(W^2)")
    #expect(
      talk.problem("derive L W[3,3]")
        == "That has more than 100000 gates or parts: too much to be written as a formula. check compares its slopes with differences."
    )
  }

  @Test("a second name asks for the slope of the slope, which d in d computes")
  func seconds() {
    var talk = Talk("x = 1; y = -3; f = x^2 * y")
    #expect(squeezed(talk.say("derive f x y"))[1].hasPrefix("= 2 * x "))
    #expect(talk.say("d(d(f, x), y)") == ["2"])
    #expect(talk.say("∂(∂f/∂x)/∂x") == ["-6"])
    #expect(talk.say("g = 1 + d(d(f, x), x)").first?.hasPrefix("g = -5") == true)
    #expect(talk.problem("∂²f/∂x²")?.contains("d(d(f, x), x)") == true)
  }

  @Test("an entry of a matrix is derived, a matrix is refused with one of its entries")
  func entries() {
    var talk = Talk(
      "x = [0.5 0.1]; W = [0.15 0.2; 0.25 0.3]; a = sigmoid(x @ W); y = [0 1]; L = mse(a, y)")
    let lines = talk.say("derive L W[0, 1]")
    #expect(lines.last == Self.agreement)
    #expect(lines.joined(separator: " ").contains("(1 - a[0, 1]) * (a[0, 1] - y[0, 1])"))
    #expect(talk.problem("derive L W") == "W is 2×2: name one entry of it, as in W[0, 0].")
    #expect(talk.place("derive L W") == "W")
    #expect(talk.place("derive L W[0, 7]") == "W[0, 7]")
  }

  @Test("what is wrong is marked in the command")
  func refusals() {
    var talk = Talk("x = 1; y = -3; f = x * y")
    #expect(talk.place("derive f yy") == "yy")
    #expect(talk.place("derive (x * tan(x)) x") == "tan")
    #expect(talk.place("derive f x+1") == "x+1")
    #expect(talk.problem("derive") == "Use derive like this: derive [FORMULA] NAME [NAME] [limit]")
    #expect(
      talk.problem("derive f")
        == "In what is the slope of f to be taken? Name it, as in derive f x.")
    #expect(talk.problem("derive x^2 * y x") == "Write (x^2 * y) instead.")
    #expect(
      talk.problem("derive [x y] x")?.hasPrefix("A slope is taken of a single number") == true)
    #expect(
      talk.problem("derive log(-1-x^2) x")
        == "I found no point where ∂(log(-1 - x^2))/∂x can be compared with differences, so I don't show it."
    )
    var empty = Talk("x = 1")
    #expect(empty.problem("derive x")?.hasPrefix("There is no output") == true)
  }

  @Test("nothing of the bench is changed")
  func bench() {
    var talk = Talk("x = 1; y = -3; f = x * y + sum(normal(2))")
    let before = talk.session.bench
    _ = talk.say("derive f x")
    _ = talk.say("derive (x * sum(normal(2))) x")
    #expect(talk.session.bench == before)
  }

  @Test("a result that swells is named, with what to do")
  func swell() {
    var talk = Talk("x = 0.9")
    var formula = "x"
    for _ in 1...12 { formula = "sin(\(formula))*cos(\(formula))" }
    #expect(
      talk.say("derive \(formula) x").contains { $0.contains("has more than 1000 characters") })
  }

  @Test(
    "steps fit into 80 columns",
    arguments: [
      "derive L W[0, 1]", "derive L x[0, 0]", "derive L W[0, 1] W[0, 1]",
      "derive (x[0, 0] / (1 + x[0, 1] * x[0, 0]^2 + exp(x[0, 0])) * sigmoid(x[0, 1])) x[0, 0]",
      "derive (1 / (x[0, 0] + x[0, 1])^2) x[0, 0] limit",
    ])
  func widths(command: String) {
    var talk = Talk(
      "x = [0.5 0.1]; W = [0.15 0.2; 0.25 0.3]; a = sigmoid(x @ W); V = [0.1 0.4; 0.3 0.2]",
      "b = softmax(a @ V); y = [0 1]; L = nll(b, y)")
    let document = talk.answer(command).document
    #expect(document.problem == nil)
    for line in document.lines { #expect(line.count <= 79 || !line.contains("="), "\(line)") }
  }

  @Test("Tab knows the names, and limit")
  func completion() {
    let talk = Talk("x = 1; f = x^2")
    let words = talk.session.completions(for: "derive f ", cursor: 9).items.map(\.text)
    #expect(words.contains("x") && words.contains("limit"))
  }
}
