import GradientCore
import Testing

/// Moves that are made in slices.
@Suite struct SlicedMoveTests {
  static let strategies: [any SlicedStrategy] = [
    RandomSearch(range: 5, tries: 50), LocalSearch(radius: 0.1, tries: 50),
    NumericalStep(h: 1e-3, step: 0.01),
  ]
  private static let lines = [
    "x = 1", "y = -3", "W = [0.5 -1; 2 0.25]", "f = x * y + sum(W * W) * x",
  ]

  @Test(arguments: strategies.indices, [1, 2, 3, 7, 1_000])
  func `a move in slices is the same to the last bit`(_ index: Int, _ slice: Int) throws {
    let strategy = Self.strategies[index]
    var whole = try Circuit(Self.lines)
    let expected = whole.step(strategy)

    var circuit = try Circuit(Self.lines)
    var unfinished = UnfinishedMove(circuit.evaluation, circuit.objective)
    var move: Move?
    while move == nil {
      move = strategy.proceed(
        with: &unfinished, atMost: slice, circuit.evaluation, circuit.objective, &circuit.random)
    }
    #expect(move == expected)
    #expect(circuit.random == whole.random)
    for leaf in circuit.objective.free {
      #expect(circuit.evaluation.value(of: leaf) == whole.evaluation.value(of: leaf))
    }
  }

  @Test(arguments: strategies.indices)
  func `between two slices the leaves are where the move began`(_ index: Int) throws {
    var circuit = try Circuit(Self.lines)
    let start = circuit.evaluation.point(of: circuit.objective.free)
    var unfinished = UnfinishedMove(circuit.evaluation, circuit.objective)
    let move = Self.strategies[index].proceed(
      with: &unfinished, atMost: 4, circuit.evaluation, circuit.objective, &circuit.random)
    #expect(move == nil)
    #expect(unfinished.evaluations == 4)
    #expect(circuit.evaluation.point(of: circuit.objective.free) == start)
  }

  @Test func `a search that stops between slices knows its best point so far`() throws {
    var circuit = try Circuit(Self.lines)
    var few = try Circuit(Self.lines)
    let expected = few.step(RandomSearch(range: 5, tries: 30))
    var unfinished = UnfinishedMove(circuit.evaluation, circuit.objective)
    for _ in 0..<3 {
      _ = RandomSearch(range: 5, tries: 1_000_000_000).proceed(
        with: &unfinished, atMost: 10, circuit.evaluation, circuit.objective, &circuit.random)
    }
    #expect(unfinished.stopped == expected)
    #expect(unfinished.bestPoint == few.evaluation.point(of: few.objective.free))
  }
}
