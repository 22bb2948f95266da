/// Where the numbers ended: the first gate that made inf or nan of finite inputs.
public struct Breakdown: Equatable, Sendable {
  public enum Cause: Equatable, Sendable {
    case divisionByZero, logarithmOfZero, logarithmOfNegative, rootOfNegative
    case powerOfZero, powerOfNegative
    /// Larger than the largest number of 64 bits, about 1.8e308.
    case overflow
    /// The input itself is not finite.
    case input
    case other
  }

  public struct Quantity: Equatable, Sendable {
    /// A name or a formula, with the entry where it is one of a matrix.
    public var text: String
    public var value: Matrix

    public init(text: String, value: Matrix) {
      self.text = text
      self.value = value
    }
  }

  /// What it computes, in the language.
  public var gate: String
  public var cause: Cause
  /// What it was given; numbers that stand in its text are left out.
  public var inputs: [Quantity]
  /// What was computed last before it and was finite, where that is no input of the gate.
  public var lastFinite: Quantity?

  /// With other texts for names that nobody typed.
  func renamed(_ texts: [String: String]) -> Breakdown {
    var result = self
    result.gate = texts[gate] ?? gate
    result.inputs = inputs.map { Quantity(text: texts[$0.text] ?? $0.text, value: $0.value) }
    return result
  }
}

extension Evaluation {
  /// The first gate under `root` that is not finite, with what it was made of; nil where all are.
  ///
  /// - Precondition: `forward()` has run.
  public func breakdown(under root: NodeID) -> Breakdown? {
    guard let gate = firstNonFinite(under: root) else { return nil }
    let entries = entries(of: gate)
    let index = entries.firstIndex { !$0.isFinite } ?? 0
    let shape = graph.shape(of: gate)
    let (row, column) = (index / shape.columns, index % shape.columns)
    let inputs = graph.inputs(of: gate)
    let isElementwise = graph.nodes[gate].operation.isElementwise
    let quantities = inputs.enumerated().map { position, input in
      isElementwise
        ? entry(of: input, row, column)
        : Breakdown.Quantity(text: graph.label(of: input), value: value(of: input))
    }
    var shown: [Breakdown.Quantity] = []
    for (input, quantity) in zip(inputs, quantities)
    where !graph.isConstant(input) && !shown.contains(quantity) {
      shown.append(quantity)
    }
    return Breakdown(
      gate: graph.text(of: gate),
      cause: cause(at: gate, isElementwise ? quantities.map { $0.value.elements[0] } : []),
      inputs: shown, lastFinite: lastFinite(before: gate, under: root))
  }

  private func entry(of input: NodeID, _ row: Int, _ column: Int) -> Breakdown.Quantity {
    let (label, value) = (graph.label(of: input), value(of: input))
    guard !value.isScalar else { return Breakdown.Quantity(text: label, value: value) }
    let place = (
      row: value.shape.rows == 1 ? 0 : row, column: value.shape.columns == 1 ? 0 : column
    )
    let text = graph.name(of: input) == nil ? "(\(label))" : label
    return Breakdown.Quantity(
      text: "\(text)[\(place.row), \(place.column)]", value: Matrix(value[place.row, place.column]))
  }

  private func cause(at gate: NodeID, _ inputs: [Double]) -> Breakdown.Cause {
    switch graph.nodes[gate].operation {
    case .leaf: .input
    case .unary(.log): inputs[0] == 0 ? .logarithmOfZero : .logarithmOfNegative
    case .unary(.sqrt): .rootOfNegative
    case .binary(.divide) where inputs[1] == 0: .divisionByZero
    case .binary(.power) where inputs[0] == 0: .powerOfZero
    case .binary(.power) where inputs[0] < 0 && inputs[1] != inputs[1].rounded(): .powerOfNegative
    case .negativeLogLikelihood: .logarithmOfZero
    case .crossEntropy, .softmax: .other
    default: .overflow
    }
  }

  /// The last gate before, one that has a name if any has.
  private func lastFinite(before gate: NodeID, under root: NodeID) -> Breakdown.Quantity? {
    let inputs = graph.inputs(of: gate)
    let candidates = (0..<gate).reversed().lazy.filter { node in
      self.graph.nodes[node].isGate && !inputs.contains(node) && self.slots[node] >= 0
        && self.graph.depends(gate, on: node)
    }
    guard let last = candidates.first(where: { self.graph.name(of: $0) != nil }) ?? candidates.first
    else { return nil }
    return Breakdown.Quantity(text: graph.label(of: last), value: value(of: last))
  }
}

/// The edge of a backward pass on which a finite gradient became one that is not.
public struct SlopeBreakdown: Equatable, Sendable {
  /// What the gate computes, in the language.
  public var gate: String
  /// What it was given.
  public var inputs: [Breakdown.Quantity]
  /// Its local slope, where it is a single number.
  public var local: Double?
}

extension Evaluation {
  /// Where the gradient of `root` stops being finite, the gate nearest to the root first; nil where
  /// it does not, or where the graph has more than `limit` nodes.
  ///
  /// - Precondition: this evaluation computes every node, and `forward()` has run.
  public func slopeBreakdown(from root: NodeID, limit: Int = 10_000) -> SlopeBreakdown? {
    guard graph.nodes.count <= limit else { return nil }
    let steps = BackwardPass(self, from: root).steps
    let isFinite = { (matrix: Matrix) in matrix.elements.allSatisfy(\.isFinite) }
    guard let step = steps.first(where: { isFinite($0.upstream) && !isFinite($0.downstream) })
    else { return nil }
    var local: Double?
    if case .elementwise(let slope) = step.local { local = slope.scalar }
    let inputs = graph.inputs(of: step.output).filter { !graph.isConstant($0) }
    var seen: [NodeID] = []
    for input in inputs where !seen.contains(input) { seen.append(input) }
    return SlopeBreakdown(
      gate: graph.text(of: step.output),
      inputs: seen.map { .init(text: graph.label(of: $0), value: value(of: $0)) }, local: local)
  }
}

extension Graph.Operation {
  fileprivate var isElementwise: Bool {
    switch self {
    case .unary, .binary: true
    default: false
    }
  }
}
