import CNetworks
import Foundation
import GradientCore

/// W5: the network that micrograd's demonstration trains: two inputs, two layers of 16, hinge loss
/// and the squares of all parameters, over all 100 points at once.
enum Moons {
  static let parameters = ["W1", "b1", "W2", "b2", "W3", "b3"]
  static let shapes = [(2, 16), (1, 16), (16, 16), (1, 16), (16, 1), (1, 1)]
  /// So many epochs, then from the start again.
  static let trainingLength = 100
  static let l2 = 1e-4
  static let lines = [
    "a1 = relu(X @ W1 + b1)", "a2 = relu(a1 @ W2 + b2)", "z3 = a2 @ W3 + b3",
    "L = mean(relu(1 - (2 * Y - 1) * z3)) + 0.0001 * ("
      + parameters.map { "sum(\($0)^2)" }.joined(separator: " + ") + ")",
  ]

  static func rate(_ epoch: Int) -> Double { 1 - 0.9 * Double(epoch) / Double(trainingLength) }

  static func start() -> [Matrix] {
    zip(shapes, 0...).map { shape, index in
      Hashed.matrix(50 + UInt64(index), shape.0, shape.1, limit: shape.0 == 1 ? 0 : 1)
    }
  }

  /// Two half circles, upper and lower, with noise.
  static func points() -> (x: [Double], classes: [Double]) {
    var x: [Double] = []
    for index in 0..<100 {
      let (isLower, angle) = (index >= 50, Double.pi * Double(index % 50) / 49)
      x.append(isLower ? 1 - cos(angle) : cos(angle))
      x.append(isLower ? 0.5 - sin(angle) : sin(angle))
      for side in 0..<2 { x[2 * index + side] += 0.2 * Hashed.number(4, 2 * index + side) - 0.1 }
    }
    return (x, (0..<100).map { $0 < 50 ? 0 : 1 })
  }

  static func contest(_ numpy: NumPy?) throws -> Contest {
    let (x, classes) = points()
    let start = start()
    var known = Definitions()
    known["X"] = .leaf(Matrix(Shape(100, 2), x), .data)
    known["Y"] = .leaf(Matrix(Shape(100, 1), classes), .data)
    for (name, value) in zip(parameters, start) { known[name] = .leaf(value, .parameter) }
    known = try definitions(lines, known)
    let graph = try Graph(known, names: ["L"])
    let free = graph.nodes(parameters)
    let evaluation = Evaluation(
      graph, objective: Objective(root: graph.root, direction: .minimize, free: free))
    evaluation.load(known)

    func train(_ times: Int) -> Double {
      var sum = 0.0
      for time in 0..<times {
        let epoch = time % trainingLength
        if epoch == 0 { for (leaf, value) in zip(free, start) { evaluation.set(leaf, to: value) } }
        evaluation.forward()
        sum += evaluation.scalar(of: graph.root)
        evaluation.backward(from: graph.root)
        _ = evaluation.move(free, by: -rate(epoch))
      }
      return sum
    }

    let points = AlignedTable(x)
    let signs = AlignedTable(classes.map { 2 * $0 - 1 })
    let weights = AlignedTable(start.flatMap(\.elements))
    let room = AlignedTable([Double](repeating: 0, count: 4 * 1600 + 256))
    func trainInC(_ times: Int) -> Double {
      var sum = 0.0
      for time in 0..<times {
        let epoch = time % trainingLength
        if epoch == 0 { weights.reset() }
        sum += limit_hinge_epoch(
          weights.start, points.start, signs.start, rate(epoch), l2, room.start)
      }
      return sum
    }

    let contenders = [
      Contender(name: "tutor", check: { train(10 * $0) }, run: train),
      Contender(name: "C", check: { trainInC(10 * $0) }, run: trainInC),
    ]
    let others = numpy.map { [$0.contender("W5", x, checkedTimes: 10)] } ?? []
    return Contest(name: "W5", contenders: contenders + others)
  }
}
