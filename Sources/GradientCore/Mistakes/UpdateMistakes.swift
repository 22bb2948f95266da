/// What the usual mistakes would give for a parameter's new value after one step.
public struct UpdateMistakes: Sendable {
  /// In the shape of the parameter, or one number for an entry.
  public let right: Matrix
  public let wrongValues: [Mistake.Outcome]

  /// - Parameter objective: what the step makes larger or smaller.
  /// - Throws: what keeps the circuit from being made.
  public init(
    of parameter: GradientMistakes.Input, _ update: MistakenUpdate, objective: String,
    in definitions: Definitions, ties: Ties = .split
  ) throws(CompilationError) {
    let circuit = try MistakenCircuit(of: objective, by: parameter, in: definitions, ties: ties)
    let gradient = circuit.gradient
    let point = circuit.point
    func moved(by slope: Matrix) -> Matrix { point.adding(slope.scaled(by: update.signed)) }
    right = moved(by: gradient)
    let wrongSlopes = GradientMistakes(circuit).wrongValues
    var outcomes = Outcomes(besides: right)
    outcomes.add(update.wrongWay, moved(by: gradient.scaled(by: -1)))
    outcomes.add(.frozen, point)
    outcomes.add(.movedByItself, point.adding(point.scaled(by: -update.step)))
    outcomes.add(.stepForgotten, point.adding(gradient.scaled(by: update.signed / update.step)))
    for change in [gradient, gradient.scaled(by: update.step), gradient.scaled(by: update.signed)] {
      outcomes.add(.changeForValue, change)
    }
    for slope in circuit.gradientsTakenTooLate(update) {
      outcomes.add(.movedTooEarly, moved(by: slope))
    }
    for (mistake, slope) in wrongSlopes where slope.shape == point.shape {
      if mistake != .signFlipped { outcomes.add(mistake, moved(by: slope)) }
    }
    wrongValues = outcomes.listed
  }
}

/// What the usual mistakes would give for the value of the objective after one step.
public struct StepMistakes: Sendable {
  public let right: Double
  public let wrongValues: [Mistake.Outcome]

  /// - Parameter objective: must be 1×1.
  /// - Throws: what keeps the circuit from being made.
  public init(
    _ update: MistakenUpdate, objective: String, in definitions: Definitions, ties: Ties = .split
  ) throws(CompilationError) {
    let circuit = try MistakenCircuit(
      of: objective, by: (objective, nil), in: definitions, ties: ties)
    let evaluation = circuit.evaluation
    let parameters = circuit.parameters
    guard let start = circuit.point.scalar else {
      throw CompilationError(.derivativeOfMatrix(circuit.point.shape), at: 0..<0)
    }
    func value(after update: MistakenUpdate) -> Double {
      circuit.after(moving: parameters, by: update) { circuit.point.elements[0] }
    }
    right = value(after: update)
    let squares = parameters.map { leaf in
      evaluation.gradient(of: leaf).elements.reduce(0) { $0 + $1 * $1 }
    }
    let expected = update.signed * squares.reduce(0, +)
    var outcomes = Outcomes(besides: Matrix(right))
    var wrongWay = update
    wrongWay.step = -update.step
    outcomes.add(update.wrongWay, value(after: wrongWay))
    outcomes.add(.frozen, start)
    outcomes.add(.expectedForGot, start + expected)
    for change in [right - start, expected] { outcomes.add(.changeForValue, change) }
    outcomes.add(
      .stepForgotten, value(after: MistakenUpdate(step: 1, direction: update.direction)))
    for order in [parameters, parameters.reversed()] {
      outcomes.add(.movedTooEarly, circuit.valueOneByOne(order, update))
    }
    wrongValues = outcomes.listed
  }
}

extension MistakenCircuit {
  /// The value of the output when each leaf moves by its slope at the point where the others have
  /// just been moved.
  fileprivate func valueOneByOne(_ leaves: [Graph.NodeID], _ update: MistakenUpdate) -> Double {
    after(moving: [], by: update) {
      for leaf in leaves {
        move(leaf, by: update)
        evaluation.forward()
        evaluation.backward(from: evaluation.graph.root)
      }
      return evaluation.scalar(of: evaluation.graph.root)
    }
  }
}
