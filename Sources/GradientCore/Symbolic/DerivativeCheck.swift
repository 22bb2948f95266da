import Glibc

/// A slope as an expression, held against central differences at random points of the domain.
public struct DerivativeCheck: Equatable, Sendable {
  /// How many points could be compared: where everything is finite and no kink is near.
  public private(set) var points = 0
  /// Where the expression and the differences disagreed.
  public private(set) var disagreement: Disagreement?

  public struct Disagreement: Equatable, Sendable {
    public var symbolic: Double
    public var numerical: Double
  }

  public var holds: Bool { points > 0 && disagreement == nil }

  static let wanted = 8
  static let mostTries = 80

  /// - Parameters:
  ///   - first: for a second slope, what the first one was taken in: then first slopes of backward
  ///     passes are compared.
  ///   - slope: an expression over nodes of `graph`.
  init(
    _ slope: Algebra.ID, in algebra: Algebra, of root: Graph.NodeID, slopeBy first: Graph.NodeID?,
    by target: Graph.NodeID, in graph: Graph, ties: Ties, values: [Graph.NodeID: Double]
  ) throws(LanguageError.Fact) {
    var builder = GraphBuilder(extending: try graph.cut(at: target))
    let result = try algebra.lower(slope, into: &builder) {
      (node, _) throws(LanguageError.Fact) in node
    }
    let evaluation = Evaluation(builder.finished(root: result), ties: ties)
    var prober = Prober(
      evaluation: evaluation, root: root, first: first, target: target, result: result)
    var random = SeededGenerator(seed: 1)
    let wanted = graph.nodes.count > 5_000 ? 2 : Self.wanted
    for attempt in 0..<Self.mostTries where points < wanted {
      for leaf in evaluation.graph.leaves {
        let present = values[leaf.node] ?? 1
        let draw = random.nextSigned()
        let place: Double =
          switch attempt % 4 {
          case 0: present * (1 + 0.3 * draw) + 0.1 * random.nextSigned()
          case 1: 2 * draw
          case 2: 1.05 + 0.95 * draw
          default: 0.5 * draw
          }
        evaluation.set(leaf.node, to: place)
      }
      switch prober.compare() {
      case nil: continue
      case .some(nil): points += 1
      case .some(let found):
        disagreement = found
        return
      }
    }
  }
}

/// Compares at one point.
private struct Prober {
  let evaluation: Evaluation
  let root: Graph.NodeID
  let first: Graph.NodeID?
  let target: Graph.NodeID
  let result: Graph.NodeID

  /// What is differenced: the root, or its slope by a backward pass.
  private func value(at place: Double) -> Double {
    evaluation.set(target, to: place)
    evaluation.forward()
    guard let first else { return evaluation.scalar(of: root) }
    evaluation.backward(from: root)
    return evaluation.scalarGradient(of: first)
  }

  /// Nil where nothing can be compared; else the disagreement, if there is one.
  mutating func compare() -> DerivativeCheck.Disagreement?? {
    let place = evaluation.scalar(of: target)
    let present = value(at: place)
    let symbolic = evaluation.scalar(of: result)
    let h = Glibc.cbrt(Double.ulpOfOne) * Swift.max(1, Swift.abs(place))
    func slope(_ h: Double) -> Double { (value(at: place + h) - value(at: place - h)) / (2 * h) }
    let (fine, coarse) = (slope(h), slope(2 * h))
    guard present.isFinite, symbolic.isFinite, fine.isFinite, coarse.isFinite else { return nil }
    let size = Swift.max(1, Swift.max(Swift.abs(fine), Swift.abs(symbolic)))
    let noise = Swift.abs(fine - coarse)
    let rounding = 1e-10 * Swift.abs(present)
    // Near a kink, or where the curve is too steep to be measured.
    guard noise <= 1e-4 * size, rounding <= 1e-4 * size else { return nil }
    if Swift.abs(symbolic - fine) <= 1e-6 * size + 4 * noise + rounding { return .some(nil) }
    // A second kind of kink: both quotients stand astride it in the same way.
    let jump = Swift.abs(
      (value(at: place + h) - present) / h - (present - value(at: place - h)) / h)
    if jump > 1e-2 * size { return nil }
    return DerivativeCheck.Disagreement(symbolic: symbolic, numerical: fine)
  }
}

extension Graph {
  /// The same graph of single numbers with a leaf in the place of a gate; nodes keep their IDs.
  func cut(at target: NodeID) throws(LanguageError.Fact) -> Graph {
    if !nodes[target].isGate, case .leaf = nodes[target].operation { return self }
    var builder = GraphBuilder()
    for node in nodes.indices {
      let inputs = inputs(of: node)
      switch nodes[node].operation {
      case _ where node == target: _ = try builder.leaf("∂", role: .parameter)
      case .leaf(let index):
        _ = try builder.leaf(leaves[Int(index)].name, role: leaves[Int(index)].role)
      case .number(let value): _ = try builder.number(value)
      case .unary(let operation): _ = try builder.apply(operation, inputs[0])
      case .binary(let operation): _ = try builder.apply(operation, inputs[0], inputs[1])
      case .choose: _ = try builder.choose(inputs[0], inputs[1], inputs[2])
      default: preconditionFailure("not a gate of single numbers")
      }
    }
    return builder.finished(root: root)
  }
}
