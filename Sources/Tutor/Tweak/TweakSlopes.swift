import GradientCore

/// The objective and its slopes at the present point.
struct TweakSlopes {
  let objective: String
  let evaluation: Evaluation
  /// The objective.
  let value: Double

  var graph: Graph { evaluation.graph }
  var root: Graph.NodeID { graph.root }

  /// By an entry; 0 where the objective does not depend on it, nil for a setting.
  func slope(of knob: Knob) -> Double? {
    guard case .entry = knob else { return nil }
    guard let (node, index) = place(of: knob) else { return 0 }
    return evaluation.gradient(of: node).elements[index]
  }

  /// Where an entry, or a setting that a formula reads, stands in the graph.
  func place(of knob: Knob) -> (node: Graph.NodeID, index: Int)? {
    switch knob {
    case .entry(let leaf, let index): graph.node(named: leaf).map { ($0, index) }
    case .setting(let setting): graph.node(named: setting.rawValue).map { ($0, 0) }
    case .ties: nil
    }
  }

  /// About how many numbers one forward pass computes.
  var work: Int { graph.nodes.reduce(0) { $0 + $1.shape.count } }
}

extension Session {
  /// After a forward and a backward pass; nil where there is no objective. Valid until the engine is
  /// asked again.
  func slopes(using engine: Engine) -> TweakSlopes? {
    guard let objective = bench.objective,
      let evaluation = try? engine.evaluation(of: [objective], in: bench)
    else { return nil }
    let root = evaluation.graph.root
    guard evaluation.graph.shape(of: root).isScalar else { return nil }
    evaluation.backward(from: root)
    return TweakSlopes(
      objective: objective, evaluation: evaluation, value: evaluation.scalar(of: root))
  }
}
