import DocumentModel
import GradientCore

/// A function of the learner's alone: its parameters are inputs, and a gradient arrives at what it
/// gives.
struct Module {
  /// A slope in the output of a use, and its name.
  struct Arriving: Equatable {
    var name: String
    var slopes: Matrix
  }

  /// How it comes to its numbers.
  enum Origin: Equatable {
    /// From a place where it is used.
    case use
    /// Drawn, because nothing uses it.
    case drawn
  }

  var function: String
  var parameters: [String]
  var origin: Origin
  /// What the gradient that arrives is on the learner's bench; nil where it is drawn.
  var arriving: Arriving?
  /// Has the parameters as inputs, `output`, the gradient `upstream` that arrives at it, and
  /// `objective`, of which it is the gradient: sum(output * upstream).
  var bench: Bench
  var output: String
  var upstream: String
  var objective: String
}

extension Module {
  /// Shapes that are tried, one after the other, for an input nobody has given a value.
  private static let shapes = [
    Shape(2, 4), Shape(4, 2), Shape(1, 4), Shape(3, 4), Shape(3, 2), Shape(1, 2), Shape(3, 1),
    Shape(1, 1),
  ]
  /// Of the first input: three examples of two numbers.
  private static let firstShape = Shape(3, 2)
  private static let mostTries = 5_000

  /// - Parameters:
  ///   - values: of the parameters; nil where they are to be drawn.
  ///   - arriving: the slope in what it gives; nil where it is to be drawn, too.
  init?(
    _ function: String, _ values: [Matrix]?, arriving: Arriving? = nil, in bench: Bench,
    seed: UInt64
  ) {
    guard let definition = bench.definitions.functions[function] else { return nil }
    let parameters = definition.parameters
    var base = Bench()
    base.settings = bench.settings
    base.ties = bench.ties
    base.direction = .minimize
    base.definitions.functions = bench.definitions.functions
    for name in Self.namesRead(by: function, in: bench.definitions) {
      base.definitions[name] = bench.definitions[name]
    }
    var taken = Set(base.definitions.names + bench.definitions.functions.keys)
    func free(_ name: String) -> String {
      var name = name
      while taken.contains(name) || Settings.names.contains(name)
        || Vocabulary.functions.contains(name)
      {
        name += "_"
      }
      taken.insert(name)
      return name
    }
    self.function = function
    self.parameters = parameters.map(free)
    output = free("out")
    upstream = free("g")
    objective = free("s")
    let call = "\(function)(\(self.parameters.joined(separator: ", ")))"
    guard let formula = try? Formula(parsing: call) else { return nil }
    var random = SeededGenerator(seed: seed)
    origin = values == nil ? .drawn : .use
    guard
      let found = values
        ?? Self.drawn(formula, for: self.parameters, in: base.definitions, &random)
    else { return nil }
    for (name, value) in zip(self.parameters, found) {
      base.definitions[name] = .leaf(value, .parameter)
    }
    base.definitions[output] = .formula(Definition(formula))
    guard let graph = try? Graph(base.definitions, names: [output]) else { return nil }
    let shape = graph.shape(of: graph.root)
    self.arriving = arriving?.slopes.shape == shape ? arriving : nil
    let slopes = self.arriving?.slopes ?? .drawn(shape, &random)
    base.definitions[upstream] = .leaf(slopes, .held)
    guard let sum = try? Formula(parsing: "sum(\(output) * \(upstream))") else { return nil }
    base.definitions[objective] = .formula(Definition(sum))
    base.objective = objective
    self.bench = base
  }

  /// What the function reads beside its inputs, and what that reads, in the order of definition.
  private static func namesRead(by function: String, in definitions: Definitions) -> [String] {
    var probe = definitions
    let parameters = definitions.functions[function]!.parameters
    let zeros = parameters.map { _ in "0" }.joined(separator: ", ")
    guard let formula = try? Formula(parsing: "\(function)(\(zeros))") else { return [] }
    let name = "module probe"
    probe[name] = .formula(Definition(formula))
    return definitions.names.filter { probe.depends(name, on: $0) }
  }

  /// Numbers for the parameters whose shapes fit; nil where none were found.
  private static func drawn(
    _ call: Formula, for parameters: [String], in definitions: Definitions,
    _ random: inout SeededGenerator
  ) -> [Matrix]? {
    let count = parameters.count - 1
    guard count >= 0 else { return [] }
    var choice = Array(repeating: 0, count: count)
    for _ in 0..<mostTries {
      let tried = [firstShape] + choice.map { shapes[$0] }
      var probe = definitions
      for (name, shape) in zip(parameters, tried) {
        probe[name] = .leaf(Matrix(repeating: 0, shape), .parameter)
      }
      probe["module probe"] = .formula(Definition(call))
      if (try? Graph(probe, names: ["module probe"])) != nil {
        return tried.map { .drawn($0, &random) }
      }
      var place = count - 1
      while place >= 0, choice[place] == shapes.count - 1 {
        choice[place] = 0
        place -= 1
      }
      guard place >= 0 else { return nil }
      choice[place] += 1
    }
    return nil
  }
}

extension Matrix {
  /// Numbers with two digits behind the point, from -1 to 1.
  fileprivate static func drawn(_ shape: Shape, _ random: inout SeededGenerator) -> Matrix {
    Matrix(shape, (0..<shape.count).map { _ in (random.nextSigned() * 100).rounded() / 100 })
  }
}
