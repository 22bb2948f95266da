/// What a word of the language can be. `max` is an operation on two inputs and a reduction of one.
struct Word {
  var unary: UnaryOperation?
  var binary: BinaryOperation?
  var builtIn: BuiltInFunction?
  var constant: NamedConstant?

  var isFunction: Bool { constant == nil }

  /// How many arguments the function takes.
  var argumentCounts: ClosedRange<Int> {
    var counts: [Int] = []
    if unary != nil { counts.append(1) }
    if binary != nil { counts.append(2) }
    if let builtIn { counts += builtIn.argumentCounts }
    return (counts.min() ?? 0)...(counts.max() ?? 0)
  }
}

/// The words of the language, taken from the operations: a new operation is understood by itself.
enum Vocabulary {
  static let words: [String: Word] = {
    var words: [String: Word] = [:]
    for operation in UnaryOperation.allCases where startsWord(operation.rawValue) {
      words[operation.rawValue, default: Word()].unary = operation
    }
    for operation in BinaryOperation.allCases where startsWord(operation.rawValue) {
      words[operation.rawValue, default: Word()].binary = operation
    }
    for function in BuiltInFunction.allCases {
      words[function.rawValue, default: Word()].builtIn = function
    }
    for constant in NamedConstant.allCases {
      words[constant.rawValue, default: Word()].constant = constant
    }
    for (alias, word) in aliases { words[alias] = words[word] }
    return words
  }()

  /// Other spellings that are understood.
  private static let aliases = ["σ": "sigmoid", "π": "pi", "∞": "inf"]

  private static func startsWord(_ text: String) -> Bool {
    text.unicodeScalars.first.map(startsName) ?? false
  }

  /// What functions are called elsewhere: their name in this language.
  static let foreignNames = [
    "ln": "log", "logistic": "sigmoid", "maximum": "max", "minimum": "min", "absolute": "abs",
    "fabs": "abs", "eye": "identity", "average": "mean", "rand": "uniform", "randn": "normal",
    "logsig": "sigmoid", "ReLU": "relu", "amax": "max", "amin": "min", "expit": "sigmoid",
    "random": "uniform", "sgn": "sign",
    // Portuguese, as it is written on paper.
    "sen": "sin", "seno": "sin", "cosseno": "cos", "raiz": "sqrt", "soma": "sum", "média": "mean",
    "media": "mean", "máximo": "max", "mínimo": "min",
  ]
}

/// The words that a learner cannot use as names: functions and constants of the language.
public enum ReservedNames {
  public static func isReserved(_ name: String) -> Bool { Vocabulary.words[name] != nil }

  /// In alphabetical order, `d` included, which is a function only before a parenthesis.
  public static let functions: [String] = (Vocabulary.words.filter(\.value.isFunction).keys + ["d"])
    .sorted()

  /// In alphabetical order.
  public static let constants: [String] = Vocabulary.words.filter { !$0.value.isFunction }.keys
    .sorted()
}
