import GradientCore
import Testing

/// Lesson 9: a line through a hundred points, trained layer by layer.
@Suite struct RegressionGoldenTests {
  @Test func `the shipped points are those that NumPy drew`() throws {
    let golden = try GoldenRecord("E01_regression_data")
    let points = Regression.points
    let (x, y) = (points.map(\.x), points.map(\.y))
    try golden.expect("first3", points.prefix(3).flatMap { [$0.x, $0.y] })
    try golden.expect("last3", points.suffix(3).flatMap { [$0.x, $0.y] })
    try golden.expect("sum_x", x.reduce(0, +))
    try golden.expect("sum_y", y.reduce(0, +))
    try golden.expect("sum_xx", x.reduce(0) { $0 + $1 * $1 })
    try golden.expect("sum_xy", points.reduce(0) { $0 + $1.x * $1.y })
    try golden.expect("mean_y", y.reduce(0, +) / 100)
    try golden.expect("w_hat_initial", try Regression.circuit().value("w"))
  }

  @Test func `a hundred steps of 0.05 go where the source's hundred went`() throws {
    let golden = try GoldenRecord("E02_regression_training")
    var circuit = try Regression.circuit()
    try Regression.train(&circuit, step: 0.05, lookingAt: [0, 1, 2, 3, 5, 10, 20, 50, 100]) {
      count, now in
      try golden.expect("trace.\(count).w", try now.value("w"))
      try golden.expect("trace.\(count).mse", try Regression.squaredError(now))
      try golden.expect("trace.\(count).grad_seed", try now.gradient("w"))
    }
    try golden.expect("w_hat", try circuit.value("w"))
    try golden.expect("mse_after", try Regression.squaredError(circuit))
    let w = try circuit.value("w")
    #expect(isClose(w[0], 5.1599083639192536) && isClose(w[1], 2.9554009703076818))
  }

  @Test func `what the text did: 1/n in the layer and not in the loss, which together is right`()
    throws
  {
    let golden = try GoldenRecord("E03_regression_first_iteration", recomputedOnly: true)
    var circuit = try Regression.circuit()
    let known = circuit.known
    let delta = try compute("z - y", known).elements
    try golden.expect("z2_first3", Array(try circuit.value("z")[0..<3]))
    try golden.expect("loss", try Regression.squaredError(circuit))
    try golden.expect("d2_first3", Array(delta[0..<3]))
    try golden.expect("d2_last", delta[99])
    try golden.expect("dz_first3", try compute("((z - y) @ w.T)[0:3, :]", known).elements)
    try golden.expect("dW", try compute("A.T @ (z - y) / 100", known).elements)
    try golden.expect("dW", try circuit.gradient("w"))
    circuit.step(AnalyticStep(step: 0.05))
    try golden.expect("w_after", try circuit.value("w"))
  }

  @Test func `the mean squared error has the slopes that its definition says`() throws {
    let golden = try GoldenRecord("E03_regression_first_iteration")
    let circuit = try Regression.circuit(Regression.mean)
    try golden.expect("true_delta_of_mse_first3", Array(try circuit.gradient("z")[0..<3]))
    try golden.expect("true_dL_dw", try circuit.gradient("w"))
    try golden.expect("true_dL_dw", try compute("2 * A.T @ (z - y) / 100", circuit.known).elements)
  }

  // MARK: - The best line, and how long a step may be

  @Test func `the best line in closed form, and the distance that is left`() throws {
    let golden = try GoldenRecord("E04_regression_closed_form")
    var circuit = try Regression.circuit()
    let best = try Regression.bestLine(circuit)
    try golden.expect("w_ols", best)
    var steps = 0
    while abs(try circuit.value("w")[0] - best[0]) > 1e-6, steps < 1000 {
      circuit.step(AnalyticStep(step: 0.05))
      steps += 1
      guard steps == 100 else { continue }
      let w = try circuit.value("w")
      try golden.expect("w_after_100", w)
      try golden.expect("intercept_after_100_from_formula", w[0])
      try golden.expect("distance_to_ols", zip(w, best).map { $0 - $1 })
      try golden.expect("mse_at_w_after_100", try Regression.squaredError(circuit))
    }
    #expect(Double(steps) == (try golden.number("iterations_to_1e_6_lr_0_05")))
    circuit.evaluation.set(try circuit.node("w"), to: Matrix(Shape(2, 1), best))
    circuit.evaluation.forward()
    try golden.expect("mse_ols", try Regression.squaredError(circuit))
  }

  /// λ are the eigenvalues of the second derivative, AᵀA / 100.
  @Test func `the longest step is 2/λ: 0.0588119, and half of it without ½`() throws {
    let golden = try GoldenRecord("E04_regression_closed_form")
    var circuit = try Regression.circuit()
    let h = try compute("A.T @ A / 100", circuit.known).elements
    let (middle, product) = ((h[0] + h[3]) / 2, h[0] * h[3] - h[1] * h[2])
    let spread = (middle * middle - product).squareRoot()
    let (largest, smallest) = (middle + spread, middle - spread)
    try golden.expect("lambda_max", largest)
    try golden.expect("lambda_min", smallest)
    try golden.expect("condition_number", largest / smallest)
    try golden.expect("lr_limit_seed_gradient", 2 / largest)
    #expect(isClose(2 / largest, 0.058811881188118809))
    try golden.expect("lr_limit_true_mse_gradient", 1 / largest)
    let best = try Regression.bestLine(circuit)
    let before = try circuit.value("w")
    circuit.step(AnalyticStep(step: 0.05))
    let after = try circuit.value("w")
    try golden.expect(
      "contraction_intercept_lr_0_05", (after[0] - best[0]) / (before[0] - best[0]))
    try golden.expect("contraction_slope_lr_0_05", (after[1] - best[1]) / (before[1] - best[1]))
  }

  @Test func `a step of 0.06 diverges as stated`() throws {
    let golden = try GoldenRecord("E05_regression_lr_0_06")
    var circuit = try Regression.circuit()
    let best = try Regression.bestLine(circuit)
    let before = try circuit.value("w")
    try Regression.train(&circuit, step: 0.06, lookingAt: [1, 10, 20, 50, 100, 200]) { count, now in
      let w = try now.value("w")
      try golden.expect("lr_0.06.\(count).w", w)
      try golden.expect("lr_0.06.\(count).mse", try Regression.squaredError(now))
      if count == 1 {
        try golden.expect(
          "contraction_slope_lr_0.06", (w[1] - best[1]) / (before[1] - best[1]))
      }
    }
  }

  @Test(arguments: [0.0588, 0.0589])
  func `a step beside the limit goes where stated in a thousand steps`(_ step: Double) throws {
    let golden = try GoldenRecord("E05_regression_lr_0_06")
    var circuit = try Regression.circuit()
    try Regression.train(&circuit, step: step, lookingAt: [1000])
    try golden.expect("lr_\(step)_after_1000", try circuit.value("w"))
  }
}
