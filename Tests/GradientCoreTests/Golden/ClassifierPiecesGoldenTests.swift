import GradientCore
import Testing

/// What stands beside the 2-3-2 network: random weights, its curves and a squared error.
@Suite struct ClassifierPiecesGoldenTests {
  /// NumPy drew the weights, so they come from the record.
  @Test func `random weights of NumPy give the stated shares and loss`() throws {
    let golden = try GoldenRecord("D06_sin392_random_init")
    func matrix(_ path: String, rows: Int) throws -> String {
      let numbers = try golden.numbers(path)
      let columns = numbers.count / rows
      let lines = (0..<rows).map { row in
        numbers[(row * columns)..<((row + 1) * columns)].map { "\($0)" }.joined(separator: " ")
      }
      return "[" + lines.joined(separator: "; ") + "]"
    }
    let circuit = try Circuit(
      "x = [0.1 0.7]", "y = [1 0]", "W0 = \(try matrix("W_0", rows: 2))",
      "b0 = \(try matrix("b_0", rows: 1))", "W1 = \(try matrix("W_1", rows: 3))",
      "b1 = \(try matrix("b_1", rows: 1))", "v0 = x @ W0 + b0", "v1 = relu(v0) @ W1 + b1",
      "p = softmax(v1)", "L = cross_entropy(v1, y)", objective: "L", to: .minimize)
    for (path, name) in [("v_0", "v0"), ("v_1", "v1"), ("y_1", "p"), ("cross_entropy", "L")] {
      try golden.expect(path, try circuit.value(name))
    }
  }

  /// The source made the last layer as wide as a second hidden layer, which there was not.
  @Test func `what the text did: without a second hidden layer no width fits`() throws {
    let known = try definitions("h = [1 1 1]", "W = zeros(2, 2)")
    #expect(throws: (any Error).self) { try compute("h @ W", known) }
  }

  @Test func `σ, ReLU and their slopes on a hundred points`() throws {
    let golden = try GoldenRecord("D07_sin392_activation_plots")
    let known = try definitions("v = linspace(-6, 6, 100)", "s = sigmoid(v)", "r = relu(v)")
    let columns = try ["v", "s", "d(sum(s), v)", "r", "d(sum(r), v)"].map {
      try compute($0, known).elements
    }
    let indices = [0, 24, 49, 50, 75, 99]
    try golden.expect(
      "rows", indices.flatMap { index in [Double(index)] + columns.map { $0[index] } })
    try golden.expect("max_sigmoid_prime_on_grid", columns[2].max() ?? 0)
  }

  @Test func `the squared error of the shares, as a mean`() throws {
    let golden = try GoldenRecord("D08_sin392_mse_unimplemented")
    let known = try definitions("p = [0.48750260351578956 0.5124973964842104]", "y = [1 0]")
    try golden.expect("mse", try compute("mse(p, y)", known).elements)
    try golden.expect("dmse", try compute("d(mse(p, y), p)", known).elements)
  }
}
