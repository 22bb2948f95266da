import CLimit
import GradientCore

/// W1 and W2: small circuits of scalars, at a thousand points in turn.
enum Circuits {
  /// A power of two.
  static let pointCount = 1024

  static func fork(_ numpy: NumPy?) throws -> Contest {
    try contest(
      "W1", lines: ["x = 1", "y = 2", "z = 0", "f = (x + y) * max(y, z)"],
      inputs: ["x", "y", "z"], numpy, limit: limit_fork)
  }

  static func neuron(_ numpy: NumPy?) throws -> Contest {
    try contest(
      "W2",
      lines: [
        "w0 = 2", "w1 = -3", "w2 = -3", "x0 = -1", "x1 = -2", "z = w0*x0 + w1*x1 + w2",
        "f = sigmoid(z)",
      ], inputs: ["w0", "w1", "w2", "x0", "x1"], numpy, limit: limit_neuron)
  }

  private static func contest(
    _ name: String, lines: [String], inputs: [String], _ numpy: NumPy?,
    limit: @escaping @convention(c) (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void
  ) throws -> Contest {
    let known = try definitions(lines)
    let graph = try Graph(known, names: ["f"])
    let leaves = graph.nodes(inputs)
    let objective = Objective(root: graph.root, direction: .maximize, free: leaves)
    let evaluation = Evaluation(graph, objective: objective)
    let points = Table(points(pointCount * inputs.count))
    let leaf = Table(leaves)
    let output = Table([Double](repeating: 0, count: 1 + inputs.count))
    let (count, mask, root) = (inputs.count, pointCount - 1, objective.root)

    /// One point, by the tutor and by C.
    func evaluate(_ time: Int) {
      let point = points.start + (time & mask) * count
      for input in 0..<count { evaluation.set(leaf.start[input], to: point[input]) }
      evaluation.forward()
      evaluation.backward(from: root)
    }
    func evaluateInC(_ time: Int) { limit(points.start + (time & mask) * count, output.start) }

    let tutor = Contender(
      name: "tutor",
      check: { times in
        (0..<times).reduce(0) { sum, time in
          evaluate(time)
          let slopes = leaves.map { evaluation.scalarGradient(of: $0) }
          return sum + weighted([evaluation.scalar(of: root)] + slopes)
        }
      },
      run: { times in
        var sum = 0.0
        for time in 0..<times {
          evaluate(time)
          sum += evaluation.scalar(of: root)
        }
        return sum
      })
    let c = Contender(
      name: "C",
      check: { times in
        (0..<times).reduce(0) { sum, time in
          evaluateInC(time)
          return sum + weighted((0...count).map { output.start[$0] })
        }
      },
      run: { times in
        var sum = 0.0
        for time in 0..<times {
          evaluateInC(time)
          sum += output.start[0]
        }
        return sum
      })
    let contenders = [tutor, c] + (numpy.map { [$0.contender(name, points.elements)] } ?? [])
    return Contest(name: name, contenders: contenders)
  }
}

/// Numbers at a fixed place, so that reading them costs nothing beside the work.
final class Table<Element> {
  let start: UnsafeMutablePointer<Element>
  let elements: [Element]

  init(_ elements: [Element]) {
    self.elements = elements
    start = .allocate(capacity: max(elements.count, 1))
    start.initialize(from: elements, count: elements.count)
  }

  deinit { start.deallocate() }
}
