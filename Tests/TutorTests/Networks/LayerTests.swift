import GradientCore
import Testing

@testable import Tutor

@Suite struct LayerTests {
  /// Networks in the conventions of the sources: rows with `x @ W`, rows with `x @ W.T`, columns,
  /// one scalar bias for a whole layer, and modules.
  static let conventions: [(name: String, lines: [String])] = [
    (
      "rows", ["X = [1 2; 3 4; -1 0.5]; Y = [1; 0; 1]", "net 2-3-1 tanh", "loss bce"]
    ),
    (
      "transposed weights",
      [
        "x = [0.05 0.10]; y = [0.01 0.99]; hold x y",
        "W1 = [0.15 0.20; 0.25 0.30]; b1 = [0.35 0.35]",
        "W2 = [0.40 0.45; 0.50 0.55]; b2 = [0.60 0.60]", "z1 = x @ W1.T + b1; a1 = sigmoid(z1)",
        "z2 = a1 @ W2.T + b2; a2 = sigmoid(z2)", "L = 0.5 * sum((a2 - y)^2); minimize L",
      ]
    ),
    (
      "columns",
      [
        "x = [0.05; 0.10]; y = [0.01; 0.99]; hold x y",
        "W1 = [0.15 0.20; 0.25 0.30]; b1 = [0.35; 0.35]",
        "W2 = [0.40 0.45; 0.50 0.55]; b2 = [0.60; 0.60]", "z1 = W1 @ x + b1; a1 = sigmoid(z1)",
        "z2 = W2 @ a1 + b2; a2 = sigmoid(z2)", "L = 0.5 * sum((a2 - y)^2); minimize L",
      ]
    ),
    (
      "shared scalar bias",
      [
        "x = [0.05 0.10]; y = [0.01 0.99]; hold x y",
        "W1 = [0.15 0.20; 0.25 0.30]; b1 = 0.35", "W2 = [0.40 0.45; 0.50 0.55]; b2 = 0.60",
        "a1 = sigmoid(x @ W1.T + b1)", "a2 = sigmoid(a1 @ W2.T + b2)",
        "L = 0.5 * sum((a2 - y)^2); minimize L",
      ]
    ),
    (
      "modules",
      [
        "linear(z, W, b) = z @ W + b; act(z) = tanh(z)",
        "X = [1 2; 3 4]; Y = [1; 0]; W1 = [0.1 0.2 0.3; -0.4 0.5 0.6]; b1 = [0.1 0 0]",
        "W2 = [1; -1; 0.5]; b2 = 0.2", "z1 = linear(X, W1, b1); a1 = act(z1)",
        "z2 = linear(a1, W2, b2)", "L = mse(z2, Y); minimize L",
      ]
    ),
  ]

  private static func talk(_ lines: [String]) -> Talk {
    var talk = Talk()
    for line in lines {
      let answer = talk.answer(line)
      #expect(!answer.failed, "\(line): \(answer.document.lines)")
    }
    return talk
  }

  @Test("every convention has its two layers, with weights, bias and sigmoid or tanh")
  func layers() throws {
    for (name, lines) in Self.conventions {
      let talk = Self.talk(lines)
      let network = try #require(talk.session.network(using: talk.engine), "\(name)")
      #expect(network.layers.map(\.weights) == ["W1", "W2"], "\(name)")
      #expect(network.layers.map(\.bias) == ["b1", "b2"], "\(name)")
      #expect(network.layers[0].activation != nil, "\(name)")
      #expect(network.layers.allSatisfy { $0.isColumns == (name == "columns") }, "\(name)")
      #expect(network.outputName == (network.layers[1].activation == nil ? "z2" : "a2"), "\(name)")
    }
  }

  @Test("the formulas that layer shows, computed as they are written, are the gradients")
  func formulas() throws {
    for (name, lines) in Self.conventions {
      let talk = Self.talk(lines)
      let network = try #require(talk.session.network(using: talk.engine))
      let evaluation = try talk.engine.evaluation(of: network.roots, in: talk.session.bench)
      let graph = evaluation.graph
      evaluation.backward(from: try #require(graph.node(named: "L")))
      for layer in network.layers {
        let inputs = [layer.input] + [layer.weights, layer.bias!].map { graph.node(named: $0)! }
        let found = GradientFormula.formulas(in: graph, from: layer.sum, to: inputs)
        let atSum = evaluation.gradient(of: layer.sum)
        for node in inputs {
          let value = try #require(found[node]?.value(at: evaluation, upstream: atSum))
          expectNear(value, evaluation.gradient(of: node), "\(name)")
        }
        guard layer.output != layer.sum else { continue }
        let local = GradientFormula.formulas(in: graph, from: layer.output, to: [layer.sum])
        let value = try #require(
          local[layer.sum]?.value(
            at: evaluation, upstream: evaluation.gradient(of: layer.output)))
        expectNear(value, atSum, "\(name)")
      }
    }
  }

