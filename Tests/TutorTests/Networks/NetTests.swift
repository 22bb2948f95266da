import GradientCore
import Testing

@testable import Tutor

@Suite struct NetTests {
  private static let xor = "X = [0 0; 0 1; 1 0; 1 1]; Y = [0; 1; 1; 0]"

  private func definition(_ name: String, in talk: Talk) -> String? {
    talk.session.bench.definitions.definition(of: name)?.formula.description
  }

  @Test("net writes definitions, layer after layer, the last without an activation")
  func definitions() {
    let talk = Talk("data moons", "net 2-8-4-1 tanh")
    let bench = talk.session.bench
    let names = ["X", "Y", "W1", "b1", "z1", "a1", "W2", "b2", "z2", "a2", "W3", "b3", "z3"]
    #expect(bench.definitions.names == names)
    #expect(definition("z1", in: talk) == "X @ W1 + b1")
    #expect(definition("a2", in: talk) == "tanh(z2)")
    #expect(definition("z3", in: talk) == "a2 @ W3 + b3")
    #expect(bench.definitions.value(ofLeaf: "W2")?.shape == Shape(8, 4))
    #expect(bench.definitions.value(ofLeaf: "b2") == Matrix(repeating: 0, Shape(1, 4)))
  }

  @Test("a layer may name its own activation; relu begins with he, others with xavier")
  func perLayer() {
    let talk = Talk("X = zeros(5, 4)", "net 4-16relu-8tanh-3sigmoid")
    #expect(definition("a1", in: talk) == "relu(z1)")
    #expect(definition("a2", in: talk) == "tanh(z2)")
    #expect(definition("a3", in: talk) == "sigmoid(z3)")
    #expect(talk.session.bench.recipes["W1"]?.description == "he(4, 16)")
    #expect(talk.session.bench.recipes["W2"]?.description == "xavier(16, 8)")
  }

  @Test("linear is no activation, and a function of one input is one")
  func otherActivations() {
    let talk = Talk("X = zeros(5, 4)", "swish(x) = x * sigmoid(x)", "net 4-3swish-2linear-1")
    #expect(definition("a1", in: talk) == "swish(z1)")
    #expect(definition("z3", in: talk) == "z2 @ W3 + b3")
  }

  @Test(
    "each beginning of weights has its own range",
    arguments: zip(
      NetPlan.Initialization.allCases, [1 / 8.0.squareRoot(), 0.6, 0.4331, 2.5, 0]))
  func beginnings(start: NetPlan.Initialization, largest: Double) throws {
    let talk = Talk("X = zeros(2, 8)", "net 8-24 \(start.rawValue)")
    let weights = try #require(talk.session.bench.definitions.value(ofLeaf: "W1"))
    #expect(weights.elements.allSatisfy { abs($0) <= largest })
    #expect(start == .zeros || weights.elements.contains { $0 < 0 })
    #expect(start == .zeros || weights.elements.contains { abs($0) > largest / 5 })
  }

  @Test("the seed is shown, and the same seed gives the same weights")
  func seed() {
    var talk = Talk("data moons")
    #expect(talk.say("net 2-4-1 seed 7").joined().contains("begin with xavier, seed 7."))
    let again = Talk("data moons", "seed = 7", "net 2-4-1")
    let weights = { (talk: Talk) in talk.session.bench.definitions.value(ofLeaf: "W1") }
    #expect(weights(talk) == weights(again))
    #expect(weights(talk) != weights(Talk("data moons", "seed = 8", "net 2-4-1")))
  }

