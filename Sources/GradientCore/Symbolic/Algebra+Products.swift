extension Algebra {
  func product(_ parts: ID...) -> ID { product(parts.map { Factor(base: $0, exponent: 1) }) }

  func product(_ factors: [Factor], by coefficient: Coefficient = .one) -> ID {
    var collector = ProductCollector(coefficient: coefficient)
    for factor in factors { collector.add(factor, in: self) }
    return collector.result(in: self)
  }

  func power(_ a: ID, _ b: ID) -> ID {
    if case .number(let exponent) = kind(b) {
      if exponent == .zero { return one }
      return product([Factor(base: a, exponent: exponent.value)])
    }
    return a == one ? one : make(.power(a, b))
  }

  /// Whether it is never 0, so that it may be cancelled.
  func isNeverZero(_ id: ID) -> Bool {
    switch kind(id) {
    case .constant(.pi), .unary(.exp, _), .unary(.sigmoid, _): true
    case .atom(let node): nonzeroAtoms.contains(node)
    default: false
    }
  }
}

/// The factors of a product, equal ones collected.
private struct ProductCollector {
  var coefficient: Coefficient
  var factors: [Algebra.Factor] = []
  private var places: [Algebra.ID: [Int]] = [:]

  init(coefficient: Coefficient) { self.coefficient = coefficient }

  mutating func add(_ factor: Algebra.Factor, in algebra: Algebra) {
    let exponent = factor.exponent
    let isWhole = Coefficient.isWhole(exponent)
    switch algebra.kind(factor.base) {
    case .number(let value):
      if let power = value.raised(to: exponent) {
        coefficient = coefficient * power
        return
      }
    case .sum(let terms) where terms.count == 1 && isWhole:
      if let power = terms[0].coefficient.raised(to: exponent) {
        coefficient = coefficient * power
        add(.init(base: terms[0].part, exponent: exponent), in: algebra)
        return
      }
    case .product(let inner) where isWhole && inner.count <= Algebra.widest:
      let opens =
        exponent == 1
        || inner.allSatisfy {
          Coefficient.isWhole($0.exponent) && ($0.exponent > 0 || exponent > 0)
        }
      if opens {
        for factor in inner {
          add(.init(base: factor.base, exponent: factor.exponent * exponent), in: algebra)
        }
        return
      }
    default: break
    }
    merge(factor, in: algebra)
  }

  /// Exponents add where that changes nothing at 0 and for negative numbers.
  private mutating func merge(_ factor: Algebra.Factor, in algebra: Algebra) {
    let cancels = algebra.isNeverZero(factor.base)
    if Coefficient.isWhole(factor.exponent) {
      for place in places[factor.base] ?? [] {
        let other = factors[place].exponent
        // a / a^3 is 1 / a^2, and neither has a value at 0; but a^3 / a has none where a^2 has one.
        guard Coefficient.isWhole(other),
          cancels || (other > 0) == (factor.exponent > 0) || other + factor.exponent < 0
        else { continue }
        factors[place].exponent += factor.exponent
        return
      }
    }
    places[factor.base, default: []].append(factors.count)
    factors.append(factor)
  }

  func result(in algebra: Algebra) -> Algebra.ID {
    if coefficient == .zero { return algebra.zero }
    var (coefficient, factors) = (coefficient, factors)
    // 0.5 * (-2 * a - 2 * b) * c is -(a + b) * c.
    for place in factors.indices where coefficient.denominator != 1 && factors[place].exponent == 1
    {
      guard case .sum(let terms) = algebra.kind(factors[place].base), terms.count > 1,
        terms.count <= Algebra.widest,
        terms.allSatisfy({ $0.coefficient.magnitude == terms[0].coefficient.magnitude }),
        terms[0].coefficient.magnitude != .one, terms[0].coefficient.isWhole
      else { continue }
      let common =
        terms.allSatisfy(\.coefficient.isNegative)
        ? terms[0].coefficient : terms[0].coefficient.magnitude
      coefficient = coefficient * common
      let inverse = Coefficient(common.denominator, over: common.numerator)
      factors[place].base = algebra.sum(
        terms.map { .init(coefficient: $0.coefficient * inverse, part: $0.part) })
    }
    let rest = factors.filter { $0.exponent != 0 }.sorted {
      ($0.base, $0.exponent) < ($1.base, $1.exponent)
    }
    let part: Algebra.ID
    if rest.isEmpty {
      part = algebra.one
    } else if rest.count == 1, rest[0].exponent == 1 {
      part = rest[0].base
    } else {
      part = algebra.make(.product(rest))
    }
    return algebra.sum([.init(coefficient: coefficient, part: part)])
  }
}
