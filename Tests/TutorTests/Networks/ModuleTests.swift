import GradientCore
import Testing

@testable import Tutor

@Suite struct ModuleTests {
  @Test("a function that nothing uses is shown with drawn numbers whose shapes fit")
  func alone() {
    var talk = Talk("linear(z, W, b) = z @ W + b")
    let before = talk.session.bench
    let lines = talk.say("layer linear")
    #expect(lines.contains("Nothing uses it yet, so its numbers are drawn."))
    #expect(lines.contains("dz = g @ W.T    3×2"))
    #expect(lines.contains("dW = z.T @ g    2×4"))
    #expect(lines.contains("db = sum(g, axis=0)    1×4"))
    #expect(talk.session.bench == before)
  }

  @Test("where it is used, it is shown with the numbers of its first use")
  func used() {
    var talk = Talk("scale(x, s) = x * s", "v = [1 2 3]; r = scale(v, 2)")
    let lines = talk.say("layer scale")
    #expect(lines.contains("With the numbers of its first use on the bench."))
    #expect(lines.contains("s = 2"))
    #expect(lines.contains("dx = g * s    1×3"))
    #expect(lines.contains { $0.hasPrefix("ds = sum(g * x) = ") })
  }

  @Test(
    "check compares a module alone with differences",
    arguments: [
      "f(z, W, b) = z @ W + b", "f(x, W, b) = tanh(x @ W.T + b)", "f(x) = relu(x)",
      "f(x, t) = mean((x - t)^2)", "f(W, x) = W @ x", "f(x, s) = softmax(x * s)", "f(x) = x",
    ])
  func check(definition: String) {
    var talk = Talk(definition)
    let before = talk.session.bench
    let answer = talk.answer("check f")
    #expect(!answer.failed, "\(answer.document.lines)")
    #expect(answer.document.lines.last?.contains("agree") == true, "\(answer.document.lines)")
    #expect(talk.session.bench == before)
    #expect(!talk.answer("layer f").failed)
  }

  @Test("a module reads names of the bench, and its inputs may be called as they are")
  func outside() {
    var talk = Talk("k = [1 2; 3 4]; z = 5", "f(z) = z @ k", "g(z) = f(z) + z")
    #expect(talk.say("layer f").contains("dz = g_ @ k.T    3×2"))
    #expect(talk.say("check g").last?.contains("agree") == true)
  }

  @Test("redefining one line exchanges a module wherever it is used")
  func exchange() throws {
    var talk = Talk(
      "linear(z, W, b) = z @ W + b", "act(z) = sigmoid(z)", "X = [1 2; 3 4]; Y = [1; 0]",
      "W1 = [0.1 0.2; -0.4 0.5]; b1 = [0 0]; W2 = [1; -1]; b2 = 0",
      "a1 = act(linear(X, W1, b1)); a2 = act(linear(a1, W2, b2))", "L = mse(a2, Y)")
    let before = try #require(talk.value("L"))
    #expect(talk.problem("act(z) = tanh(z)") == nil)
    #expect(talk.value("L") != before)
    let network = try #require(talk.session.network(using: talk.engine))
    #expect(network.layers.map(\.activation) == [.unary(.tanh), .unary(.tanh)])
    #expect(talk.say("check").last?.contains("agree") == true)
    #expect(talk.problem("linear(z, W, b) = z @ W") == nil)
    #expect(talk.session.network(using: talk.engine)?.layers.map(\.bias) == [nil, nil])
  }

  @Test("what has no fitting shapes is refused with what to do")
  func noShapes() {
    var talk = Talk("f(x) = x[7, 7]")
    #expect(talk.problem("layer f")?.hasPrefix("No shapes of inputs were found") == true)
    #expect(talk.problem("check f")?.hasPrefix("No shapes of inputs were found") == true)
  }
}
