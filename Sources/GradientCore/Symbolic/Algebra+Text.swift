extension Algebra {
  /// How many nodes an expression has when it is written out, at most `limit`.
  func sizes(limit: Int = 1 << 40) -> [Int] {
    var sizes: [Int] = []
    sizes.reserveCapacity(kinds.count)
    for kind in kinds {
      let size: Int
      switch kind {
      case .number(let value): size = value.denominator == 1 ? 1 : 3
      case .constant, .atom, .symbol: size = 1
      case .sum(let terms):
        size = terms.reduce(0) { $0 + sizes[$1.part] + ($1.coefficient == .one ? 1 : 3) }
      case .product(let factors):
        size = factors.reduce(0) { $0 + sizes[$1.base] + ($1.exponent == 1 ? 1 : 3) }
      case .power(let a, let b): size = 1 + sizes[a] + sizes[b]
      case .unary(_, let a): size = 1 + sizes[a]
      case .binary(_, let a, let b): size = 1 + sizes[a] + sizes[b]
      case .choose(let c, let a, let b): size = 1 + sizes[c] + sizes[a] + sizes[b]
      }
      sizes.append(min(size, limit))
    }
    return sizes
  }

  /// The expression as a formula that a learner could type; nil where it has more than `limit`
  /// nodes.
  func formula(
    _ id: ID, limit: Int = 2_000, orderedBy rank: ((ID) -> Int)? = nil,
    name: @escaping (Graph.NodeID) -> String
  ) -> Formula? {
    guard sizes()[id] <= limit else { return nil }
    var writer = ExpressionWriter(algebra: self, name: name, rank: rank)
    writer.write(id)
    return writer.formula
  }
}

/// Writes an expression as a teacher would: numbers first, then names, then the rest; a sum begins
/// with a term that is not negative, where there is one.
struct ExpressionWriter {
  let algebra: Algebra
  let name: (Graph.NodeID) -> String
  /// Where a term of a sum stands; those of the same rank stand as they were made.
  var rank: ((Algebra.ID) -> Int)?
  /// Bases of factors that stand where others would: x + h where x would.
  var places: [Algebra.ID: Algebra.ID] = [:]
  private var nodes: [Formula.Node] = []

  init(
    algebra: Algebra, name: @escaping (Graph.NodeID) -> String, rank: ((Algebra.ID) -> Int)? = nil
  ) {
    self.algebra = algebra
    self.name = name
    self.rank = rank
  }

  var formula: Formula { Formula(nodes: nodes) }

  private mutating func append(_ kind: Formula.Kind, from first: Int) {
    nodes.append(.init(kind: kind, range: 0..<0, size: nodes.count - first + 1))
  }

  mutating func write(_ id: Algebra.ID) {
    let first = nodes.count
    switch algebra.kind(id) {
    case .number, .product: write(Algebra.Term(coefficient: .one, part: id))
    case .constant(let constant): append(.constant(constant), from: first)
    case .atom(let node): append(.name(name(node)), from: first)
    case .symbol(let name): append(.name(name), from: first)
    case .sum(let terms): write(terms)
    case .power(let a, let b):
      write(a)
      write(b)
      append(.binary(.power), from: first)
    case .unary(let operation, let a):
      write(a)
      append(.unary(operation), from: first)
    case .binary(let operation, let a, let b):
      write(a)
      write(b)
      append(.binary(operation), from: first)
    case .choose(let condition, let a, let b):
      write(condition)
      write(a)
      write(b)
      append(.call(.where, arguments: 3, axis: nil), from: first)
    }
  }

  /// A sum, term after term.
  mutating func write(_ terms: [Algebra.Term]) {
    let first = nodes.count
    for (position, term) in ordered(terms).enumerated() {
      if position == 0 {
        write(term)
      } else {
        write(.init(coefficient: term.coefficient.magnitude, part: term.part))
        append(.binary(term.coefficient.isNegative ? .subtract : .add), from: first)
      }
    }
  }

  func ordered(_ terms: [Algebra.Term]) -> [Algebra.Term] {
    func key(_ term: Algebra.Term) -> (Int, Int) {
      (rank?(term.part) ?? 0, term.part == algebra.one ? .max : term.part)
    }
    var terms = terms.sorted { key($0) < key($1) }
    if terms[0].coefficient.isNegative,
      let positive = terms.firstIndex(where: { !$0.coefficient.isNegative })
    {
      terms.insert(terms.remove(at: positive), at: 0)
    }
    return terms
  }

  private mutating func write(_ term: Algebra.Term) {
    let first = nodes.count
    var factors = [Algebra.Factor(base: term.part, exponent: 1)]
    var coefficient = term.coefficient
    switch algebra.kind(term.part) {
    case .product(let inner): factors = inner
    case .number(let value):
      factors = []
      coefficient = coefficient * value
    default: break
    }
    func key(_ factor: Algebra.Factor) -> (Int, Algebra.ID) {
      let place = places[factor.base] ?? factor.base
      return (order(place), place)
    }
    factors.sort { key($0) < key($1) }
    write(factors.filter { $0.exponent > 0 }, times: coefficient.numerator)
    let below = factors.filter { $0.exponent < 0 }
    guard !below.isEmpty || coefficient.denominator != 1 else { return }
    write(
      below.map { .init(base: $0.base, exponent: -$0.exponent) }, times: coefficient.denominator)
    append(.binary(.divide), from: first)
  }

  private mutating func write(_ factors: [Algebra.Factor], times number: Double) {
    let first = nodes.count
    var isFirst = true
    if factors.isEmpty || number.magnitude != 1 {
      append(.number(number.magnitude), from: first)
      if number < 0 { append(.unary(.negate), from: first) }
      isFirst = false
    }
    for factor in factors {
      let start = nodes.count
      write(factor.base)
      if factor.exponent != 1 {
        append(.number(factor.exponent), from: nodes.count)
        append(.binary(.power), from: start)
      }
      if isFirst {
        if number < 0 { append(.unary(.negate), from: start) }
        isFirst = false
      } else {
        append(.binary(.multiply), from: first)
      }
    }
  }

  private func order(_ id: Algebra.ID) -> Int {
    switch algebra.kind(id) {
    case .number, .constant: 0
    case .atom, .symbol: 1
    case .sum: 3
    default: 2
    }
  }
}
