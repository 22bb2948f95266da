/// One step of deriving by hand: every outermost slope is opened by the rule of its operation.
struct Rewriting {
  let ties: Ties
  /// A definition's formula and its name, which stands for its value.
  let whole: (formula: Draft, name: Draft)?
  private(set) var rules: [DerivationRule] = []

  init(ties: Ties, whole: (formula: Draft, name: Draft)? = nil) {
    self.ties = ties
    self.whole = whole
  }

  private func value(_ draft: Draft) -> Draft { draft == whole?.formula ? whole!.name : draft }

  mutating func opened(_ draft: Draft) -> Draft {
    switch draft {
    case .number, .name, .slope(.name(_, .moving)): draft
    case .slope(let inner): opened(slopeOf: inner)
    case .unary(let operation, let a): .unary(operation, opened(a))
    case .binary(let operation, let a, let b): .binary(operation, opened(a), opened(b))
    case .choose(let c, let a, let b): .choose(opened(c), opened(a), opened(b))
    }
  }

  private mutating func note(_ rule: DerivationRule) {
    if !rules.contains(rule) { rules.append(rule) }
  }

  /// What needs no rule is written at once.
  private func slope(_ draft: Draft) -> Draft {
    draft.isTarget ? .number(1) : draft.isMoving ? .slope(draft) : .number(0)
  }

  /// `factor * ∂inner/∂x`, without a factor 1.
  private func times(_ factor: Draft, slopeOf inner: Draft) -> Draft {
    let slope = slope(inner)
    if slope == .number(1) { return factor }
    return factor == .number(1) ? slope : .binary(.multiply, factor, slope)
  }

  private mutating func opened(slopeOf draft: Draft) -> Draft {
    guard draft.isMoving else {
      note(.constant)
      return .number(0)
    }
    switch draft {
    case .number, .name, .slope: return slope(draft)
    case .unary(let operation, let a): return opened(operation, a)
    case .binary(let operation, let a, let b): return opened(operation, a, b)
    case .choose(let condition, let a, let b):
      note(.branch)
      return .choose(condition, slope(a), slope(b))
    }
  }

  private mutating func opened(_ operation: UnaryOperation, _ a: Draft) -> Draft {
    switch operation {
    case .negate:
      note(.constantFactor)
      return .unary(.negate, slope(a))
    case .sign:
      note(.flat)
      return .number(0)
    default:
      note(a.isTarget ? .local(operation) : .chain(operation))
      let local = Draft(
        LocalDerivatives.unary[operation]!, ["a": a, "y": value(.unary(operation, a))])
      return times(local, slopeOf: a)
    }
  }

  private mutating func opened(_ operation: BinaryOperation, _ a: Draft, _ b: Draft) -> Draft {
    switch operation {
    case .add, .subtract:
      note(.sum)
      return sum(.binary(operation, a, b))
    case .multiply:
      if !a.isMoving || !b.isMoving {
        note(.constantFactor)
        return a.isMoving ? constantFactor(b, a, isBehind: true) : constantFactor(a, b)
      }
      note(.product)
      return .binary(.add, times(b, behind: a), times(a, slopeOf: b))
    case .divide:
      if !b.isMoving {
        note(.constantFactor)
        return .binary(.divide, slope(a), b)
      }
      note(.quotient)
      let below = Draft.binary(.power, b, .number(2))
      if !a.isMoving { return .binary(.divide, .unary(.negate, times(a, slopeOf: b)), below) }
      return .binary(
        .divide, .binary(.subtract, times(b, behind: a), times(a, slopeOf: b)), below)
    case .power: return openedPower(a, b)
    case .max, .min:
      note(.routing(operation))
      return Draft(
        LocalDerivatives.routes(operation, ties),
        ["a": a, "b": b, "da": slope(a), "db": slope(b)])
    case .greater, .greaterOrEqual, .less, .lessOrEqual:
      note(.flat)
      return .number(0)
    }
  }

  /// `a + b + c` is opened at once; of many terms those that do not move are left out.
  private func sum(_ draft: Draft) -> Draft {
    var terms: [(operation: BinaryOperation, part: Draft)] = []
    var rest = draft
    while case .binary(let operation, let a, let b) = rest,
      operation == .add || operation == .subtract
    {
      terms.append((operation, b))
      rest = a
    }
    terms.append((.add, rest))
    terms.reverse()
    if terms.count > 2 { terms.removeAll { !$0.part.isMoving } }
    var result: Draft?
    for term in terms {
      let slope = slope(term.part)
      if let left = result {
        result = .binary(term.operation, left, slope)
      } else {
        result = term.operation == .subtract ? .unary(.negate, slope) : slope
      }
    }
    return result!
  }

  private func constantFactor(_ factor: Draft, _ inner: Draft, isBehind: Bool = false) -> Draft {
    isBehind ? times(factor, behind: inner) : times(factor, slopeOf: inner)
  }

  /// `∂inner/∂x * factor`, in the order in which a product was written.
  private func times(_ factor: Draft, behind inner: Draft) -> Draft {
    let slope = slope(inner)
    return slope == .number(1) ? factor : .binary(.multiply, slope, factor)
  }

  private mutating func openedPower(_ a: Draft, _ b: Draft) -> Draft {
    if !b.isMoving {
      note(.power(isChained: !a.isTarget))
      let lower: Draft
      if case .number(let exponent) = b {
        lower = exponent == 2 ? a : .binary(.power, a, .number(exponent - 1))
      } else {
        lower = .binary(.power, a, .binary(.subtract, b, .number(1)))
      }
      return times(.binary(.multiply, b, lower), slopeOf: a)
    }
    note(.exponential)
    let own = value(.binary(.power, a, b))
    let byExponent = times(
      .binary(.multiply, own, .unary(.log, a)), slopeOf: b)
    guard a.isMoving else { return byExponent }
    let lower = Draft.binary(.power, a, .binary(.subtract, b, .number(1)))
    return .binary(.add, times(.binary(.multiply, b, lower), slopeOf: a), byExponent)
  }
}

extension Draft {
  /// A rule's text with drafts in the place of its names.
  init(_ formula: Formula, _ names: [String: Draft]) {
    var stack: [Draft] = []
    for node in formula.nodes {
      switch node.kind {
      case .number(let value): stack.append(.number(value))
      case .constant(let constant): stack.append(.number(constant.value))
      case .name(let name): stack.append(names[name]!)
      case .unary(let operation): stack.append(.unary(operation, stack.removeLast()))
      case .binary(let operation):
        let b = stack.removeLast()
        stack.append(.binary(operation, stack.removeLast(), b))
      case .call(.where, _, _):
        let (b, a) = (stack.removeLast(), stack.removeLast())
        stack.append(.choose(stack.removeLast(), a, b))
      default: preconditionFailure("a rule's text has only operations")
      }
    }
    self = stack[0]
  }
}
