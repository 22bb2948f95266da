/// Forms of other languages that are understood in order to be corrected: `x.sum()`, `sin x`,
/// `1 < x < 3`.
extension Parser {
  /// Functions of other languages that are operators here.
  struct Joint {
    var sign: String
    var kind: Formula.Kind
    var precedence: Precedence { kind.precedence }
  }

  static let joints: [String: Joint] = {
    let product = Joint(sign: " @ ", kind: .matrixProduct)
    let times = Joint(sign: " * ", kind: .binary(.multiply))
    let power = Joint(sign: "^", kind: .binary(.power))
    let minus = Joint(sign: " - ", kind: .binary(.subtract))
    return [
      "dot": product, "matmul": product, "mm": product, "multiply": times, "mul": times,
      "add": Joint(sign: " + ", kind: .binary(.add)), "subtract": minus, "sub": minus,
      "divide": Joint(sign: " / ", kind: .binary(.divide)), "power": power, "pow": power,
    ]
  }()

  // MARK: - `sin x`

  /// A function without its parentheses, which an elementwise one gets around what follows.
  mutating func parseCallWithoutParentheses(_ name: String) throws(LanguageError) {
    let token = current
    let next = tokens[index + 1]
    guard let unary = Vocabulary.words[name]?.unary, next.kind == .name || next.kind == .number
    else { throw LanguageError(.functionNeedsArguments(name), at: token.range) }
    let first = nodes.count
    try enter(token)
    advance()
    correction.replace(token.end..<next.start, with: "(")
    try parsePower()
    correction.insert(")", after: previousEnd)
    correction.mark(token.start..<previousEnd)
    leave()
    append(.unary(unary), first: first, start: token.start)
  }

  // MARK: - `1 < x < 3` and `.*`

  /// `1 < x < 3` would compare a 1 or a 0 with 3; what was meant is a product of two comparisons.
  mutating func parseChain(first: Int, start: Int) throws(LanguageError) {
    guard Parser.infix(current.kind)?.precedence == .comparison else { return }
    correction.insert("(", before: start)
    var middle = Formula(nodes: nodes).subformula(at: nodes.count - 2)
    while let (kind, precedence) = Parser.infix(current.kind), precedence == .comparison {
      correction.insert(") * (\(middle)", after: previousEnd)
      advance()
      let second = nodes.count
      nodes += middle.nodes
      try parseExpression(.sum)
      middle = Formula(nodes: nodes).subformula(at: nodes.count - 1)
      append(kind, first: second, start: start)
      append(.binary(.multiply), first: first, start: start)
    }
    correction.insert(")", after: previousEnd)
    correction.mark(start..<previousEnd)
  }

  /// `.*`, `./` and `.^` of other languages.
  mutating func correctPoint(of sign: Token, about range: Range<Int>) {
    correction.replace(sign.start..<(sign.start + 1), with: "")
    correction.mark(range)
  }

  // MARK: - `.T` and methods

  /// `.T` or a method, and the operand it stands behind.
  private struct Attribute {
    var name: String
    /// The point and the name.
    var range: Range<Int>
    var isCall: Bool
    /// Where the parentheses of its arguments open, or where it ends.
    var open: Token
    var operand: Range<Int>
    var firstNode: Int
    var startIndex: Int
    /// The operand is in parentheses.
    var isGroup: Bool

    /// Its name here.
    var function: String { Vocabulary.foreignNames[name] ?? name }
    var isTransposition: Bool { ["T", "t", "transpose"].contains(name) }
    var joint: Joint? { isCall ? Parser.joints[name] : nil }
    var isUnknown: Bool {
      !isTransposition && joint == nil && Vocabulary.words[function]?.isFunction != true
    }
    var unknown: LanguageError { LanguageError(.unknownAttribute(name), at: range) }
  }

