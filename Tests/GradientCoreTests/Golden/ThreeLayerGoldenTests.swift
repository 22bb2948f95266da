import GradientCore
import Testing

/// Lesson 10: the 3-3-3-3 network with ReLU, σ and softmax.
@Suite struct ThreeLayerGoldenTests {
  private func network() throws -> Circuit {
    try Circuit(
      [
        "x = [0.1 0.2 0.7]", "y = [1 0 0]",
        "w1 = [0.1 0.2 0.3; 0.3 0.2 0.7; 0.4 0.3 0.9]", "b1 = [1 1 1]",
        "w2 = [0.2 0.3 0.5; 0.3 0.5 0.7; 0.6 0.4 0.8]", "b2 = [1 1 1]",
        "w3 = [0.1 0.4 0.8; 0.3 0.7 0.2; 0.5 0.2 0.9]", "b3 = [1 1 1]",
        "z1 = x @ w1.T + b1", "h1 = relu(z1)", "z2 = h1 @ w2.T + b2", "h2 = sigmoid(z2)",
        "z3 = h2 @ w3.T + b3", "p = softmax(z3)", "L = cross_entropy(z3, y)",
      ], objective: "L", to: .minimize, held: ["x", "y"])
  }

  @Test func `the first pass gives the stated values and gradients`() throws {
    let golden = try GoldenRecord("B05_net3333_first_pass")
    let circuit = try network()
    for (path, name) in [
      ("inp1", "z1"), ("h1", "h1"), ("inp2", "z2"), ("h2", "h2"), ("inp3", "z3"),
      ("softmax", "p"), ("cost", "L"),
    ] {
      try golden.expect("forward.\(path)", try circuit.value(name))
    }
    for (path, name) in [
      ("dout", "z3"), ("dW3", "w3"), ("db3", "b3"), ("dh2", "h2"), ("dinp2", "z2"), ("dW2", "w2"),
      ("db2", "b2"), ("dh1", "h1"), ("dinp1", "z1"), ("dW1", "w1"), ("db1", "b1"), ("dx", "x"),
    ] {
      try golden.expect("backward.\(path)", try circuit.gradient(name))
    }
  }

  @Test func `eleven losses in 301 passes, and the weights they end with`() throws {
    let golden = try GoldenRecord("B06_net3333_training")
    var circuit = try network()
    var losses: [Double] = []
    for pass in 0...300 {
      if pass % 30 == 0 { losses.append(try circuit.scalar("L")) }
      circuit.step(AnalyticStep(step: 0.01))
    }
    #expect(losses.count == 11)
    try golden.expect("costs", losses)
    for layer in 1...3 {
      try golden.expect("W\(layer)", try circuit.value("w\(layer)"))
      try golden.expect("b\(layer)", try circuit.value("b\(layer)"))
    }
    try golden.expect("cost_after_301_updates", try circuit.scalar("L"))
    try golden.expect("softmax_after_301_updates", try circuit.value("p"))
  }

  // MARK: - Softmax and its loss, in pieces

  /// Logits, shares, and what the text took for slopes: `p` with only the target's entry replaced.
  private func pieces(_ logits: String) throws -> Definitions {
    try definitions(
      "z = \(logits)", "y = [1 0 0]", "p = softmax(z)", "L = cross_entropy(z, y)",
      "text_softmax = where(y, p * (1 - p), p)", "text_nll = where(y, -1 / p, p)",
      "text_slope = where(y, text_softmax * text_nll, p)")
  }

  private static let logits = "[2.261545473846388 2.1511390240981987 2.537890627500765]"

  @Test func `the slopes of softmax and loss multiply to p - y`() throws {
    let golden = try GoldenRecord("B07_softmax_nll_pieces")
    let known = try pieces(Self.logits)
    try golden.expect("softmax", try compute("p", known).elements)
    let jacobian = "p.T * (identity(3) - p)"
    try golden.expect("softmax_jacobian", try compute(jacobian, known).elements)
    try golden.expect("nll_derivative", try compute("d(nll(p, y), p)", known).elements)
    let product = "d(nll(p, y), p) @ (\(jacobian))"
    for formula in ["d(L, z)", "d(nll(p, y), z)", "p - y", product] {
      try golden.expect("combined", try compute(formula, known).elements)
    }
    try golden.expect(
      "zero_logit_combined", try compute("d(L, z)", try pieces("[0 1 2]")).elements)
  }

  @Test func `what the text did: two wrong slopes whose product is right`() throws {
    let golden = try GoldenRecord("B07_softmax_nll_pieces", recomputedOnly: true)
    let known = try pieces(Self.logits)
    for (path, name) in [
      ("softmax_derivative", "text_softmax"), ("nll_derivative", "text_nll"),
      ("nll_argument_after_call", "text_nll"), ("combined", "text_slope"),
    ] {
      try golden.expect(path, try compute(name, known).elements)
    }
    let right = try compute("p.T * (identity(3) - p)", known)
    #expect(try compute("text_softmax", known).elements != Array(right.elements[0..<3]))
  }

  /// It looked for the target among the logits that are not 0.
  @Test func `what the text did: a target logit of 0 loses its p`() throws {
    let golden = try GoldenRecord("B07_softmax_nll_pieces", recomputedOnly: true)
    let known = try pieces("[0 1 2]")
    try golden.expect("zero_logit_combined", try compute("where(y, -1 / p, p)", known).elements)
  }

  @Test func `large logits neither overflow nor lose the loss`() throws {
    let golden = try GoldenRecord("B07_softmax_nll_pieces")
    try golden.expect(
      "underflow_loss", try compute("cross_entropy([-800 0 0], [1 0 0])").elements)
    try golden.expect("overflow_softmax", try compute("softmax([1000 0 0])").elements)
  }

  /// Its loss was a mean over the shares of the target that are not 0: here there is none.
  @Test func `what the text did: large logits end in nan`() throws {
    let known = try definitions("z = [-800 0 0]", "y = [1 0 0]", "p = softmax(z)")
    let loss = "sum(where(p * y > 0, -log(p), 0)) / sum(p * y > 0)"
    #expect(try scalar(loss, known).isNaN)
    let shares = try compute("exp([1000 0 0]) / sum(exp([1000 0 0]))").elements
    #expect(shares[0].isNaN && shares[1...] == [0, 0])
  }
}
