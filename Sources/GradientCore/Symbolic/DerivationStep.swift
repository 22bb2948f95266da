/// What a step of a derivation rests on.
public enum DerivationRule: Hashable, Sendable {
  /// The slope of a sum is the sum of the slopes.
  case sum
  /// What does not move is a number: it is kept as a factor.
  case constantFactor
  /// What does not move has slope 0.
  case constant
  case product, quotient
  /// b · a^(b - 1), times the slope of a where a is more than the input.
  case power(isChained: Bool)
  /// A power whose exponent moves.
  case exponential
  /// The local derivative of a gate on the input itself.
  case local(UnaryOperation)
  /// The same, times the slope of what stands inside.
  case chain(UnaryOperation)
  /// `max` and `min` hand the slope to the input that wins.
  case routing(BinaryOperation)
  /// `where` hands it to the branch that is taken.
  case branch
  /// Comparisons and `sign` are flat.
  case flat
  /// Through definitions that stand between.
  case through([String])
  /// What a name stands for.
  case definition(name: String, formula: String)
  /// Several rules at once, where a part is too long to be written step by step.
  case severalRules
  case simplified
  /// The slopes found above are put in.
  case together
  /// The names of the definitions are opened.
  case opened
}

/// A line of a derivation.
public struct DerivationStep: Equatable, Sendable {
  /// `∂f/∂x` where a new chain of equations begins; nil where the last one goes on.
  public var left: String?
  public var right: String
  public var rules: [DerivationRule]

  init(_ left: String? = nil, _ right: String, _ rules: DerivationRule...) {
    self.init(left, right, rules: rules)
  }

  init(_ left: String?, _ right: String, rules: [DerivationRule]) {
    self.left = left
    self.right = right
    self.rules = rules
  }

  /// `∂f/∂x`, or `∂(x * y)/∂x`.
  static func slope(of text: String, by variable: String) -> String {
    let isName = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } || isEntry(text)
    return isName ? "∂\(text)/∂\(variable)" : "∂(\(text))/∂\(variable)"
  }

  private static func isEntry(_ text: String) -> Bool {
    guard let bracket = text.firstIndex(of: "["), text.last == "]" else { return false }
    return text[..<bracket].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && text[bracket...].dropFirst().dropLast().allSatisfy { $0.isNumber || ", ".contains($0) }
  }
}
