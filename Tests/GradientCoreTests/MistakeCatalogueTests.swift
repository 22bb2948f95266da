import GradientCore
import Testing

@Suite struct MistakeCatalogueTests {
  private func found(
    besides right: Double, of formula: String? = nil, about slope: (String, String)? = nil,
    direction: Direction = .maximize, h: Double = 0.01, step: Double = 0.1, _ lines: String...
  ) throws -> [Mistake.Outcome] {
    var known = try definitions(lines)
    known.settings = ["h": h, "step": step]
    let about = try slope.map {
      try #require(Mistakes.Slope(of: $0.0, by: $0.1, in: known))
    }
    return Mistakes.wrongValues(
      besides: Matrix(right), of: try formula.map { Definition(try Formula(parsing: $0)) },
      about: about, direction: direction, in: known)
  }

  @Test func `where the slope itself is asked for, the rules of gates are tried`() throws {
    let wrong = try found(
      besides: 5, about: ("f", "x"), "x = 3", "y = -1", "z = 5", "q = x + y", "f = q * z")
    #expect(wrong.mistakes(giving: 1) == [.upstreamForgotten])
    #expect(wrong.mistakes(giving: 15) == [.timesOwnValue])
    #expect(wrong.mistakes(giving: 0.2).isEmpty)
  }

  @Test func `where an estimate is asked for, differences go wrong`() throws {
    let wrong = try found(
      besides: 4.1, about: ("f", "x"), h: 0.1, "x = 2", "y = 1", "f = x^2 * y")
    #expect(wrong.mistakes(giving: 0.41) == [.notDividedByH])
    #expect(wrong.mistakes(giving: 3.9) == [.nudgedLeft])
    // Two mistakes of the one rule: without its factor 2 the slope of x² would be 2.
    #expect(wrong.values(of: .exponentForgotten).isEmpty)
  }

  @Test func `on x·y the estimate is the slope, and both ways to go wrong are tried`() throws {
    let wrong = try found(besides: 5, about: ("f", "x"), "x = 2", "y = 5", "f = x * y")
    #expect(wrong.mistakes(giving: 0.05) == [.notDividedByH])
    #expect(wrong.mistakes(giving: 2) == [.ownInput])
  }

  @Test func `where a new value is asked for, moves go wrong`() throws {
    let wrong = try found(
      besides: -2.99, about: ("f", "y"), step: 0.01, "x = 1", "y = -3", "f = x * y")
    #expect(wrong.mistakes(giving: -2.9903) == [.movedTooEarly])
    let after = try found(
      besides: -2.8012, about: ("f", "x"), step: 0.02, "x = 1", "y = -3", "f = x * y")
    #expect(after.mistakes(giving: -2.8) == [.expectedForGot])
    let down = try found(
      besides: 3.2, about: ("L", "q"), direction: .minimize, "q = 4", "L = q^2")
    #expect(down.mistakes(giving: 4.8) == [.ascentForDescent])
  }

  @Test func `without a slope a value can only be spoiled`() throws {
    let chance = try found(besides: 1e6, of: "10^6")
    #expect(chance.mistakes(giving: 1e-6) == [.upsideDown])
    #expect(try found(besides: -2.9106, of: "x * y").mistakes(giving: 2.9106) == [.signFlipped])
    let blind = try found(besides: 2.302585092994046, of: "log(10)")
    #expect(blind.mistakes(giving: 1) == [.log10ForLn])
  }

  @Test func `an input is a name or an entry`() throws {
    let known = try definitions("W = [1 2; 3 4]", "v = [1 2 3]", "f = sum(W * W) + sum(v)")
    let entry = try #require(Mistakes.Slope(of: "f", by: "W[1, 0]", in: known))
    #expect(entry.input.leaf == "W")
    #expect(entry.input.entry! == (1, 0))
    let single = try #require(Mistakes.Slope(of: "f", by: "v[2]", in: known))
    #expect(single.input.entry! == (0, 2))
    #expect(try #require(Mistakes.Slope(of: "f", by: "f", in: known)).input.leaf == "f")
    #expect((Mistakes.Slope(of: "f", by: "W[0]", in: known) == nil) as Bool)
    #expect((Mistakes.Slope(of: "f", by: "W + 1", in: known) == nil) as Bool)
    #expect((Mistakes.Slope(of: "f", by: "nobody", in: known) == nil) as Bool)
  }
}
