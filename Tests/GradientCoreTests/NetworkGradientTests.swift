import GradientCore
import Testing

/// Networks large enough for the kernels, with every gradient held against central differences.
@Suite struct NetworkGradientTests {
  private func gradients(_ lines: [String], of names: [String]) throws -> (
    analytic: [Matrix], numeric: [Matrix]
  ) {
    let known = try definitions(lines)
    let graph = try Graph(known, names: ["L"])
    let leaves = names.map { graph.node(named: $0)! }
    let evaluation = Evaluation(
      graph, objective: Objective(root: graph.root, direction: .minimize, free: leaves))
    evaluation.load(known)
    evaluation.forward()
    // Twice, so that nothing is left of the first.
    evaluation.backward(from: graph.root)
    evaluation.backward(from: graph.root)
    let analytic = leaves.map { evaluation.gradient(of: $0) }
    let h = 1e-5
    let numeric = leaves.map { leaf in
      let value = evaluation.value(of: leaf)
      var slopes = value
      for entry in value.elements.indices {
        func loss(_ change: Double) -> Double {
          var moved = value
          moved.elements[entry] += change
          evaluation.set(leaf, to: moved)
          evaluation.forward()
          return evaluation.scalar(of: graph.root)
        }
        slopes.elements[entry] = (loss(h) - loss(-h)) / (2 * h)
      }
      evaluation.set(leaf, to: value)
      return slopes
    }
    return (analytic, numeric)
  }

  static let networks: [[String]] = [
    // Rows, as NumPy's.
    ["z = tanh(X @ W + b) @ V + c", "L = cross_entropy(z, Y)"],
    // The bias before the product, and targets that are free.
    ["z = b + X @ W", "u = c + sigmoid(z) @ V", "L = cross_entropy(u, softmax(Y))"],
    // Products that are read once more, and weights that lie transposed.
    ["p = X @ W", "z = tanh(p + b) + p", "u = z @ (V.T).T + c", "L = sum(softmax(u) * Y)"],
    // One row that is bias and factor at once, and a product with itself.
    ["z = X @ W + b", "q = z.T @ z", "L = mean(q * q) + sum(b @ W.T) + mean(softplus(z) @ V + c)"],
  ]

  @Test(arguments: networks.indices)
  func `gradients of a network are those of central differences`(index: Int) throws {
    let start = [
      "X = uniform(9, 5) - 0.5", "W = uniform(5, 11) - 0.5", "b = uniform(1, 11) - 0.5",
      "V = uniform(11, 3) - 0.5", "c = uniform(1, 3) - 0.5", "Y = uniform(9, 3)",
    ]
    // `b @ W.T` needs no other shapes.
    let (analytic, numeric) = try gradients(
      start + Self.networks[index],
      of: ["X", "W", "b", "V", "c", "Y"].filter { name in
        name != "Y" || Self.networks[index].contains { $0.contains("Y") }
      })
    for (one, other) in zip(analytic, numeric) {
      #expect(isClose(one, other, relative: 1e-7, absolute: 1e-8))
    }
  }

  @Test func `an evaluation for a root computes the same numbers as one of everything`() throws {
    let known = try definitions([
      "X = uniform(9, 5) - 0.5", "W = uniform(5, 11) - 0.5", "b = uniform(1, 11) - 0.5",
      "L = sum(relu(X @ W + b)^2)",
    ])
    let graph = try Graph(known, names: ["L"])
    let leaves = ["X", "W", "b"].map { graph.node(named: $0)! }
    let objective = Objective(root: graph.root, direction: .minimize, free: leaves)
    let results = [Evaluation(graph), Evaluation(graph, objective: objective)].map { evaluation in
      evaluation.load(known)
      evaluation.forward()
      evaluation.backward(from: graph.root)
      return [evaluation.value(of: graph.root)] + leaves.map { evaluation.gradient(of: $0) }
    }
    #expect(results[0] == results[1], "bit by bit")
  }

  @Test(arguments: [["W", "V"], ["W", "V", "b"], ["W", "V", "b", "c"]])
  func `a number that all columns share as bias is the same held and free`(free: [String]) throws {
    for (rows, inner, width) in [(1, 2, 2), (1, 2, 4), (3, 2, 3), (2, 3, 8), (5, 4, 7)] {
      let lines = [
        "X = uniform(\(rows), \(inner)) - 0.5", "W = uniform(\(width), \(inner)) - 0.5",
        "V = uniform(\(width), 2) - 0.5", "b = 0.35", "c = 0.6",
        "z = tanh(X @ W.T + b)", "L = sum((c + z @ V)^2)",
      ]
      let known = try definitions(lines)
      let graph = try Graph(known, names: ["L"])
      let leaves = free.map { graph.node(named: $0)! }
      let objective = Objective(root: graph.root, direction: .minimize, free: leaves)
      let results = [Evaluation(graph), Evaluation(graph, objective: objective)].map { evaluation in
        evaluation.load(known)
        evaluation.forward()
        evaluation.backward(from: graph.root)
        return [evaluation.value(of: graph.root)] + leaves.map { evaluation.gradient(of: $0) }
      }
      #expect(results[0] == results[1], "bit by bit")
      let (analytic, numeric) = try gradients(lines, of: free)
      for (one, other) in zip(analytic, numeric) {
        #expect(isClose(one, other, relative: 1e-7, absolute: 1e-8))
      }
    }
  }

  @Test func `a move that would leave the numbers moves nothing`() throws {
    let known = try definitions(["x = [1 2 3]", "y = 1e200", "L = sum(x) * y * y"])
    let graph = try Graph(known, names: ["L"])
    let free = ["x", "y"].map { graph.node(named: $0)! }
    let evaluation = Evaluation(
      graph, objective: Objective(root: graph.root, direction: .minimize, free: free))
    evaluation.load(known)
    evaluation.forward()
    evaluation.backward(from: graph.root)
    #expect(evaluation.move(free, by: -0.1) == nil)
    #expect(evaluation.value(of: free[0]).elements == [1, 2, 3])
  }
}
