extension Algebra {
  /// Makes the gates of an expression, each part once.
  ///
  /// - Parameter place: the node of an atom in the graph that is being built.
  func lower(
    _ root: ID, into builder: inout GraphBuilder,
    place: (Graph.NodeID, inout GraphBuilder) throws(LanguageError.Fact) -> Graph.NodeID
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    var isNeeded = Array(repeating: false, count: root + 1)
    isNeeded[root] = true
    for id in (0...root).reversed() where isNeeded[id] {
      for part in parts(of: id) { isNeeded[part] = true }
    }
    var made = Array(repeating: -1, count: root + 1)
    for id in 0...root where isNeeded[id] {
      switch kinds[id] {
      case .number(let value): made[id] = try builder.number(value.value)
      case .constant(let constant): made[id] = try builder.number(constant.value)
      case .atom(let node): made[id] = try place(node, &builder)
      case .symbol: preconditionFailure("stands for no gate")
      case .sum(let terms): made[id] = try lower(terms, made, into: &builder)
      case .product(let factors):
        made[id] = try lower(factors, times: .one, made, into: &builder)
      case .power(let a, let b): made[id] = try builder.apply(.power, made[a], made[b])
      case .unary(let operation, let a): made[id] = try builder.apply(operation, made[a])
      case .binary(let operation, let a, let b):
        made[id] = try builder.apply(operation, made[a], made[b])
      case .choose(let condition, let a, let b):
        made[id] = try builder.choose(made[condition], made[a], made[b])
      }
    }
    return made[root]
  }

  func parts(of id: ID) -> [ID] {
    switch kinds[id] {
    case .number, .constant, .atom, .symbol: []
    case .sum(let terms): terms.flatMap { factors(of: $0.part).map(\.base) }
    case .product(let factors): factors.map(\.base)
    case .power(let a, let b), .binary(_, let a, let b): [a, b]
    case .unary(_, let a): [a]
    case .choose(let condition, let a, let b): [condition, a, b]
    }
  }

  private func lower(
    _ terms: [Term], _ made: [Graph.NodeID], into builder: inout GraphBuilder
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    var total: Graph.NodeID?
    for term in terms {
      let node = try lower(
        factors(of: term.part), times: term.coefficient.magnitude, made, into: &builder)
      if let sum = total {
        total = try builder.apply(term.coefficient.isNegative ? .subtract : .add, sum, node)
      } else {
        total = term.coefficient.isNegative ? try builder.apply(.negate, node) : node
      }
    }
    return total!
  }

  private func lower(
    _ factors: [Factor], times coefficient: Coefficient, _ made: [Graph.NodeID],
    into builder: inout GraphBuilder
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    func product(_ factors: [Factor], _ number: Double) throws(LanguageError.Fact)
      -> Graph.NodeID?
    {
      var result = number == 1 ? nil : try builder.number(number)
      for factor in factors {
        var node = made[factor.base]
        if factor.exponent.magnitude != 1 {
          node = try builder.apply(
            .power, node, try builder.number(factor.exponent.magnitude))
        }
        if let left = result { node = try builder.apply(.multiply, left, node) }
        result = node
      }
      return result
    }
    let above = try product(factors.filter { $0.exponent > 0 }, coefficient.numerator)
    let below = try product(factors.filter { $0.exponent < 0 }, coefficient.denominator)
    let numerator: Graph.NodeID
    if let above { numerator = above } else { numerator = try builder.number(1) }
    guard let below else { return numerator }
    return try builder.apply(.divide, numerator, below)
  }
}
