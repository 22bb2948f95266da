import GradientCore

/// How well the rows are told apart.
extension Bench {
  /// What the network says of each row, as the objective reads it.
  struct Prediction: Equatable, Sendable {
    var name: String
    /// A single output above it means the second class: 0 for logits, 0.5 for probabilities and for
    /// numbers that are to be 0 or 1.
    var threshold: Double
  }

  /// The definition that the objective itself reads and that has the form of the targets; nil where
  /// there is none, or no classes.
  var prediction: Prediction? {
    guard let objective, let data, data.isClassification, hasData,
      let targets = definitions.value(ofLeaf: Self.dataNames[1])?.shape
    else { return nil }
    let readers = definitions.names(readBy: objective).filter { name in
      definitions.definition(of: name) != nil
        && definitions.depends(name, on: Self.dataNames[0])
        && !definitions.depends(name, on: Self.dataNames[1])
    }
    let name = readers.last { name in
      guard let graph = try? Graph(definitions, names: [name]) else { return false }
      return graph.shape(of: graph.root) == targets
    }
    guard let name else { return nil }
    let isProbability = definitions.definition(of: name)?.formula.endsInProbability ?? false
    let takesLogits = definitions.definition(of: objective)?.formula.takesLogits ?? false
    return Prediction(name: name, threshold: takesLogits && !isProbability ? 0 : 0.5)
  }
}

extension Formula {
  fileprivate var endsInProbability: Bool {
    switch nodes[root].kind {
    case .unary(.sigmoid): true
    case .call(let function, _, _): function == .softmax
    default: false
    }
  }

  /// Losses that are 0 at 1 or -1, or at infinity: those of bce, cross-entropy and hinge.
  fileprivate var takesLogits: Bool {
    nodes.contains { node in
      switch node.kind {
      case .unary(.softplus), .unary(.relu), .binary(.max): true
      case .call(let function, _, _): function == .crossEntropy
      default: false
      }
    }
  }
}

extension Session {
  /// The objective on the rows of `bench`, and which share of them is classified rightly.
  func score(
    of bench: Bench, by prediction: Bench.Prediction?, using engine: Engine
  ) -> (loss: Double, accuracy: Double?)? {
    guard let objective = bench.objective else { return nil }
    let names = (prediction.map { [$0.name] } ?? []) + [objective]
    guard let evaluation = try? engine.evaluation(of: names, in: bench) else { return nil }
    let loss = evaluation.scalar(of: evaluation.graph.root)
    guard let prediction, let data = bench.data,
      let node = evaluation.graph.node(named: prediction.name),
      let targets = bench.definitions.value(ofLeaf: Bench.dataNames[1])
    else { return (loss, nil) }
    let outputs = evaluation.value(of: node)
    guard outputs.shape == targets.shape, outputs.shape.rows > 0 else { return (loss, nil) }
    let right = (0..<outputs.shape.rows).count { row in
      let range = (row * outputs.shape.columns)..<((row + 1) * outputs.shape.columns)
      return outputs.elements[range].allSatisfy { !$0.isNaN }
        && data.classIndex(of: outputs.elements[range], threshold: prediction.threshold)
          == data.classIndex(of: targets.elements[range])
    }
    return (loss, Double(right) / Double(outputs.shape.rows))
  }
}
