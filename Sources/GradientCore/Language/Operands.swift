/// Numbers, names, parentheses, and what stands behind them: `.T`, `[0, 1]`, `²`.
extension Parser {
  mutating func parsePostfix() throws(LanguageError) {
    let first = nodes.count
    let start = current.start
    let startIndex = index
    try parsePrimary()
    let primaryEnd = index
    while true {
      let token = current
      switch token.kind {
      case .dot:
        try parseAttribute(
          first: first, startIndex: startIndex,
          isGroup: index == primaryEnd && tokens[startIndex].kind == .groupOpen)
      case .indexOpen: try parseIndex(first: first, start: start)
      case .superscript: try parseSuperscript(first: first, start: start)
      case .prime:
        correction.replace(token.range, with: ".T")
        correction.mark(start..<token.end)
        advance()
        append(.transpose, first: first, start: start)
      default: return
      }
    }
  }

  private mutating func parsePrimary() throws(LanguageError) {
    let token = current
    switch token.kind {
    case .number:
      let value = try parseNumber()
      append(.number(value), first: nodes.count, start: token.start)
    case .name: try parseName()
    case .groupOpen: try parseGroup()
    case .matrixOpen: try parseMatrix()
    case .partial: try parsePartial()
    default: throw expectedOperand()
    }
  }

  private mutating func parseNumber() throws(LanguageError) -> Double {
    let start = current.start
    var literal = text(current.range)
    advance()
    if current.kind == .decimalComma {
      literal += "," + text(tokens[index + 1].range)
      advance(2)
    }
    let range = start..<previousEnd
    guard let value = Double(literal) ?? Double(Parser.plainNumber(literal)) else {
      throw LanguageError(.malformedNumber(text(range)), at: range)
    }
    if value.isInfinite { throw LanguageError(.numberTooLarge(text(range)), at: range) }
    return value
  }

  /// A number as other programs write it: `0.5` for `0,5`, `1e-5` for `1e−5`.
  private static func plainNumber(_ literal: String) -> String {
    String(literal.map { $0 == "," ? "." : $0 == "−" ? "-" : $0 })
  }

  private mutating func parseName() throws(LanguageError) {
    let token = current
    let name = text(token.range)
    let next = tokens[index + 1]
    switch next.kind {
    case .callOpen: return try parseCall(name)
    case .dot where isModule(name): return try parseModuleMember()
    default: break
    }
    if name == "d", next.kind == .groupOpen, groupHasComma(at: index + 1) {
      correction.replace(token.end..<next.start, with: "")
      try parseDerivative()
      return correction.mark(token.start..<previousEnd)
    }
    guard let word = Vocabulary.words[name] else {
      advance()
      return append(.name(name), first: nodes.count, start: token.start)
    }
    if let constant = word.constant {
      advance()
      return append(.constant(constant), first: nodes.count, start: token.start)
    }
    try parseCallWithoutParentheses(name)
  }

  private mutating func parseGroup() throws(LanguageError) {
    try enter(current)
    advance()
    try parseExpression(.comparison)
    try expect(.closeParenthesis)
    leave()
  }

  private mutating func parseSuperscript(first: Int, start: Int) throws(LanguageError) {
    let token = current
    var digits: [UInt8] = []
    for scalar in text(token.range).unicodeScalars {
      if let digit = superscriptValue(scalar) { digits.append(digit) }
    }
    let isNegative = digits.first == UInt8(ascii: "-")
    let literal = String(decoding: digits.drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    guard let exponent = Double(literal), exponent.isFinite else {
      throw LanguageError(.malformedNumber(text(token.range)), at: token.range)
    }
    // Written with `^` it is nested one deeper, and it must be possible to write it so.
    try enter(token)
    leave()
    let number = nodes.count
    advance()
    append(.number(exponent), first: number, start: token.start)
    if isNegative { append(.unary(.negate), first: number, start: token.start) }
    append(.binary(.power), first: first, start: start)
  }

  // MARK: - Entries

  private mutating func parseIndex(first: Int, start: Int) throws(LanguageError) {
    let entries = try parseEntries()
    append(.entries(rows: entries.rows, columns: entries.columns), first: first, start: start)
  }

  /// `[0, 1:]`, with its brackets.
  mutating func parseEntries() throws(LanguageError) -> Assignment.Entries {
    let open = current
    advance()
    let rows = try parseIndexRange()
    var columns: IndexRange?
    if current.kind == .comma {
      advance()
      columns = try parseIndexRange()
    }
    guard current.kind == .closeBracket else {
      var end = index
      while tokens[end].kind != .closeBracket { end += 1 }
      throw invalidIndex(open.end..<tokens[end].start)
    }
    advance()
    return Assignment.Entries(rows: rows, columns: columns)
  }

  private mutating func parseIndexRange() throws(LanguageError) -> IndexRange {
    let from = try parsePosition()
    if current.kind == .colon {
      advance()
      return .slice(from: from, to: try parsePosition())
    }
    guard let from else {
      throw invalidIndex(current.kind.endsFormula ? previousEnd..<previousEnd : current.range)
    }
    return .at(from)
  }

  private mutating func parsePosition() throws(LanguageError) -> Int? {
    let sign = current
    if sign.kind == .minus { advance() }
    guard current.kind == .number else {
      if sign.kind == .minus || current.kind == .name {
        throw invalidIndex(sign.start..<current.end)
      }
      return nil
    }
    let range = sign.start..<current.end
    guard let value = Int(text(current.range)) else { throw invalidIndex(range) }
    advance()
    return sign.kind == .minus ? -value : value
  }

  private func invalidIndex(_ range: Range<Int>) -> LanguageError {
    LanguageError(.invalidIndex(text(range)), at: range)
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
