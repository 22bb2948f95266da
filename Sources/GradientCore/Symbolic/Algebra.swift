/// Expressions in a simple form, each kept once, so that equal parts are one part.
///
/// Simplifying is making: every function here gives back the simplest expression that it knows for
/// what it is asked to make, from parts that are simple already. It never loops, and looks at no
/// more than `widest` parts of a sum or product at once. What it takes for granted: `0 * a` is 0
/// and `a - a` is 0 for a finite a. What it does not: `a / a` stays, for a may be 0 (only `exp`
/// and `sigmoid` cancel), `sqrt(a^2)` and `a^0.5 * a^0.5` stay, for a may be negative.
final class Algebra {
  typealias ID = Int

  enum Kind: Hashable {
    case number(Coefficient)
    case constant(NamedConstant)
    /// A leaf, or a gate that has a name.
    case atom(Graph.NodeID)
    /// Something that stands for itself, as the `h` of a limit.
    case symbol(String)
    /// At least two terms, or one with a factor.
    case sum([Term])
    /// At least two factors, or one with an exponent.
    case product([Factor])
    /// With an exponent that is no number.
    case power(ID, ID)
    case unary(UnaryOperation, ID)
    /// `max`, `min` and comparisons.
    case binary(BinaryOperation, ID, ID)
    case choose(ID, ID, ID)
  }

  /// A number alone is a multiple of `one`.
  struct Term: Hashable {
    var coefficient: Coefficient
    var part: ID
  }

  struct Factor: Hashable {
    var base: ID
    var exponent: Double
  }

  static let widest = 32

  /// Names of gates that are never 0, as those of a sigmoid.
  var nonzeroAtoms: Set<Graph.NodeID> = []
  private(set) var kinds: [Kind] = []
  private var known: [Kind: ID] = [:]

  let zero: ID = 0
  let one: ID = 1

  init() {
    _ = make(.number(.zero))
    _ = make(.number(.one))
  }

  func kind(_ id: ID) -> Kind { kinds[id] }

  /// - Parameter kind: in the simplest form already.
  func make(_ kind: Kind) -> ID {
    if let id = known[kind] { return id }
    kinds.append(kind)
    known[kind] = kinds.count - 1
    return kinds.count - 1
  }

  func number(_ value: Double) -> ID {
    if value.isNaN { return make(.constant(.nan)) }
    if value == .infinity { return make(.constant(.inf)) }
    if value == -.infinity { return negated(make(.constant(.inf))) }
    if value == .pi { return make(.constant(.pi)) }
    return make(.number(Coefficient(value)))
  }

  func atom(_ node: Graph.NodeID) -> ID { make(.atom(node)) }
  func symbol(_ name: String) -> ID { make(.symbol(name)) }

  // MARK: - Sums

  /// What an expression is a multiple of.
  func scaled(_ id: ID) -> Term {
    switch kinds[id] {
    case .number(let value): Term(coefficient: value, part: one)
    case .sum(let terms) where terms.count == 1: terms[0]
    default: Term(coefficient: .one, part: id)
    }
  }

  func sum(_ terms: [Term]) -> ID {
    var collected: [ID: Coefficient] = [:]
    func add(_ coefficient: Coefficient, _ part: ID) {
      collected[part] = (collected[part] ?? .zero) + coefficient
    }
    for term in terms {
      let own = scaled(term.part)
      let coefficient = term.coefficient * own.coefficient
      if case .sum(let inner) = kinds[own.part], inner.count <= Self.widest,
        opens(inner, by: coefficient)
      {
        for term in inner { add(coefficient * term.coefficient, term.part) }
      } else {
        add(coefficient, own.part)
      }
    }
    let rest = collected.filter { $0.value != .zero }.sorted { $0.key < $1.key }
    if rest.isEmpty { return zero }
    if rest.count == 1, rest[0].key == one { return make(.number(rest[0].value)) }
    if rest.count == 1, rest[0].value == .one { return rest[0].key }
    let result = rest.map { Term(coefficient: $0.value, part: $0.key) }
    return overCommonDenominator(result) ?? make(.sum(result))
  }

  /// A factor is multiplied in where it is a sign, or a fraction that goes away: (2a + 2b) / 2.
  private func opens(_ terms: [Term], by factor: Coefficient) -> Bool {
    factor.magnitude == .one
      || factor.denominator != 1 && terms.allSatisfy { ($0.coefficient * factor).isWhole }
  }

  func sum(_ parts: ID...) -> ID { sum(parts.map { Term(coefficient: .one, part: $0) }) }

  func negated(_ a: ID) -> ID { sum([Term(coefficient: Coefficient(-1), part: a)]) }

  // MARK: - Everything else

  func unary(_ operation: UnaryOperation, _ a: ID) -> ID {
    switch operation {
    case .negate: return negated(a)
    case .square: return product([Factor(base: a, exponent: 2)])
    default: break
    }
    if case .number(let input) = kinds[a] {
      let result = operation.rule.value(input.value)
      // Only what comes out whole, and is not merely rounded to it.
      let isExact = operation.isExact || input.isWhole && input.magnitude.value <= 1
      let isRoot = operation == .sqrt && result * result == input.value
      if isExact || isRoot, Coefficient.isWhole(result) || operation.isExact {
        return number(result)
      }
    }
    return make(.unary(operation, a))
  }

  func binary(_ operation: BinaryOperation, _ a: ID, _ b: ID) -> ID {
    switch operation {
    case .add: return sum(a, b)
    case .subtract:
      return sum([
        Term(coefficient: .one, part: a), Term(coefficient: Coefficient(-1), part: b),
      ])
    case .multiply: return product(a, b)
    case .divide:
      return product([Factor(base: a, exponent: 1), Factor(base: b, exponent: -1)])
    case .power: return power(a, b)
    case .max, .min, .greater, .greaterOrEqual, .less, .lessOrEqual: break
    }
    if case .number(let left) = kinds[a], case .number(let right) = kinds[b] {
      return number(operation.rule.value(left.value, right.value))
    }
    if a == b {
      switch operation {
      case .max, .min: return a
      case .greaterOrEqual, .lessOrEqual: return one
      default: return zero
      }
    }
    return make(.binary(operation, a, b))
  }

  func choose(_ condition: ID, _ a: ID, _ b: ID) -> ID {
    if a == b { return a }
    if case .number(let value) = kinds[condition] { return value == .zero ? b : a }
    if a == one, b == zero, isComparison(condition) { return condition }
    return make(.choose(condition, a, b))
  }

  private func isComparison(_ id: ID) -> Bool {
    if case .binary(let operation, _, _) = kinds[id] {
      operation != .max && operation != .min
    } else {
      false
    }
  }
}

extension UnaryOperation {
  /// Whether its value of a number has as few digits as the number.
  fileprivate var isExact: Bool {
    switch self {
    case .relu, .abs, .sign, .hardTanh, .negate, .square: true
    default: false
    }
  }
}
