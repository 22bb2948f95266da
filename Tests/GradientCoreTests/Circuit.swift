import GradientCore
import Testing

/// A circuit as a lesson has it: definitions typed line by line, an evaluation of them, and an
/// objective with the leaves that may move.
struct Circuit {
  private(set) var known: Definitions
  let evaluation: Evaluation
  let objective: Objective
  var random = SeededGenerator(seed: 1)

  init(
    _ lines: String..., objective name: String = "f", to direction: Direction = .maximize,
    held: Set<String> = []
  ) throws {
    try self.init(lines, objective: name, to: direction, held: held)
  }

  init(
    _ lines: [String], objective name: String = "f", to direction: Direction = .maximize,
    held: Set<String> = []
  ) throws {
    known = try definitions(lines)
    evaluation = Evaluation(try Graph(known, names: known.names + [name]))
    let graph = evaluation.graph
    let free = graph.leaves.filter { $0.role == .parameter && !held.contains($0.name) }
    objective = Objective(root: graph.root, direction: direction, free: free.map(\.node))
    evaluation.load(known)
    evaluation.forward()
  }

  func node(_ name: String) throws -> Graph.NodeID {
    try #require(evaluation.graph.node(named: name))
  }

  func value(_ name: String) throws -> [Double] { evaluation.value(of: try node(name)).elements }

  func scalar(_ name: String) throws -> Double { evaluation.scalar(of: try node(name)) }

  /// The gradient of the objective by a leaf or a definition, by a backward pass.
  func gradient(_ name: String) throws -> [Double] {
    evaluation.backward(from: objective.root)
    return evaluation.gradient(of: try node(name)).elements
  }

  func slope(_ name: String) throws -> Double {
    let gradient = try gradient(name)
    try #require(gradient.count == 1)
    return gradient[0]
  }

  func difference(_ kind: DifferenceQuotient.Kind, _ name: String, h: Double) throws
    -> DifferenceQuotient
  {
    evaluation.difference(kind, of: objective.root, by: try node(name), h: h)
  }

  /// The edge of a backward pass from a gate to one of its inputs.
  func edge(_ gate: String, _ input: String) throws -> BackwardPass.Step {
    let pass = BackwardPass(evaluation, from: objective.root)
    let (output, input) = (try node(gate), try node(input))
    return try #require(pass.steps.first { $0.output == output && $0.input == input })
  }

  /// The local derivative on an edge between scalars.
  func local(_ gate: String, _ input: String) throws -> Double {
    guard case .elementwise(let slope) = try edge(gate, input).local else {
      throw NotElementwise()
    }
    return try #require(slope.scalar)
  }

  struct NotElementwise: Error {}

  @discardableResult
  mutating func step(_ strategy: some Strategy) -> Move {
    let move = strategy.move(evaluation, objective, &random)
    for leaf in evaluation.graph.leaves where known.value(ofLeaf: leaf.name) != nil {
      known[leaf.name] = .leaf(evaluation.value(of: leaf.node), leaf.role)
    }
    return move
  }

  /// Types `x, y = …`: every right side is computed at the old point, as the tutor does it.
  mutating func type(_ line: String) throws {
    guard case .assignment(let assignment) = try Statement(parsing: line) else {
      Issue.record("not an assignment: \(line)")
      return
    }
    let values = try assignment.formulas.map { try known.compute(Definition($0)).value }
    for (target, value) in zip(assignment.targets, values) {
      known[target.name] = .leaf(value, .parameter)
    }
    evaluation.load(known)
    evaluation.forward()
  }

  /// Puts the leaves where they were when the lines were typed, or elsewhere.
  mutating func set(_ values: KeyValuePairs<String, Double>) {
    for (name, value) in values { known[name] = .leaf(Matrix(value), .parameter) }
    evaluation.load(known)
    evaluation.forward()
  }
}
