import Glibc

/// A wrong local gradient at the gates of one kind.
struct WrongRule: Sendable {
  var mistake: Mistake
  /// What is taken for the local gradient on a wire; nil where the rule is not about it.
  var local: @Sendable (MistakenPass.Wire) -> Double?

  init(_ mistake: Mistake, _ local: @escaping @Sendable (MistakenPass.Wire) -> Double?) {
    self.mistake = mistake
    self.local = local
  }

  /// Of a gate with one input a and the value y, where somebody typed such a gate.
  private static func unary(
    _ mistake: Mistake, _ operations: UnaryOperation...,
    local: @escaping @Sendable (Double, Double) -> Double
  ) -> WrongRule {
    WrongRule(mistake) { wire in
      guard case .unary(let operation) = wire.typed, operations.contains(operation) else {
        return nil
      }
      return local(wire.values[0], wire.result)
    }
  }

  private static func logistic(_ z: Double) -> Double { 1 / (1 + Glibc.exp(-z)) }

  static var all: [WrongRule] {
    [
      ownInput, minusForgotten, denominatorNotSquared, exponentForgotten, exponentNotLowered,
      unary(.expSlopeIsInput, .exp) { a, _ in a },
      unary(.powerRuleForExp, .exp) { a, _ in a * Glibc.exp(a - 1) },
      unary(.sigmoidSlopeForgotten, .sigmoid) { _, _ in 1 },
      unary(.sigmoidForSlope, .sigmoid) { _, y in y },
      unary(.sigmoidOneFactor, .sigmoid) { _, y in 1 - y },
      unary(.inputForSigmoid, .sigmoid) { a, _ in a * (1 - a) },
      unary(.sigmoidTwice, .sigmoid) { _, y in logistic(y) * (1 - logistic(y)) },
      unary(.activationSlopeForgotten, .tanh, .relu, .leakyRelu, .hardTanh, .softplus) { _, _ in 1
      },
      unary(.tanhNotSquared, .tanh) { _, y in 1 - y },
      gateValueForSlope, maxToBoth, maxToLoser, softmaxDiagonalOnly, log10ForLn, oneOverN,
      oneOverNTwice,
    ]
  }

  private static let ownInput = WrongRule(.ownInput) { wire in
    guard wire.typed == .binary(.multiply) || wire.typed == .matrixProduct,
      wire.operation == .binary(.multiply), !wire.hasNumber
    else { return nil }
    return wire.values[wire.position]
  }

  private static let minusForgotten = WrongRule(.minusForgotten) { wire in
    switch wire.typed {
    case .binary(.subtract), .binary(.divide): wire.position == 1 ? -wire.local : nil
    case .unary(.negate), .unary(.cos): -wire.local
    default: nil
    }
  }

  private static let denominatorNotSquared = WrongRule(.denominatorNotSquared) { wire in
    wire.typed == .binary(.divide) && wire.position == 1 ? -wire.values[0] / wire.values[1] : nil
  }

  private static let exponentForgotten = WrongRule(.exponentForgotten) { wire in
    switch wire.typed {
    case .binary(.power):
      wire.position == 0 ? Glibc.pow(wire.values[0], wire.values[1] - 1) : nil
    case .unary(.square): wire.values[0]
    default: nil
    }
  }

  private static let exponentNotLowered = WrongRule(.exponentNotLowered) { wire in
    switch wire.typed {
    case .binary(.power): wire.position == 0 ? wire.values[1] * wire.result : nil
    case .unary(.square): 2 * wire.result
    default: nil
    }
  }

  private static let gateValueForSlope = WrongRule(.gateValueForSlope) { wire in
    switch wire.typed {
    case .unary(.negate), .unary(.sigmoid), .unary(.exp): nil
    case .unary: wire.result
    case .binary(.divide): wire.position == 1 ? wire.result : nil
    default: nil
    }
  }

  private static func isExtremum(_ wire: MistakenPass.Wire) -> Bool {
    switch wire.typed {
    case .binary(.max), .binary(.min), .reduce(.max, _), .reduce(.min, _): true
    default: false
    }
  }

  private static let maxToBoth = WrongRule(.maxToBoth) { isExtremum($0) ? 1 : nil }
  private static let maxToLoser = WrongRule(.maxToLoser) { isExtremum($0) ? 1 - $0.local : nil }

  /// Inside softmax an entry is read where the largest is subtracted. What flows through the
  /// largest adds up to nothing.
  private static let softmaxDiagonalOnly = WrongRule(.softmaxDiagonalOnly) { wire in
    guard case .softmax = wire.typed, wire.operation == .binary(.subtract), wire.position == 0,
      !wire.isDiagonal
    else { return nil }
    return 0
  }

  private static let log10ForLn = WrongRule(.log10ForLn) { wire in
    switch (wire.typed, wire.operation) {
    case (.unary(.log), _), (.crossEntropy, .binary(.divide)),
      (.negativeLogLikelihood, .binary(.divide)):
      wire.local / M_LN10
    default: nil
    }
  }

  /// Whether a mean is divided by its count here.
  private static func isMean(_ wire: MistakenPass.Wire) -> Bool {
    guard wire.operation == .binary(.divide) else { return false }
    switch wire.typed {
    case .reduce(.mean, _), .crossEntropy, .negativeLogLikelihood, .meanSquaredError: return true
    default: return false
    }
  }

  private static let oneOverN = WrongRule(.oneOverN) { isMean($0) ? 1 : nil }
  private static let oneOverNTwice = WrongRule(.oneOverNTwice) {
    isMean($0) ? $0.local * $0.local : nil
  }
}
