import GradientCore

/// Definitions as a learner types them, line by line.
func definitions(_ lines: [String], _ known: Definitions = Definitions()) throws -> Definitions {
  var result = known
  for line in lines {
    guard case .assignment(let assignment) = try Statement(parsing: line) else {
      preconditionFailure("not a definition: \(line)")
    }
    let definition = Definition(assignment.formulas[0])
    result[assignment.targets[0].name] =
      definition.formula.names.isEmpty
      ? .leaf(try result.compute(definition).value, .parameter) : .formula(definition)
  }
  return result
}

extension Graph {
  func nodes(_ names: [String]) -> [NodeID] { names.map { node(named: $0)! } }
}

/// Numbers between -2 and 2, the same for every contender.
func points(_ count: Int) -> [Double] {
  var random = SeededGenerator(seed: 1)
  return (0..<count).map { _ in 2 * random.nextSigned() }
}

/// Results as one number in which each of them counts differently.
func weighted(_ results: [Double]) -> Double {
  results.enumerated().reduce(0) { $0 + Double($1.offset % 7 + 1) * $1.element }
}
