import GradientCore
import Testing

@Suite struct StrategyOverflowTests {
  @Test func `a step that would make a leaf infinite is not made, and names the leaf`() throws {
    let circuit = try Circuit("y = 1", "x = 1e308", "f = 3 * x + y")
    var random = SeededGenerator(seed: 1)
    let move = AnalyticStep(step: 1e308).move(circuit.evaluation, circuit.objective, &random)
    #expect(move.overflow.flatMap { circuit.evaluation.graph.name(of: $0) } == "x")
    #expect(!move.hasMoved)
    #expect(try circuit.scalar("x") == 1e308)
    #expect(try circuit.scalar("y") == 1)
  }
}
