import Testing

@testable import GradientCore

@Suite struct RandomMistakeTests {
  private func expectSound(_ outcomes: [Mistake.Outcome], besides right: Matrix) {
    for (index, outcome) in outcomes.enumerated() {
      #expect(!outcome.value.elements.contains { !$0.isFinite }, "\(outcome)")
      #expect(!isClose(outcome.value, right, relative: 1e-10, absolute: 0), "\(outcome)")
      for other in outcomes[..<index] where other.mistake == outcome.mistake {
        #expect(!isClose(other.value, outcome.value, relative: 1e-10, absolute: 0))
      }
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `random formulas: the right slope is never a mistake`(_ seed: UInt64) throws {
    var formulas = RandomFormulas(seed: seed)
    let known = try formulas.circuit(gates: 10 * Int(seed))
    for leaf in ["x", "y", "z"] {
      let found = try GradientMistakes(
        of: "f", by: (leaf, nil), in: known,
        updating: MistakenUpdate(step: 0.1, direction: .minimize))
      let right = try gradient(known, by: leaf)
      #expect(found.right == right)
      expectSound(found.wrongValues, besides: found.right)
      let moved = try UpdateMistakes(
        of: (leaf, nil), MistakenUpdate(step: 0.1, direction: .maximize), objective: "f", in: known)
      expectSound(moved.wrongValues, besides: moved.right)
      let quotient = try DifferenceMistakes(h: 0.01, of: "f", by: (leaf, nil), in: known)
      expectSound(quotient.wrongValues, besides: Matrix(quotient.right))
      let slope = Mistakes.Slope(of: "f", by: (leaf, nil))
      for right in [found.right, moved.right, Matrix(quotient.right)] {
        expectSound(Mistakes.wrongValues(besides: right, about: slope, in: known), besides: right)
      }
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `random graphs of numbers and matrices up to 60 gates`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (graph, leaves) = try RandomGraph.make(gates: 10 * Int(seed), &random)
    let evaluation = Evaluation(graph)
    for leaf in leaves {
      evaluation.set(leaf, to: Matrix(graph.shape(of: leaf)) { _, _ in random.nextSigned() })
    }
    evaluation.forward()
    evaluation.backward(from: graph.root)
    for leaf in leaves {
      let found = GradientMistakes(MistakenCircuit(evaluation, by: leaf))
      #expect(found.right == evaluation.gradient(of: leaf))
      expectSound(found.wrongValues, besides: found.right)
      let entry = GradientMistakes(MistakenCircuit(evaluation, by: leaf, entry: 0))
      expectSound(entry.wrongValues, besides: entry.right)
    }
  }

  /// The pass between single numbers is right where every rule is.
  @Test func `without a wrong rule the pass gives the gradient`() throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      var formulas = RandomFormulas(seed: seed)
      let evaluation = try evaluated(formulas.circuit(gates: 40))
      evaluation.backward(from: evaluation.graph.root)
      for leaf in evaluation.graph.leaves where leaf.role == .parameter {
        let pass = try #require(MistakenPass(evaluation, to: leaf.node))
        let slope = pass.gradient(pass.rightShare)
        #expect(
          isClose(slope[0], evaluation.gradient(of: leaf.node).elements[0], relative: 1e-9))
      }
    }
  }

  @Test func `a circuit too large for wires still knows what spoils a whole answer`() throws {
    let known = try definitions("W = 0.01 * ones(80, 60)", "f = sum(W * W)")
    let found = try GradientMistakes(of: "f", by: ("W", nil), in: known)
    #expect(
      found.wrongValues.map(\.mistake)
        == [
          .signFlipped, .factorTwo, .factorTwo, .transposed, .inputForSlope, .timesOwnValue,
        ])
  }

  @Test func `a slope that is not finite has no mistakes`() throws {
    let found = try mistakes(["x = 0", "f = 1 / x"], by: "x")
    #expect(found.wrongValues.isEmpty)
  }
}
