/// `np.exp(x)` and the like, understood in order to be corrected.
extension Parser {
  /// Whether `name`, behind which a point stands, is a library and not a matrix to transpose.
  func isModule(_ name: String) -> Bool {
    tokens[index + 2].kind == .name && text(tokens[index + 2].range) != "T"
      && [
        "np", "numpy", "math", "torch", "tf", "jnp", "Math", "jax", "scipy", "keras",
      ].contains(name)
  }

  /// A name behind that of a library.
  private struct Member {
    var name: String
    /// The library and the name.
    var range: Range<Int>
    var startIndex: Int
    var firstNode: Int
    /// Where the parentheses of its arguments open.
    var open: Token

    /// Its name here.
    var function: String { Vocabulary.foreignNames[name] ?? name }
    var isWrapper: Bool { ["array", "asarray", "matrix", "tensor", "transpose"].contains(name) }
    var isFunction: Bool { Vocabulary.words[function]?.isFunction == true }
    var isKnown: Bool { Parser.joints[name] != nil || isWrapper || isFunction }
  }

  mutating func parseModuleMember() throws(LanguageError) {
    let startIndex = index
    while tokens[index + 1].kind == .dot, tokens[index + 2].kind == .name { advance(2) }
    let member = Member(
      name: text(current.range), range: tokens[startIndex].start..<current.end,
      startIndex: startIndex, firstNode: nodes.count, open: tokens[index + 1])
    advance()
    guard current.kind == .callOpen else {
      return try parseModuleConstant(member.name, member.range)
    }
    guard member.isKnown else {
      throw LanguageError(.unknownFunction(text(member.range)), at: member.range)
    }
    let arguments = try holdsTuple(at: index) ? parseTuple() : parseArguments()
    try correct(member, arguments)
    correction.mark(member.range.lowerBound..<previousEnd)
  }

  /// Whether nothing but `(2, 3)` stands in the parentheses that open at a token.
  private func holdsTuple(at open: Int) -> Bool {
    guard tokens[open + 1].kind == .groupOpen, groupHasComma(at: open + 1) else { return false }
    var depth = 0
    for position in (open + 1)..<(tokens.count - 1) {
      switch tokens[position].kind {
      case .groupOpen, .callOpen, .indexOpen, .matrixOpen: depth += 1
      case .closeParenthesis, .closeBracket: depth -= 1
      default: break
      }
      if depth == 0 { return tokens[position + 1].kind == .closeParenthesis }
    }
    return false
  }

  /// `np.zeros((2, 3))` has its shape in parentheses of its own.
  private mutating func parseTuple() throws(LanguageError) -> Arguments {
    advance()
    correction.replace(current.range, with: "")
    let arguments = try parseArguments()
    correction.replace(tokens[index - 1].range, with: "")
    try expect(.closeParenthesis)
    return arguments
  }

  private mutating func correct(
    _ member: Member, _ arguments: Arguments
  ) throws(LanguageError) {
    if let joint = Parser.joints[member.name] {
      try require(2, arguments, of: member)
      correct(member, arguments, as: joint)
    } else if member.isWrapper {
      try require(1, arguments, of: member)
      correctWrapper(member, arguments)
    } else {
      correction.replace(member.range, with: member.function)
      try appendCall(
        member.function, member.range, arguments, first: member.firstNode,
        start: member.range.lowerBound)
    }
  }

  private func require(
    _ count: Int, _ arguments: Arguments, of member: Member
  ) throws(LanguageError) {
    guard arguments.count != count else { return }
    throw LanguageError(
      .wrongArgumentCount(function: member.name, expected: count...count, got: arguments.count),
      at: member.range.lowerBound..<previousEnd)
  }

  /// `np.dot(a, b)` is `a @ b`.
  private mutating func correct(_ member: Member, _ arguments: Arguments, as joint: Joint) {
    let start = member.range.lowerBound
    let outer = parentheses(startIndex: member.startIndex, joint.precedence)
    let (left, right) = (parentheses(arguments, 0), parentheses(arguments, 1))
    let between = arguments.ranges[0].upperBound..<arguments.ranges[1].lowerBound
    correction.replace(start..<member.open.end, with: outer.open + left.open)
    correction.replace(between, with: left.close + joint.sign + right.open)
    correction.replace(tokens[index - 1].range, with: right.close + outer.close)
    append(joint.kind, first: member.firstNode, start: start)
  }

  /// `np.array([1, 2])` is what stands in its parentheses, and `np.transpose(W)` is `W.T`.
  private mutating func correctWrapper(_ member: Member, _ arguments: Arguments) {
    let start = member.range.lowerBound
    let inner = parentheses(arguments, 0)
    let isTransposition = member.name == "transpose"
    correction.replace(start..<member.open.end, with: inner.open)
    correction.replace(tokens[index - 1].range, with: inner.close + (isTransposition ? ".T" : ""))
    if isTransposition { append(.transpose, first: member.firstNode, start: start) }
  }

  private mutating func parseModuleConstant(
    _ name: String, _ range: Range<Int>
  ) throws(LanguageError) {
    let first = nodes.count
    if name == "e" {
      correction.replace(range, with: "exp(1)")
      append(.number(1), first: first, start: range.lowerBound)
      return append(.unary(.exp), first: first, start: range.lowerBound)
    }
    guard let word = Vocabulary.words[name] else {
      throw LanguageError(.unknownName(text(range)), at: range)
    }
    guard let constant = word.constant else {
      throw LanguageError(.functionNeedsArguments(name), at: range)
    }
    correction.replace(range, with: name)
    append(.constant(constant), first: first, start: range.lowerBound)
  }
}
