import GradientCore
import Testing

/// Lesson 5: circuits of a few gates, their gradients edge by edge.
@Suite struct ChainRuleGoldenTests {
  private func circuit(z: Double) throws -> Circuit {
    try Circuit("x = -2", "y = 5", "z = \(z)", "q = x + y", "f = q * z")
  }

  private func inputs(_ circuit: Circuit) throws -> [Double] {
    try ["x", "y", "z"].map { try circuit.slope($0) }
  }

  @Test func `the circuit with z = 4 gives 12`() throws {
    let golden = try GoldenRecord("A08_circuit_forward_z4")
    let circuit = try circuit(z: 4)
    try golden.expect("q", try circuit.scalar("q"))
    try golden.expect("f", try circuit.scalar("f"))
    for name in ["q", "z", "x", "y"] { try golden.expect("dfd\(name)", try circuit.slope(name)) }
  }

  @Test func `the chain rule multiplies along each wire`() throws {
    let golden = try GoldenRecord("A09_circuit_gradient")
    let circuit = try circuit(z: -4)
    try golden.expect("q", try circuit.scalar("q"))
    try golden.expect("f", try circuit.scalar("f"))
    for name in ["q", "z", "x", "y"] { try golden.expect("dfd\(name)", try circuit.slope(name)) }
    try golden.expect("dqdx", try circuit.local("q", "x"))
    try golden.expect("dqdy", try circuit.local("q", "y"))
    #expect(try circuit.edge("q", "x").upstream.scalar == -4)
  }

  @Test func `the same derivatives are computed by d(…)`() throws {
    let golden = try GoldenRecord("A09_circuit_gradient")
    let known = try circuit(z: -4).known
    for name in ["q", "z", "x", "y"] {
      try golden.expect("dfd\(name)", try GradientCoreTests.scalar("d(f, \(name))", known))
    }
    try golden.expect("dqdx", try GradientCoreTests.scalar("d(q, x)", known))
  }

  @Test func `one step moves all three inputs from the old point`() throws {
    let golden = try GoldenRecord("A10_circuit_step")
    var circuit = try circuit(z: -4)
    let move = circuit.step(AnalyticStep(step: 0.001))
    for name in ["x", "y", "z"] { try golden.expect(name, try circuit.scalar(name)) }
    try golden.expect("f_new", move.after)
    try golden.expect("delta_f", move.change)
    try golden.expect("first_order_prediction_delta_f", try #require(move.expectedChange))
    try golden.expect("grad_at_new_point", try inputs(circuit))
  }

  @Test func `the same step with z = 4`() throws {
    let golden = try GoldenRecord("A10_circuit_step")
    var circuit = try circuit(z: 4)
    let move = circuit.step(AnalyticStep(step: 0.001))
    for name in ["x", "y", "z"] {
      try golden.expect("z4_variant.\(name)", try circuit.scalar(name))
    }
    try golden.expect("z4_variant.f_new", move.after)
    try golden.expect("z4_variant.grad_at_new_point", try inputs(circuit))
  }

  @Test func `differences agree with the gradient of the circuit`() throws {
    let golden = try GoldenRecord("A11_circuit_numcheck")
    let circuit = try circuit(z: -4)
    let forward = try ["x", "y", "z"].map { try circuit.difference(.forward, $0, h: 0.001).slope }
    let central = try ["x", "y", "z"].map { try circuit.difference(.central, $0, h: 0.001).slope }
    try golden.expect("dx", forward[0])
    try golden.expect("dy", forward[1])
    try golden.expect("dz", forward[2])
    try golden.expect("central", central)
    let gradient = try inputs(circuit)
    try golden.expect("grad", gradient)
    let errors = zip(forward, gradient).map { relativeError($0, $1) }
    try golden.expect("max_rel_error", errors.max()!)
  }

  @Test func `a check of the circuit finds nothing wrong`() throws {
    let circuit = try circuit(z: -4)
    let check = GradientCheck(
      circuit.evaluation, of: circuit.objective.root, by: circuit.objective.free)
    #expect(check.rows.map(\.analytic) == [-4, -4, 3])
    #expect(check.rows.allSatisfy { GradientCheck.verdict($0) == .agrees })
  }

  // MARK: - (x + y) · max(y, z)

  private func fork() throws -> Circuit {
    try Circuit("x = 1", "y = 2", "z = 0", "a = x + y", "b = max(y, z)", "f = a * b")
  }

  @Test func `add distributes, max routes, multiply swaps`() throws {
    let golden = try GoldenRecord("C01_cs224n_gates")
    let circuit = try fork()
    for name in ["a", "b", "f"] {
      try golden.expect("values.\(name)", try circuit.scalar(name))
    }
    try golden.expect("local.add.da_dx", try circuit.local("a", "x"))
    try golden.expect("local.add.da_dy", try circuit.local("a", "y"))
    try golden.expect("local.max.db_dy", try circuit.local("b", "y"))
    try golden.expect("local.max.db_dz", try circuit.local("b", "z"))
    try golden.expect("local.mul.df_da", try circuit.local("f", "a"))
    try golden.expect("local.mul.df_db", try circuit.local("f", "b"))
    try golden.expect("upstream.mul", circuit.edge("f", "a").upstream.elements)
    try golden.expect("upstream.add", circuit.edge("a", "x").upstream.elements)
    try golden.expect("upstream.max", circuit.edge("b", "y").upstream.elements)
  }

  @Test func `what reaches an input along each wire is stated`() throws {
    let golden = try GoldenRecord("C01_cs224n_gates")
    let circuit = try fork()
    for (path, gate, input) in [
      ("add_to_x", "a", "x"), ("add_to_y", "a", "y"), ("max_to_y", "b", "y"),
      ("max_to_z", "b", "z"), ("mul_to_a", "f", "a"), ("mul_to_b", "f", "b"),
    ] {
      try golden.expect("downstream.\(path)", circuit.edge(gate, input).downstream.elements)
    }
  }

  @Test func `an input on two wires collects both shares`() throws {
    let golden = try GoldenRecord("C01_cs224n_gates")
    let circuit = try fork()
    for name in ["x", "y", "z"] {
      try golden.expect("total.df_d\(name)", try circuit.slope(name))
      try golden.expect("df_d\(name)", try circuit.slope(name))
    }
  }

  @Test func `differences see both wires, too`() throws {
    let golden = try GoldenRecord("C01_cs224n_gates")
    let circuit = try fork()
    let far = try circuit.difference(.forward, "y", h: 0.1)
    try golden.expect("check_y_2_1.f", far.upper)
    try golden.expect("check_y_2_1.slope", far.slope)
    let near = try ["x", "y", "z"].map { try circuit.difference(.central, $0, h: 1e-4).slope }
    try golden.expect("central_h_1e_4", near)
  }

  @Test func `a multiply gate hands its upstream on, times the other input`() throws {
    let golden = try GoldenRecord("C04_multiply_gate_class")
    // Whatever follows the gate, 2 arrives at it.
    let circuit = try Circuit("x = 3", "y = -4", "z = x * y", "f = 2 * z")
    #expect(try circuit.slope("z") == 2)
    try golden.expect("z", try circuit.scalar("z"))
    try golden.expect("dx", try circuit.slope("x"))
    try golden.expect("dy", try circuit.slope("y"))
  }
}
