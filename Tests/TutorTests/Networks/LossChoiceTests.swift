import GradientCore
import Testing

@testable import Tutor

/// Which output a loss reads, which numbers it takes, and what predictions make of it.
@Suite struct LossChoiceTests {
  @Test(
    "targets that do not belong to the outputs are named before rows are compared",
    arguments: [
      (["data moons", "net 2-4-1", "loss bce", "Y = 3"], "Y is 1×1 and z2 100×1"),
      (["data blobs", "net 2-5-3", "loss mse", "Y = [1 0 0]"], "Y is 1×3 and z2 "),
      (["data blobs", "net 2-5-3", "loss mse", "Y = 1", "data"], "Y is 1×1 and z2 "),
    ])
  func misfit(lines: [String], start: String) {
    var talk = Talk("digits = 6")
    for line in lines { #expect(!talk.answer(line).failed) }
    #expect(talk.problem("predict")?.hasPrefix(start) == true)
    #expect(!talk.answer("predict row 0").failed)
  }

  @Test func `a loss that takes probabilities reads them whatever loss was before`() {
    for (net, before, other) in [
      ("data xor; net 2-3-1sigmoid", "loss bce", "mean((a2 - Y)^2)"),
      ("data blobs; net 2-3-3softmax", "loss cross-entropy", "mean((a2 - Y)^2)"),
      ("data xor; net 2-3-1sigmoid", "loss hinge", "mean((a2 - Y)^2)"),
    ] {
      var talk = Talk(net, "loss mse")
      let first = talk.value("L")
      _ = talk.answer(before)
      _ = talk.answer("loss mse")
      #expect(talk.session.bench.definitions.definition(of: "L")?.formula.description == other)
      #expect(talk.value("L") == first)
    }
  }

  @Test func `an activation that the loss passes by is named`() {
    var talk = Talk("data xor", "net 2-3-1tanh")
    #expect(talk.say("loss bce").contains { $0.contains("so a2 with its tanh is not used") })
    #expect(!talk.say("loss mse").contains { $0.contains("is not used") })
    talk = Talk("data xor", "net 2-3-1sigmoid")
    #expect(!talk.say("loss bce").contains { $0.contains("is not used") })
    let lines = talk.say("loss hinge")
    #expect(lines[0].contains("(2 * Y - 1) * z2"))
    #expect(lines.contains { $0.hasPrefix("hinge reads z2, before the sigmoid") })
    #expect(talk.say("predict row 1").contains { $0.hasPrefix("A score above 0") })
  }

  @Test func `cross-entropy on numbers names the loss for numbers`() {
    var talk = Talk("data line", "net 1-1")
    #expect(talk.problem("loss cross-entropy")?.hasSuffix("loss mse is for numbers.") == true)
    talk = Talk("data moons", "net 2-1")
    #expect(talk.problem("loss cross-entropy")?.contains("loss bce") == true)
  }

  @Test func `without a loss outputs are numbers and no probabilities`() {
    var talk = Talk("data moons 20", "net 2-4-1", "W2 = 0 * W2", "b2 = 0.75")
    #expect(talk.say("predict 0 1") == ["z2 = 0.75"])
    _ = talk.answer("loss bce")
    #expect(talk.say("predict 0 1").contains("1: 0.6792"))
    talk = Talk("data moons 20", "net 2-1sigmoid", "W1 = [0; 0]", "b1 = 0.75")
    #expect(talk.say("predict 0 1").contains("1: 0.6792"))
    talk = Talk("data moons 20", "net 2-1", "W1 = [0; 0]", "b1 = 0.75")
    _ = talk.answer("L = mean(softplus(z1) - Y * z1) + 0.1 * sum(W1^2); minimize L")
    #expect(talk.say("predict 0 1").contains("1: 0.6792"))
  }

  @Test func `training without a loss names the one that fits`() {
    for (data, net, loss) in [
      ("moons", "2-2-1", "loss bce"), ("blobs", "2-3", "loss cross-entropy"),
      ("line", "1-1", "loss mse"),
    ] {
      var talk = Talk("data \(data)", "net \(net)")
      #expect(
        talk.problem("train 3")
          == "Training needs something to become small: \(loss) defines it.")
    }
    var talk = Talk("x = 1")
    #expect(talk.problem("train 3")?.contains("f = x * y") == true)
  }

  @Test func `a module that is used gets the slope that really arrives`() throws {
    var talk = Talk(
      "linear(z, W, b) = z @ W + b", "X = [1 2; 3 4]; examples X", "W1 = [1; -1]; b1 = 0.5",
      "y = linear(X, W1, b1)", "L = sum(y^2); minimize L")
    // dL/dy = 2 y = 2 * [-0.5; -0.5].
    let lines = talk.say("layer linear")
    #expect(lines.contains("g is the gradient that arrives from behind: ∂L/∂y."))
    let place = try #require(lines.firstIndex { $0.hasPrefix("g    2×1") })
    #expect(lines[place + 1...place + 2].allSatisfy { $0.hasSuffix("-1") })
    // dW = X^T g.
    let weights = try #require(lines.firstIndex { $0.hasPrefix("dW = z.T @ g") })
    #expect(lines[weights + 1].hasSuffix("-4") && lines[weights + 2].hasSuffix("-6"))
    #expect(talk.say("check linear")[0].contains("with drawn numbers g"))
    _ = talk.answer("other(z) = z * 2")
    #expect(talk.say("layer other").contains { $0.hasSuffix("the slope in out, here drawn.") })
  }

  @Test func `formulas of modules are whole, short, and named once`() {
    var talk = Talk("act(z) = z/(1+abs(z))", "sq(z, W) = (z @ W)^2", "top(z) = max(0, z)")
    #expect(
      talk.say("layer act").contains(
        "  = g * (1 / (1 + abs(z))) + g * (-z / (1 + abs(z))^2) * ((z > 0) - (z < 0))"))
    #expect(talk.say("layer sq").contains { $0.hasPrefix("dz = (g * 2 * (z @ W)) @ W.T") })
    #expect(
      talk.say("layer top").contains {
        $0.hasPrefix("dz = g * where(z > 0, 1, where(z < 0, 0, 0.5))")
      })
    _ = talk.answer("ties = both")
    #expect(
      talk.say("layer top").contains {
        $0.hasPrefix("dz = g * where(z > 0, 1, where(z < 0, 0, 1))")
      })
    talk = Talk(
      "X = [1 2; 3 4]; examples X", "W1 = [1 2; 3 4]", "Y = [1 2; 3 4]; examples Y",
      "L = mean((W1 @ X - Y)^2); minimize L")
    #expect(talk.say("layer 1").contains("W1 @ X    2×2"))
  }
}