  private func expectNear(_ a: Matrix, _ b: Matrix, _ name: String) {
    #expect(a.shape == b.shape, "\(name)")
    #expect(zip(a.elements, b.elements).allSatisfy { abs($0 - $1) < 1e-12 }, "\(name)")
  }

  @Test("where the transposes stand follows from the shapes")
  func transposes() {
    var talk = Self.talk(Self.conventions[0].lines)
    let rows = talk.say("layer 2")
    #expect(rows.contains("∂L/∂W2 = a1.T @ ∂L/∂z2    3×1"))
    #expect(rows.contains("∂L/∂a1 = ∂L/∂z2 @ W2.T    3×3"))
    #expect(rows.contains("  3×3 @ 3×1 gives 3×1, the shape of W2."))
    talk = Self.talk(Self.conventions[1].lines)
    let turned = talk.say("layer 2").joined(separator: "\n")
    #expect(turned.contains("∂L/∂a1 = ∂L/∂z2 @ W2    1×2"))
    #expect(turned.contains("∂L/∂W2 = ∂L/∂z2.T @ a1    2×2"))
    #expect(
      turned.contains("∂L/∂z2 = ∂L/∂a2 * a2 * (1 - a2)")
        || turned.contains("∂L/∂a2 * (a2 * (1 - a2))"))
    talk = Self.talk(Self.conventions[2].lines)
    let columns = talk.say("layer 2").joined(separator: "\n")
    #expect(columns.contains("∂L/∂a1 = W2.T @ ∂L/∂z2    2×1"))
    #expect(columns.contains("∂L/∂W2 = ∂L/∂z2 @ a1.T    2×2"))
    talk = Self.talk(Self.conventions[3].lines)
    #expect(talk.say("layer 2").contains { $0.hasPrefix("∂L/∂b2 = sum(") })
  }

  @Test("the line that layer tells to type gives the gradient")
  func typed() throws {
    for (name, lines) in Self.conventions where name != "shared scalar bias" {
      var talk = Self.talk(lines)
      for number in 1...2 {
        let hint = try #require(
          talk.say("layer \(number)").last { $0.hasPrefix("The same, typed: ") })
        #expect(talk.problem(String(hint.dropFirst(17))) == nil, "\(name): \(hint)")
        #expect(talk.problem("e := dW\(number) - d(L, W\(number))") == nil, "\(name)")
        let error = try #require(Double(talk.say("max(abs(e))")[0]))
        #expect(error < 1e-12, "\(name)")
      }
    }
  }

  @Test("what reads the weights beside the layer is told")
  func sharedWeights() {
    var talk = Talk(
      "X = [1 2]; Y = [1]", "net 2-2-1", "l2 = 0.1", "loss mse")
    #expect(talk.say("layer 1").contains { $0.contains("this layer's share") })
    talk = Self.talk(Self.conventions[0].lines)
    #expect(!talk.say("layer 1").contains { $0.contains("this layer's share") })
  }

  @Test("without a loss there is a forward part, and a word about the others")
  func forwardOnly() {
    var talk = Talk("X = [1 2; 3 4]", "net 2-3-1")
    let lines = talk.say("layer 1")
    #expect(lines.contains("z1 = X @ W1 + b1    2×3"))
    #expect(lines.last == "Backward needs something to become small: loss mse defines it.")
    #expect(talk.problem("layer 3") == "There is no layer 3; they are counted from 1 to 2.")
    #expect(talk.problem("layer foo")?.contains("neither a layer's number nor a function") == true)
  }

  @Test("circuit, why, derive, check and grad work on every convention")
  func otherCommands() {
    for (name, lines) in Self.conventions {
      var talk = Self.talk(lines)
      for line in [
        "circuit", "circuit L", "why W1[0, 1]", "derive L W1[0, 1]", "check", "check W2", "grad",
        "forward", "backward", "show W1", "weights", "layer 1", "layer 2", "net",
      ] {
        let answer = talk.answer(line)
        #expect(!answer.failed, "\(name), \(line): \(answer.document.lines)")
      }
      let verdict = talk.say("check").last ?? ""
      #expect(verdict.contains("agree"), "\(name): \(verdict)")
    }
  }
}
