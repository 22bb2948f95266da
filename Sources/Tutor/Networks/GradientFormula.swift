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
        Self.partial(of: operation, position, at: inputs, in: graph, ties), ["a": inputs[0], "b": inputs[1], "y": gate]
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

// MARK: - As text

extension GradientFormula {
  /// How names are written.
  struct Naming {
    var upstream: String
    var value: (Graph.NodeID) -> String
  }

  func text(_ naming: Naming) -> String { written(naming).text }

  /// How tightly the outermost sign of a text binds.
  private enum Binding: Int, Comparable {
    case sum, product, atom
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private func written(_ naming: Naming) -> (text: String, binding: Binding) {
    func bracketed(_ formula: GradientFormula, below binding: Binding) -> String {
      let inner = formula.written(naming)
      return inner.binding < binding ? "(\(inner.text))" : inner.text
    }
    switch self {
    case .upstream: return (naming.upstream, .atom)
    case .value(let node):
      let text = naming.value(node)
      return Self.isAtom(text) ? (text, .atom) : ("(\(text))", .atom)
    case .transposed(let inner): return (bracketed(inner, below: .atom) + ".T", .atom)
    case .product(let left, let right):
      let first =
        if case .times = left { bracketed(left, below: .atom) } else {
          bracketed(left, below: .product)
        }
      return (first + " @ " + bracketed(right, below: .atom), .product)
    case .times(let upstream, let local, let values):
      let factor = Self.replacing(local, with: values.mapValues(naming.value))
      if factor == "-1" { return ("-" + bracketed(upstream, below: .atom), .product) }
      let isAtom =
        Self.isAtom(factor) || Double(factor) != nil || Self.bindsTightly(local)
      return (
        bracketed(upstream, below: .product) + " * " + (isAtom ? factor : "(\(factor))"), .product
      )
    case .sum(let inner, let axis):
      let axis = axis.map { ", axis=\($0)" } ?? ""
      return ("sum(\(inner.written(naming).text)\(axis))", .atom)
    case .plus(let left, let right):
      return (left.written(naming).text + " + " + right.written(naming).text, .sum)
    case .spread(let inner, let shape, let share):
      let text =
        bracketed(inner, below: .product) + " * ones(\(shape.rows), \(shape.columns))"
      return (share == 1 ? text : text + " / \(share)", .product)
    }
  }

  /// `2 * a` and `where(…)` need no brackets behind `*`.
  private static func bindsTightly(_ local: String) -> Bool {
    if local.hasPrefix("where(") { return true }
    return local.first?.isNumber == true && ![" + ", " - ", " / ", ","].contains(where: local.contains)
  }

  /// A name, or a call whose brackets end it.
  private static func isAtom(_ text: String) -> Bool {
    guard text.first?.isLetter == true else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Puts texts in the places of letters that stand alone.
  private static func replacing(_ local: String, with texts: [Character: String]) -> String {
    var result = ""
    let characters = Array(local)
    for (index, character) in characters.enumerated() {
      let isPart = { (place: Int) in
        characters.indices.contains(place)
          && (characters[place].isLetter || characters[place].isNumber || characters[place] == "_")
      }
      guard let text = texts[character], !isPart(index - 1), !isPart(index + 1) else {
        result.append(character)
        continue
      }
      let isNumber = text.first?.isNumber == true && Double(text) != nil
      result += isAtom(text) || isNumber || local.count == 1 ? text : "(\(text))"
    }
    return result
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
