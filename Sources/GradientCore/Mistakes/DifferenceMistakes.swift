/// What the usual mistakes would give for a difference quotient: ways in which a nudge and a
/// division go wrong.
public struct DifferenceMistakes: Sendable {
  /// The right quotient.
  public let right: Double
  public let wrongValues: [Mistake.Outcome]

  /// - Parameters:
  ///   - h: the nudge.
  ///   - slope: the exact slope, where it is known.
  ///   - f: the output, the other inputs held still.
  public init(
    _ kind: DifferenceQuotient.Kind = .forward, h: Double, at x: Double, slope: Double? = nil,
    of f: (Double) -> Double
  ) {
    var outcomes = Self.outcomes(kind, h: h, at: x, slope: slope, of: f)
    self = Self(&outcomes)
  }

  /// - Parameter output: must be 1×1.
  /// - Throws: what keeps the circuit from being made.
  public init(
    _ kind: DifferenceQuotient.Kind = .forward, h: Double, of output: String,
    by input: GradientMistakes.Input, in definitions: Definitions, ties: Ties = .split
  ) throws(CompilationError) {
    let circuit = try MistakenCircuit(of: output, by: input, in: definitions, ties: ties)
    let evaluation = circuit.evaluation
    let shape = evaluation.graph.shape(of: evaluation.graph.root)
    guard shape.isScalar else { throw CompilationError(.derivativeOfMatrix(shape), at: 0..<0) }
    guard let x = circuit.point.scalar, definitions.value(ofLeaf: input.leaf) != nil else {
      throw CompilationError(.derivativeOfMatrix(circuit.point.shape), at: 0..<0)
    }
    var outcomes = Self.outcomes(
      kind, h: h, at: x, slope: circuit.gradient.scalar,
      of: { moved in
        evaluation.entries(of: circuit.node)[circuit.entry ?? 0] = moved
        evaluation.forward()
        return evaluation.scalar(of: evaluation.graph.root)
      })
    for other in circuit.otherSlopes { outcomes.add(.otherInputsSlope, other) }
    self = Self(&outcomes)
  }

  private init(_ outcomes: inout Outcomes) {
    right = outcomes.right.elements[0]
    wrongValues = outcomes.listed
  }

  private static func outcomes(
    _ kind: DifferenceQuotient.Kind, h: Double, at x: Double, slope: Double?,
    of f: (Double) -> Double
  ) -> Outcomes {
    let (start, right, left) = (f(x), f(x + h), f(x - h))
    let change = kind == .forward ? right - start : right - left
    let quotient = change / (kind == .forward ? h : 2 * h)
    let rounding = 8 * Double.ulpOfOne * max(abs(start), abs(right), abs(left)) / abs(h)
    var outcomes = Outcomes(besides: Matrix(quotient), noise: rounding)
    outcomes.addSpoiled()
    outcomes.add(.notDividedByH, change)
    for divisor in [right, start, left] { outcomes.add(.dividedByF, change / divisor) }
    outcomes.add(.startNotSubtracted, right / h)
    outcomes.add(.nudgedLeft, (start - left) / h)
    if kind == .central { outcomes.add(.oneSided, (right - start) / h) }
    if let slope { outcomes.add(.slopeForEstimate, slope) }
    for value in [start, right] { outcomes.add(.valueForSlope, value) }
    outcomes.add(.inputForSlope, x)
    return outcomes
  }
}
