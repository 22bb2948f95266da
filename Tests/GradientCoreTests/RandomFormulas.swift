import GradientCore

/// Formulas and circuits at random, for properties that hold for all of them.
struct RandomFormulas {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(random.next() % UInt64(choices.count))]
  }

  /// A formula over `names`, about `depth` gates deep; smooth ones have no corners.
  mutating func formula(over names: [String], depth: Int, isSmooth: Bool = false) -> String {
    guard depth > 0, random.nextUniform() > 0.12 else {
      return random.nextUniform() < 0.75 ? pick(names) : pick(["1", "2", "3", "0.5", "0"])
    }
    func part(_ generator: inout RandomFormulas) -> String {
      "(" + generator.formula(over: names, depth: depth - 1, isSmooth: isSmooth) + ")"
    }
    let corners = ["relu", "abs", "leaky_relu", "hard_tanh", "max", "min", "where", "sign", ">"]
    let smooth = [
      "+", "+", "-", "*", "*", "/", "square", "neg", "sin", "cos", "tanh", "sigmoid", "exp",
      "softplus", "log", "sqrt", "^2", "^3", "^-1", "^0.5",
    ]
    let operation = pick(isSmooth ? smooth : smooth + corners)
    let a = part(&self)
    switch operation {
    case "+", "-", "*", "/", ">": return "\(a) \(operation) \(part(&self))"
    case "max", "min": return "\(operation)(\(a), \(part(&self)))"
    case "where": return "where(\(a) > \(part(&self)), \(part(&self)), \(a))"
    case "neg": return "-\(a)"
    case "^2", "^3", "^-1", "^0.5": return a + operation
    // Kept small, so that what is compared is not lost in digits.
    case "exp": return "exp(tanh(\(a)))"
    case "log": return "log(1 + square(\(a)))"
    case "sqrt": return "sqrt(1 + square(\(a)))"
    default: return "\(operation)(\(a))"
    }
  }

  /// Definitions `g0` … and `f`, of about `gates` gates over `x`, `y` and `z`; half of them have
  /// names that others read.
  mutating func circuit(gates: Int, isSmooth: Bool = false) throws -> Definitions {
    var lines = ["x = 0.3", "y = -0.7", "z = 1.2"]
    var names = ["x", "y", "z"]
    var count = 0
    while count < gates {
      let formula = formula(over: names.suffix(6) + ["x"], depth: 2, isSmooth: isSmooth)
      let name = "g\(lines.count)"
      // Squashed, so that hundreds of gates stay finite.
      lines.append("\(name) = tanh(\(formula)) + 0 * x")
      names.append(name)
      count += 6
    }
    lines.append("f = " + names.suffix(4).joined(separator: " + ") + " + 0 * (x + y + z)")
    return try definitions(lines)
  }
}

extension Definitions {
  /// The same with leaves elsewhere.
  func at(_ point: KeyValuePairs<String, Double>) -> Definitions {
    var moved = self
    for (name, value) in point { moved[name] = .leaf(Matrix(value), .parameter) }
    return moved
  }
}

/// The value of a formula whose slopes are worked out as expressions.
func symbolic(_ formula: String, _ known: Definitions, ties: Ties = .split) throws -> Double {
  let graph = try Graph(
    known, formula: Definition(try Formula(parsing: formula)), slopes: ties)
  let evaluation = Evaluation(graph, ties: ties)
  evaluation.load(known)
  evaluation.forward()
  return evaluation.scalar(of: graph.root)
}
