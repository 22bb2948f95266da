import GradientCore
import Testing

/// Lesson 10: the 2-3-2 network with ReLU and softmax, whose columns of weights are neurons.
@Suite struct ClassifierGoldenTests {
  private static let point = ["x = [0.1 0.7]", "y = [1 0]"]
  private static let weights = [
    "W0 = [0.1 0.2 0.3; 0.3 0.2 0.7]", "b0 = [1 1 1]", "W1 = [0.2 0.3; 0.3 0.5; 0.6 0.4]",
    "b1 = [1 1]",
  ]
  private static let layers = [
    "v0 = x @ W0 + b0", "y0 = relu(v0)", "v1 = y0 @ W1 + b1", "p = softmax(v1)",
    "L = cross_entropy(v1, y)",
  ]

  private func network(
    weights: [String] = Self.weights, and more: [String] = [], held: Set<String> = []
  ) throws -> Circuit {
    try Circuit(
      Self.point + weights + Self.layers + more, objective: "L", to: .minimize,
      held: held.union(["x", "y"]))
  }

  private func expect(
    _ golden: GoldenRecord, _ pairs: KeyValuePairs<String, String>, in known: Definitions
  ) throws {
    for (path, formula) in pairs {
      try golden.expect(path, try compute(formula, known).elements)
    }
  }

  @Test func `the forward pass gives the stated values`() throws {
    try expect(
      try GoldenRecord("D01_sin392_forward"), ["v0": "v0", "y0": "y0", "v1": "v1", "y1": "p"],
      in: try network().known)
  }

  @Test func `the loss is one number with a natural logarithm`() throws {
    try expect(
      try GoldenRecord("D02_sin392_loss"),
      [
        "cross_entropy_natural": "L", "cross_entropy_log10_target_term_only": "L / log(10)",
        "both_terms_natural_sum": "-sum(y * log(p) + (1 - y) * log(1 - p))", "ln10": "log(10)",
      ], in: try network().known)
  }

  @Test func `what the text did: two logarithms to base 10, one value for each output`() throws {
    let known = try network(and: ["e = -(y * log(p) + (1 - y) * log(1 - p)) / log(10)"]).known
    try expect(
      try GoldenRecord("D02_sin392_loss", recomputedOnly: true),
      ["erro_per_output_log10": "e", "sum_of_both_log10": "sum(e)"], in: known)
  }

  // MARK: - Backward

  private static let jacobian = "p.T * (identity(2) - p)"

  @Test(arguments: ["D03_sin392_seed_backward", "D04_sin392_correct_backward"])
  func `the backward pass gives the right gradients`(_ record: String) throws {
    let golden = try GoldenRecord(record)
    let circuit = try network()
    try expect(
      golden,
      [
        "dE_dy1": "d(nll(p, y), p)", "softmax_jacobian": Self.jacobian, "dE_dv1": "d(L, v1)",
        "dW1": "d(L, W1)", "dE_dy0_terms": "W1 * d(L, v1)", "dE_dy0": "d(L, y0)",
        "dW0": "d(L, W0)",
      ], in: circuit.known)
    var moved = circuit
    moved.step(AnalyticStep(step: 0.01))
    try golden.expect("W1", try moved.value("W1"))
    try golden.expect("W0", try moved.value("W0"))
  }

  @Test func `slopes of biases and inputs, and the values after one step`() throws {
    let golden = try GoldenRecord("D04_sin392_correct_backward")
    var circuit = try network()
    for (path, name) in [("db1", "b1"), ("dE_dv0", "v0"), ("db0", "b0"), ("dx", "x")] {
      try golden.expect(path, try circuit.gradient(name))
    }
    try golden.expect(
      "dE_dv1_via_jacobian",
      try compute("d(nll(p, y), p) @ (\(Self.jacobian))", circuit.known).elements)
    let move = circuit.step(AnalyticStep(step: 0.01))
    try golden.expect("loss_before", move.before)
    try golden.expect("loss_after", move.after)
    for bias in ["b0", "b1"] { try golden.expect(bias, try circuit.value(bias)) }
    for (path, name) in [("v0", "v0"), ("y0", "y0"), ("v1", "v1"), ("y1", "p")] {
      try golden.expect("forward_after.\(path)", try circuit.value(name))
    }
  }

