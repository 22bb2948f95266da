import GradientCore

/// Words that mean something, and so cannot be names.
enum Vocabulary {
  /// Built-in functions, `d` among them.
  static let functions: [String] =
    (UnaryOperation.allCases.map(\.rawValue).filter { $0 != "-" }
    + BuiltInFunction.allCases.map(\.rawValue) + ["d"])
    .sorted()

  static let constants = NamedConstant.allCases.map(\.rawValue)

  /// Kept for exercises.
  static let answer = "answer"

  /// Reserved are settings, functions, `answer` and words of commands that work without an
  /// argument, in all languages.
  static func isReserved(_ name: String, words: [String: String]) -> Bool {
    if name == "d" { return false }
    if ReservedNames.isReserved(name) || Settings.names.contains(name) || name == answer {
      return true
    }
    return Commands.named(name, words: words)?.usage.worksAlone ?? false
  }
}
