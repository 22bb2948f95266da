/// The same graph computed as 32-bit numbers would compute it: leaves, constants and the result of
/// every gate are rounded to `Float`.
public struct SinglePrecision {
  private let scalarized: ScalarizedGraph
  private var leaves: [Float]

  /// Takes the present values of the leaves.
  ///
  /// - Precondition: `scalarized` is the evaluation's graph, and its root is 1×1.
  public init(_ scalarized: ScalarizedGraph, at evaluation: Evaluation) {
    self.scalarized = scalarized
    leaves = scalarized.graph.leaves.map { leaf in
      let origin = scalarized.origins[leaf.node]
      let value = evaluation.value(of: origin.node)
      return Float(value[origin.row, origin.column])
    }
  }

  /// The root with one leaf entry set to `number`.
  public func value(with number: Float, at coordinate: PointFunction.Coordinate) -> Float {
    let graph = scalarized.graph
    let target = scalarized.entries[coordinate.leaf][coordinate.entry]
    var values: [Float] = []
    values.reserveCapacity(graph.nodes.count)
    for node in graph.nodes.indices {
      func input(_ position: Int) -> Double {
        Double(values[graph.input(position, of: node)])
      }
      let value: Float =
        switch graph.nodes[node].operation {
        case .leaf(let index): node == target ? number : leaves[Int(index)]
        case .number(let number): Float(number)
        case .unary(let operation): Float(operation.rule.value(input(0)))
        case .binary(let operation): Float(operation.rule.value(input(0), input(1)))
        case .choose: Float(input(0) != 0 ? input(1) : input(2))
        default: preconditionFailure("a scalarized graph has scalar gates only")
        }
      values.append(value)
    }
    return values[graph.root]
  }
}

extension Graph {
  fileprivate func input(_ position: Int, of node: NodeID) -> NodeID {
    Int(inputIDs[Int(nodes[node].firstInput) + position])
  }
}

extension ScalarizedGraph {
  /// Whether the root is a straight line over one leaf entry, told from its gates: it is only
  /// added, subtracted, negated, and multiplied or divided by what does not depend on it. Other
  /// straight lines, as `log(exp(x))`, are not recognised.
  public func isLinear(in coordinate: PointFunction.Coordinate) -> Bool {
    let target = entries[coordinate.leaf][coordinate.entry]
    // 0: does not depend on it; 1: a straight line; 2: anything else.
    var degrees: [UInt8] = []
    degrees.reserveCapacity(graph.nodes.count)
    for node in graph.nodes.indices {
      let inputs = graph.inputs(of: node).map { degrees[$0] }
      let highest = inputs.max() ?? 0
      let degree: UInt8 =
        switch graph.nodes[node].operation {
        case _ where inputs.isEmpty: node == target ? 1 : 0
        case _ where highest == 0: 0
        case .unary(.negate), .binary(.add), .binary(.subtract): highest
        case .binary(.multiply): min(inputs[0] + inputs[1], 2)
        case .binary(.divide): inputs[1] == 0 ? inputs[0] : 2
        case .choose: inputs[0] == 0 ? highest : 2
        default: 2
        }
      degrees.append(degree)
    }
    return degrees[graph.root] <= 1
  }
}
