import CLimit
import GradientCore

/// W3: Σ 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)², one leaf an input.
enum Rosenbrock {
  /// Up to here the graph comes from text as a learner would type it; beyond, from a loop.
  static let longestText = 10_000

  static func graph(_ count: Int) throws -> Graph {
    count <= longestText ? try typed(count) : try built(count)
  }

  private static func typed(_ count: Int) throws -> Graph {
    var known = Definitions()
    for i in 0..<count { known["x\(i)"] = .leaf(Matrix(0), .parameter) }
    let terms = (0..<(count - 1)).map { "100*(x\($0 + 1) - x\($0)^2)^2 + (1 - x\($0))^2" }
    known["f"] = .formula(Definition(try Formula(parsing: terms.joined(separator: " + "))))
    return try Graph(known, names: ["f"])
  }

  private static func built(_ count: Int) throws -> Graph {
    var builder = GraphBuilder()
    let x = try (0..<count).map { try builder.leaf("x\($0)") }
    let (one, two, hundred) = (
      try builder.number(1), try builder.number(2), try builder.number(100)
    )
    var total: Graph.NodeID?
    func add(_ term: Graph.NodeID) throws {
      total = try total.map { try builder.apply(.add, $0, term) } ?? term
    }
    for i in 0..<(count - 1) {
      let square = try builder.apply(.power, x[i], two)
      let bend = try builder.apply(.subtract, x[i + 1], square)
      let bends = try builder.apply(.power, bend, two)
      try add(try builder.apply(.multiply, hundred, bends))
      let rest = try builder.apply(.subtract, one, x[i])
      try add(try builder.apply(.power, rest, try builder.number(2)))
    }
    return builder.finished(root: total)
  }

  /// Value alone and value with gradient, of the tutor and of C.
  static func contest(_ count: Int, _ numpy: NumPy?) throws -> Contest {
    let graph = try graph(count)
    let leaves = graph.nodes((0..<count).map { "x\($0)" })
    let objective = Objective(root: graph.root, direction: .minimize, free: leaves)
    let evaluation = Evaluation(graph, objective: objective)
    let start = points(count)
    for (leaf, value) in zip(leaves, start) { evaluation.set(leaf, to: value) }
    let point = Table(start)
    let gradient = Table([Double](repeating: 0, count: count))

    /// The first input moves a little every time, so that nothing can be kept from the last.
    func moved(_ time: Int) -> Double { start[0] + Double(time & 1023) * 1e-9 }

    func runTutor(_ times: Int, withGradient: Bool) -> Double {
      for time in 0..<times {
        evaluation.set(leaves[0], to: moved(time))
        evaluation.forward()
        if withGradient { evaluation.backward(from: objective.root) }
      }
      return evaluation.scalar(of: objective.root)
    }
    func runC(_ times: Int, withGradient: Bool) -> Double {
      var value = 0.0
      for time in 0..<times {
        point.start[0] = moved(time)
        value =
          withGradient
          ? limit_rosenbrock_gradient(point.start, gradient.start, count)
          : limit_rosenbrock_value(point.start, count)
      }
      return value
    }
    func checkTutor(_ times: Int) -> Double {
      let value = runTutor(times, withGradient: true)
      return weighted([value] + leaves.map { evaluation.scalarGradient(of: $0) })
    }
    func checkC(_ times: Int) -> Double {
      let value = runC(times, withGradient: true)
      return weighted([value] + (0..<count).map { gradient.start[$0] })
    }

    let contenders = [
      Contender(name: "tutor", check: checkTutor) { runTutor($0, withGradient: true) },
      Contender(name: "tutor, value", check: checkTutor) { runTutor($0, withGradient: false) },
      Contender(name: "C", check: checkC) { runC($0, withGradient: true) },
      Contender(name: "C, value", check: checkC) { runC($0, withGradient: false) },
    ]
    return Contest(
      name: name(count), unitsPerRun: count,
      contenders: contenders + (numpy.map { [$0.contender("W3", start)] } ?? []))
  }

  static func name(_ count: Int) -> String { "W3, n = \(count)" }
}
