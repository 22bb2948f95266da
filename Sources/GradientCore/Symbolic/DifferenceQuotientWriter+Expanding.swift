/// Polynomials in x and h: what does not hold them is a number.
extension DifferenceQuotientWriter {
  private func moves(_ id: ID) -> Bool {
    var pending = [id]
    var seen: Set<ID> = []
    while let next = pending.popLast() {
      if next == x || next == h { return true }
      pending += algebra.parts(of: next).filter { seen.insert($0).inserted }
    }
    return false
  }

  /// A function as one polynomial over another; nil where it is none.
  func fraction(_ id: ID) -> (above: ID, below: ID)? {
    guard moves(id), id != x else { return (id, algebra.one) }
    switch algebra.kind(id) {
    case .sum(let terms):
      var (above, below) = (algebra.zero, algebra.one)
      for term in terms {
        guard let (top, bottom) = fraction(term.part) else { return nil }
        let scaled = algebra.sum([.init(coefficient: term.coefficient, part: top)])
        if bottom == below {
          above = algebra.sum(above, scaled)
        } else {
          above = algebra.sum(algebra.product(above, bottom), algebra.product(scaled, below))
          below = algebra.product(below, bottom)
        }
      }
      return (above, below)
    case .product(let factors):
      var (above, below) = (algebra.one, algebra.one)
      for factor in factors {
        if !moves(factor.base) {
          above = algebra.product([
            .init(base: above, exponent: 1), .init(base: factor.base, exponent: factor.exponent),
          ])
          continue
        }
        guard Coefficient.isWhole(factor.exponent), factor.exponent.magnitude <= 8,
          let (top, bottom) = fraction(factor.base)
        else { return nil }
        let size = factor.exponent.magnitude
        let (up, down) = factor.exponent > 0 ? (top, bottom) : (bottom, top)
        above = algebra.product([
          .init(base: above, exponent: 1), .init(base: up, exponent: size),
        ])
        below = algebra.product([
          .init(base: below, exponent: 1), .init(base: down, exponent: size),
        ])
      }
      return (above, below)
    default: return nil
    }
  }

  /// The same with x + h in the place of x.
  func nudged(_ id: ID) -> ID? {
    guard moves(id) else { return id }
    if id == x { return algebra.sum(x, h) }
    switch algebra.kind(id) {
    case .sum(let terms):
      var moved: [Algebra.Term] = []
      for term in terms {
        guard let part = nudged(term.part) else { return nil }
        moved.append(.init(coefficient: term.coefficient, part: part))
      }
      return algebra.sum(moved)
    case .product(let factors):
      var moved: [Algebra.Factor] = []
      for factor in factors {
        guard let base = nudged(factor.base) else { return nil }
        moved.append(.init(base: base, exponent: factor.exponent))
      }
      return algebra.product(moved)
    default: return nil
    }
  }

  /// All brackets that hold x or h multiplied out; nil where that makes too many terms.
  func expanded(_ id: ID) -> [Algebra.Term]? {
    guard moves(id), id != x, id != h else {
      return id == algebra.zero ? [] : [algebra.scaled(id)]
    }
    switch algebra.kind(id) {
    case .sum(let terms):
      var result: [Algebra.Term] = []
      for term in terms {
        guard let part = expanded(term.part) else { return nil }
        result += part.map {
          .init(coefficient: term.coefficient * $0.coefficient, part: $0.part)
        }
        guard result.count <= Self.mostTerms else { return nil }
      }
      return collected(result)
    case .product(let factors):
      var result = [Algebra.Term(coefficient: .one, part: algebra.one)]
      for factor in factors {
        guard moves(factor.base) else {
          result = multiplied(
            result,
            [.init(coefficient: .one, part: algebra.product([factor]))])
          continue
        }
        guard Coefficient.isWhole(factor.exponent), (1...8).contains(factor.exponent),
          let base = expanded(factor.base)
        else { return nil }
        for _ in 0..<Int(factor.exponent) {
          result = multiplied(result, base)
          guard result.count <= Self.mostTerms else { return nil }
        }
      }
      return result
    default: return nil
    }
  }

  private func multiplied(_ left: [Algebra.Term], _ right: [Algebra.Term]) -> [Algebra.Term] {
    var result: [Algebra.Term] = []
    for a in left {
      for b in right {
        result.append(
          .init(
            coefficient: a.coefficient * b.coefficient, part: algebra.product(a.part, b.part)))
      }
    }
    return collected(result)
  }

  private func collected(_ terms: [Algebra.Term]) -> [Algebra.Term] {
    let sum = algebra.sum(terms)
    if sum == algebra.zero { return [] }
    if case .sum(let terms) = algebra.kind(sum) { return terms }
    return [algebra.scaled(sum)]
  }
}
