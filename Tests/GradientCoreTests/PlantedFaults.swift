@testable import GradientCore

/// A backward pass in which the rule of one operation is wrong.
struct Fault: Sendable, CustomStringConvertible {
  /// One edge of a backward pass, as a rule sees it.
  struct Passing {
    var upstream: Matrix
    /// What the right rule hands back.
    var downstream: Matrix
    var position: Int
    /// The values of the gate's inputs, and its own.
    var inputs: [Matrix]
    var result: Matrix

    func downstream(_ change: (Double, Int, Int) -> Double) -> Matrix {
      Matrix(downstream.shape) { change(downstream[$0, $1], $0, $1) }
    }
  }

  let description: String
  let isMeant: @Sendable (Graph.Operation) -> Bool
  let handsBack: @Sendable (Passing) -> Matrix
  /// A circuit in which it shows, and the gate that is to be named.
  let lines: [String]
  let gate: String

  init(
    _ description: String, in lines: [String], gate: String,
    _ isMeant: @escaping @Sendable (Graph.Operation) -> Bool,
    _ handsBack: @escaping @Sendable (Passing) -> Matrix
  ) {
    self.description = description
    self.lines = lines
    self.gate = gate
    self.isMeant = isMeant
    self.handsBack = handsBack
  }

  var backpropagation: Backpropagation { .edgeByEdge(handingBack: handsBack, at: isMeant) }
}

extension Backpropagation {
  /// - Parameter adds: Whether shares add where wires meet; else the last one counts.
  static func edgeByEdge(
    adds: Bool = true, handingBack: @escaping @Sendable (Fault.Passing) -> Matrix = \.downstream,
    at isMeant: @escaping @Sendable (Graph.Operation) -> Bool = { _ in false }
  ) -> Backpropagation {
    Backpropagation { evaluation, root, upstream, leaves in
      let graph = evaluation.graph
      var gradients = [root: upstream]
      for node in (0...root).reversed() where graph.nodes[node].isGate {
        guard let upstream = gradients[node] else { continue }
        let inputs = graph.inputs(of: node)
        for (position, input) in inputs.enumerated() {
          let edge = Edge(evaluation, node, input, position)
          var share = edge.downstream(upstream, edge.local)
          if isMeant(graph.nodes[node].operation) {
            share = handingBack(
              Fault.Passing(
                upstream: upstream, downstream: share, position: position,
                inputs: inputs.map { evaluation.value(of: $0) }, result: evaluation.value(of: node))
            )
          }
          gradients[input] = adds ? gradients[input]?.adding(share) ?? share : share
        }
      }
      return leaves.map { gradients[$0] ?? Matrix(repeating: 0, graph.shape(of: $0)) }
    }
  }
}

extension Fault {
  static let scalar = ["x = 1.3", "y = -0.7", "z = 2.1", "q = x + y"]
  static let matrix = ["X = [1 -2; 0.5 3]", "W = [0.3 0.7; -1.1 0.2]", "b = [0.1 -0.4]"]

  static let all: [Fault] = [
    Fault(
      "a product hands back its own input", in: scalar + ["f = q * z"], gate: "q * z",
      { $0 == .binary(.multiply) },
      { edge in
        Matrix(edge.downstream.shape) {
          edge.upstream.broadcastEntry($0, $1) * edge.inputs[edge.position].broadcastEntry($0, $1)
        }
      }),
    Fault(
      "a difference forgets the minus", in: scalar + ["f = (q - z) * y"], gate: "q - z",
      { $0 == .binary(.subtract) },
      { edge in edge.position == 1 ? edge.downstream { slope, _, _ in -slope } : edge.downstream }),
    Fault(
      "a quotient forgets the minus", in: scalar + ["f = tanh(q / z)"], gate: "q / z",
      { $0 == .binary(.divide) },
      { edge in edge.position == 1 ? edge.downstream { slope, _, _ in -slope } : edge.downstream }),
    Fault(
      "a power forgets its exponent", in: scalar + ["f = z^3 * q"], gate: "z^3",
      { $0 == .binary(.power) },
      { edge in
        edge.position == 0 ? edge.downstream { slope, _, _ in slope / 3 } : edge.downstream
      }),
    Fault(
      "max hands back to the loser", in: scalar + ["f = max(q, z) * x"], gate: "max(q, z)",
      { $0 == .binary(.max) },
      { edge in edge.downstream { slope, i, j in edge.upstream[i, j] - slope } }),
    Fault(
      "sigmoid forgets 1 - y", in: scalar + ["f = sigmoid(q * z)"], gate: "sigmoid(q * z)",
      { $0 == .unary(.sigmoid) },
      { edge in edge.downstream { slope, i, j in slope / (1 - edge.result[i, j]) } }),
    Fault(
      "tanh takes 1 - y for 1 - y²", in: matrix + ["f = sum(tanh(X @ W) * [1 2; 3 4])"],
      gate: "tanh(X @ W)", { $0 == .unary(.tanh) },
      { edge in edge.downstream { slope, i, j in slope / (1 + edge.result[i, j]) } }),
    Fault(
      "relu leaks", in: matrix + ["f = sum(relu(X @ W) * [1 2; 3 4])"], gate: "relu(X @ W)",
      { $0 == .unary(.relu) },
      { edge in edge.downstream { slope, i, j in slope + 0.01 * edge.upstream[i, j] } }),
    Fault(
      "a matrix product forgets to transpose", in: matrix + ["f = sum((X @ W) * [1 2; 3 4])"],
      gate: "X @ W", { $0 == .matrixProduct },
      { edge in
        edge.position == 0
          ? edge.upstream.times(edge.inputs[1]) : edge.inputs[0].times(edge.upstream)
      }),
    Fault(
      "a mean does not divide", in: matrix + ["f = mean(X * W)"], gate: "mean(X * W)",
      { if case .reduce(.mean, _) = $0 { true } else { false } },
      { edge in edge.downstream { slope, _, _ in 4 * slope } }),
    Fault(
      "a softmax knows only its diagonal",
      in: matrix + ["p = softmax(X @ W)", "f = sum(p * [1 2; 3 5])"], gate: "softmax(X @ W)",
      { if case .softmax = $0 { true } else { false } },
      { edge in
        edge.downstream { _, i, j in
          edge.upstream[i, j] * edge.result[i, j] * (1 - edge.result[i, j])
        }
      }),
    Fault(
      "a bias takes only the first row", in: matrix + ["f = sum((X @ W + b)^2)"],
      gate: "X @ W + b", { $0 == .binary(.add) },
      { edge in
        edge.downstream.shape == edge.upstream.shape
          ? edge.downstream : edge.downstream { _, i, j in edge.upstream[i, j] }
      }),
    Fault(
      "cross-entropy forgets the target",
      in: matrix + ["f = cross_entropy(X @ W, [1 0; 0 1])"],
      gate: "cross_entropy(X @ W, [1 0; 0 1])", { $0 == .crossEntropy },
      { edge in
        edge.position == 1
          ? edge.downstream
          : edge.downstream { slope, i, j in slope + (i == j ? 0.5 : 0) * edge.upstream[0, 0] }
      }),
  ]
}
