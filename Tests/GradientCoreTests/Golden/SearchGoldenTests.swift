import GradientCore
import Testing

/// Lessons 1 and 2. What was drawn in the source cannot be drawn again, so what is held here is
/// what does not depend on the generator: products, bounds, probabilities and medians.
@Suite struct SearchGoldenTests {
  private func gate() throws -> Circuit { try Circuit("x = 1", "y = -3", "f = x * y") }

  /// Many moves, each from (x, y), by one generator.
  private func moves(_ count: Int, by strategy: some Strategy, from x: Double, _ y: Double) throws
    -> [Move]
  {
    var circuit = try gate()
    return (0..<count).map { _ in
      circuit.set(["x": x, "y": y])
      return circuit.step(strategy)
    }
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  @Test func `the multiply gate gives -3, and -2.9601 at the better point`() throws {
    let golden = try GoldenRecord("A01_multiply_gate")
    var circuit = try gate()
    try golden.expect("f", try circuit.scalar("f"))
    circuit.set(["x": 0.99, "y": -2.99])
    try golden.expect("f_better", try circuit.scalar("f"))
    try golden.expect("improvement", try circuit.scalar("f") + 3)
  }

  @Test func `the product of the printed random point is the printed one`() throws {
    let golden = try GoldenRecord("A02_random_search")
    var circuit = try gate()
    circuit.set(["x": -4.778148712380367, "y": -4.495715453819305])
    try golden.expect("product_of_printed", try circuit.scalar("f"))
  }

  @Test func `about seven random tries in ten beat -3`() throws {
    let golden = try GoldenRecord("A02_random_search")
    let count = 50_000
    let moves = try moves(count, by: RandomSearch(range: 5, tries: 1), from: 1, -3)
    let share = Double(moves.count(where: \.hasMoved)) / Double(count)
    #expect(abs(share - (try golden.number("prob_single_try_beats_minus3"))) < 0.01)
    for move in moves where !move.hasMoved { #expect(move.after == -3) }
  }

  @Test func `the best of a hundred random tries has the stated median`() throws {
    let golden = try GoldenRecord("A02_random_search")
    let best = try moves(2001, by: RandomSearch(range: 5, tries: 100), from: 1, -3).map(\.after)
    #expect(abs(median(best) - (try golden.number("median_best_of_100"))) < 0.3)
    let highest = try golden.number("sup_out")
    #expect(best.allSatisfy { -3 < $0 && $0 <= highest })
  }

  @Test func `random tries lie within the range on both sides of zero`() throws {
    let points = try moves(500, by: RandomSearch(range: 5, tries: 10), from: 1, -3)
      .flatMap { $0.tries.flatMap(\.point) }
    #expect(points.count == 10_000)
    #expect(points.allSatisfy { -5 <= $0 && $0 < 5 })
    #expect(points.min()! < -4.99 && points.max()! > 4.99)
  }

  @Test func `where no try is better the start is kept`() throws {
    let golden = try GoldenRecord("A02_random_search")
    // Within ±1 no product is above 1 = f(1, 1).
    var circuit = try gate()
    circuit.set(["x": 1, "y": 1])
    #expect(!circuit.step(RandomSearch(range: 1, tries: 100)).hasMoved)
    // One try that is worse: the source printed 0, 0, 0 here.
    var hasMoved = true
    while hasMoved {
      circuit.set(["x": 1, "y": -3])
      hasMoved = circuit.step(RandomSearch(range: 5, tries: 1)).hasMoved
    }
    try golden.expect(
      "best_xyout_if_no_try_improves",
      [try circuit.scalar("x"), try circuit.scalar("y"), try circuit.scalar("f")])
  }

  /// The source drew from -5 to 0: the box around (-2.5, -2.5).
  @Test func `in the box of the source every try beats -3, and the median is higher`() throws {
    let golden = try GoldenRecord("A02_random_search")
    let bare = try GoldenRecord("A02_random_search", recomputedOnly: true)
    let moves = try moves(2001, by: LocalSearch(radius: 2.5, tries: 100), from: -2.5, -2.5)
    #expect(moves.allSatisfy { $0.tries.allSatisfy { $0.value > -3 && $0.point.max()! <= 0 } })
    let best = moves.map(\.after)
    #expect(abs(median(best) - (try bare.number("median_best_of_100"))) < 0.3)
    let share = Double(best.count { $0 >= 21.481197006895233 }) / Double(best.count)
    #expect(abs(share - (try golden.number("prob_best_at_least_printed"))) < 0.04)
  }

  @Test func `the printed local point lies in reach, and its product is the printed one`() throws {
    let golden = try GoldenRecord("A03_local_random_search")
    var circuit = try gate()
    circuit.set(["x": 0.9903999077053768, "y": -2.99025353255345])
    try golden.expect("product_of_printed", try circuit.scalar("f"))
    #expect(try circuit.scalar("f") <= (try golden.number("sup_out")))
  }

  @Test func `half of the local tries climb`() throws {
    let golden = try GoldenRecord("A03_local_random_search")
    let count = 50_000
    let moves = try moves(count, by: LocalSearch(radius: 0.01, tries: 1), from: 1, -3)
    let share = Double(moves.count(where: \.hasMoved)) / Double(count)
    #expect(abs(share - (try golden.number("prob_single_try_improves"))) < 0.01)
  }

  @Test func `local tries stay within the radius, and so below -2.9601`() throws {
    let golden = try GoldenRecord("A03_local_random_search")
    let moves = try moves(500, by: LocalSearch(radius: 0.01, tries: 100), from: 1, -3)
    let highest = try golden.number("sup_out")
    #expect(moves.allSatisfy { $0.after <= highest })
    let points = moves.flatMap { $0.tries.map(\.point) }
    #expect(points.allSatisfy { 0.99 <= $0[0] && $0[0] <= 1.01 })
    #expect(points.allSatisfy { -3.01 <= $0[1] && $0[1] <= -2.99 })
  }

  @Test func `the next local move starts from where the last one ended`() throws {
    var circuit = try gate()
    let first = circuit.step(LocalSearch(radius: 0.01, tries: 100))
    let centre = [try circuit.scalar("x"), try circuit.scalar("y")]
    let second = circuit.step(LocalSearch(radius: 0.01, tries: 10))
    #expect(second.before == first.after)
    for attempt in second.tries {
      #expect(zip(attempt.point, centre).allSatisfy { abs($0 - $1) <= 0.01 + 1e-15 })
    }
  }

  @Test func `one input moved at a time shows its force`() throws {
    let golden = try GoldenRecord("A14_force_intuition")
    var circuit = try gate()
    circuit.set(["x": 1, "y": -1])
    try golden.expect("f_y_moved", try circuit.scalar("f"))
    circuit.set(["x": 0.5, "y": -3])
    try golden.expect("f_x_moved", try circuit.scalar("f"))
    circuit.set(["x": -0.5, "y": -3])
    try golden.expect("literal_printed_product", try circuit.scalar("f"))
  }
}
