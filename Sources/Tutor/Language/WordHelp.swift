import DocumentModel
import GradientCore

/// What `help` tells of a word of formulas: how it is written, what it means, where its slope goes,
/// and lines that can be typed on an empty bench.
struct WordHelp {
  var forms: [String]
  var paragraphs: [Phrase]
  var example: [String]

  /// Nil where `word` is no function and no constant of the language.
  init?(_ word: String) {
    let name = ["σ": "sigmoid", "π": "pi", "∞": "inf", "∂": "d"][word] ?? word
    if let operation = UnaryOperation(rawValue: name), operation != .negate {
      self.init(operation)
    } else if let function = BuiltInFunction(rawValue: name) {
      self.init(function)
    } else if let constant = NamedConstant(rawValue: name) {
      self.init(constant)
    } else if name == "d" {
      self.init(
        ["d(EXPR, NAME)", "∂f/∂x"],
        [
          Phrase(
            "the slope of a single number in an input, a definition or an entry, at this moment"),
          Phrase(
            "Where nothing depends on the name the slope is 0. A name that takes a slope keeps the value of that moment; it does not follow."
          ),
          Phrase(
            "One d in another is a second slope: how the slope of f in x changes with y. {derive} shows how a slope is found.",
            ["derive": Text("derive", .command)]),
        ],
        example: [
          "x = 1; y = -3; f = x * y", "d(f, x)", "∂f/∂y", "d(x^2 * y, x)",
          "d(d(x^2 * y, x), y)",
        ])
    } else {
      return nil
    }
  }

  init(_ forms: [String], _ paragraphs: [Phrase], example: [String]) {
    self.forms = forms
    self.paragraphs = paragraphs
    self.example = example
  }

  // MARK: - Elementwise functions

  /// An operation that is new to this file is explained by its rule.
  private init(_ operation: UnaryOperation) {
    let name = operation.rawValue
    let (meaning, convention) = Self.meaning(of: operation)
    let slope = Phrase(
      "Its slope is {slope}, where a is the input and y the value. Of a matrix it is taken entry by entry.",
      ["slope": Text(operation.rule.derivativeText, .code)])
    self.init(
      ["\(name)(a)"], [meaning, slope, convention].compactMap(\.self),
      example: ["x = 0.5; f = \(name)(x)", "d(f, x)"])
    if operation == .sigmoid { forms.append("σ(a)") }
  }

  private static func meaning(of operation: UnaryOperation) -> (Phrase?, convention: Phrase?) {
    let flatAtZero = Phrase("At 0 its slope is taken to be 0.")
    return switch operation {
    case .negate: (nil, nil)
    case .exp: (Phrase("e to the power of a"), nil)
    case .log: (Phrase("the natural logarithm of a"), nil)
    case .sqrt: (Phrase("the square root of a"), nil)
    case .sin: (Phrase("the sine of a, in radians"), nil)
    case .cos: (Phrase("the cosine of a, in radians"), nil)
    case .tanh: (Phrase("the hyperbolic tangent of a, between -1 and 1"), nil)
    case .sigmoid: (Phrase("1 / (1 + exp(-a)), between 0 and 1"), nil)
    case .relu: (Phrase("a where it is above 0, else 0"), flatAtZero)
    case .leakyRelu:
      (
        Phrase("a where it is above 0, else 0.01 * a"),
        Phrase("At 0 its slope is taken to be 0.01.")
      )
    case .hardTanh:
      (
        Phrase("a, but at least -1 and at most 1"),
        Phrase("At -1 and 1 its slope is taken to be 0.")
      )
    case .softplus: (Phrase("log(1 + exp(a)), a relu without a corner"), nil)
    case .abs: (Phrase("a without its sign"), flatAtZero)
    case .sign: (Phrase("1, 0 or -1, as a is above, at or below 0"), nil)
    case .square: (Phrase("a * a"), nil)
    }
  }

  // MARK: - Constants

  private init(_ constant: NamedConstant) {
    switch constant {
    case .pi:
      self.init(
        ["pi", "π"], [Phrase("the circumference of a circle by its diameter, 3.14159…")],
        example: ["sin(pi / 6)"])
    case .inf:
      self.init(
        ["inf", "∞"], [Phrase("infinity: larger than every number")], example: ["exp(-inf)"])
    case .nan:
      self.init(
        ["nan"], [Phrase("what is no number, as 0/0; whatever is computed from it is nan, too")],
        example: ["inf - inf"])
    }
  }
}
