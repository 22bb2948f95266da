import GradientCore
import Testing

/// What is expected is computed once more from f, x and h, or a literal of the lesson plans.
@Suite struct NumericalMistakeTests {
  /// f = x·y at (1, -3) with h = 0.01: f becomes -3.03, the slope is -3, and divided by f it would
  /// be 0.0099 (seed error X12).
  @Test func `x·y at (1, -3): divided by f, not divided, the new value`() throws {
    let found = try DifferenceMistakes(
      h: 0.01, of: "f", by: ("x", nil), in: definitions("x = 1", "y = -3", "f = x * y"))
    #expect(isClose(found.right, -3, relative: 1e-10))
    let wrong = found.wrongValues
    #expect(wrong.mistakes(giving: -3.03) == [.valueForSlope])
    #expect(wrong.mistakes(giving: -0.03) == [.notDividedByH])
    #expect(wrong.mistakes(giving: 0.03 / 3.03) == [.dividedByF])
    #expect(wrong.mistakes(giving: -303) == [.startNotSubtracted])
    #expect(wrong.mistakes(giving: 3) == [.signFlipped])
    #expect(wrong.mistakes(giving: 1).isSuperset(of: [.otherInputsSlope]))
  }

  @Test func `x·y at (2, 5): the numbers of exercise 3.1`() throws {
    let found = try DifferenceMistakes(
      h: 0.01, of: "f", by: ("x", nil), in: definitions("x = 2", "y = 5", "f = x * y")
    ).wrongValues
    #expect(found.mistakes(giving: 0.05) == [.notDividedByH])
    #expect(found.mistakes(giving: 0.00497512, relative: 1e-6) == [.dividedByF])
    #expect(found.mistakes(giving: 10.05) == [.valueForSlope])
    #expect(found.mistakes(giving: 2) == [.otherInputsSlope, .inputForSlope])
  }

  @Test func `x²·y, too coarse: the slope for its estimate, nudged to the left`() throws {
    let found = DifferenceMistakes(h: 0.1, at: 2, slope: 4) { $0 * $0 }
    #expect(isClose(found.right, 4.1))
    #expect(found.wrongValues.mistakes(giving: 4) == [.slopeForEstimate, .valueForSlope])
    #expect(found.wrongValues.mistakes(giving: 0.41) == [.notDividedByH])
    #expect(found.wrongValues.mistakes(giving: 3.9) == [.nudgedLeft])
  }

  /// x³·y at (1, -3), h = 0.1: central -9.03, forward -9.93 (lesson 3, page 6).
  @Test func `a central difference: one-sided, and divided by h for 2h`() {
    let found = DifferenceMistakes(.central, h: 0.1, at: 1, slope: -9) { -3 * $0 * $0 * $0 }
    #expect(isClose(found.right, -9.03))
    #expect(found.wrongValues.mistakes(giving: -9.93) == [.oneSided])
    #expect(found.wrongValues.mistakes(giving: -18.06) == [.factorTwo])
    #expect(found.wrongValues.mistakes(giving: -9) == [.slopeForEstimate])
  }

  @Test func `an entry of a matrix, and what has no difference quotient`() throws {
    let known = try definitions("x = [2 3]", "f = x[0] * x[1]", "g = 2 * x")
    let found = try DifferenceMistakes(h: 0.5, of: "f", by: ("x", (0, 1)), in: known)
    #expect(found.right == 2)
    #expect(found.wrongValues.mistakes(giving: 1).contains(.notDividedByH))
    #expect(throws: CompilationError.self) {
      try DifferenceMistakes(h: 0.5, of: "g", by: ("x", (0, 1)), in: known)
    }
    #expect(throws: CompilationError.self) {
      try DifferenceMistakes(h: 0.5, of: "f", by: ("x", nil), in: known)
    }
  }

  // MARK: - Moving

  /// Exercise 7.4: b2 after one step of 0.5 is 0.5498.
  @Test func `a bias after one step: frozen, moved by itself, uphill, one neuron only`() throws {
    let found = try UpdateMistakes(
      of: ("b2", nil), MistakenUpdate(step: 0.5, direction: .minimize), objective: "L",
      in: definitions(MatrixMistakeTests.network))
    #expect(isClose(found.right, Matrix(0.54979983744399963)))
    let expected: [Double: Mistake] = [
      0.3: .movedByItself, 0.6502: .ascentForDescent, 0.530751: .overwritten,
      0.619049: .overwritten, 0.5749: .averaged, 0.6: .frozen, 0.4996: .stepForgotten,
      0.0502002: .changeForValue,
    ]
    for (value, mistake) in expected {
      #expect(
        found.wrongValues.mistakes(giving: value, relative: 1e-4).contains(mistake), "\(value)")
    }
    for value in [0.3, 0.6502, 0.530751, 0.619049, 0.6] {
      #expect(found.wrongValues.mistakes(giving: value, relative: 1e-6 * 3).count <= 1, "\(value)")
    }
  }

  /// Lesson 4, page 5: y becomes -2.9903, not -2.99, where x moved before.
  @Test func `y after x had moved`() throws {
    let found = try UpdateMistakes(
      of: ("y", nil), MistakenUpdate(step: 0.01, direction: .maximize), objective: "f",
      in: definitions("x = 1", "y = -3", "f = x * y"))
    #expect(isClose(found.right, Matrix(-2.99)))
    #expect(found.wrongValues.mistakes(giving: -2.9903) == [.movedTooEarly])
    #expect(found.wrongValues.mistakes(giving: -3.01) == [.descentForAscent])
    #expect(found.wrongValues.mistakes(giving: -2) == [.stepForgotten])
  }

  /// Exercise 3.3: f after one step of 0.02 from (1, -3) is -2.8012.
  @Test func `f after one step: expected only, one after the other, downhill`() throws {
    let found = try StepMistakes(
      MistakenUpdate(step: 0.02, direction: .maximize), objective: "f",
      in: definitions("x = 1", "y = -3", "f = x * y"))
    #expect(isClose(found.right, -2.8012))
    #expect(found.wrongValues.mistakes(giving: -2.8) == [.expectedForGot])
    #expect(
      found.wrongValues.mistakes(giving: -2.80233, relative: 1e-5) == [.movedTooEarly])
    #expect(found.wrongValues.mistakes(giving: -3.2012) == [.descentForAscent])
    #expect(found.wrongValues.mistakes(giving: 0.2) == [.changeForValue])
    #expect(found.wrongValues.mistakes(giving: -3) == [.frozen])
  }
}
