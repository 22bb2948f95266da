/// What is understood though it is not of this language: `2x`, `np.exp(x)`, `x.sum()`. The line is
/// read to its end, and then refused with what to type instead.
extension Parser {
  struct Edit {
    var range: Range<Int>
    var replacement: String
    var side: Side

    /// What an insertion belongs to, where several are made at one place.
    enum Side: Int { case left, between, right }
  }

  mutating func replace(_ range: Range<Int>, with replacement: String) {
    edits.append(Edit(range: range, replacement: replacement, side: .between))
    mark(range)
  }

  /// Inserts what belongs to the text before it, as a closing parenthesis does.
  mutating func insert(_ text: String, after offset: Int) {
    edits.append(Edit(range: offset..<offset, replacement: text, side: .left))
    mark(offset..<offset)
  }

  /// Inserts what belongs to the text behind it, as the name of a function does.
  mutating func insert(_ text: String, before offset: Int) {
    edits.append(Edit(range: offset..<offset, replacement: text, side: .right))
    mark(offset..<offset)
  }

  /// Makes what is shown as wrong cover `range`.
  mutating func mark(_ range: Range<Int>) {
    let marked = correctedRange ?? range
    correctedRange =
      min(range.lowerBound, marked.lowerBound)..<max(range.upperBound, marked.upperBound)
  }

  /// `.*`, `./` and `.^` of other languages.
  mutating func correctDot(_ sign: Token, about range: Range<Int>) {
    replace(sign.start..<(sign.start + 1), with: "")
    mark(range)
  }

  func throwCorrection() throws(LanguageError) {
    guard let range = correctedRange, !edits.isEmpty else { return }
    // In the parentheses that a correction adds, a decimal comma would separate.
    let commas = tokens.lazy
      .filter { ($0.kind == .number || $0.kind == .decimalComma) && range.contains($0.start) }
      .compactMap { bytes[$0.range].firstIndex(of: UInt8(ascii: ",")) }
      .map { Edit(range: $0..<($0 + 1), replacement: ".", side: .between) }
    // What was inserted later belongs to an outer operation.
    let ordered = (edits + commas).enumerated().sorted { a, b in
      func key(_ edit: Edit, _ order: Int) -> (Int, Int, Int, Int) {
        (
          edit.range.lowerBound, edit.range.isEmpty ? 0 : 1, edit.side.rawValue,
          edit.side == .right ? -order : order
        )
      }
      return key(a.element, a.offset) < key(b.element, b.offset)
    }
    var corrected = ""
    var copied = range.lowerBound
    for (_, edit) in ordered {
      corrected += text(copied..<edit.range.lowerBound) + edit.replacement
      copied = edit.range.upperBound
    }
    throw LanguageError(.writeInstead(corrected + text(copied..<range.upperBound)), at: range)
  }

  // MARK: - Functions without parentheses

  /// `sin x`.
  mutating func parseCallWithoutParentheses(_ name: String) throws(LanguageError) {
    let token = current
    let next = tokens[index + 1]
    guard let unary = Vocabulary.words[name]?.unary, next.kind == .name || next.kind == .number
    else { throw LanguageError(.functionNeedsArguments(name), at: token.range) }
    let first = nodes.count
    try enter(token)
    advance()
    replace(token.end..<next.start, with: "(")
    try parsePower()
    insert(")", after: previousEnd)
    mark(token.start..<previousEnd)
    leave()
    append(.unary(unary), first: first, start: token.start)
  }

  /// Whether the parentheses that open at a token hold a comma of their own.
  func groupHasComma(at open: Int) -> Bool {
    var depth = 0
    for token in tokens[open...] {
      switch token.kind {
      case .groupOpen, .callOpen, .indexOpen, .matrixOpen: depth += 1
      case .closeParenthesis, .closeBracket: depth -= 1
      case .comma where depth == 1: return true
      default: break
      }
      if depth == 0 { return false }
    }
    return false
  }
}

// MARK: - `x.T` and methods

extension Parser {
  /// `.T`, and methods of other languages.
  mutating func parseAttribute(
    first: Int, startIndex: Int, followsGroup: Bool
  ) throws(LanguageError) {
    let start = tokens[startIndex].start
    let dot = current
    advance()
    guard current.kind == .name else { throw expectedOperand() }
    let token = current
    let name = text(token.range)
    let isCall = tokens[index + 1].kind == .callOpen
    advance()
    if name == "T", !isCall { return append(.transpose, first: first, start: start) }

    let function = Vocabulary.foreignNames[name] ?? name
    let isTransposition = ["T", "t", "transpose"].contains(name)
    let isProduct = isCall && Parser.joiningFunctions[name] != nil
    guard isTransposition || isProduct || Vocabulary.words[function]?.isFunction == true else {
      throw LanguageError(.unknownAttribute(name), at: dot.start..<token.end)
    }
    var arguments = Arguments()
    let open = index
    if isCall { arguments = try parseArguments() }
    let close = index - 1

    if isTransposition {
      guard arguments.count == 0 else {
        throw LanguageError(.unknownAttribute(name), at: dot.start..<token.end)
      }
      replace(dot.start..<previousEnd, with: ".T")
      mark(start..<previousEnd)
      return append(.transpose, first: first, start: start)
    }
    if isProduct, let joint = Parser.joiningFunctions[name], arguments.count == 1 {
      let (left, right) = wrapping(startIndex: startIndex, joint.precedence)
      let (opening, closing) = wrapping(arguments, 0)
      insert(left, before: start)
      replace(dot.start..<tokens[open].end, with: joint.sign + opening)
      replace(tokens[close].range, with: closing + right)
      mark(start..<previousEnd)
      return append(joint.kind, first: first, start: start)
    }
    let separator = arguments.ranges.isEmpty && arguments.axis == nil ? "" : ", "
    // `(x + y).sum()` has its parentheses already.
    let usesGroup = followsGroup && tokens[startIndex].kind == .groupOpen
    insert(usesGroup ? function : function + "(", before: start)
    let from = usesGroup ? tokens[startIndex..<open].last { $0.kind == .closeParenthesis } : nil
    replace(
      (from?.start ?? dot.start)..<(isCall ? tokens[open].end : token.end),
      with: isCall ? separator : ")")
    mark(start..<previousEnd)
    arguments.count += 1
    arguments.ranges.insert(start..<dot.start, at: 0)
    try appendCall(function, token.range, arguments, first: first, start: start)
  }

