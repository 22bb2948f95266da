import GradientCore
import Testing

/// Lesson 6: the sigmoid neuron as one gate and as eight; and the activations beside it.
@Suite struct NeuronGoldenTests {
  private static let inputs = ["w0 = 2", "w1 = -3", "w2 = -3", "x0 = -1", "x1 = -2"]
  private static let weights = ["w0", "w1", "w2"]
  private static let data = ["x0", "x1"]

  private func neuron() throws -> Circuit {
    try Circuit(Self.inputs + ["s = w0*x0 + w1*x1 + w2", "f = sigmoid(s)"])
  }

  private func gates() throws -> Circuit {
    try Circuit(
      Self.inputs + [
        "mul0 = w0 * x0", "mul1 = w1 * x1", "add1 = mul0 + mul1", "add2 = add1 + w2",
        "neg = -add2", "power = exp(neg)", "plus1 = power + 1", "f = 1 / plus1",
      ])
  }

  @Test func `the neuron fires 0.731, and its slope is σ(1 - σ)`() throws {
    let golden = try GoldenRecord("A12_sigmoid_neuron")
    let circuit = try neuron()
    try golden.expect("pre_activation", try circuit.scalar("s"))
    try golden.expect("sigma", try circuit.scalar("f"))
    try golden.expect("sigma_prime", try circuit.slope("s"))
    try golden.expect("dw", try Self.weights.map { try circuit.slope($0) })
    try golden.expect("dx", try Self.data.map { try circuit.slope($0) })
  }

  @Test(arguments: [
    (DifferenceQuotient.Kind.forward, "numerical_forward_h_0_001"),
    (.central, "numerical_central_h_0_001"),
  ])
  func `differences of the neuron err as much as stated`(
    _ kind: DifferenceQuotient.Kind, _ path: String
  ) throws {
    let golden = try GoldenRecord("A12_sigmoid_neuron")
    let circuit = try neuron()
    func slopes(_ names: [String]) throws -> [Double] {
      try names.map { try circuit.difference(kind, $0, h: 0.001).slope }
    }
    try golden.expect("\(path).dw", try slopes(Self.weights))
    try golden.expect("\(path).dx", try slopes(Self.data))
  }

  @Test func `one step uphill makes the neuron fire more`() throws {
    let golden = try GoldenRecord("A12_sigmoid_neuron")
    var circuit = try neuron()
    let move = circuit.step(AnalyticStep(step: 0.01))
    try golden.expect("one_ascent_step_0_01.w", try Self.weights.map { try circuit.scalar($0) })
    try golden.expect("one_ascent_step_0_01.x", try Self.data.map { try circuit.scalar($0) })
    try golden.expect("one_ascent_step_0_01.sigma", move.after)
  }

  @Test func `eight gates carry the stated values forward`() throws {
    let golden = try GoldenRecord("A13_sigmoid_neuron_gates")
    let circuit = try gates()
    for name in ["mul0", "mul1", "add1", "add2", "neg", "plus1"] {
      try golden.expect("values.\(name)", try circuit.scalar(name))
    }
    try golden.expect("values.exp", try circuit.scalar("power"))
    try golden.expect("values.inv", try circuit.scalar("f"))
  }

  @Test func `each of the eight gates has the stated local derivatives`() throws {
    let golden = try GoldenRecord("A13_sigmoid_neuron_gates")
    let circuit = try gates()
    for (path, gate, inputs) in [
      ("inv", "f", ["plus1"]), ("plus1", "plus1", ["power"]), ("exp", "power", ["neg"]),
      ("neg", "neg", ["add2"]), ("add2", "add2", ["add1", "w2"]),
      ("add1", "add1", ["mul0", "mul1"]), ("mul0.dw0", "mul0", ["w0"]),
      ("mul0.dx0", "mul0", ["x0"]), ("mul1.dw1", "mul1", ["w1"]), ("mul1.dx1", "mul1", ["x1"]),
    ] {
      try golden.expect(
        "local_derivatives.\(path)", try inputs.map { try circuit.local(gate, $0) })
    }
  }

  @Test func `the gradient flows back through the eight gates as stated`() throws {
    let golden = try GoldenRecord("A13_sigmoid_neuron_gates")
    let circuit = try gates()
    for (path, name) in [
      ("inv", "f"), ("plus1", "plus1"), ("exp", "power"), ("neg", "neg"), ("add2", "add2"),
      ("add1", "add1"), ("mul0", "mul0"), ("mul1", "mul1"),
    ] {
      try golden.expect("gradients.\(path)_out", try circuit.slope(name))
    }
    try golden.expect("dw", try Self.weights.map { try circuit.slope($0) })
    try golden.expect("dx", try Self.data.map { try circuit.slope($0) })
  }

  @Test func `one gate and eight give the same five gradients`() throws {
    let (one, eight) = (try neuron(), try gates())
    for name in Self.weights + Self.data {
      #expect(isClose(try one.slope(name), try eight.slope(name)))
    }
  }

  @Test(arguments: [
    ("sigmoid", "sigmoid"), ("tanh", "tanh"), ("hard_tanh", "hardtanh"), ("relu", "relu"),
    ("leaky_relu", "leaky_relu"),
  ])
  func `an activation and its slope are the stated ones, at kinks too`(
    _ function: String, _ column: String
  ) throws {
    let golden = try GoldenRecord("C06_activations")
    let rows = try golden.rows()
    #expect(rows.count == 9)
    var circuit = try Circuit("z = 0", "f = \(function)(z)")
    for row in rows {
      let point = try #require(row["z"])
      circuit.set(["z": point])
      let (value, slope) = (try circuit.scalar("f"), try circuit.slope("z"))
      #expect(golden.isClose(value, try #require(row[column])), "\(function)(\(point)) = \(value)")
      #expect(
        golden.isClose(slope, try #require(row["d_\(column)"])), "slope at \(point): \(slope)")
    }
  }
}
