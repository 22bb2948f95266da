import GradientCore

/// How the gradient of an input of a module is computed from the gradient of its output: a formula
/// of whole matrices in our own language, which is shown and computed alike.
indirect enum GradientFormula: Equatable, Sendable {
  /// The gradient of the output.
  case upstream
  case value(Graph.NodeID)
  case transposed(GradientFormula)
  case product(GradientFormula, GradientFormula)
  /// Entry by entry; `local` is over letters that stand for values.
  case times(GradientFormula, local: String, [Character: Graph.NodeID])
  /// Over everything where no axis is given.
  case sum(GradientFormula, axis: Int?)
  case plus(GradientFormula, GradientFormula)
  case spread(GradientFormula, Shape, share: Int)

  var transposed: GradientFormula {
    switch self {
    case .transposed(let inner): inner
    case .product(let left, let right): .product(right.transposed, left.transposed)
    default: .transposed(self)
    }
  }

  func times(_ local: String, _ values: [Character: Graph.NodeID]) -> GradientFormula {
    local == "1" ? self : .times(self, local: local, values)
  }

  /// Where an input was stretched, its gradient is a sum.
  func summed(from given: Shape, to shape: Shape) -> GradientFormula {
    if shape.isScalar, !given.isScalar { return .sum(self, axis: nil) }
    let rows = shape.rows == 1 && given.rows > 1
    let columns = shape.columns == 1 && given.columns > 1
    return rows ? .sum(self, axis: 0) : columns ? .sum(self, axis: 1) : self
  }
}

// MARK: - From a circuit

extension GradientFormula {
  /// Follows the gates between `inputs` and `root` backward.
  ///
  /// - Returns: nothing for inputs that `root` does not follow, or whose way leads through gates
  ///   that have no such formula.
  static func formulas(
    in graph: Graph, from root: Graph.NodeID, to inputs: [Graph.NodeID], ties: Ties = .split
  ) -> [Graph.NodeID: GradientFormula] {
    let wanted = Set(inputs)
    guard let first = inputs.min() else { return [:] }
    var leads = wanted
    for node in graph.nodes.indices where node > first && node <= root && !wanted.contains(node) {
      if graph.inputs(of: node).contains(where: leads.contains) { leads.insert(node) }
    }
    var found: [Graph.NodeID: GradientFormula] = [root: .upstream]
    var isUnknown: Set<Graph.NodeID> = []
    for gate in (0...root).reversed() where leads.contains(gate) && !wanted.contains(gate) {
      let upstream = found[gate]
      for (position, input) in graph.inputs(of: gate).enumerated() where leads.contains(input) {
        guard let upstream, !isUnknown.contains(gate),
          let share = upstream.share(of: position, at: gate, in: graph, ties)
        else {
          if upstream != nil { isUnknown.insert(input) }
          continue
        }
        found[input] = found[input].map { .plus($0, share) } ?? share
      }
    }
    return found.filter { wanted.contains($0.key) && !isUnknown.contains($0.key) }
  }

  /// A value that is only turned is written as what it was.
  private static func value(_ node: Graph.NodeID, in graph: Graph) -> GradientFormula {
    guard graph.nodes[node].operation == .transpose, graph.name(of: node) == nil else {
      return .value(node)
    }
    return value(graph.inputs(of: node)[0], in: graph).transposed
  }

  /// What goes back along one wire.
  private func share(
    of position: Int, at gate: Graph.NodeID, in graph: Graph, _ ties: Ties
  ) -> GradientFormula? {
    let inputs = graph.inputs(of: gate)
    let (shape, own) = (graph.shape(of: gate), graph.shape(of: inputs[position]))
    switch graph.nodes[gate].operation {
    case .matrixProduct:
      return position == 0
        ? .product(self, Self.value(inputs[1], in: graph).transposed)
        : .product(Self.value(inputs[0], in: graph).transposed, self)
    case .transpose: return transposed
    case .unary(let operation):
      return times(operation.rule.derivativeText, ["a": inputs[0], "y": gate])
    case .binary(let operation):
      return times(
        Self.partial(of: operation, position, at: inputs, in: graph, ties),
        ["a": inputs[0], "b": inputs[1], "y": gate]
      ).summed(from: shape, to: own)
    case .reduce(.sum, _): return .spread(self, own, share: 1)
    case .reduce(.mean, _): return .spread(self, own, share: own.count / shape.count)
    default: return nil
    }
  }
}

extension GradientFormula {
  /// A partial derivative over `a`, `b` and `y`, with what is known of the place: a constant
  /// exponent, and who gets the gradient of two equal inputs.
  private static func partial(
    of operation: BinaryOperation, _ position: Int, at inputs: [Graph.NodeID], in graph: Graph,
    _ ties: Ties
  ) -> String {
    let texts = operation.rule.partialTexts
    let text = position == 0 ? texts.a : texts.b
    switch operation {
    case .max, .min:
      let share = position == 0 ? ties.firstShare : ties.secondShare
      return text.replacing("0.5", with: Numbers.exact.text(share))
    case .power where position == 0:
      guard case .number(let exponent) = graph.nodes[inputs[1]].operation, exponent > 1 else {
        return text
      }
      let factor = Numbers.exact.text(exponent)
      return exponent == 2
        ? "2 * a" : "\(factor) * a^\(Numbers.exact.text(exponent - 1))"
    default: return text
    }
  }
}

// MARK: - As a value

extension GradientFormula {
  /// Computed as it is written.
  func value(at evaluation: Evaluation, upstream: Matrix) -> Matrix? {
    let naming = Naming(upstream: "upstream") { "node\($0)" }
    guard let formula = try? Formula(parsing: text(naming)) else { return nil }
    var definitions = Definitions()
    for name in formula.names {
      let value = Int(name.dropFirst(4)).map { evaluation.value(of: $0) } ?? upstream
      definitions[name] = .leaf(value, .held)
    }
    return (try? definitions.compute(Definition(formula)))?.value
  }
}
