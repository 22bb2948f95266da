import GradientCore
import Testing

/// Lesson 9: what becomes of the line when something in its code is changed.
@Suite struct RegressionVariantsGoldenTests {
  private let golden: GoldenRecord

  init() throws { golden = try GoldenRecord("E06_regression_variants") }

  @Test func `with the 2 of the square, a step of 0.05 diverges`() throws {
    var circuit = try Regression.circuit(Regression.mean)
    try Regression.train(&circuit, step: 0.05, lookingAt: [10, 100]) { count, now in
      let w = try now.value("w")
      if count == 10 {
        try golden.expect("a_factor2_lr_0_05.after_10.w", w)
        try golden.expect("a_factor2_lr_0_05.after_10.mse", try now.scalar("L"))
      } else {
        try golden.expect("a_factor2_lr_0_05.slope_after_100", w[1])
      }
    }
  }

  @Test func `with the 2, the slope's error is multiplied by -2.4 in each step`() throws {
    var circuit = try Regression.circuit(Regression.mean)
    let best = try Regression.bestLine(circuit)
    let before = try circuit.value("w")
    circuit.step(AnalyticStep(step: 0.05))
    let after = try circuit.value("w")
    try golden.expect(
      "a_factor2_lr_0_05.slope_contraction", (after[1] - best[1]) / (before[1] - best[1]))
  }

  @Test func `with the 2 and half the step, the way is the same`() throws {
    var circuit = try Regression.circuit(Regression.mean)
    try Regression.train(&circuit, step: 0.025, lookingAt: [100])
    try golden.expect("b_factor2_lr_0_025_after_100.w", try circuit.value("w"))
    try golden.expect("b_factor2_lr_0_025_after_100.mse", try circuit.scalar("L"))
  }

  @Test func `a hundred steps of 0.0001 hardly begin`() throws {
    var circuit = try Regression.circuit()
    try Regression.train(&circuit, step: 0.0001, lookingAt: [100])
    try golden.expect("c_default_lr_after_100.w", try circuit.value("w"))
    try golden.expect("c_default_lr_after_100.mse", try Regression.squaredError(circuit))
  }

  /// A layer that keeps its first weights has the same gradient a hundred times.
  @Test func `what the text nearly did: weights that are replaced and not changed in place`() throws
  {
    let circuit = try Regression.circuit()
    let gradient = try circuit.gradient("w")
    var w = try circuit.value("w")
    for _ in 0..<100 { w = zip(w, gradient).map { $0 - 0.05 * $1 } }
    try golden.expect("d_not_in_place_after_100", w)
  }

  @Test func `what the text did: the gradient left in the layer is already times the step`() throws
  {
    var circuit = try Regression.circuit()
    try Regression.train(&circuit, step: 0.05, lookingAt: [99])
    let slope = try circuit.gradient("w")[0]
    try golden.expect("e_true_dW_intercept_at_iteration_99", slope)
    try golden.expect("e_dW_intercept_left_in_layer_after_fit", 0.05 * slope)
  }

  @Test func `the trained line and the best one predict as stated`() throws {
    let golden = try GoldenRecord("E07_regression_predict")
    var circuit = try Regression.circuit()
    try Regression.train(&circuit, step: 0.05, lookingAt: [100])
    let (w, best) = (try circuit.value("w"), try Regression.bestLine(circuit))
    try golden.expect(
      "rows", [-10, 0, 1, 10].flatMap { [$0, w[0] + w[1] * $0, best[0] + best[1] * $0] })
  }
}
