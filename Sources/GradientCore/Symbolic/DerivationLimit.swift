/// A slope found from its definition: the difference quotient, written out until h can go to 0.
public struct DerivationLimit: Equatable, Sendable {
  public enum Rule: Hashable, Sendable {
    case quotient, commonDenominator, expanded, collected, cancelled
    /// h goes to 0; the known limits that this rests on, as text.
    case limit([String])
    case rewritten
  }

  public struct Line: Equatable, Sendable {
    public var right: String
    public var rule: Rule
  }

  /// The last one is the limit. Empty where the quotient cannot be written out.
  public fileprivate(set) var lines: [Line] = []
  /// Where it cannot: the limits on which the gates' own slopes rest, each once.
  public fileprivate(set) var restsOn: [String] = []
  /// Gates with a corner, beside which the slopes from the left and from the right agree.
  public fileprivate(set) var corners: [String] = []

  static let longest = 240
}

extension Derivation {
  /// The same slope as a limit: for +, -, *, / and whole powers written out, for one function of
  /// the input alone as in a book, and else by the limits that its gates rest on.
  ///
  /// - Throws: `derivativeTooLarge`.
  public func limit(ties: Ties = .split) throws(LanguageError.Fact) -> DerivationLimit {
    var limit = DerivationLimit()
    let whole = try SymbolicDerivative(
      of: root, by: target, in: graph, ties: ties, names: .opened)
    var quotient = DifferenceQuotientWriter(
      algebra: whole.algebra, x: whole.algebra.atom(target), h: nudge,
      name: { label($0) ?? graph.text(of: $0) })
    if let lines = quotient.lines(of: whole.value),
      lines.allSatisfy({ $0.right.count <= DerivationLimit.longest })
    {
      limit.lines = lines
    } else if case .unary(let operation, whole.algebra.atom(target)) = whole.algebra.kind(
      whole.value), let lines = operation.limitLines(variable, nudge)
    {
      limit.lines = lines
    } else {
      limit.rest(on: gates, nudge)
    }
    return limit
  }

  /// `h`, or another letter where the formula has an h already.
  private var nudge: String {
    let used = Set(graph.leaves.map(\.name))
    return ["h", "k", "t"].first { !used.contains($0) } ?? "dx"
  }
}

extension DerivationLimit {
  fileprivate mutating func rest(on gates: [Graph.Operation], _ h: String) {
    for gate in gates {
      switch gate {
      case .unary(let operation):
        for text in operation.limits(h) where !restsOn.contains(text) { restsOn.append(text) }
        if operation.hasCorner { corners.append(operation.rawValue) }
      case .binary(.max): corners.append("max")
      case .binary(.min): corners.append("min")
      case .binary(.power):
        let text = UnaryOperation.exp.limits(h)[0]
        if !restsOn.contains(text) { restsOn.append(text) }
      case .choose: corners.append("where")
      default: continue
      }
    }
  }
}

extension UnaryOperation {
  fileprivate var hasCorner: Bool {
    switch self {
    case .relu, .leakyRelu, .hardTanh, .abs, .sign: true
    default: false
    }
  }

  /// The known limits on which the slope rests.
  func limits(_ h: String) -> [String] {
    switch self {
    case .exp, .sigmoid, .tanh: ["(exp(\(h)) - 1) / \(h) → 1"]
    case .softplus: ["(exp(\(h)) - 1) / \(h) → 1", "log(1 + \(h)) / \(h) → 1"]
    case .log: ["log(1 + \(h)) / \(h) → 1"]
    case .sqrt: ["(sqrt(1 + \(h)) - 1) / \(h) → 1 / 2"]
    case .sin, .cos: ["sin(\(h)) / \(h) → 1", "(cos(\(h)) - 1) / \(h) → 0"]
    case .negate, .relu, .leakyRelu, .hardTanh, .abs, .sign, .square: []
    }
  }

  /// The quotient of one function of the input alone; nil where it is made of others.
  fileprivate func limitLines(_ x: String, _ h: String) -> [DerivationLimit.Line]? {
    let name = rawValue
    let start = "(\(name)(\(x) + \(h)) - \(name)(\(x))) / \(h)"
    let between: [String]
    let result: String
    switch self {
    case .exp: (between, result) = (["exp(\(x)) * (exp(\(h)) - 1) / \(h)"], "exp(\(x))")
    case .log:
      (between, result) = (
        ["log(1 + \(h) / \(x)) / \(h)", "log(1 + \(h) / \(x)) / (\(h) / \(x)) / \(x)"],
        "1 / \(x)"
      )
    case .sin:
      (between, result) = (
        ["sin(\(x)) * (cos(\(h)) - 1) / \(h) + cos(\(x)) * sin(\(h)) / \(h)"], "cos(\(x))"
      )
    case .cos:
      (between, result) = (
        ["cos(\(x)) * (cos(\(h)) - 1) / \(h) - sin(\(x)) * sin(\(h)) / \(h)"], "-sin(\(x))"
      )
    case .sqrt:
      let sum = "sqrt(\(x) + \(h)) + sqrt(\(x))"
      return [
        .init(right: start, rule: .quotient),
        .init(right: "(\(x) + \(h) - \(x)) / (\(h) * (\(sum)))", rule: .rewritten),
        .init(right: "1 / (\(sum))", rule: .cancelled),
        .init(right: "1 / (2 * sqrt(\(x)))", rule: .limit([])),
      ]
    default: return nil
    }
    return [.init(right: start, rule: .quotient)]
      + between.map { .init(right: $0, rule: .rewritten) }
      + [.init(right: result, rule: .limit(limits(h)))]
  }
}
