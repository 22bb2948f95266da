/// Writes out the difference quotient of a polynomial, or of a quotient of two.
struct DifferenceQuotientWriter {
  typealias ID = Algebra.ID

  let algebra: Algebra
  let x: ID
  let h: ID
  let name: (Graph.NodeID) -> String
  private let hName: String

  static let mostTerms = 40

  init(algebra: Algebra, x: ID, h: String, name: @escaping (Graph.NodeID) -> String) {
    self.algebra = algebra
    self.x = x
    self.h = algebra.symbol(h)
    self.name = name
    hName = h
  }

  /// Nil where the function is no quotient of polynomials in x, or where its terms are too many.
  mutating func lines(of function: ID) -> [DerivationLimit.Line]? {
    guard let (above, below) = fraction(function), let nudgedAbove = nudged(above),
      let nudgedBelow = nudged(below)
    else { return nil }
    return below == algebra.one
      ? polynomial(above, nudgedAbove) : quotient(above, below, nudgedAbove, nudgedBelow)
  }

  private func polynomial(_ function: ID, _ nudged: ID) -> [DerivationLimit.Line]? {
    guard let terms = expanded(nudged), let subtracted = expanded(function) else { return nil }
    let difference = self.terms(terms, minus: subtracted)
    guard let cancelled = dividedByH(difference) else { return nil }
    var lines = [
      DerivationLimit.Line(
        right: over(
          h, .subtract, formula(nudged, isOrdered: false), formula(function, isOrdered: false)),
        rule: .quotient)
    ]
    var writer = ExpressionWriter(algebra: algebra, name: name, rank: rank)
    writer.write(terms.isEmpty ? algebra.zero : algebra.sum(terms))
    let tail = writer.ordered(subtracted)
    let whole = writer.formula.followed(
      by: tail.map { term in
        (
          term.coefficient.isNegative ? .add : .subtract,
          formula(algebra.sum([.init(coefficient: term.coefficient.magnitude, part: term.part)]))
        )
      })
    append("(\(whole.description)) / \(hName)", .expanded, to: &lines)
    append(divided(difference, by: h), .collected, to: &lines)
    append(formula(algebra.sum(cancelled)).description, .cancelled, to: &lines)
    lines.append(
      .init(right: formula(withoutH(cancelled)).description, rule: .limit([])))
    return lines
  }

  private func quotient(_ above: ID, _ below: ID, _ nudgedAbove: ID, _ nudgedBelow: ID)
    -> [DerivationLimit.Line]?
  {
    let (left, right) = (algebra.product(nudgedAbove, below), algebra.product(above, nudgedBelow))
    guard let first = expanded(left), let second = expanded(right) else { return nil }
    let difference = terms(first, minus: second)
    guard let cancelled = dividedByH(difference) else { return nil }
    let denominator = algebra.product(nudgedBelow, below)
    let widened = algebra.product(h, denominator)
    let before = algebra.binary(.divide, nudgedAbove, nudgedBelow)
    let after = algebra.binary(.divide, above, below)
    var lines = [
      DerivationLimit.Line(
        right: over(h, .subtract, formula(before), formula(after)), rule: .quotient)
    ]
    append(over(widened, .subtract, formula(left), formula(right)), .commonDenominator, to: &lines)
    append(divided(difference, by: widened), .collected, to: &lines)
    append(divided(cancelled, by: denominator), .cancelled, to: &lines)
    let square = algebra.product([.init(base: below, exponent: 2)])
    let limit = withoutH(cancelled)
    let result = limit == algebra.zero ? limit : algebra.binary(.divide, limit, square)
    lines.append(.init(right: formula(result).description, rule: .limit([])))
    return lines
  }

  private func append(
    _ text: String, _ rule: DerivationLimit.Rule, to lines: inout [DerivationLimit.Line]
  ) {
    if lines.last?.right != text { lines.append(.init(right: text, rule: rule)) }
  }

  // MARK: - Writing

  private func rank(_ id: ID) -> Int { power(of: h, in: id) }

  private func formula(_ id: ID, isOrdered: Bool = true) -> Formula {
    var writer = ExpressionWriter(algebra: algebra, name: name, rank: isOrdered ? rank : nil)
    writer.places = [algebra.sum(x, h): x]
    writer.write(id)
    return writer.formula
  }

  private func over(_ below: ID, _ operation: BinaryOperation, _ a: Formula, _ b: Formula) -> String
  {
    Formula(.divide, Formula(operation, a, b), formula(below)).description
  }

  private func divided(_ terms: [Algebra.Term], by below: ID) -> String {
    Formula(.divide, formula(algebra.sum(terms)), formula(below)).description
  }

  // MARK: - Terms

  /// How often `symbol` stands in a term.
  private func power(of symbol: ID, in id: ID) -> Int {
    if id == symbol { return 1 }
    guard case .product(let factors) = algebra.kind(id) else { return 0 }
    return factors.first { $0.base == symbol }.map { Int($0.exponent) } ?? 0
  }

  private func terms(_ left: [Algebra.Term], minus right: [Algebra.Term]) -> [Algebra.Term] {
    let negated = right.map {
      Algebra.Term(coefficient: Coefficient(-1) * $0.coefficient, part: $0.part)
    }
    return list(algebra.sum(left + negated))
  }

  private func list(_ id: ID) -> [Algebra.Term] {
    if id == algebra.zero { return [] }
    if case .sum(let terms) = algebra.kind(id) { return terms }
    return [algebra.scaled(id)]
  }

  private func dividedByH(_ terms: [Algebra.Term]) -> [Algebra.Term]? {
    var result: [Algebra.Term] = []
    for term in terms {
      var factors = [Algebra.Factor(base: term.part, exponent: 1)]
      if case .product(let inner) = algebra.kind(term.part) { factors = inner }
      guard let place = factors.firstIndex(where: { $0.base == h && $0.exponent >= 1 }) else {
        return nil
      }
      factors[place].exponent -= 1
      factors = factors.filter { $0.exponent != 0 }
      result.append(.init(coefficient: term.coefficient, part: algebra.product(factors)))
    }
    return result
  }

  private func withoutH(_ terms: [Algebra.Term]) -> ID {
    algebra.sum(terms.filter { power(of: h, in: $0.part) == 0 })
  }
}

extension Formula {
  init(_ operation: BinaryOperation, _ a: Formula, _ b: Formula) {
    self.init(
      nodes: a.nodes + b.nodes
        + [
          .init(
            kind: .binary(operation), range: 0..<0, size: a.nodes.count + b.nodes.count + 1)
        ])
  }

  fileprivate func followed(by parts: [(BinaryOperation, Formula)]) -> Formula {
    parts.reduce(self) { Formula($1.0, $0, $1.1) }
  }
}
