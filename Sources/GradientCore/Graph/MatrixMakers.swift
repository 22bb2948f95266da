/// `zeros(2, 3)`, `linspace(0, 1, 5)` and their like: matrices fixed when a formula is compiled.
extension Formula {
  /// The value of the call at `position`, which makes a matrix and draws nothing.
  func madeMatrix(at position: Int) throws(CompilationError) -> Matrix {
    guard case .call(let function, _, _) = nodes[position].kind else { preconditionFailure() }
    switch function {
    case .zeros: return Matrix(repeating: 0, try shapeArgument(at: position))
    case .ones: return Matrix(repeating: 1, try shapeArgument(at: position))
    case .identity:
      let size = try shapeArgument(at: position).columns
      try refuse(ifTooLarge: Double(size) * Double(size), at: position)
      var result = Matrix(repeating: 0, Shape(size, size))
      for i in 0..<size { result[i, i] = 1 }
      return result
    case .linspace:
      let values = try numberArguments(at: position)
      let count = try self.count(values[2], at: position)
      let interval = (values[1] - values[0]) / Double(Swift.max(count - 1, 1))
      return Matrix(
        Shape(1, count),
        (0..<count).map {
          $0 == count - 1 && count > 1 ? values[1] : values[0] + Double($0) * interval
        })
    default: return try arange(at: position)
    }
  }

  private func arange(at position: Int) throws(CompilationError) -> Matrix {
    let values = try numberArguments(at: position)
    let start = values.count > 1 ? values[0] : 0
    let end = values.count > 1 ? values[1] : values[0]
    let step = values.count > 2 ? values[2] : 1
    let count = ((end - start) / step).rounded(.up)
    let whole = try self.count(count, at: position)
    return Matrix(Shape(1, whole), (0..<whole).map { start + Double($0) * step })
  }

  /// `(rows, columns)` of the call at `position`; one argument is a row of that length.
  func shapeArgument(at position: Int) throws(CompilationError) -> Shape {
    let values = try numberArguments(at: position)
    var counts: [Int] = []
    for value in values { counts.append(try count(value, at: position)) }
    try refuse(ifTooLarge: values.reduce(1, *), at: position)
    return counts.count == 1 ? Shape(1, counts[0]) : Shape(counts[0], counts[1])
  }

  private func count(_ value: Double, at position: Int) throws(CompilationError) -> Int {
    let range = nodes[position].range
    guard value >= 1, value == value.rounded(), value.isFinite else {
      throw CompilationError(
        .argumentNotCount(function: functionName(at: position), value), at: range)
    }
    try refuse(ifTooLarge: value, at: position)
    return Int(value)
  }

  private func refuse(ifTooLarge entries: Double, at position: Int) throws(CompilationError) {
    let limit = GraphBuilder.Limit.entries
    guard entries <= Double(limit) else {
      throw CompilationError(
        .tooLarge(entries: Int(Swift.min(entries, 1e18)), limit: limit),
        at: nodes[position].range)
    }
  }

  private func functionName(at position: Int) -> String {
    if case .call(let function, _, _) = nodes[position].kind { function.rawValue } else { "" }
  }

  private func numberArguments(at position: Int) throws(CompilationError) -> [Double] {
    var result: [Double] = []
    for input in inputs(of: position) {
      let argument = subformula(at: input)
      let readsNames = argument.nodes.contains {
        switch $0.kind {
        case .name, .apply, .derivative: true
        case .call(let function, _, _): function.isRandom
        default: false
        }
      }
      guard !readsNames else {
        throw CompilationError(
          .argumentNotConstant(function: functionName(at: position)), at: argument.range)
      }
      let evaluation = Evaluation(try Graph(Definitions(), formula: Definition(argument)))
      evaluation.forward()
      let value = evaluation.value(of: evaluation.graph.root)
      guard let scalar = value.scalar else {
        throw CompilationError(
          .argumentNotScalar(function: functionName(at: position), value.shape),
          at: argument.range)
      }
      result.append(scalar)
    }
    return result
  }
}
