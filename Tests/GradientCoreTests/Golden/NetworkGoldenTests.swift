import GradientCore
import Testing

/// Lesson 7: Matt Mazur's 2-2-2 network, typed as the lesson types it.
@Suite struct NetworkGoldenTests {
  private static let layers = [
    "z1 = x @ W1.T + b1", "a1 = sigmoid(z1)", "z2 = a1 @ W2.T + b2", "o = sigmoid(z2)",
    "L = 0.5 * sum((t - o)^2)",
  ]
  private static let weights = [
    "x = [0.05 0.10]", "t = [0.01 0.99]", "W1 = [0.15 0.20; 0.25 0.30]",
    "W2 = [0.40 0.45; 0.50 0.55]",
  ]
  private static let sharedBiases = ["b1 = 0.35", "b2 = 0.60"]
  private static let biasesPerNeuron = ["b1 = [0.35 0.35]", "b2 = [0.60 0.60]"]

  /// What moves in a variant of the training.
  enum Variant: String, CaseIterable {
    /// One bias a layer, used by both neurons.
    case shared
    case perNeuron = "per_neuron"
    /// The biases are held.
    case frozen

    var held: Set<String> { self == .frozen ? ["x", "t", "b1", "b2"] : ["x", "t"] }
  }

  private func network(_ variant: Variant = .shared) throws -> Circuit {
    let biases = variant == .perNeuron ? Self.biasesPerNeuron : Self.sharedBiases
    return try Circuit(
      Self.weights + biases + Self.layers, objective: "L", to: .minimize, held: variant.held)
  }

  // MARK: - One pass

  @Test func `the forward pass gives the stated layers and loss`() throws {
    let golden = try GoldenRecord("B01_mazur_forward")
    let circuit = try network()
    for (path, name) in [
      ("inp1", "z1"), ("h1", "a1"), ("inp2", "z2"), ("out", "o"), ("cost", "L"),
    ] {
      try golden.expect(path, try circuit.value(name))
    }
  }

  @Test func `the backward pass gives every stated gradient, matrix by matrix`() throws {
    let golden = try GoldenRecord("B02_mazur_gradients")
    let circuit = try network()
    for (path, name) in [
      ("dout", "o"), ("dinp2", "z2"), ("dh1", "a1"), ("dW2", "W2"), ("dinp1", "z1"),
      ("dW1", "W1"), ("dx", "x"),
    ] {
      try golden.expect(path, try circuit.gradient(name))
    }
  }

  @Test func `a shared bias collects the gradients of its neurons`() throws {
    let golden = try GoldenRecord("B02_mazur_gradients")
    let (shared, own) = (try network(.shared), try network(.perNeuron))
    for layer in ["1", "2"] {
      try golden.expect("db\(layer)", try shared.slope("b\(layer)"))
      try golden.expect("db\(layer)_shared", try shared.slope("b\(layer)"))
      try golden.expect("db\(layer)_per_neuron", try own.gradient("b\(layer)"))
    }
  }

  @Test func `d(…) gives the same matrices`() throws {
    let golden = try GoldenRecord("B02_mazur_gradients")
    let known = try network().known
    try golden.expect("dW1", try compute("d(L, W1)", known).elements)
    try golden.expect("dh1", try compute("d(L, a1)", known).elements)
    try golden.expect("dW2", try compute("d(L, z2).T @ a1", known).elements)
  }

  @Test(arguments: [
    (Variant.shared, "shared_bias"), (.perNeuron, "per_neuron_bias"), (.frozen, "frozen_bias"),
  ])
  func `one step gives the stated weights and biases`(_ variant: Variant, _ path: String) throws {
    let golden = try GoldenRecord("B03_mazur_update")
    var circuit = try network(variant)
    let move = circuit.step(AnalyticStep(step: 0.5))
    try golden.expect("\(path).W1", try circuit.value("W1"))
    try golden.expect("\(path).W2", try circuit.value("W2"))
    for bias in ["b1", "b2"] {
      let value = try circuit.value(bias)
      try golden.expect("\(path).\(bias)", variant == .frozen ? value + value : value)
    }
    try golden.expect("\(path).out_after", try circuit.value("o"))
    try golden.expect("\(path).cost_after", move.after)
  }

