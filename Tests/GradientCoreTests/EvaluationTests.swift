import GradientCore
import Testing

@Suite struct EvaluationTests {
  @Test func `a shared input collects the gradient of every path`() throws {
    #expect(try gradient(try definitions("x = 3", "f = x * x"), by: "x").scalar == 6)
    let diamond = try definitions("a = 3", "b = 2 * a", "k = b + 1", "f = k + 3 * b")
    #expect(try gradient(diamond, by: "a").scalar == 8)
  }

  @Test func `forward after a change equals building anew`() throws {
    var known = try definitions("x = 2", "y = [1 2; 3 4]", "f = sum(tanh(x * y) @ y)")
    let evaluation = try evaluated(known)
    known["x"] = .leaf(Matrix(-0.3), .parameter)
    evaluation.load(known)
    evaluation.forward()
    let anew = try evaluated(known)
    #expect(evaluation.value(of: evaluation.graph.root) == anew.value(of: anew.graph.root))
  }

  @Test func `a node that the root does not need has gradient zero`() throws {
    let known = try definitions("x = 2", "y = 0", "g = log(y)", "f = x * 3")
    let evaluation = Evaluation(try Graph(known, names: ["g", "f"]))
    evaluation.load(known)
    evaluation.forward()
    evaluation.backward(from: evaluation.graph.node(named: "f")!)
    #expect(evaluation.gradient(of: evaluation.graph.node(named: "y")!).scalar == 0)
  }

  @Test func `a branch that where did not take spoils no gradient`() throws {
    let known = try definitions("x = 0", "f = where(x > 0, log(x), 2 * x)")
    #expect(try gradient(known, by: "x").scalar == 2)
  }

  @Test func `the first gate that made inf or nan is found`() throws {
    let evaluation = try evaluated(try definitions("x = 0", "q = log(x)", "f = q * 0 + 1"))
    let culprit = try #require(evaluation.firstNonFinite(under: evaluation.graph.root))
    #expect(evaluation.graph.label(of: culprit) == "q")
  }

  @Test func `a chain of a million gates has the gradient of its product`() throws {
    var builder = GraphBuilder()
    let x = try builder.leaf("x")
    let factor = try builder.number(1.000_001)
    var last = x
    for _ in 0..<1_000_000 { last = try builder.apply(.multiply, last, factor) }
    let evaluation = Evaluation(builder.finished(root: last))
    evaluation.set(x, to: 1)
    evaluation.forward()
    evaluation.backward(from: last)
    // (1 + 1e-6)^1e6, mpmath 1.3.
    #expect(isClose(evaluation.scalarGradient(of: x), 2.718280469095753, relative: 1e-9))
  }

  /// Graphs large enough for runs, strips and several blocks of the schedule.
  @Test(arguments: [3, 12, 700, 5000])
  func `an evaluation for one objective agrees with one for everything`(_ count: Int) throws {
    var builder = GraphBuilder()
    let x = try (0..<count).map { try builder.leaf("x\($0)") }
    var total = try builder.apply(.sin, x[0])
    for i in 1..<count {
      let change = try builder.apply(
        .subtract, x[i], try builder.apply(.power, x[i - 1], try builder.number(2)))
      let bent = i % 3 == 0 ? try builder.apply(.tanh, change) : change
      let term = try builder.apply(.multiply, bent, x[(i * 7) % count])
      total = try builder.apply(i % 5 == 0 ? .max : .add, total, term)
    }
    let graph = builder.finished(root: total)
    let everything = Evaluation(graph)
    let one = Evaluation(
      graph, objective: Objective(root: total, direction: .minimize, free: x))
    var random = SeededGenerator(seed: 5)
    for leaf in x {
      let value = random.nextSigned()
      everything.set(leaf, to: value)
      one.set(leaf, to: value)
    }
    for _ in 0..<2 {
      for evaluation in [everything, one] {
        evaluation.forward()
        evaluation.backward(from: total)
      }
      #expect(everything.scalar(of: total) == one.scalar(of: total))
      for leaf in x {
        #expect(everything.scalarGradient(of: leaf) == one.scalarGradient(of: leaf))
      }
    }
  }
}

/// Random expressions over matrices and scalars, against central differences, the backward pass
/// written edge by edge, and the graph of scalar gates.
@Suite struct GradientPropertyTests {
  static let formulas = [
    "sum(x)", "mean(W @ W.T)", "sum(sigmoid(x @ W.T + b))", "0.5 * sum((t - tanh(x @ W))^2)",
    "sum(W * x)", "sum(W / (2 + cos(x)))", "sum(max(W, axis=0) * x)", "sum(min(W, axis=1))",
    "max(W) * min(x)", "sum(softmax(W)[0, :] * x)", "sum(softmax(W, axis=0) * W)",
    "cross_entropy(W @ W.T, Y)", "nll(softmax(W), Y)", "mse(x @ W, t)",
    "sum(where(W > 0.2, W, b * x))", "W[1, 0] * W[0, 1] + x[1]", "sum(W[:, 1:]) * b",
    "sum([x[0] b; b x[1]] @ W)", "sum(mean(W, axis=0) - mean(W, axis=1))",
    "sum(square(softplus(W)) - sqrt(exp(x)))", "sum(W.T @ W[0].T)", "sum(x^3) + b^2",
    "sum(leaky_relu(W) + hard_tanh(x) + abs(W) + relu(-W))", "sum(2^x + (1 + b^2)^b)",
    "sum(linspace(0, 1, 2) * x @ identity(2)) + sum(arange(2)) * b",
  ]