  /// Functions of other languages that are operators here.
  static let joiningFunctions:
    [String: (sign: String, kind: Formula.Kind, precedence: Precedence)] =
      [
        "dot": (" @ ", .matrixProduct, .product), "matmul": (" @ ", .matrixProduct, .product),
        "mm": (" @ ", .matrixProduct, .product), "multiply": (" * ", .binary(.multiply), .product),
        "mul": (" * ", .binary(.multiply), .product), "add": (" + ", .binary(.add), .sum),
        "subtract": (" - ", .binary(.subtract), .sum), "sub": (" - ", .binary(.subtract), .sum),
        "divide": (" / ", .binary(.divide), .product), "power": ("^", .binary(.power), .power),
        "pow": ("^", .binary(.power), .power),
      ]

  /// The parentheses that the argument at `position` needs as an operand.
  private func wrapping(_ arguments: Arguments, _ position: Int) -> (String, String) {
    let root = nodes[arguments.roots[position]]
    let stands = root.range != arguments.ranges[position] || root.kind.precedence == .postfix
    return stands ? ("", "") : ("(", ")")
  }

  /// The parentheses that an operation needs where a call has stood, from `startIndex` until now.
  private func wrapping(startIndex: Int, _ precedence: Precedence) -> (String, String) {
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

// MARK: - `np.` and the like

extension Parser {
  func isModule(_ name: String) -> Bool {
    tokens[index + 2].kind == .name && text(tokens[index + 2].range) != "T"
      && ["np", "numpy", "math", "torch", "tf", "jnp", "Math"].contains(name)
  }

  mutating func parseModuleMember() throws(LanguageError) {
    let startIndex = index
    let start = current.start
    let first = nodes.count
    while tokens[index + 1].kind == .dot, tokens[index + 2].kind == .name { advance(2) }
    let token = current
    let name = text(token.range)
    let function = Vocabulary.foreignNames[name] ?? name
    advance()
    guard current.kind == .callOpen else {
      return try parseModuleConstant(name, start..<token.end)
    }
    let open = current
    if let joint = Parser.joiningFunctions[name] {
      let arguments = try parseArguments()
      guard arguments.count == 2 else {
        throw LanguageError(
          .wrongArgumentCount(function: name, expected: 2...2, got: arguments.count),
          at: start..<previousEnd)
      }
      let close = tokens[index - 1]
      let (left, right) = wrapping(startIndex: startIndex, joint.precedence)
      let (a, b) = (wrapping(arguments, 0), wrapping(arguments, 1))
      replace(start..<open.end, with: left + a.0)
      replace(
        arguments.ranges[0].upperBound..<arguments.ranges[1].lowerBound,
        with: a.1 + joint.sign + b.0)
      replace(close.range, with: b.1 + right)
      return append(joint.kind, first: first, start: start)
    }
    if ["array", "asarray", "matrix", "tensor", "transpose"].contains(name) {
      let arguments = try parseArguments()
      guard arguments.count == 1 else {
        throw LanguageError(
          .wrongArgumentCount(function: name, expected: 1...1, got: arguments.count),
          at: start..<previousEnd)
      }
      let (opening, closing) = wrapping(arguments, 0)
      replace(start..<open.end, with: opening)
      replace(tokens[index - 1].range, with: closing + (name == "transpose" ? ".T" : ""))
      if name == "transpose" { append(.transpose, first: first, start: start) }
      return
    }
    guard Vocabulary.words[function]?.isFunction == true else {
      throw LanguageError(.unknownFunction(text(start..<token.end)), at: start..<token.end)
    }
    replace(start..<token.end, with: function)
    let arguments = try parseArguments()
    mark(start..<previousEnd)
    try appendCall(function, token.range, arguments, first: first, start: start)
  }

  private mutating func parseModuleConstant(
    _ name: String, _ range: Range<Int>
  ) throws(LanguageError) {
    let first = nodes.count
    if name == "e" {
      replace(range, with: "exp(1)")
      append(.number(1), first: first, start: range.lowerBound)
      return append(.unary(.exp), first: first, start: range.lowerBound)
    }
    guard let word = Vocabulary.words[name] else {
      throw LanguageError(.unknownName(text(range)), at: range)
    }
    guard let constant = word.constant else {
      throw LanguageError(.functionNeedsArguments(name), at: range)
    }
    replace(range, with: name)
    append(.constant(constant), first: first, start: range.lowerBound)
  }
}
