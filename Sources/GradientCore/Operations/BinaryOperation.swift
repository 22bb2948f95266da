import Glibc

/// An elementwise operation on two inputs, which broadcast as in NumPy. Adding one touches this
/// file: a case, its rule, and its line in `withRule`.
public enum BinaryOperation: String, CaseIterable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case max, min
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
}

/// Value and partial derivatives of an elementwise operation y = f(a, b).
public protocol BinaryRule {
  static func value(_ a: Double, _ b: Double) -> Double
  /// ∂y/∂a, where `y` is the value already computed.
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double
  /// ∂y/∂b.
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double
  /// The partial derivatives once more, in the tutor's own language over `a`, `b` and `y`.
  static var partialTexts: (a: String, b: String) { get }
  /// Pairs in the domain and away from kinks, where tests compare with differences.
  static var probes: [(Double, Double)] { get }
}

/// Who gets the gradient where `max` or `min` has two equal inputs.
public enum Ties: String, CaseIterable, Sendable {
  /// Half each.
  case split
  case first
  case both

  /// What goes to the first of two equal inputs.
  @inline(__always) public var firstShare: Double { self == .split ? 0.5 : 1 }
  /// What goes to the second of them.
  @inline(__always) public var secondShare: Double { self == .split ? 0.5 : self == .both ? 1 : 0 }
}

extension BinaryRule {
  public static var probes: [(Double, Double)] {
    [(-1.7, 0.6), (0.3, -2.1), (2.2, 1.4), (0.9, 3.3), (-0.4, -1.2)]
  }
}

enum Add: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a + b }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 1 }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 1 }
  static var partialTexts: (a: String, b: String) { ("1", "1") }
}

enum Subtract: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a - b }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 1 }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { -1 }
  static var partialTexts: (a: String, b: String) { ("1", "-1") }
}

enum Multiply: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a * b }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { b }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { a }
  static var partialTexts: (a: String, b: String) { ("b", "a") }
}

enum Divide: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a / b }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 1 / b }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    -a / (b * b)
  }
  static var partialTexts: (a: String, b: String) { ("1 / b", "-a / b^2") }
}

enum Power: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double {
    b == 2 ? a * a : Glibc.pow(a, b)
  }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    b == 2 ? 2 * a : b == 0 ? 0 : b * Glibc.pow(a, b - 1)
  }
  /// At a = 0 with b > 0 the power stays 0 when b moves a little, so its slope is 0 and not
  /// 0 · log(0).
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    a == 0 && b > 0 ? 0 : y * Glibc.log(a)
  }
  static var partialTexts: (a: String, b: String) { ("b * a^(b - 1)", "y * log(a)") }
  static var probes: [(Double, Double)] { [(0.3, 1.7), (1.4, -2.2), (2.2, 3), (3.1, 0.4)] }
}

enum Maximum: BinaryRule {
  /// Two selections and no branch: which input is larger cannot be foreseen.
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double {
    let larger = a > b ? a : b
    return a.isNaN ? a : larger
  }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    (a > b ? 1 : 0) + (a == b ? ties.firstShare : 0)
  }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    (b > a ? 1 : 0) + (a == b ? ties.secondShare : 0)
  }
  static var partialTexts: (a: String, b: String) {
    ("where(a > b, 1, where(a < b, 0, 0.5))", "where(b > a, 1, where(b < a, 0, 0.5))")
  }
}

enum Minimum: BinaryRule {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double {
    let smaller = a < b ? a : b
    return a.isNaN ? a : smaller
  }
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    (a < b ? 1 : 0) + (a == b ? ties.firstShare : 0)
  }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double {
    (b < a ? 1 : 0) + (a == b ? ties.secondShare : 0)
  }
  static var partialTexts: (a: String, b: String) {
    ("where(a < b, 1, where(a > b, 0, 0.5))", "where(b < a, 1, where(b > a, 0, 0.5))")
  }
}

/// A comparison is 1 or 0, flat on both sides of its jump.
protocol Comparison: BinaryRule {}
extension Comparison {
  @inline(__always)
  static func partialA(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 0 }
  @inline(__always)
  static func partialB(_ a: Double, _ b: Double, _ y: Double, _ ties: Ties) -> Double { 0 }
  static var partialTexts: (a: String, b: String) { ("0", "0") }
}

enum Greater: Comparison {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a > b ? 1 : 0 }
}
enum GreaterOrEqual: Comparison {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a >= b ? 1 : 0 }
}
enum Less: Comparison {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a < b ? 1 : 0 }
}
enum LessOrEqual: Comparison {
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { a <= b ? 1 : 0 }
}

/// Something that can be done with any binary rule; the compiler makes one copy of its loop a rule.
protocol BinaryRuleVisitor {
  associatedtype Result
  func visit<Rule: BinaryRule>(_ rule: Rule.Type) -> Result
}

extension BinaryOperation {
  @inline(__always)
  func withRule<Visitor: BinaryRuleVisitor>(_ visitor: Visitor) -> Visitor.Result {
    switch self {
    case .add: visitor.visit(Add.self)
    case .subtract: visitor.visit(Subtract.self)
    case .multiply: visitor.visit(Multiply.self)
    case .divide: visitor.visit(Divide.self)
    case .power: visitor.visit(Power.self)
    case .max: visitor.visit(Maximum.self)
    case .min: visitor.visit(Minimum.self)
    case .greater: visitor.visit(Greater.self)
    case .greaterOrEqual: visitor.visit(GreaterOrEqual.self)
    case .less: visitor.visit(Less.self)
    case .lessOrEqual: visitor.visit(LessOrEqual.self)
    }
  }

  /// Its place among all cases.
  var ordinal: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  /// The rule itself, where speed does not matter.
  public var rule: any BinaryRule.Type {
    struct Itself: BinaryRuleVisitor {
      func visit<Rule: BinaryRule>(_ rule: Rule.Type) -> any BinaryRule.Type { rule }
    }
    return withRule(Itself())
  }
}
