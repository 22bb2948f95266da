import Glibc

extension Mistake {
  /// What mistakes give that spoil a right value, whatever it was computed from.
  ///
  /// - Parameters:
  ///   - formula: what `right` is the value of. Where a logarithm lies under it, log10 for ln is
  ///     tried; where a mean does, its 1/N.
  public static func values(
    besides right: Matrix, of formula: Definition? = nil,
    in definitions: Definitions = Definitions()
  ) -> [Outcome] {
    var outcomes = Outcomes(besides: right)
    outcomes.addSpoiled()
    if let scalar = right.scalar { outcomes.add(.upsideDown, 1 / scalar) }
    if let formula,
      let graph = try? Graph(definitions, formula: formula, slopes: .split)
    {
      outcomes.addLogarithm(in: graph)
      for count in graph.meanCounts {
        outcomes.add(.oneOverN, right.scaled(by: count))
        outcomes.add(.oneOverNTwice, right.scaled(by: 1 / count))
      }
    }
    return outcomes.listed
  }
}

extension Outcomes {
  fileprivate mutating func addLogarithm(in graph: Graph) {
    if graph.hasLogarithm { add(.log10ForLn, right.scaled(by: 1 / M_LN10)) }
  }
}

extension Graph {
  fileprivate var hasLogarithm: Bool {
    nodes.contains {
      switch $0.operation {
      case .unary(.log), .crossEntropy, .negativeLogLikelihood: true
      default: false
      }
    }
  }

  /// By how much the means of the graph divide, without repetition.
  fileprivate var meanCounts: [Double] {
    var counts: Set<Int> = []
    for (node, gate) in nodes.enumerated() where gate.isGate {
      let input = shape(of: inputs(of: node)[0])
      switch gate.operation {
      case .reduce(.mean, _): counts.insert(input.count / gate.shape.count)
      case .meanSquaredError: counts.insert(input.count)
      case .crossEntropy, .negativeLogLikelihood: counts.insert(input.rows)
      default: break
      }
    }
    return counts.filter { $0 > 1 }.sorted().map(Double.init)
  }
}
