import GradientCore
import Testing

/// Definitions written as a learner writes them, for tests.
func definitions(_ lines: String...) throws -> Definitions { try definitions(lines) }

func definitions(_ lines: [String]) throws -> Definitions {
  var result = Definitions(settings: ["h": 0.01, "step": 0.1])
  var random = SeededGenerator(seed: 1)
  for line in lines {
    switch try Statement(parsing: line) {
    case .assignment(let assignment):
      let formula = assignment.formulas[0]
      let definition = Definition(formula, draws: try formula.draws(&random))
      let name = assignment.targets[0].name
      if formula.names.isEmpty {
        result[name] = .leaf(try result.compute(definition).value, .parameter)
      } else {
        result[name] = .formula(definition)
      }
    case .function(let name, let parameters, let body):
      result.functions[name] = FunctionDefinition(
        parameters: parameters, body: Definition(body, draws: try body.draws(&random)))
    case .formula: Issue.record("not a definition: \(line)")
    }
  }
  return result
}

/// The value of a formula, at the present values of the leaves.
func compute(_ formula: String, _ definitions: Definitions = Definitions()) throws -> Matrix {
  var random = SeededGenerator(seed: 7)
  let formula = try Formula(parsing: formula)
  return try definitions.compute(Definition(formula, draws: try formula.draws(&random))).value
}

func scalar(_ formula: String, _ definitions: Definitions = Definitions()) throws -> Double {
  try #require(try compute(formula, definitions).scalar)
}

/// |a - b| ≤ absolute + relative · |b|, and both not finite in the same way.
func isClose(_ a: Double, _ b: Double, relative: Double = 1e-12, absolute: Double = 1e-12) -> Bool {
  if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
  if a == b { return true }
  return abs(a - b) <= absolute + relative * abs(b)
}

func isClose(_ a: Matrix, _ b: Matrix, relative: Double = 1e-12, absolute: Double = 1e-12) -> Bool {
  a.shape == b.shape
    && zip(a.elements, b.elements).allSatisfy {
      isClose($0, $1, relative: relative, absolute: absolute)
    }
}

/// An evaluation of the definitions with its forward pass done.
func evaluated(_ definitions: Definitions, _ name: String = "f", ties: Ties = .split) throws
  -> Evaluation
{
  let evaluation = Evaluation(try Graph(definitions, names: [name]), ties: ties)
  evaluation.load(definitions)
  evaluation.forward()
  return evaluation
}

/// The gradient of `name` with respect to a leaf or definition.
func gradient(_ definitions: Definitions, of name: String = "f", by variable: String) throws
  -> Matrix
{
  let evaluation = try evaluated(definitions, name)
  evaluation.backward(from: evaluation.graph.root)
  return evaluation.gradient(of: try #require(evaluation.graph.node(named: variable)))
}