  @Test("names that are taken are refused with the line that makes room, and nothing changes")
  func taken() throws {
    var talk = Talk("data moons", "net 2-8-8-1", "loss bce")
    let before = talk.session.bench
    let answer = talk.answer("net 2-4-1")
    #expect(answer.failed)
    #expect(talk.session.bench == before)
    guard case .prefill(let line)? = answer.request else {
      Issue.record("nothing is put before the learner")
      return
    }
    #expect(line == "remove W1 b1 z1 a1 W2 b2 z2 a2 W3 b3 z3 L; net 2-4-1")
    #expect(!talk.answer(line).failed)
    #expect(
      talk.session.bench.definitions.names == ["X", "Y", "W1", "b1", "z1", "a1", "W2", "b2", "z2"])
  }

  @Test("a width that X does not have is refused, with the one that fits")
  func width() {
    var talk = Talk("data moons")
    #expect(
      talk.problem("net 3-4-1 relu")
        == "X is 100×2: its rows have 2 numbers, and this network reads 3. net 2-4-1 fits.")
    #expect(talk.place("net 3-4-1") == "3")
    #expect(talk.answer("net 3-4-1 relu").request == .prefill("net 2-4-1 relu"))
  }

  @Test(
    "what is no plan is refused at its place",
    arguments: [
      ("net 5", "5"), ("net 2-x-1", "x"), ("net 2--1", "2--1"), ("net 2-0-1", "0"),
      ("net 2tanh-1", "2tanh"), ("net 2-3tanj-1", "tanj"), ("net 2-4-1 foo", "foo"),
      ("net 2-4-1 seed x", "x"), ("net 2-1e3-1", "e3"), ("net -2-1", "-2-1"),
    ])
  func noPlan(line: String, place: String) {
    var talk = Talk("data moons")
    #expect(talk.place(line) == place)
  }

  @Test("without rows net says where they come from")
  func noRows() {
    var talk = Talk()
    #expect(talk.problem("net 2-4-1")?.contains("data moons puts examples into X and Y") == true)
  }

  @Test("typed rows become examples, which no step moves and a saved bench keeps")
  func typedRows() {
    let talk = Talk(Self.xor, "net 2-2-1", "loss bce", "step 3")
    #expect(talk.session.bench.role(of: "X") == .data)
    #expect(talk.session.bench.role(of: "Y") == .data)
    #expect(talk.session.bench.definitions.value(ofLeaf: "Y")?.elements == [0, 1, 1, 0])
    #expect(talk.session.bench.script().contains("examples X Y"))
  }

  @Test("net takes adam where nothing was chosen, and leaves a choice alone")
  func optimizer() {
    #expect(Talk("data moons", "net 2-1").session.bench.optimizer.rule == .adam)
    let sgd = Talk("data moons", "step = 0.5", "net 2-1").session.bench
    #expect(sgd.optimizer == .sgd)
    #expect(sgd.settings.step == 0.5)
  }

  @Test(
    "what was set stays, also where it was so before",
    arguments: ["step = 0.1", "set step 0.1", "optimizer sgd", "optimizer sgd; step = 0.1"])
  func chosenOptimizer(line: String) {
    var talk = Talk("data moons", line)
    #expect(talk.session.bench.script().contains("step = 0.1"))
    #expect(talk.reloaded() == talk.session.bench)
    let before = talk.session.bench
    #expect(!talk.say("net 2-1").joined().contains("adam"))
    #expect(talk.session.bench.optimizer == .sgd)
    #expect(talk.session.bench.settings.step == 0.1)
    _ = talk.say("undo")
    #expect(talk.session.bench == before)
    _ = talk.say("undo")
    _ = talk.say("net 2-1")
    #expect(talk.session.bench.optimizer.rule == .adam)
    #expect(talk.session.bench.settings.step == Session.firstRate)
    #expect(talk.reloaded() == talk.session.bench)
  }

  @Test("what net chose is no longer untouched, and neither is what goes back to sgd")
  func wentBack() {
    var talk = Talk("data moons", "net 2-1", "optimizer sgd; step = 0.1", "remove W1 b1 z1")
    _ = talk.say("net 2-1")
    #expect(talk.session.bench.optimizer == .sgd)
  }

  @Test("one undo takes a whole network back")
  func undo() {
    var talk = Talk("data moons")
    let before = talk.session.bench
    _ = talk.say("net 2-8-8-1")
    _ = talk.say("undo")
    #expect(talk.session.bench == before)
  }

  @Test("moons: from nothing to 97 of 100 in four commands", arguments: 1...5)
  func moons(seed: Int) throws {
    let talk = Talk(
      "seed = \(seed)", "data moons seed 1", "net 2-8-8-1 tanh", "loss bce", "train 100")
    let data = try #require(talk.session.bench.data)
    let network = try #require(talk.session.network(using: talk.engine))
    let accuracy = talk.session.accuracy(
      data.features, data.targets, of: network, using: talk.engine)
    #expect(accuracy.map { $0 >= 0.97 } == true)
  }

  @Test("net alone lists the layers, also of a network written by hand")
  func list() {
    var talk = Talk("data moons", "net 2-8-1")
    let lines = talk.say("net")
    #expect(lines.contains("1 | X @ W1 + b1, tanh(z1) | 2 | 8 | 24"))
    #expect(lines.contains("2 | a1 @ W2 + b2 | 8 | 1 | 9"))
    talk = Talk("x = [1 2]; A = [1 2; 3 4]; y = sigmoid(x @ A.T)")
    #expect(talk.say("net").contains("1 | sigmoid(x @ A.T) | 2 | 2 | 4"))
    talk = Talk("x = 1")
    #expect(talk.problem("net")?.hasPrefix("There is no network yet.") == true)
  }
}
