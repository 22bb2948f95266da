import GradientCore
import Testing

@Suite struct MatrixMistakeTests {
  /// dL/dz = [2 -1] and inputs [3 4]: by hand [6 8; -3 -4].
  @Test func `an outer product: transposed, input forgotten, upstream forgotten`() throws {
    let found = try mistakes(
      ["a = [3 4]", "W = [1 1; 1 1]", "L = sum((a @ W.T) * [2 -1])"], of: "L", by: "W")
    #expect(found.right == Matrix(rows: [[6, 8], [-3, -4]]))
    let wrong = found.wrongValues
    #expect(wrong.mistakes(giving: Matrix(rows: [[6, -3], [8, -4]])) == [.transposed])
    #expect(wrong.mistakes(giving: Matrix(rows: [[2, 2], [-1, -1]])).contains(.localForgotten))
    #expect(wrong.mistakes(giving: Matrix(rows: [[3, 4], [3, 4]])) == [.upstreamForgotten])
    #expect(wrong.mistakes(giving: Matrix(rows: [[-6, -8], [3, 4]])) == [.signFlipped])
  }

  /// Row of δ times own weight for input: 2·0.5, 2·-1, -1·3, -1·4.
  @Test func `a matrix product hands back its own entries`() throws {
    let found = try mistakes(
      ["a = [3 7]", "W = [0.5 -1; 3 4]", "L = sum((a @ W.T) * [2 -1])"], of: "L", by: "W")
    #expect(
      found.wrongValues.mistakes(giving: Matrix(rows: [[1, -2], [-3, -4]])) == [.ownInput])
  }

  /// dL/dz2 = [0.2 -0.1], weights 0.5 and 0.3: shares 0.1 and -0.03.
  @Test func `a hidden neuron with two ways out`() throws {
    let found = try mistakes(
      ["a = 1", "W = [0.5 0.3]", "L = sum((a * W) * [0.2 -0.1])"], of: "L", by: "a")
    #expect(isClose(found.right, Matrix(0.07)))
    let wrong = found.wrongValues
    #expect(wrong.mistakes(giving: 0.1).contains(.overwritten))
    #expect(wrong.mistakes(giving: -0.03) == [.overwritten])
    #expect(wrong.mistakes(giving: 0.035) == [.averaged])
  }

  static let network = [
    "x = [0.05 0.10]", "t = [0.01 0.99]", "W1 = [0.15 0.20; 0.25 0.30]", "b1 = 0.35",
    "W2 = [0.40 0.45; 0.50 0.55]", "b2 = 0.60", "z1 = x @ W1.T + b1", "a1 = sigmoid(z1)",
    "z2 = a1 @ W2.T + b2", "o = sigmoid(z2)", "L = 0.5 * sum((t - o)^2)",
  ]

  /// The plan of lesson 7: 0.1004 = 0.138499 - 0.0380982, and for a1 0.0553994 - 0.0190491.
  @Test func `in the network of lesson 7 each share of a fork alone`() throws {
    let bias = try mistakes(Self.network, of: "L", by: "b2")
    #expect(isClose(bias.right, Matrix(0.10040032511200071), relative: 1e-12))
    for share in [0.13849856, -0.03809824] {
      #expect(bias.wrongValues.mistakes(giving: share, relative: 1e-7) == [.overwritten])
    }
    let hidden = try mistakes(Self.network, of: "L", by: "a1", entry: (0, 0))
    #expect(isClose(hidden.right, Matrix(0.0363503), relative: 1e-5))
    for share in [0.0553994, -0.0190491] {
      #expect(
        hidden.wrongValues.mistakes(giving: share, relative: 1e-5).contains(.overwritten))
    }
  }

  /// Lesson 7, page 5: 0.0311641 0.036262 for 0.0363503 0.0413703; lesson 14 has 0.0302297 where
  /// the biases stayed.
  @Test func `a gradient taken after W2 moved`() throws {
    let update = MistakenUpdate(step: 0.5, direction: .minimize)
    let found = try mistakes(Self.network, of: "L", by: "a1", updating: update).wrongValues
    let late = found.values(of: .movedTooEarly)
    #expect(
      late.contains { isClose($0, Matrix(rows: [[0.0311641, 0.036262]]), relative: 1e-5) })
  }

  /// The seed's reproduction of the Jacobian's diagonal: p = softmax(2, 1, 0), -1/p at the right
  /// class; the diagonal alone gives p₁ - 1 there and nothing elsewhere.
  @Test func `softmax with its diagonal alone loses what flows to the others`() throws {
    let found = try mistakes(
      ["z = [2 1 0]", "L = nll(softmax(z), [1 0 0])"], of: "L", by: "z")
    let p = [0.6652409557748219, 0.24472847105479764, 0.09003057317038046]
    #expect(isClose(found.right, Matrix(rows: [[p[0] - 1, p[1], p[2]]])))
    let diagonal = found.wrongValues.values(of: .softmaxDiagonalOnly)
    try #require(diagonal.count == 1)
    #expect(isClose(diagonal[0], Matrix(rows: [[p[0] - 1, 0, 0]]), absolute: 1e-12))
  }

  /// 0.312023 for 0.71846 is the seed's loss in log10; its gradient is that of ln by 2.302585.
  @Test func `cross-entropy in log10, and a mean over rows left out`() throws {
    let found = try mistakes(
      ["z = [2 1 0; 0 1 2]", "L = cross_entropy(z, [1 0 0; 0 1 0])"], of: "L", by: "z")
    let log10 = found.wrongValues.values(of: .log10ForLn)
    #expect(
      isClose(
        try #require(log10.first),
        Matrix(
          found.right.shape, found.right.elements.map { $0 / 2.302585092994046 })))
    #expect(
      found.wrongValues.values(of: .oneOverN).contains {
        isClose($0, Matrix(found.right.shape, found.right.elements.map { 2 * $0 }))
      })
  }

  @Test func `values without a gradient`() throws {
    let none = Mistake.values(besides: Matrix(8))
    #expect(none.mistakes(giving: -8) == [.signFlipped])
    #expect(none.mistakes(giving: 0.125) == [.upsideDown])
    #expect(none.mistakes(giving: 4) == [.factorTwo])
    #expect(none.values(of: .log10ForLn).isEmpty)
    // The loss of a blind guess among ten classes: ln 10, and 1 in log10.
    let formula = Definition(try Formula(parsing: "log(10)"))
    let blind = Mistake.values(besides: Matrix(2.302585092994046), of: formula)
    #expect(blind.mistakes(giving: 1) == [.log10ForLn])
    let mean = Definition(try Formula(parsing: "mean([1 2 6])"))
    #expect(Mistake.values(besides: Matrix(3), of: mean).mistakes(giving: 9) == [.oneOverN])
    let turned = Mistake.values(besides: Matrix(rows: [[6, 8], [-3, -4]]))
    #expect(turned.mistakes(giving: Matrix(rows: [[6, -3], [8, -4]])) == [.transposed])
  }
}