  /// What stands behind the point after an operand that began with the token at `startIndex`.
  mutating func parseAttribute(
    first: Int, startIndex: Int, isGroup: Bool
  ) throws(LanguageError) {
    let start = tokens[startIndex].start
    let name = tokens[index + 1]
    let open = tokens[index + 2 < tokens.count ? index + 2 : index + 1]
    let attribute = Attribute(
      name: text(name.range), range: current.start..<name.end, isCall: open.kind == .callOpen,
      open: open, operand: start..<previousEnd, firstNode: first, startIndex: startIndex,
      isGroup: isGroup)
    advance()
    guard name.kind == .name else { throw expectedOperand() }
    advance()
    if attribute.name == "T", !attribute.isCall {
      return append(.transpose, first: first, start: start)
    }
    if attribute.isUnknown { throw attribute.unknown }
    let arguments = attribute.isCall ? try parseArguments() : Arguments()
    try correct(attribute, arguments)
    correction.mark(start..<previousEnd)
  }

  /// Writes a method as what it is here: a transpose, an operator or a function.
  private mutating func correct(
    _ attribute: Attribute, _ arguments: Arguments
  ) throws(LanguageError) {
    let (first, start) = (attribute.firstNode, attribute.operand.lowerBound)
    if attribute.isTransposition {
      guard arguments.count == 0 else { throw attribute.unknown }
      correction.replace(attribute.range.lowerBound..<previousEnd, with: ".T")
      return append(.transpose, first: first, start: start)
    }
    if let joint = attribute.joint {
      guard arguments.count == 1 else {
        throw LanguageError(
          .wrongArgumentCount(function: attribute.name, expected: 1...1, got: arguments.count),
          at: attribute.range.lowerBound..<previousEnd)
      }
      let outer = parentheses(startIndex: attribute.startIndex, joint.precedence)
      let inner = parentheses(arguments, 0)
      correction.insert(outer.open, before: start)
      correction.replace(
        attribute.range.lowerBound..<attribute.open.end, with: joint.sign + inner.open)
      correction.replace(tokens[index - 1].range, with: inner.close + outer.close)
      return append(joint.kind, first: first, start: start)
    }
    // `(x + y).sum()` has the parentheses of its argument already.
    let (name, isGroup) = (attribute.function, attribute.isGroup)
    let end = isGroup ? attribute.operand.upperBound - 1 : attribute.range.lowerBound
    correction.insert(isGroup ? name : name + "(", before: start)
    if attribute.isCall {
      let isAlone = arguments.ranges.isEmpty && arguments.axis == nil
      correction.replace(end..<attribute.open.end, with: isAlone ? "" : ", ")
    } else {
      correction.replace(end..<attribute.range.upperBound, with: ")")
    }
    var all = arguments
    all.count += 1
    all.ranges.insert(attribute.operand, at: 0)
    try appendCall(name, attribute.range, all, first: first, start: start)
  }

  /// The parentheses that an argument needs as an operand.
  func parentheses(_ arguments: Arguments, _ position: Int) -> (open: String, close: String) {
    let root = nodes[arguments.roots[position]]
    let stands = root.range != arguments.ranges[position] || root.kind.precedence == .postfix
    return stands ? ("", "") : ("(", ")")
  }

  /// The parentheses that an operation needs in place of a call that began at `startIndex` and has
  /// just ended.
  func parentheses(
    startIndex: Int, _ precedence: Precedence
  ) -> (open: String, close: String) {
    let before = startIndex == 0 ? .comma : tokens[startIndex - 1].kind
    let holdsBefore =
      switch before {
      case .groupOpen, .callOpen, .matrixOpen, .assign, .assignNow: true
      case .plus, .minus, .greater, .greaterOrEqual, .less, .lessOrEqual: precedence > .sum
      default: before.endsFormula
      }
    let holdsAfter =
      switch current.kind {
      case .plus, .minus, .greater, .greaterOrEqual, .less, .lessOrEqual: true
      case .times, .divide, .matrixProduct: precedence > .sum
      // Another method that becomes a function has parentheses of its own.
      case .dot: Vocabulary.words[text(tokens[index + 1].range)] != nil
      default: current.kind.endsFormula
      }
    return holdsBefore && holdsAfter ? ("", "") : ("(", ")")
  }
}
