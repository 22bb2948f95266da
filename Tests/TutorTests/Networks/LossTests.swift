import GradientCore
import Testing

@testable import Tutor

@Suite struct LossTests {
  private static let small = ["X = [0 0; 0 1; 1 0; 1 1]; Y = [0; 1; 1; 0]", "net 2-2-1"]

  private func talk(_ more: String...) -> Talk {
    var talk = Talk()
    for line in Self.small + more { #expect(!talk.answer(line).failed, "\(line)") }
    return talk
  }

  @Test(
    "a loss is a definition, and what is minimized",
    arguments: [
      ("mse", "mean((z2 - Y)^2)"), ("bce", "mean(softplus(z2) - Y * z2)"),
      ("hinge", "mean(relu(1 - (2 * Y - 1) * z2))"),
    ])
  func definition(word: String, formula: String) {
    let talk = talk("maximize", "loss \(word)")
    let bench = talk.session.bench
    #expect(bench.definitions.definition(of: "L")?.formula.description == formula)
    #expect(bench.objective == "L")
    #expect(bench.direction == .minimize)
    #expect(bench.loss?.kind.rawValue == word)
    #expect(bench.loss?.hasCost == false)
  }

  @Test("mse says that there is no half in it")
  func half() {
    var talk = talk()
    #expect(talk.say("loss mse").joined().contains("without the ½"))
  }

  @Test("bce is the negative logarithm of the right class's probability")
  func binary() throws {
    var talk = talk("loss bce", "p = sigmoid(z2)")
    let value = try #require(Double(talk.say("mean(-Y * log(p) - (1 - Y) * log(1 - p))")[0]))
    #expect(abs(value - talk.value("L")!) < 1e-5)
  }

  @Test("cross-entropy reads sums, also where the last layer ends in softmax")
  func logits() {
    let talk = Talk(
      "X = [1 2; 3 4]; Y = [1 0 0; 0 0 1]", "net 2-4-3softmax", "loss cross-entropy")
    let formula = talk.session.bench.definitions.definition(of: "L")?.formula.description
    #expect(formula == "cross_entropy(z2, Y)")
  }

  @Test("l2 is added where it is not 0, and a later one is read at once")
  func cost() {
    var talk = talk("loss mse")
    #expect(talk.say("l2 = 0.5").last == "L does not read l2 yet: loss mse once more adds it.")
    _ = talk.say("loss mse")
    let formula = talk.session.bench.definitions.definition(of: "L")?.formula.description
    #expect(formula == "mean((z2 - Y)^2) + l2 * (sum(W1^2) + sum(W2^2))")
    #expect(talk.session.bench.loss?.hasCost == true)
    let before = talk.value("L")!
    #expect(!talk.say("l2 = 1").joined().contains("once more"))
    #expect(talk.value("L")! > before)
  }

  @Test("another loss takes the place of the one before, but not of a formula of one's own")
  func own() {
    var talk = talk("loss mse", "loss bce", "loss hinge")
    #expect(talk.session.bench.loss?.kind == .hinge)
    _ = talk.say("L = mean(abs(z2 - Y))")
    let before = talk.session.bench
    #expect(
      talk.problem("loss bce")
        == "L is on the bench already, and nothing of yours is overwritten. remove L makes room.")
    #expect(talk.session.bench == before)
  }

  @Test("outputs and targets of different shapes are refused, and so is one column of classes")
  func shapes() {
    var talk = Talk("X = zeros(3, 2); Y = zeros(3, 2)", "net 2-1")
    #expect(talk.problem("loss mse")?.hasPrefix("z1 is 3×1 and Y is 3×2;") == true)
    talk = self.talk()
    #expect(talk.problem("loss cross-entropy")?.contains("loss bce is for a single output") == true)
    _ = talk.say("Y[0] = 3")
    #expect(talk.problem("loss bce")?.contains("needs targets from 0 to 1") == true)
    #expect(talk.problem("loss mse") == nil)
  }

  @Test("without network, or without targets, it says what to do; a name is taken, too")
  func missing() {
    var talk = Talk("x = [1; 2]; w = 3; p = w * x")
    #expect(talk.problem("loss mse")?.hasPrefix("There is no network yet") == true)
    #expect(talk.problem("loss mse p")?.hasPrefix("A loss reads the targets Y") == true)
    _ = talk.say("Y = [3; 7]")
    #expect(talk.problem("loss mse p") == nil)
    #expect(talk.value("L") == 0.5)
    #expect(talk.problem("loss msa p") == "I don't know msa. Did you mean mse?")
  }

  @Test(
    "a network of one number is a network, whatever its input is called or does",
    arguments: [
      "data line; net 1-1", "data line 4 noise 0; net 1-1", "data line; data standardize; net 1-1",
      "data line; net 1-1; data standardize", "data line; data split 0.5; net 1-1",
      "data line; net 1-1; free X", "data line; net 1-1; hold X", "X = 2; Y = 4; net 1-1",
      "X = [1; 2]; Y = [2; 3]; net 1-1; free X", "X = 2; Y = [3 4]; net 1-2",
      "data line; A = X; w = 0.5; z = A @ w", "data line; w = 0.5; z = X * w",
      "A = [1; 2]; Y = [2; 3]; w = 0.5; z = A @ w", "x = 1; f = x^2; data line; net 1-1",
    ])
  func oneNumber(lines: String) {
    var talk = Talk()
    #expect(talk.problem(lines) == nil)
    #expect(talk.problem("loss mse") == nil)
    #expect(talk.session.network(using: talk.engine)?.layers.count == 1)
    #expect(talk.problem("train 2") == nil)
  }

  @Test("what is free to move may still be the examples", arguments: ["free X", "hold X"])
  func freeExamples(line: String) {
    let talk = Talk("data moons", "net 2-1", line, "loss mse")
    #expect(talk.session.network(using: talk.engine)?.layers[0].weights == "W1")
  }

  @Test("loss is a word, and may be a name")
  func name() {
    var talk = Talk("loss = 3")
    #expect(talk.say("loss + 1") == ["4"])
    talk = self.talk()
    #expect(talk.say("loss").contains { $0.hasPrefix("loss bce | mean(softplus(z2) - Y * z2) |") })
  }
}
