import CLimit
import GradientCore

/// W4: one step of the 2-2-2 network as lesson 7 types it, with the biases held.
enum Network {
  static let lines = [
    "x = [0.05 0.10]", "t = [0.01 0.99]", "W1 = [0.15 0.20; 0.25 0.30]", "b1 = 0.35",
    "W2 = [0.40 0.45; 0.50 0.55]", "b2 = 0.60", "z1 = x @ W1.T + b1", "a1 = sigmoid(z1)",
    "z2 = a1 @ W2.T + b2", "o = sigmoid(z2)", "L = 0.5 * sum((t - o)^2)",
  ]
  static let weights = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]
  /// Every so many steps the weights start anew; a power of two.
  static let trainingLength = 8192

  /// The checksum is the sum of the losses before each step: what a step did is seen in the next.
  static func contest(_ numpy: NumPy?) throws -> Contest {
    let known = try definitions(lines)
    let graph = try Graph(known, names: ["L"])
    let free = graph.nodes(["W1", "W2"])
    let objective = Objective(root: graph.root, direction: .minimize, free: free)
    let evaluation = Evaluation(graph, objective: objective)
    evaluation.load(known)
    let strategy = AnalyticStep(step: 0.5)
    let table = Table(weights)
    let mask = trainingLength - 1

    func train(_ times: Int) -> Double {
      var random = SeededGenerator(seed: 1)
      var sum = 0.0
      for time in 0..<times {
        if time & mask == 0 {
          evaluation.setPoint(of: free, to: weights)
          evaluation.forward()
        }
        sum += strategy.move(evaluation, objective, &random).before
      }
      return sum
    }
    func trainInC(_ times: Int) -> Double {
      var sum = 0.0
      for time in 0..<times {
        if time & mask == 0 { table.start.update(from: weights, count: weights.count) }
        sum += limit_network_step(table.start)
      }
      return sum
    }

    let tutor = Contender(name: "tutor", check: { train(1000 * $0) }, run: train)
    let c = Contender(name: "C", check: { trainInC(1000 * $0) }, run: trainInC)
    let others = numpy.map { [$0.contender("W4", weights, checkedTimes: 1000)] } ?? []
    return Contest(name: "W4", contenders: [tutor, c] + others)
  }
}
