/// What the usual mistakes would give for a gradient, each computed by a backward pass over the
/// real circuit in which that one rule is wrong.
public struct GradientMistakes: Sendable {
  /// A leaf or a definition, and the entry of it that is meant; nil for the whole of it.
  public typealias Input = (leaf: String, entry: (row: Int, column: Int)?)

  /// In the shape of the input, or one number for an entry.
  public let right: Matrix
  /// Only those that differ from the right gradient, and finite ones. Several mistakes may give
  /// the same value; where one is a particular case of another, that one is listed alone.
  public let wrongValues: [Mistake.Outcome]

  /// - Parameters:
  ///   - output: its gradient is asked for; that of the sum of its entries where it is not 1×1.
  ///   - updating: how a step would move the parameters; then a slope that is taken after others
  ///     were moved is a mistake that is tried, too.
  /// - Throws: what keeps the circuit from being made, an entry outside of the input among it.
  public init(
    of output: String, by input: Input, in definitions: Definitions, ties: Ties = .split,
    updating: MistakenUpdate? = nil
  ) throws(CompilationError) {
    self.init(
      try MistakenCircuit(of: output, by: input, in: definitions, ties: ties), updating: updating)
  }

  init(_ circuit: MistakenCircuit, updating: MistakenUpdate? = nil) {
    right = circuit.gradient
    let pass = MistakenPass(circuit.evaluation, to: circuit.node, entry: circuit.entry)
    var outcomes = Outcomes(besides: right, noise: 1e-12 * (pass?.magnitude ?? 0))
    circuit.addWholeAnswers(to: &outcomes)
    if let pass { pass.addAll(to: &outcomes) }
    if let updating {
      for slope in circuit.gradientsTakenTooLate(updating) { outcomes.add(.movedTooEarly, slope) }
    }
    wrongValues = outcomes.listed
  }
}

/// A circuit at its point, and what its gradient is asked by.
struct MistakenCircuit {
  let evaluation: Evaluation
  let node: Graph.NodeID
  let entry: Int?

  init(
    of output: String, by input: GradientMistakes.Input, in definitions: Definitions, ties: Ties
  ) throws(CompilationError) {
    let graph = try Graph(definitions, names: [input.leaf, output])
    node = graph.node(named: input.leaf)!
    let shape = graph.shape(of: node)
    entry = input.entry.map { $0.row * shape.columns + $0.column }
    if let (row, column) = input.entry,
      !(0..<shape.rows).contains(row) || !(0..<shape.columns).contains(column)
    {
      throw CompilationError(.indexOutside(shape), at: 0..<0)
    }
    evaluation = Evaluation(graph, ties: ties)
    evaluation.load(definitions)
    evaluation.forward()
    evaluation.backward(from: graph.root)
  }

  /// - Precondition: the evaluation has gone forward and backward from its graph's root.
  init(_ evaluation: Evaluation, by node: Graph.NodeID, entry: Int? = nil) {
    self.evaluation = evaluation
    self.node = node
    self.entry = entry
  }

  var gradient: Matrix { part(evaluation.gradient(of: node)) }

  /// The value of the input.
  var point: Matrix { part(evaluation.value(of: node)) }

  private func part(_ whole: Matrix) -> Matrix { entry.map { Matrix(whole.elements[$0]) } ?? whole }

  /// Mistakes that take one number of the circuit for another, or spoil the right one.
  func addWholeAnswers(to outcomes: inout Outcomes) {
    let right = outcomes.right
    outcomes.addSpoiled()
    outcomes.add(
      .timesOwnValue, Matrix(right.shape, zip(right.elements, point.elements).map { $0 * $1 }))
    outcomes.add(.inputForSlope, point)
    let value = evaluation.value(of: evaluation.graph.root)
    if value.shape == right.shape { outcomes.add(.valueForSlope, value) }
    for other in otherSlopes { outcomes.add(.otherInputsSlope, other) }
  }

  /// The gradients by the other inputs, and by other entries of the same one, in the same shape.
  var otherSlopes: [Matrix] {
    let graph = evaluation.graph
    var result: [Matrix] = []
    if let entry {
      let whole = evaluation.gradient(of: node).elements
      if whole.count <= Self.mostEntries {
        result += whole.indices.filter { $0 != entry }.map { Matrix(whole[$0]) }
      }
    }
    for leaf in graph.leaves where leaf.node != node && leaf.role != .setting {
      let other = evaluation.gradient(of: leaf.node)
      if other.shape == slopeShape { result.append(other) }
    }
    return result
  }

  private var slopeShape: Shape { entry == nil ? evaluation.graph.shape(of: node) : .scalar }

  /// With more entries than these every number would be one of them.
  private static let mostEntries = 9
}

extension Outcomes {
  /// The right value with a wrong sign, factor or shape.
  mutating func addSpoiled() {
    add(.signFlipped, right.scaled(by: -1))
    add(.factorTwo, right.scaled(by: 2))
    add(.factorTwo, right.scaled(by: 0.5))
    if right.shape.rows > 1 || right.shape.columns > 1 { add(.transposed, right.transposed) }
  }
}
