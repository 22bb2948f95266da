import GradientCore
import Testing

/// Lessons 3 and 4: numerical and analytic gradients of the multiply gate, and steps along them.
@Suite struct GradientGoldenTests {
  private func gate() throws -> Circuit { try Circuit("x = 1", "y = -3", "f = x * y") }

  private func point(_ circuit: Circuit) throws -> [Double] {
    [try circuit.scalar("x"), try circuit.scalar("y"), try circuit.scalar("f")]
  }

  @Test func `forward differences of the multiply gate are -3 and 1`() throws {
    let circuit = try gate()
    let (dx, dy) = (
      try circuit.difference(.forward, "x", h: 0.01), try circuit.difference(.forward, "y", h: 0.01)
    )
    for golden in [
      try GoldenRecord("A04_numerical_gradient"),
      try GoldenRecord("A04_numerical_gradient", recomputedOnly: true),
    ] {
      try golden.expect("f", dx.lower)
      try golden.expect("f_xh", dx.upper)
      try golden.expect("f_yh", dy.upper)
      try golden.expect("dx", dx.slope)
      try golden.expect("dy", dy.slope)
    }
  }

  @Test func `central differences of the multiply gate are the same`() throws {
    let golden = try GoldenRecord("A04_numerical_gradient")
    let circuit = try gate()
    try golden.expect("central_dx", try circuit.difference(.central, "x", h: 0.01).slope)
    try golden.expect("central_dy", try circuit.difference(.central, "y", h: 0.01).slope)
  }

  @Test func `a forward difference of two inputs takes three evaluations`() throws {
    let golden = try GoldenRecord("A04_numerical_gradient")
    var circuit = try gate()
    let move = circuit.step(NumericalStep(h: 0.01, step: 0.001))
    try golden.expect("forward_evaluations", Double(move.evaluations))
  }

  @Test func `divided by the moved value instead of h the slope would be wrong`() throws {
    let golden = try GoldenRecord("A04_numerical_gradient")
    let circuit = try gate()
    let dx = try circuit.difference(.forward, "x", h: 0.01)
    let dy = try circuit.difference(.forward, "y", h: 0.01)
    try golden.expect("dx_if_divided_by_f_xh_as_text_says", (dx.upper - dx.lower) / dx.upper)
    try golden.expect("dy_if_divided_by_f_yh", (dy.upper - dy.lower) / dy.upper)
  }

  @Test func `a numerical step moves both inputs from the old point`() throws {
    let golden = try GoldenRecord("A05_gradient_step_numeric")
    var circuit = try gate()
    var visited: [Double] = []
    for _ in 0..<3 {
      circuit.step(NumericalStep(h: 0.01, step: 0.001))
      visited += try point(circuit)
    }
    try golden.expect("x_new", visited[0])
    try golden.expect("y_new", visited[1])
    try golden.expect("out_new", visited[2])
    try golden.expect("three_steps_recomputing_gradient", visited)
  }

  @Test func `the same step typed by hand, several at once, is the same`() throws {
    let golden = try GoldenRecord("A05_gradient_step_numeric")
    var circuit = try gate()
    try circuit.type("dx := ((x + 0.01) * y - x * y) / 0.01")
    try circuit.type("dy := (x * (y + 0.01) - x * y) / 0.01")
    try circuit.type("x, y = x + 0.001 * dx, y + 0.001 * dy")
    try golden.expect("x_new", try circuit.scalar("x"))
    try golden.expect("y_new", try circuit.scalar("y"))
    try golden.expect("exact_out_new", try circuit.scalar("f"))
  }

  @Test func `with the bug of the source, y starts from the new x`() throws {
    let golden = try GoldenRecord("A05_gradient_step_numeric", recomputedOnly: true)
    var circuit = try gate()
    try circuit.type("dx := ((x + 0.01) * y - x * y) / 0.01")
    try circuit.type("dy := (x * (y + 0.01) - x * y) / 0.01")
    try circuit.type("x = x + 0.001 * dx")
    try circuit.type("y = x + 0.001 * dy")
    try golden.expect("x_new", try circuit.scalar("x"))
    try golden.expect("y_new", try circuit.scalar("y"))
    try golden.expect("out_new", try circuit.scalar("f"))
  }

  @Test func `a step of any size goes where the parabola says`() throws {
    let golden = try GoldenRecord("A06_step_size_claim")
    let table = try golden.numbers("out_step")
    for row in stride(from: 0, to: table.count, by: 2) {
      var circuit = try gate()
      let move = circuit.step(AnalyticStep(step: table[row]))
      #expect(golden.isClose(move.after, table[row + 1]), "step \(table[row]): \(move.after)")
      let isWorse = table[row] > 10.0 / 3
      #expect((move.after < -3 - 1e-9) == isWorse)
    }
  }

  @Test func `the best step is 5/3, and one step gives 16/3`() throws {
    func after(_ step: Double) throws -> Double {
      var circuit = try gate()
      return circuit.step(AnalyticStep(step: step)).after
    }
    let best = try after(5.0 / 3)
    #expect(isClose(best, 16.0 / 3))
    for other in stride(from: 0.1, to: 4, by: 0.1) { #expect(try after(other) < best) }
  }

  @Test func `a step of 1 gives 4, and 2 with the bug of the source`() throws {
    let golden = try GoldenRecord("A06_step_size_claim")
    var circuit = try gate()
    circuit.step(AnalyticStep(step: 1))
    try golden.expect("out_step_1", try circuit.scalar("f"))
    try golden.expect("xy_step_1", Array(try point(circuit).prefix(2)))
    var wrong = try gate()
    try wrong.type("dy := d(f, y)")
    try wrong.type("x = x + 1 * d(f, x)")
    try wrong.type("y = x + 1 * dy")
    try golden.expect("out_with_seed_bug_step_1", try wrong.scalar("f"))
    try golden.expect("x_y_with_seed_bug_step_1", Array(try point(wrong).prefix(2)))
  }

  @Test func `the analytic gradient is y and x, and its step gives -2.990003`() throws {
    let golden = try GoldenRecord("A07_analytic_gradient_step")
    var circuit = try gate()
    try golden.expect("dx", try circuit.slope("x"))
    try golden.expect("dy", try circuit.slope("y"))
    let move = circuit.step(AnalyticStep(step: 0.001))
    #expect(move.before == -3)
    try golden.expect("x_new", try circuit.scalar("x"))
    try golden.expect("y_new", try circuit.scalar("y"))
    try golden.expect("out_new", move.after)
  }

  @Test func `gradient descent on a square shrinks it by a fifth a step`() throws {
    let golden = try GoldenRecord("C05_sgd_rule")
    var circuit = try Circuit("theta = 4", "J = theta^2", objective: "J", to: .minimize)
    var visited = [try circuit.scalar("theta")]
    for _ in 0..<3 {
      circuit.step(AnalyticStep(step: 0.1))
      visited.append(try circuit.scalar("theta"))
    }
    try golden.expect("theta", visited)
  }
}
