import GradientCore
import Testing

@Suite struct MisorderedPassTests {
  private func gradients(_ lines: String..., by name: String) throws -> [Matrix?] {
    let evaluation = try evaluated(try definitions(lines))
    let node = try #require(evaluation.graph.node(named: name))
    return MisorderedPass.Order.allCases.map {
      MisorderedPass(evaluation, from: evaluation.graph.root, $0).gradient(of: node)
    }
  }

  /// By hand: b has 1 when it passes on first and 4 at the second time, 2·1 + 2·4 = 10; marked, it
  /// passes on once, 2·1 = 2; in the order of the inputs it passes on before anything came, 0.
  @Test("on the diamond b = 2a, e = (b + 1) + 3b wrong orders give 10, 2 and 0 instead of 8")
  func diamond() throws {
    let wrong = try gradients("a = 5", "b = 2 * a", "f = (b + 1) + 3 * b", by: "a")
    #expect(wrong == [Matrix(10), Matrix(2), Matrix(0)])
    let right = try gradient(try definitions("a = 5", "b = 2 * a", "f = (b + 1) + 3 * b"), by: "a")
    #expect(right == Matrix(8))
  }

  @Test("where no gate is read twice, recursion is right")
  func tree() throws {
    let wrong = try gradients("x = -2", "y = 5", "z = -4", "f = (x + y) * z", by: "x")
    #expect(wrong == [Matrix(-4), Matrix(-4), Matrix(0)])
  }

  @Test("a fork at an input is no trouble: it has nothing to pass on")
  func forkAtInput() throws {
    #expect(try gradients("x = 3", "f = x * x", by: "x") == [Matrix(6), Matrix(6), Matrix(6)])
  }

  @Test("matrices go wrong in the same way")
  func matrices() throws {
    let wrong = try gradients("A = [1 2]", "b = 2 * A", "f = sum((b + 1) + 3 * b)", by: "A")
    #expect(
      wrong
        == [Matrix(rows: [[10, 10]]), Matrix(rows: [[2, 2]]), Matrix(rows: [[0, 0]])].map {
          $0 as Matrix?
        })
  }

  @Test("a recursion that would walk a million paths is given up")
  func limit() throws {
    let lines = ["x0 = 1"] + (1...20).map { "x\($0) = x\($0 - 1) + x\($0 - 1)" } + ["f = x20"]
    let evaluation = try evaluated(try definitions(lines))
    let pass = MisorderedPass(
      evaluation, from: evaluation.graph.root, .everyTimeReached, limit: 1_000)
    #expect(!pass.isComplete)
    #expect(pass.wireCount == 1_000)
    #expect(MisorderedPass(evaluation, from: evaluation.graph.root, .onceReached).isComplete)
  }
}