  @Test func `the bias bug of the source, typed by hand, ends lower than the right step`() throws {
    let golden = try GoldenRecord("B03_mazur_update")
    var circuit = try network()
    try circuit.type("W1, W2 = W1 - 0.5 * d(L, W1), W2 - 0.5 * d(L, W2)")
    try circuit.type("b1, b2 = b1 - 0.5 * b1, b2 - 0.5 * b2")
    try golden.expect("seed_bug.W1", try circuit.value("W1"))
    try golden.expect("seed_bug.W2", try circuit.value("W2"))
    for bias in ["b1", "b2"] {
      try golden.expect("seed_bug.\(bias)", try circuit.value(bias) + circuit.value(bias))
    }
    try golden.expect("seed_bug.out_after", try circuit.value("o"))
    try golden.expect("seed_bug.cost_after", try circuit.scalar("L"))
    #expect(try circuit.scalar("L") < (try golden.number("shared_bias.cost_after")))
  }

  // MARK: - Training

  private static let counts = [0, 1, 2, 5, 10, 100, 1000, 10_000]

  /// Runs `update` up to 10,000 times and holds the loss at the stated counts.
  private func train(
    _ circuit: inout Circuit, _ path: String, _ golden: GoldenRecord,
    update: (inout Circuit) throws -> Void
  ) throws {
    var done = 0
    for count in Self.counts {
      while done < count {
        try update(&circuit)
        done += 1
      }
      try golden.expect("\(path).\(count)", try circuit.scalar("L"))
    }
  }

  @Test(arguments: Variant.allCases)
  func `training takes the loss where it is stated, up to 10,000 updates`(_ variant: Variant)
    throws
  {
    let golden = try GoldenRecord("B04_mazur_training")
    var circuit = try network(variant)
    try train(&circuit, variant.rawValue, golden) { $0.step(AnalyticStep(step: 0.5)) }
    try golden.expect("out_after_10000.\(variant.rawValue)", try circuit.value("o"))
    if variant != .frozen {
      try golden.expect(
        "biases_after_10000.\(variant.rawValue)", try circuit.value("b1") + circuit.value("b2"))
    }
    if variant != .perNeuron {
      let path = "weights_after_10000_\(variant.rawValue)"
      try golden.expect("\(path).W1", try circuit.value("W1"))
      try golden.expect("\(path).W2", try circuit.value("W2"))
    }
  }

  /// Mazur prints 0.0000351085 "after repeating this process 10,000 times". That is the loss of
  /// the 10,000th forward pass, which 9,999 updates precede; one update later it is 0.0000351019.
  @Test func `after 9,999 updates with the biases held the loss is 0.0000351085`() throws {
    let golden = try GoldenRecord("B04_mazur_training")
    var circuit = try network(.frozen)
    for _ in 0..<9_999 { circuit.step(AnalyticStep(step: 0.5)) }
    try golden.expect("frozen_cost_after_9999", try circuit.scalar("L"))
    #expect(abs(try circuit.scalar("L") - 0.0000351085) < 0.5e-10)
    #expect(abs(circuit.step(AnalyticStep(step: 0.5)).after - 0.0000351085) > 0.5e-10)
  }

  /// `V2` is the new output layer, and `V1` takes its gradient through it instead of the old one.
  @Test func `the wrong order, W2 first and W1 through the new W2, ends elsewhere`() throws {
    let golden = try GoldenRecord("B04_mazur_training")
    var circuit = try Circuit(
      Self.weights + Self.sharedBiases + Self.layers + [
        "g2 = (o - t) * o * (1 - o)", "V2 = W2 - 0.5 * g2.T @ a1",
        "g1 = (g2 @ V2) * a1 * (1 - a1)", "V1 = W1 - 0.5 * g1.T @ x",
      ], objective: "L", to: .minimize)
    var losses: [Double] = []
    func update(_ circuit: inout Circuit) throws {
      let evaluation = circuit.evaluation
      losses.append(try circuit.scalar("L"))
      let (v1, v2) = (
        evaluation.value(of: try circuit.node("V1")), evaluation.value(of: try circuit.node("V2"))
      )
      evaluation.set(try circuit.node("W1"), to: v1)
      evaluation.set(try circuit.node("W2"), to: v2)
      evaluation.forward()
    }
    try train(&circuit, "sequential_frozen", golden, update: update)
    try golden.expect("sequential_frozen_cost_after_9999", losses[9_999])
    try golden.expect("sequential_frozen_out_after_10000", try circuit.value("o"))
  }

  @Test func `the bias bug of the source trains more slowly than the right step`() throws {
    let golden = try GoldenRecord("B04_mazur_training")
    var circuit = try Circuit(
      Self.weights + Self.sharedBiases + Self.layers, objective: "L", to: .minimize,
      held: Variant.frozen.held)
    try train(&circuit, "seed_bug", golden) { circuit in
      circuit.step(AnalyticStep(step: 0.5))
      circuit.set([
        "b1": try circuit.scalar("b1") - 0.5 * circuit.scalar("b1"),
        "b2": try circuit.scalar("b2") - 0.5 * circuit.scalar("b2"),
      ])
    }
  }
}