  private func point(_ seed: UInt64) throws -> Definitions {
    var random = SeededGenerator(seed: seed)
    var known = Definitions()
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        Shape(rows, columns), (0..<(rows * columns)).map { _ in 1.6 * random.nextSigned() })
    }
    known["W"] = .leaf(matrix(2, 2), .parameter)
    known["x"] = .leaf(matrix(1, 2), .parameter)
    known["t"] = .leaf(matrix(1, 2), .parameter)
    known["b"] = .leaf(matrix(1, 1), .parameter)
    known["Y"] = .leaf(Matrix(rows: [[1, 0], [0.25, 0.75]]), .data)
    return known
  }

  private func evaluated(_ formula: String, _ known: Definitions) throws -> Evaluation {
    let evaluation = Evaluation(
      try Graph(known, formula: Definition(try Formula(parsing: formula))))
    evaluation.load(known)
    evaluation.forward()
    return evaluation
  }

  @Test(arguments: formulas)
  func `the backward pass agrees with central differences`(_ formula: String) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let evaluation = try evaluated(formula, try point(seed))
      let leaves = evaluation.graph.leaves.map(\.node)
      let check = GradientCheck(evaluation, of: evaluation.graph.root, by: leaves)
      for row in check.rows {
        #expect(
          isClose(row.analytic, row.numerical, relative: 1e-6, absolute: 1e-8),
          "\(formula), seed \(seed): \(row)")
      }
    }
  }

  @Test(arguments: formulas)
  func `the pass written edge by edge has the same gradients`(_ formula: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let evaluation = try evaluated(formula, try point(seed))
      evaluation.backward(from: evaluation.graph.root)
      let pass = BackwardPass(evaluation, from: evaluation.graph.root)
      for leaf in evaluation.graph.leaves {
        let gradient = try #require(pass.gradient(of: leaf.node))
        #expect(isClose(gradient, evaluation.gradient(of: leaf.node), relative: 1e-11))
      }
    }
  }

  @Test(arguments: formulas)
  func `the graph of scalar gates has the same values and gradients`(_ formula: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let evaluation = try evaluated(formula, try point(seed))
      evaluation.backward(from: evaluation.graph.root)
      let scalars = try #require(evaluation.graph.scalarized())
      let opened = Evaluation(scalars.graph)
      for leaf in evaluation.graph.leaves {
        for (entry, value) in evaluation.value(of: leaf.node).elements.enumerated() {
          opened.set(scalars.entries[leaf.node][entry], to: value)
        }
      }
      opened.forward()
      opened.backward(from: scalars.graph.root)
      #expect(
        isClose(
          opened.scalar(of: scalars.graph.root), evaluation.scalar(of: evaluation.graph.root),
          relative: 1e-12))
      for leaf in evaluation.graph.leaves {
        let whole = evaluation.gradient(of: leaf.node)
        for (entry, node) in scalars.entries[leaf.node].enumerated() {
          #expect(
            isClose(
              opened.scalarGradient(of: node), whole.elements[entry], relative: 1e-9,
              absolute: 1e-11), "\(formula), \(leaf.name), entry \(entry)")
        }
      }
    }
  }

  @Test(arguments: formulas)
  func `an evaluation for the objective alone has the same gradients`(_ formula: String) throws {
    let known = try point(4)
    let evaluation = try evaluated(formula, known)
    evaluation.backward(from: evaluation.graph.root)
    let leaves = evaluation.graph.leaves.map(\.node)
    let objective = Objective(root: evaluation.graph.root, direction: .minimize, free: leaves)
    let lean = Evaluation(evaluation.graph, objective: objective)
    lean.load(known)
    for _ in 0..<2 {
      lean.forward()
      lean.backward(from: objective.root)
    }
    for leaf in leaves {
      #expect(isClose(lean.gradient(of: leaf), evaluation.gradient(of: leaf)))
    }
  }

  @Test func `an edge is one step, so that x · x shows two`() throws {
    let evaluation = try GradientCoreTests.evaluated(try definitions("x = 3", "f = x * x"))
    let pass = BackwardPass(evaluation, from: evaluation.graph.root)
    #expect(pass.steps.count == 2)
    for step in pass.steps {
      #expect(step.upstream.scalar == 1)
      #expect(step.local == .elementwise(Matrix(3)))
      #expect(step.downstream.scalar == 3)
    }
  }
}
