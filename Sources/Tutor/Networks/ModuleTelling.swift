import DocumentModel
import GradientCore

/// A module in three parts, for a layer of a network and for a function alike.
struct ModuleTelling {
  let voice: Voice
  let evaluation: Evaluation
  /// How gates are called: names, or their formulas.
  let name: (Graph.NodeID) -> String

  /// Rows of a matrix that are shown.
  static let mostRows = 6
  /// With its formula, and without its shape.
  private static let longestLine = 68

  private var graph: Graph { evaluation.graph }

  /// `z1 = X @ W1 + b1`, its shapes, and its value.
  func forward(_ node: Graph.NodeID, _ formula: String) -> Document {
    // Without a name it is called what it computes.
    let name = name(node)
    return line(
      Text(name, .name), name == formula ? nil : formula, evaluation.value(of: node), .value)
  }

  /// A gradient that comes from outside.
  func arriving(_ gradient: Matrix, called label: String) -> Document {
    line(Text(label, .gradient), nil, gradient, .gradient)
  }

  /// A gradient with the formula that made it.
  func gradient(_ label: String, _ formula: String?, _ value: Matrix) -> Document {
    line(Text(label, .gradient), formula, value, .gradient)
  }

  private func line(
    _ head: Text, _ formula: String?, _ value: Matrix, _ role: Role
  ) -> Document {
    var first = head
    let isLong = formula.map { first.plain.count + 3 + $0.count > Self.longestLine } ?? false
    if let formula, !isLong { first += " = " + Text(formula, .code) }
    // A long formula takes lines of its own.
    let lines = formula.map {
      isLong ? Document(.indented([.paragraph(Text("= ") + Text($0, .code))])) : Document()
    }
    if value.isScalar {
      let end = " = " + Text(voice.numbers.text(value.elements[0]), role)
      return Document(.line(first + end)) + (lines ?? Document())
    }
    first += "    " + Text(value.shape.description, .hint)
    let numbers = Numbers(digits: min(voice.numbers.digits, 4))
    let rows = numbers.rows(value, width: 74, mostRows: Self.mostRows)
    return Document(.line(first)) + (lines ?? Document())
      + Document(.indented(rows.map { .line(Text($0, role)) }))
  }

  /// `X.T @ ∂L/∂z1: 2×4 @ 4×3 → 2×3, the shape of W1`.
  func shapes(of formula: GradientFormula, for node: Graph.NodeID, from root: Graph.NodeID)
    -> Document
  {
    guard case .product(let left, let right) = formula,
      let a = shape(of: left, from: root), let b = shape(of: right, from: root)
    else { return Document() }
    let places = [
      "left": Problems.code(a), "right": Problems.code(b),
      "result": Problems.code(graph.shape(of: node)), "name": Text(name(node), .name),
    ]
    return Document(
      .indented([
        .paragraph(
          voice.say(
            Phrase("{left} @ {right} gives {result}, the shape of {name}.", places)
          ).with(.hint))
      ]))
  }

  private func shape(of formula: GradientFormula, from root: Graph.NodeID) -> Shape? {
    switch formula {
    case .upstream: graph.shape(of: root)
    case .value(let node): graph.shape(of: node)
    case .transposed(let inner): shape(of: inner, from: root)?.transposed
    case .times(let inner, _, _): shape(of: inner, from: root)
    default: nil
    }
  }
}

