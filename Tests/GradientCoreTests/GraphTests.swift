import GradientCore
import Testing

@Suite struct GraphTests {
  @Test func `every gate stands after its inputs`() throws {
    let graph = try Graph(
      try definitions("x = 1", "y = 2", "q = x + y", "f = q * exp(x) - q"), names: ["f"])
    for node in graph.nodes.indices {
      #expect(graph.inputs(of: node).allSatisfy { $0 < node })
    }
  }

  @Test func `only what a name needs is compiled`() throws {
    let graph = try Graph(try definitions("x = 1", "y = 2", "f = x + 1", "g = y"), names: ["f"])
    #expect(graph.node(named: "y") == nil)
  }

  @Test func `shapes broadcast as in NumPy`() {
    #expect(Shape(3, 1).broadcast(with: Shape(1, 4)) == Shape(3, 4))
    #expect(Shape(2, 3).broadcast(with: .scalar) == Shape(2, 3))
    #expect(Shape(2, 3).broadcast(with: Shape(3, 2)) == nil)
  }

  @Test func `shapes that do not fit are both named, with the place`() throws {
    let known = try definitions("a = [1 2 3]", "b = [1 2]")
    let formula = try Formula(parsing: "7 + a * b")
    #expect {
      try Graph(known, formula: Definition(formula))
    } throws: { error in
      let error = (error as? CompilationError)?.error
      return error?.fact == .shapesDoNotFit(operation: "*", Shape(1, 3), Shape(1, 2))
        && error?.range == 4..<9
    }
  }

  @Test func `a matrix product of shapes that do not fit is refused`() throws {
    let known = try definitions("a = [1 2; 3 4]", "b = [1 2 3]")
    #expect(throws: CompilationError.self) {
      try Graph(known, formula: Definition(try Formula(parsing: "a @ b")))
    }
  }

  @Test func `a softmax given to cross entropy is refused`() throws {
    let known = try definitions("z = [1 2]", "y = [0 1]", "p = softmax(z)")
    #expect {
      try Graph(known, formula: Definition(try Formula(parsing: "cross_entropy(p, y)")))
    } throws: { ($0 as? CompilationError)?.error.fact == .softmaxInCrossEntropy }
  }

  @Test func `a matrix of too many entries is refused before it is made`() throws {
    #expect {
      try compute("sum(zeros(100000, 1000))")
    } throws: {
      ($0 as? CompilationError)?.error.fact
        == .tooLarge(entries: 100_000_000, limit: 10_000_000)
    }
  }

  @Test func `each use of a function is a copy of its gates`() throws {
    let known = try definitions("gate(a, b) = a * b", "x = 3", "f = gate(x, x) + gate(x, 2)")
    #expect(try scalar("f", known) == 15)
    #expect(try gradient(known, by: "x").scalar == 8)
  }

  @Test func `a function may read names and other functions`() throws {
    let known = try definitions(
      "k = 10", "scaled(a) = k * a", "twice(a) = scaled(a) + scaled(a)", "x = 3", "f = twice(x)")
    #expect(try scalar("f", known) == 60)
    #expect(try gradient(known, by: "k").scalar == 6)
  }

  @Test func `a circular definition is refused with the way round`() throws {
    let known = try definitions("x = 1", "a = x + 1", "b = a * 2")
    #expect {
      try known.check(defining: "a", as: try Formula(parsing: "b + x"))
    } throws: { ($0 as? CompilationError)?.error.fact == .circular(["a", "b", "a"]) }
  }

  @Test func `what follows a name is found through definitions and functions`() throws {
    let known = try definitions(
      "x = 1", "shifted(a) = a + x", "y = 5", "q = shifted(y)", "f = q * 2", "g = y")
    #expect(known.dependents(of: "x") == ["q", "f"])
    #expect(known.leaves(under: "f") == ["x", "y"])
  }

  @Test func `a chain of 100 000 definitions needs no deep stack`() throws {
    var known = Definitions()
    known["x0"] = .leaf(Matrix(1), .parameter)
    for i in 1...100_000 {
      known["x\(i)"] = .formula(Definition(try Formula(parsing: "x\(i - 1) + 1")))
    }
    #expect(try scalar("x100000", known) == 100_001)
  }
}

@Suite struct GraphTextTests {
  @Test(arguments: [
    ("(-x)^2", "(-x)^2"), ("x * (y + 1)", "x * (y + 1)"), ("exp(x + y)", "exp(x + y)"),
    ("x - -3", "x - -3"), ("max(x, y * 2)", "max(x, y * 2)"),
    ("x * y + x * y + 2", "x * y + x * y + 2"), ("(-2)^2 * x", "(-2)^2 * x"),
    ("sum([x y; 1 2] @ [x y].T, axis=0)[0, 0]", "sum([x y; 1 2] @ [x y].T, axis=0)[0, 0]"),
  ])
  func `what a gate computes is written so that it means the same`(
    _ formula: String, _ text: String
  ) throws {
    let known = try definitions("x = 2", "y = 3")
    let graph = try Graph(known, formula: Definition(try Formula(parsing: formula)))
    #expect(graph.text(of: graph.root) == text)
    #expect(try scalar(text, known) == scalar(formula, known))
  }

  @Test func `an unknown name has its place in the formula`() throws {
    let known = try definitions("x = 2")
    #expect {
      try known.compute(Definition(try Formula(parsing: "x + zz * 2")))
    } throws: { ($0 as? CompilationError) == CompilationError(.unknownName("zz"), at: 4..<6) }
  }

  @Test func `the gate behind a value that is not finite is named, also in a derivative`() throws {
    let known = try definitions("b = 1", "x = 0")
    let inner = try known.compute(Definition(try Formula(parsing: "3 + log(x) * 2")))
    #expect(inner.nonFinite == "log(x)")
    let slope = try known.compute(Definition(try Formula(parsing: "1 + d((b - b)^0.5, b)")))
    #expect(slope.nonFinite == "d((b - b)^0.5, b)")
    let itself = try known.compute(Definition(try Formula(parsing: "10^400")))
    #expect(itself.nonFinite == "10^400")
  }

  @Test func `a graph knows which gates a use of a function made, and which stand inside`() throws {
    let known = try definitions(
      "x = 2", "g(a) = a * a + 1", "twice(b) = g(b) + g(x)", "f = twice(x) - x")
    let graph = try Graph(known, names: ["f"])
    #expect(graph.calls.map(\.function) == ["twice", "g", "g"])
    #expect(graph.calls.map(\.parent) == [nil, 0, 0])
    #expect(graph.calls.map(\.inputs) == [[0], [0], [0]])
    for call in graph.calls { #expect(call.nodes.contains(call.result)) }
    #expect(graph.calls[0].nodes.count == 7 && graph.calls[1].nodes.count == 3)
    #expect(graph.text(of: graph.root) == "x * x + 1 + (x * x + 1) - x")
    let closed = [graph.calls[0].result: graph.calls[0]]
    #expect(graph.text(of: graph.root, calls: closed) == "twice(x) - x")
  }
}
