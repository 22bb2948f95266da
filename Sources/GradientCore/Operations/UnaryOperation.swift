import Glibc

/// An elementwise operation on one input. Adding one touches this file: a case, its rule, and its
/// line in `withRule`.
public enum UnaryOperation: String, CaseIterable, Sendable {
  case negate = "-"
  case exp, log, sqrt, sin, cos, tanh, sigmoid, relu
  case leakyRelu = "leaky_relu"
  case hardTanh = "hard_tanh"
  case softplus, abs, sign, square
}

/// Value and derivative of an elementwise operation y = f(a).
public protocol UnaryRule {
  static func value(_ a: Double) -> Double
  /// dy/da, where `y` is the value already computed.
  static func derivative(_ a: Double, _ y: Double) -> Double
  /// The derivative once more, in the tutor's own language over `a` and `y`.
  static var derivativeText: String { get }
  /// Inputs in the domain and away from kinks, where tests compare with differences.
  static var probes: [Double] { get }
}

extension UnaryRule {
  public static var probes: [Double] { [-1.7, -0.6, 0.3, 0.9, 2.2] }
}

enum Negate: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { -a }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { -1 }
  static var derivativeText: String { "-1" }
}

enum Exp: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Glibc.exp(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { y }
  static var derivativeText: String { "y" }
}

enum Log: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Glibc.log(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { 1 / a }
  static var derivativeText: String { "1 / a" }
  static var probes: [Double] { [0.2, 0.9, 1.6, 3.1] }
}

enum Sqrt: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { a.squareRoot() }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { 0.5 / y }
  static var derivativeText: String { "0.5 / y" }
  static var probes: [Double] { [0.2, 0.9, 1.6, 3.1] }
}

enum Sin: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Glibc.sin(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { Glibc.cos(a) }
  static var derivativeText: String { "cos(a)" }
}

enum Cos: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Glibc.cos(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { -Glibc.sin(a) }
  static var derivativeText: String { "-sin(a)" }
}

enum Tanh: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Glibc.tanh(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { 1 - y * y }
  static var derivativeText: String { "1 - y^2" }
}

enum Sigmoid: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { 1 / (1 + Glibc.exp(-a)) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { y * (1 - y) }
  static var derivativeText: String { "y * (1 - y)" }
}

/// relu′(0) = 0 by convention.
enum Relu: UnaryRule {
  /// One selection, which also keeps what is not a number: the sign of an input cannot be foreseen.
  @inline(__always) static func value(_ a: Double) -> Double { a <= 0 ? 0 : a }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { a > 0 ? 1 : 0 }
  static var derivativeText: String { "a > 0" }
}

/// The slope for negative inputs is 0.01, and leaky_relu′(0) is that slope by convention.
enum LeakyRelu: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { a > 0 ? a : 0.01 * a }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { a > 0 ? 1 : 0.01 }
  static var derivativeText: String { "where(a > 0, 1, 0.01)" }
}

/// hard_tanh′(±1) = 0 by convention.
enum HardTanh: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { a > 1 ? 1 : a < -1 ? -1 : a }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double {
    a > -1 && a < 1 ? 1 : 0
  }
  static var derivativeText: String { "(a > -1) * (a < 1)" }
  static var probes: [Double] { [-1.7, -0.6, 0.3, 0.9, 2.2] }
}

enum Softplus: UnaryRule {
  /// log(1 + e^a), written so that neither tail overflows.
  @inline(__always) static func value(_ a: Double) -> Double {
    (a > 0 ? a : 0) + Glibc.log1p(Glibc.exp(-Swift.abs(a)))
  }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double {
    1 / (1 + Glibc.exp(-a))
  }
  static var derivativeText: String { "sigmoid(a)" }
}

/// abs′(0) = 0 by convention.
enum Abs: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { Swift.abs(a) }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { Sign.value(a) }
  static var derivativeText: String { "(a > 0) - (a < 0)" }
}

enum Sign: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { a > 0 ? 1 : a < 0 ? -1 : a * 0 }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { 0 }
  static var derivativeText: String { "0" }
}

enum Square: UnaryRule {
  @inline(__always) static func value(_ a: Double) -> Double { a * a }
  @inline(__always) static func derivative(_ a: Double, _ y: Double) -> Double { 2 * a }
  static var derivativeText: String { "2 * a" }
}

/// Something that can be done with any unary rule; the compiler makes one copy of its loop a rule.
protocol UnaryRuleVisitor {
  associatedtype Result
  func visit<Rule: UnaryRule>(_ rule: Rule.Type) -> Result
}

extension UnaryOperation {
  @inline(__always)
  func withRule<Visitor: UnaryRuleVisitor>(_ visitor: Visitor) -> Visitor.Result {
    switch self {
    case .negate: visitor.visit(Negate.self)
    case .exp: visitor.visit(Exp.self)
    case .log: visitor.visit(Log.self)
    case .sqrt: visitor.visit(Sqrt.self)
    case .sin: visitor.visit(Sin.self)
    case .cos: visitor.visit(Cos.self)
    case .tanh: visitor.visit(Tanh.self)
    case .sigmoid: visitor.visit(Sigmoid.self)
    case .relu: visitor.visit(Relu.self)
    case .leakyRelu: visitor.visit(LeakyRelu.self)
    case .hardTanh: visitor.visit(HardTanh.self)
    case .softplus: visitor.visit(Softplus.self)
    case .abs: visitor.visit(Abs.self)
    case .sign: visitor.visit(Sign.self)
    case .square: visitor.visit(Square.self)
    }
  }

  /// Its place among all cases.
  var ordinal: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  /// The rule itself, where speed does not matter.
  public var rule: any UnaryRule.Type {
    struct Itself: UnaryRuleVisitor {
      func visit<Rule: UnaryRule>(_ rule: Rule.Type) -> any UnaryRule.Type { rule }
    }
    return withRule(Itself())
  }
}
