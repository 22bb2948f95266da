extension Algebra {
  /// `1 / b - a / b^2` is `(b - a) / b^2`, where every term is divided by the same b.
  func overCommonDenominator(_ terms: [Term]) -> ID? {
    guard (2...8).contains(terms.count) else { return nil }
    let lists = terms.map { factors(of: $0.part) }
    let shared = lists[0].first { factor in
      isBelow(factor)
        && lists.allSatisfy { $0.contains { isBelow($0) && $0.base == factor.base } }
    }
    guard let base = shared?.base else { return nil }
    let exponents = lists.map { $0.first { $0.base == base && $0.exponent < 0 }!.exponent }
    let lowest = exponents.min()!
    let above = zip(terms, zip(lists, exponents)).map { term, own in
      var rest = own.0.filter { $0.base != base || $0.exponent > 0 }
      if own.1 != lowest { rest.append(Factor(base: base, exponent: own.1 - lowest)) }
      return Term(coefficient: term.coefficient, part: product(rest))
    }
    return product([
      Factor(base: sum(above), exponent: 1), Factor(base: base, exponent: lowest),
    ])
  }

  private func isBelow(_ factor: Factor) -> Bool {
    factor.exponent < 0 && Coefficient.isWhole(factor.exponent)
  }

  func factors(of part: ID) -> [Factor] {
    if part == one { return [] }
    if case .product(let factors) = kind(part) { return factors }
    return [Factor(base: part, exponent: 1)]
  }
}
