import DocumentModel
import GradientCore

/// A function of the language, as it is shown to whoever is about to use it.
struct FunctionGuide {
  var name: String
  /// What stands between its parentheses.
  var arguments: String
  var meaning: Phrase

  var call: String { "\(name)(\(arguments))" }

  init?(_ name: String) {
    self.name = name
    if name == "d" {
      (arguments, meaning) = ("f, x", Phrase("the slope of f in x, now"))
    } else if let function = BuiltInFunction(rawValue: name) {
      (arguments, meaning) = (function.parameters, function.meaning)
    } else if let operation = UnaryOperation(rawValue: name == "σ" ? "sigmoid" : name) {
      arguments = "a"
      meaning = Phrase("slope {slope}", ["slope": Text(operation.rule.derivativeText, .code)])
    } else {
      return nil
    }
  }
}

extension BuiltInFunction {
  fileprivate var parameters: String {
    switch self {
    case .sum, .mean: "A, axis="
    case .max, .min: "a, b"
    case .softmax: "z"
    case .where: "c, a, b"
    case .crossEntropy: "z, y"
    case .nll: "p, y"
    case .mse: "a, b"
    case .uniform, .normal, .xavier, .he, .zeros, .ones: "rows, columns"
    case .identity: "n"
    case .linspace: "first, last, count"
    case .arange: "first, end, step"
    }
  }

  fileprivate var meaning: Phrase {
    switch self {
    case .sum: Phrase("all entries added; axis=0 adds each column, axis=1 each row")
    case .mean: Phrase("the mean of all entries; axis=0 of each column, axis=1 of each row")
    case .max: Phrase("the larger of two; max(A) is the largest entry")
    case .min: Phrase("the smaller of two; min(A) is the smallest entry")
    case .softmax: Phrase("each row as probabilities")
    case .where: Phrase("a where c is not 0, else b")
    case .crossEntropy: Phrase("the loss of logits z; y has one 1 in each row")
    case .nll: Phrase("the loss of probabilities p; y has one 1 in each row")
    case .mse: Phrase("the mean of the squared differences")
    case .uniform: Phrase("drawn evenly from 0 to 1")
    case .normal: Phrase("drawn around 0 with deviation 1")
    case .xavier: Phrase("drawn as weights for sigmoid and tanh")
    case .he: Phrase("drawn as weights for relu")
    case .zeros: Phrase("a matrix of zeros")
    case .ones: Phrase("a matrix of ones")
    case .identity: Phrase("ones on the diagonal, zeros elsewhere")
    case .linspace: Phrase("numbers at equal distances, the last included")
    case .arange: Phrase("numbers with equal steps, the end left out")
    }
  }
}