  @Test func `twenty steps, with free and with held biases`() throws {
    let golden = try GoldenRecord("D04_sin392_correct_backward")
    func losses(held: Set<String> = []) throws -> [Double] {
      var circuit = try network(held: held)
      let first = try circuit.scalar("L")
      return [first] + (0..<20).map { _ in circuit.step(AnalyticStep(step: 0.01)).after }
    }
    let (free, held) = (try losses(), try losses(held: ["b0", "b1"]))
    try golden.expect("loss_curve_0_to_20", free)
    try golden.expect("loss_after_20_steps", free[20])
    try golden.expect("loss_after_if_biases_frozen", held[1])
    try golden.expect("loss_after_20_steps_biases_frozen", held[20])
  }

  /// A wrong sign, the diagonal of the Jacobian only, and the new `W1` for the hidden layer.
  private static let textBackward = [
    "e = -(y / p + (1 - y) / (1 - p))", "s = p * (1 - p)", "g = e * s", "dW1 = y0.T @ g",
    "V1 = W1 - 0.01 * dW1", "terms = V1 * g", "dy0 = sum(terms, axis=1).T",
    "dW0 = x.T @ (dy0 * (v0 > 0))", "V0 = W0 - 0.01 * dW0",
  ]

  @Test func `what the text did: the backward pass as it was written`() throws {
    let golden = try GoldenRecord("D03_sin392_seed_backward", recomputedOnly: true)
    try expect(
      golden,
      [
        "dE_dy1": "e", "dy1_dv1": "s", "dE_dv1_product": "g", "dW1": "dW1", "W1": "V1",
        "cut_off.dv_1_dy_0": "V1", "cut_off.dE_total_dy_0_terms": "terms",
        "cut_off.dE_total_dy_0": "dy0", "cut_off.dE_total_dW_0": "dW0", "cut_off.W_0": "V0",
        "dE_total_dy_0_if_old_W1": "g @ W1.T", "true_cross_entropy_before": "L",
      ], in: try network(and: Self.textBackward).known)
  }

  @Test func `what the text did: its first update changes nothing, its second makes it worse`()
    throws
  {
    let golden = try GoldenRecord("D03_sin392_seed_backward", recomputedOnly: true)
    let circuit = try network(and: Self.textBackward)
    let evaluation = circuit.evaluation
    func put(_ new: [String: Matrix]) throws {
      for (name, value) in new { evaluation.set(try circuit.node(name), to: value) }
      evaluation.forward()
    }
    func new(_ name: String) throws -> Matrix { evaluation.value(of: try circuit.node(name)) }
    let (firstW0, firstW1) = (try new("V0"), try new("V1"))
    try put(["W1": firstW1])
    try golden.expect("true_cross_entropy_after_W1_update", try circuit.scalar("L"))
    try put(["W0": firstW0])
    try golden.expect("true_cross_entropy_after_full_step", try circuit.scalar("L"))
    try golden.expect("y_1_after_full_step", try circuit.value("p"))
    for _ in 1..<20 { try put(["W0": try new("V0"), "W1": try new("V1")]) }
    try golden.expect("true_cross_entropy_after_20_seed_steps", try circuit.scalar("L"))
  }

  @Test func `each single repair of the slope at the logits, and the right one`() throws {
    let known = try network().known
    let (term, other) = ("y / p", "(1 - y) / (1 - p)")
    let golden = try GoldenRecord("D05_sin392_mixed_variants", recomputedOnly: true)
    for (name, slope) in [
      ("seed_sign", "-(\(term) + \(other))"), ("bce_sign", "-(\(term) - \(other))"),
      ("ce", "-\(term)"),
    ] {
      try expect(
        golden,
        [
          "\(name)_diagonal": "(\(slope)) * p * (1 - p)",
          "\(name)_full_jacobian": "(\(slope)) @ (\(Self.jacobian))",
        ], in: known)
    }
    try GoldenRecord("D05_sin392_mixed_variants").expect(
      "dE_dv1", try compute("d(L, v1)", known).elements)
  }
}
