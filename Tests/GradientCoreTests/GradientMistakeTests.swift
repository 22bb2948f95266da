import GradientCore
import Testing

/// The numbers are worked out by hand unless said otherwise.
@Suite struct GradientMistakeTests {
  /// What each number reveals: exactly these mistakes, on f = (x + y)·z and the like.
  private func expect(
    _ lines: [String], by leaf: String, right: Double, _ expected: [Double: Set<Mistake>],
    relative: Double = 1e-9, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try mistakes(lines, by: leaf)
    #expect(
      isClose(found.right, Matrix(right), relative: relative), sourceLocation: sourceLocation)
    for (value, mistakes) in expected {
      #expect(
        found.wrongValues.mistakes(giving: value, relative: relative) == mistakes, "\(value)",
        sourceLocation: sourceLocation)
    }
  }

  @Test func `a multiply gate: own input, value, sign`() throws {
    try expect(
      ["x = 2", "y = 5", "f = x * y"], by: "x", right: 5,
      [
        2: [.ownInput], -5: [.signFlipped], 10: [.valueForSlope, .factorTwo], 2.5: [.factorTwo],
        1: [.localForgotten],
      ])
  }

  @Test func `through an add gate: upstream forgotten, added, another input's slope`() throws {
    try expect(
      ["x = 3", "y = -1", "z = 5", "q = x + y", "f = q * z"], by: "x", right: 5,
      [
        1: [.upstreamForgotten], 6: [.addedNotMultiplied], 15: [.timesOwnValue],
        -5: [.signFlipped], 3: [.inputForSlope],
      ])
  }

  @Test func `three gates: every factor can be forgotten`() throws {
    try expect(
      ["x = 2", "y = 3", "z = -1", "w = 4", "q = x * y", "r = q + z", "f = r * w"], by: "x",
      right: 12,
      [
        3: [.upstreamForgotten], 15: [.ownInput], 10: [.ownInput], 20: [.valueForSlope],
        7: [.addedNotMultiplied], -12: [.signFlipped],
      ])
  }

  @Test func `a fork: each share alone, and the mean`() throws {
    try expect(
      ["x = 2", "y = 5", "f = x * y + x"], by: "x", right: 6,
      [1: [.overwritten], 12: [.valueForSlope, .factorTwo], 2: [.localForgotten, .inputForSlope]])
    let found = try mistakes(["x = 2", "y = 5", "f = x * y + x"], by: "x").wrongValues
    #expect(Set(found.values(of: .overwritten).map(\.elements)) == [[5], [1]])
    #expect(found.values(of: .averaged) == [Matrix(3)])
  }

  @Test func `x·x has two wires, and each alone gives half`() throws {
    let found = try mistakes(["x = 3", "g = x * x"], of: "g", by: "x").wrongValues
    #expect(found.values(of: .overwritten) == [Matrix(3)])
    #expect(found.values(of: .averaged) == [Matrix(3)])
  }

  /// z = 3·1 - 1·2 - 1 = 0, σ = 0.5, σ′ = 0.25.
  @Test func `a neuron: the slope of σ forgotten, or σ itself`() throws {
    let neuron = [
      "w0 = 1", "w1 = 2", "w2 = -1", "x0 = 3", "x1 = -1", "z = w0*x0 + w1*x1 + w2",
      "f = sigmoid(z)",
    ]
    try expect(
      neuron, by: "w0", right: 0.75,
      [
        3: [.sigmoidSlopeForgotten], 1.5: [.sigmoidForSlope, .sigmoidOneFactor, .factorTwo],
        0.5: [.valueForSlope, .otherInputsSlope], -0.25: [.otherInputsSlope], -0.75: [.signFlipped],
      ])
  }

  /// At z = 1: σ = 0.731059 and σ′ = 0.196612 (golden A12); σ(0.731059) = 0.675038.
  @Test func `the slope of σ, taken in five wrong ways`() throws {
    try expect(
      ["z = 2", "k = 0.5", "f = sigmoid(z * k)"], by: "k", right: 0.39322386648,
      [
        2: [.sigmoidSlopeForgotten], 1.46211715726: [.sigmoidForSlope],
        0.53788284274: [.sigmoidOneFactor],
        0.19661193324: [.innerSlopeForgotten, .factorTwo, .timesOwnValue],
        0.43872372802: [.sigmoidTwice],
      ], relative: 1e-7)
    let found = try mistakes(["z = 3", "f = sigmoid(z)"], by: "z").wrongValues
    #expect(found.values(of: .inputForSigmoid) == [Matrix(-6)])
  }

  @Test func `exp: the input for the slope, and the power rule`() throws {
    let found = try mistakes(["a = 2", "f = exp(a) * 3"], by: "a").wrongValues
    #expect(found.values(of: .expSlopeIsInput).map(\.elements) == [[6]])
    let powerRule = try #require(found.values(of: .powerRuleForExp).first?.scalar)
    #expect(isClose(powerRule, 6 * 2.718281828459045))
  }

  /// v = 4, upstream 2, as in lesson 6: -2/16.
  @Test func `a quotient: minus lost, denominator not squared, its own value`() throws {
    try expect(
      ["v = 4", "f = 2 * (1 / v)"], by: "v", right: -0.125,
      [
        0.125: [.minusForgotten], -0.0625: [.upstreamForgotten, .factorTwo],
        -0.5: [.denominatorNotSquared, .timesOwnValue],
      ])
  }

  @Test func `a power: exponent forgotten or kept, inner slope forgotten`() throws {
    try expect(
      ["x = 1", "y = 3", "f = (2 * x + y)^3"], by: "x", right: 150,
      [
        50: [.exponentForgotten], 75: [.innerSlopeForgotten, .factorTwo],
        750: [.exponentNotLowered],
      ])
  }

  /// f = (x + y)·max(y, z) at (1, 2, 0): golden C01 has slopes 2, 5, 0.
  @Test func `max: to both, to the loser`() throws {
    let lines = ["x = 1", "y = 2", "z = 0", "f = (x + y) * max(y, z)"]
    let byZ = try mistakes(lines, by: "z")
    #expect(byZ.right == Matrix(0))
    #expect(byZ.wrongValues.mistakes(giving: 3).contains(.maxToBoth))
    let byY = try mistakes(lines, by: "y")
    #expect(byY.right == Matrix(5))
    #expect(byY.wrongValues.mistakes(giving: 2).contains(.maxToLoser))
    #expect(byY.wrongValues.mistakes(giving: 3) == [.overwritten])
  }

  @Test func `tanh and relu: the slope forgotten, the square forgotten`() throws {
    let found = try mistakes(["a = 0.5", "f = 3 * tanh(a)"], by: "a").wrongValues
    #expect(found.values(of: .activationSlopeForgotten) == [Matrix(3)])
    let tanh = 0.46211715726000973
    #expect(found.mistakes(giving: 3 * (1 - tanh)) == [.tanhNotSquared])
    let dead = try mistakes(["a = -2", "w = 7", "f = w * relu(a)"], by: "a")
    #expect(dead.right == Matrix(0))
    #expect(dead.wrongValues.mistakes(giving: 7) == [.activationSlopeForgotten])
  }

  @Test func `means and logarithms: 1/N left out or twice, log10 for ln`() throws {
    let mean = try mistakes(["w = 3", "f = mean(w * [1 2; 3 4])"], by: "w").wrongValues
    #expect(mean.mistakes(giving: 10) == [.oneOverN])
    #expect(mean.mistakes(giving: 0.625).contains(.oneOverNTwice))
    let log = try mistakes(["x = 0.25", "f = 2 * log(x)"], by: "x").wrongValues
    #expect(log.mistakes(giving: 3.4743558552260146) == [.log10ForLn])
  }

  /// 3·ln 2, and cos′ without its minus: sin(0.5).
  @Test func `a gate's value for its slope, and the minus of a cosine`() throws {
    let log = try mistakes(["x = 2", "f = 3 * log(x)"], by: "x").wrongValues
    #expect(log.mistakes(giving: 3 * 0.6931471805599453).isSuperset(of: [.valueForSlope]))
    let cosine = try mistakes(["x = 0.5", "f = cos(x) + 7"], by: "x").wrongValues
    #expect(cosine.mistakes(giving: 0.479425538604203) == [.minusForgotten])
    #expect(cosine.mistakes(giving: 0.8775825618903728) == [.gateValueForSlope])
  }

  @Test func `an independent input has nothing but wrong answers`() throws {
    let found = try mistakes(["x = 2", "y = 5", "f = 3 * y"], by: "x")
    #expect(found.right == Matrix(0))
    #expect(found.wrongValues.mistakes(giving: 15) == [.valueForSlope])
    #expect(found.wrongValues.mistakes(giving: 3) == [.otherInputsSlope])
  }

  @Test func `what cannot be made is refused`() {
    #expect(throws: CompilationError.self) { try mistakes(["x = 2", "f = 3 * x"], by: "y") }
    #expect(throws: CompilationError.self) {
      try mistakes(["x = [1 2]", "f = sum(x)"], by: "x", entry: (1, 0))
    }
  }
}
