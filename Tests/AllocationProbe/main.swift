// Says how often forward and backward passes ask for memory. A program of its own, because in a
// test other tests allocate at the same time.
//
// Prints a line for each circuit: its name, the number of allocations, the bytes kept.

import AllocationMeter
import GradientCore

let passes = 100

func measure(_ name: String, _ body: () -> Void) {
  let (count, bytes) = (allocation_count(), bytes_in_use())
  for _ in 0..<passes { body() }
  let (newCount, newBytes) = (allocation_count(), bytes_in_use())
  print(name, newCount - count, Int(newBytes) - Int(bytes))
}

func probe(_ name: String, _ definitions: Definitions, root: String) throws {
  let graph = try Graph(definitions, names: [root])
  let objective = Objective(root: graph.root, direction: .minimize, free: graph.leaves.map(\.node))
  for (kind, evaluation) in [
    ("everything", Evaluation(graph)), ("objective", Evaluation(graph, objective: objective)),
  ] {
    evaluation.load(definitions)
    // Once before, for what the runtime makes once.
    evaluation.forward()
    evaluation.backward(from: graph.root)
    measure("\(name)/\(kind)/load") { evaluation.load(definitions) }
    measure("\(name)/\(kind)/forward") { evaluation.forward() }
    measure("\(name)/\(kind)/backward") { evaluation.backward(from: graph.root) }
  }
}

func definitions(_ lines: [String]) throws -> Definitions {
  var result = Definitions()
  for line in lines {
    guard case .assignment(let assignment) = try Statement(parsing: line) else { continue }
    let definition = Definition(assignment.formulas[0])
    let isLeaf = assignment.formulas[0].names.isEmpty
    result[assignment.targets[0].name] =
      isLeaf
      ? .leaf(try result.compute(definition).value, .parameter) : .formula(definition)
  }
  return result
}

func rosenbrock(_ count: Int) throws -> Definitions {
  var result = Definitions()
  var terms: [String] = []
  for i in 0..<count {
    result["x\(i)"] = .leaf(Matrix(Double(i % 7) / 3 - 1), .parameter)
    if i > 0 { terms.append("100 * (x\(i) - x\(i - 1)^2)^2 + (1 - x\(i - 1))^2") }
  }
  let formula = try Formula(parsing: terms.joined(separator: " + "))
  result["f"] = .formula(Definition(formula))
  return result
}

// The meter sees an array that is made and freed again.
nonisolated(unsafe) var sink = 0.0
measure("an array") { sink += [Double](repeating: sink, count: 100)[7] }

try probe("gates", definitions(["x = 1", "y = 2", "z = 0", "f = (x + y) * max(y, z)"]), root: "f")
try probe(
  "neuron",
  definitions([
    "w = 2", "x = -1", "b = -3", "f = 1 / (1 + exp(-(w * x + b))) + tanh(x)^w * where(x > 0, x, b)",
  ]), root: "f")
try probe(
  "network",
  definitions([
    "x = [0.05 0.10]", "t = [0.01 0.99]", "W1 = [0.15 0.20; 0.25 0.30]", "b1 = 0.35",
    "W2 = [0.40 0.45; 0.50 0.55]", "b2 = 0.60", "a1 = sigmoid(x @ W1.T + b1)",
    "o = sigmoid(a1 @ W2.T + b2)", "L = 0.5 * sum((t - o)^2)",
  ]), root: "L")
try probe(
  "matrices",
  definitions([
    "A = [1 2 3; 4 5 6]", "B = [0.1 -0.2 0.3]", "s = 2",
    "p = softmax(A * B + s) + softmax(A, axis=0)", "q = max(A, axis=1) - min(A) + mean(A, axis=0)",
    "r = where(A > 2, A, B) @ A.T", "L = cross_entropy(A, p) + nll(p, A) + mse(q, p)",
    "f = L + sum(r[0, :] * [s 1; s 2][1]) + sum(relu(A.T)) + sum(zeros(40, 40) * s)",
  ]), root: "f")
try probe("rosenbrock", rosenbrock(500), root: "f")

/// Prints how many bytes more are in use after 100,000 updates in batches, the last of an epoch
/// smaller, than after the first thousand.
func train(_ rule: Optimizer.Rule) throws {
  var known = try definitions([
    "X = [1 2; 0 1; -1 1; 2 0.5; 0.3 -1]", "Y = [1; 0; 0; 1; 0]", "W = [0.1; -0.2]",
    "L = mean((tanh(X @ W) - Y)^2)",
  ])
  let data = ["X", "Y"].reduce(into: [:]) { $0[$1] = known.value(ofLeaf: $1) }
  func pass(
    _ rows: Int, gathering data: [String: Matrix]
  ) throws(CompilationError) -> TrainingLoop.Pass {
    for name in ["X", "Y"] {
      let all = known.value(ofLeaf: name)!
      let entries = Array(all.elements.prefix(rows * all.shape.columns))
      known[name] = .leaf(Matrix(Shape(rows, all.shape.columns), entries), .data)
    }
    let graph = try Graph(known, names: ["L"])
    let free = graph.leaves.filter { $0.role == .parameter }.map(\.node)
    let objective = Objective(root: graph.root, direction: .minimize, free: free)
    let evaluation = Evaluation(graph, objective: objective)
    evaluation.load(known)
    evaluation.forward()
    return .init(evaluation, objective, gathering: data)
  }
  let descent = Descent(
    Optimizer(rule), rate: 0.01, clip: 1, of: [("W", 2)], from: OptimizerState())
  let rules = TrainingLoop.Rules(rows: 5, batchSize: 2, seed: 1, rate: 0.01)
  let loop = try TrainingLoop(
    rules, from: TrainingRun(), descent, whole: { nil },
    pass: { (rows) throws(CompilationError) in try pass(rows, gathering: data) })
  for _ in 0..<1_000 { _ = loop.update() }
  let (count, bytes) = (allocation_count(), bytes_in_use())
  while loop.updates < 100_000 { _ = loop.update() }
  let (newCount, newBytes) = (allocation_count(), bytes_in_use())
  print("train/\(rule)", newCount - count, Int(newBytes) - Int(bytes))
}

try train(.adam)