extension Session {
  /// One layer of the network with its real matrices.
  func document(
    of layer: Network.Layer, of network: Network, using engine: Engine
  ) throws(Refusal) -> Document {
    let evaluation = try evaluation(of: network, using: engine)
    let graph = evaluation.graph
    let telling = ModuleTelling(voice: voice, evaluation: evaluation) {
      graph.label(of: $0)
    }
    let places: [String: Text] = [
      "number": Problems.number(layer.number), "count": Problems.number(network.layers.count),
      "inputs": Problems.number(layer.inputs), "units": Problems.number(layer.units),
    ]
    var document = Document(
      .line(
        voice.say(
          Phrase("layer {number} of {count}: {inputs} → {units}", places))))
    document += title(Phrase("forward: what it gives"))
    document += telling.forward(layer.sum, graph.text(of: layer.sum))
    if layer.output != layer.sum {
      document += telling.forward(layer.output, graph.text(of: layer.output))
    }
    guard let objective = bench.objective, let root = graph.node(named: objective),
      graph.shape(of: root).isScalar, graph.depends(root, on: layer.sum)
    else {
      return document
        + note(
          Phrase(
            "Backward needs something to become small: {loss} defines it.",
            ["loss": Text("loss mse", .command)]))
    }
    evaluation.backward(from: root)
    return document + backward(layer, of: objective, telling, using: evaluation)
  }

  private func backward(
    _ layer: Network.Layer, of objective: String, _ telling: ModuleTelling,
    using evaluation: Evaluation
  ) -> Document {
    let graph = evaluation.graph
    let slope = { (node: Graph.NodeID) in
      let name = graph.label(of: node)
      return graph.name(of: node) == nil ? "∂\(objective)/∂(\(name))" : "∂\(objective)/∂\(name)"
    }
    let naming = { (node: Graph.NodeID) in
      GradientFormula.Naming(upstream: slope(node)) { graph.label(of: $0) }
    }
    var document = title(Phrase("backward: what goes back to its input"))
    document += telling.arriving(evaluation.gradient(of: layer.output), called: slope(layer.output))
    let atSum = evaluation.gradient(of: layer.sum)
    if layer.output != layer.sum {
      let formula = GradientFormula.formulas(
        in: graph, from: layer.output, to: [layer.sum], ties: bench.ties)
      document += telling.gradient(
        slope(layer.sum), formula[layer.sum]?.text(naming(layer.output)), atSum)
    }
    let inputs =
      [layer.input, graph.node(named: layer.weights)!]
      + [layer.bias.flatMap { graph.node(named: $0) }].compactMap { $0 }
    let formulas = GradientFormula.formulas(
      in: graph, from: layer.sum, to: inputs, ties: bench.ties)
    for (place, node) in inputs.enumerated() {
      if place == 1 { document += title(Phrase("parameters: what its own numbers get")) }
      guard let formula = formulas[node], let share = formula.value(at: evaluation, upstream: atSum)
      else { continue }
      document += telling.gradient(slope(node), formula.text(naming(layer.sum)), share)
      document += telling.shapes(of: formula, for: node, from: layer.sum)
      document += otherShares(of: node, than: share, in: evaluation, called: slope(node))
    }
    if let weights = formulas[inputs[1]], graph.name(of: layer.sum) != nil {
      let typed = GradientFormula.Naming(upstream: "d(\(objective), \(graph.label(of: layer.sum)))")
      {
        graph.label(of: $0)
      }
      document += note(
        Phrase(
          "The same, typed: {command}",
          ["command": Text("d\(layer.weights) := \(weights.text(typed))", .command)]))
    }
    return document
  }

  /// What else reads a value, so that its gradient is more than this layer's share.
  private func otherShares(
    of node: Graph.NodeID, than share: Matrix, in evaluation: Evaluation, called label: String
  ) -> Document {
    let whole = evaluation.gradient(of: node)
    let scale = whole.elements.reduce(1e-12) { max($0, abs($1)) }
    let differs = zip(whole.elements, share.elements).contains { abs($0 - $1) > 1e-9 * scale }
    guard differs else { return Document() }
    return Document(
      .indented(
        note(
          Phrase(
            "That is this layer's share. Other gates read it, too; all together {gradient} is {value}.",
            ["gradient": Text(label, .gradient), "value": voice.gradient(whole)])
        ).blocks))
  }

  func title(_ phrase: Phrase) -> Document {
    Document([.rest, .line(voice.say(phrase).with(.strong))])
  }
}
