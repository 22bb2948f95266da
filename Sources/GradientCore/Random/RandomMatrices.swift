extension Formula {
  /// What the random calls of the formula draw, in postorder.
  ///
  /// `uniform` is [0, 1), `normal` has deviation 1. `xavier` is uniform with variance
  /// 2 / (rows + columns) (Glorot and Bengio 2010), `he` normal with variance 2 / rows (He et al.
  /// 2015); rows are the inputs of a layer, as in `x @ W`.
  ///
  /// - Throws: when a count is not a whole number that is fixed now, or too large.
  public func draws(_ random: inout SeededGenerator) throws(CompilationError) -> [Matrix] {
    var result: [Matrix] = []
    for position in nodes.indices {
      guard case .call(let function, _, _) = nodes[position].kind, function.isRandom else {
        continue
      }
      result.append(Self.draw(function, try shapeArgument(at: position), &random))
    }
    return result
  }

  private static func draw(
    _ function: BuiltInFunction, _ shape: Shape, _ random: inout SeededGenerator
  ) -> Matrix {
    let next: (inout SeededGenerator) -> Double
    switch function {
    case .normal: next = { $0.nextNormal() }
    case .xavier:
      let limit = (6 / Double(shape.rows + shape.columns)).squareRoot()
      next = { $0.nextSigned() * limit }
    case .he:
      let deviation = (2 / Double(shape.rows)).squareRoot()
      next = { $0.nextNormal() * deviation }
    default: next = { $0.nextUniform() }
    }
    return Matrix(shape, (0..<shape.count).map { _ in next(&random) })
  }
}
