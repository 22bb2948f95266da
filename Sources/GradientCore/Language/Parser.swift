/// Reads formulas from tokens, by precedence climbing, into nodes in postorder.
///
///     formula  = sum { (">" | ">=" | "<" | "<=") sum }
///     sum      = product { ("+" | "-") product }
///     product  = prefix { ("*" | "/" | "@") prefix }
///     prefix   = ("-" | "+") prefix | power
///     power    = postfix [ ("^" | "**") prefix ]
///     postfix  = primary { ".T" | "[" entries "]" | superscript }
///     primary  = number | name | name "(" arguments ")" | "(" formula ")" | matrix
///              | "d(" formula "," target ")" | "∂" postfix "/∂" target
///     matrix   = "[" formula { ("," | ";" | blank) formula } "]"
///     target   = name [ "[" entries "]" ]
///
/// Terms and factors are a loop; only brackets, unary operators and powers recurse.
struct Parser {
  static let nestingLimit = 500

  let bytes: [UInt8]
  let tokens: [Token]
  /// Commas in code of another language, by token.
  let foreignCommas: [Int]
  private(set) var index = 0
  private(set) var current: Token
  /// Where the token before `current` ends.
  private(set) var previousEnd = 0
  var nodes: [Formula.Node] = []
  var correction = Correction()
  /// The node of the last matrix that was written as `[[…]]`.
  var lastJoinedMatrix = -1
  private var depth = 0

  init(_ text: String) throws(LanguageError) {
    let lexer = try Lexer.tokens(of: text)
    bytes = lexer.bytes
    tokens = lexer.tokens
    foreignCommas = lexer.foreignCommas
    current = tokens[0]
    nodes.reserveCapacity(tokens.count)
  }

  mutating func advance(_ count: Int = 1) {
    index += count
    previousEnd = tokens[index - 1].end
    current = tokens[index]
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A whole formula, up to a comma or the end.
  mutating func parseFormula() throws(LanguageError) -> Formula {
    nodes.removeAll(keepingCapacity: true)
    lastJoinedMatrix = -1
    try parseExpression(.comparison)
    return Formula(nodes: nodes)
  }

  // MARK: - Operators

  enum Precedence: Int, Comparable {
    case comparison, sum, product, prefix, power, postfix

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    /// The next tighter one.
    var next: Precedence {
      switch self {
      case .comparison: .sum
      case .sum: .product
      case .product: .prefix
      case .prefix: .power
      case .power, .postfix: .postfix
      }
    }
  }

  mutating func parseExpression(_ minimum: Precedence) throws(LanguageError) {
    let first = nodes.count
    let start = current.start
    var lastOperand = start
    try parsePrefix()
    while let infix = Parser.infix(current.kind), infix.precedence >= minimum {
      let sign = current
      let isSilent = sign.kind.startsOperand
      if isSilent {
        guard tokens[index - 1].kind.isFactor else { return }
        correction.replace(previousEnd..<sign.start, with: "*")
      } else {
        advance()
      }
      let operand = current.start
      try parseExpression(infix.precedence.next)
      if isSilent { correction.mark(lastOperand..<previousEnd) }
      if bytes[sign.start] == point { correctPoint(of: sign, about: lastOperand..<previousEnd) }
      lastOperand = operand
      append(infix.kind, first: first, start: start)
      if infix.precedence == .comparison { try parseChain(first: first, start: start) }
    }
  }

  /// What a token does between two operands; nil where it cannot stand there. A token that begins
  /// an operand multiplies, as in `2x`.
  static func infix(_ kind: Token.Kind) -> (kind: Formula.Kind, precedence: Precedence)? {
    switch kind {
    case .plus: (.binary(.add), .sum)
    case .minus: (.binary(.subtract), .sum)
    case .times: (.binary(.multiply), .product)
    case .divide: (.binary(.divide), .product)
    case .matrixProduct: (.matrixProduct, .product)
    case .greater: (.binary(.greater), .comparison)
    case .greaterOrEqual: (.binary(.greaterOrEqual), .comparison)
    case .less: (.binary(.less), .comparison)
    case .lessOrEqual: (.binary(.lessOrEqual), .comparison)
    case .name, .groupOpen, .matrixOpen, .partial: (.binary(.multiply), .product)
    default: nil
    }
  }

  /// Unary minus and plus: `-2^2` is -4, and `-x * y` is (-x) * y.
  mutating func parsePrefix() throws(LanguageError) {
    let sign = current
    switch sign.kind {
    case .minus, .plus: break
    default: return try parsePower()
    }
    let first = nodes.count
    try enter(sign)
    advance()
    try parsePrefix()
    leave()
    if sign.kind == .minus { append(.unary(.negate), first: first, start: sign.start) }
  }

  /// `2^3^2` is 2^(3^2), and `2^-1` is 2^(-1).
  mutating func parsePower() throws(LanguageError) {
    let first = nodes.count
    let start = current.start
    try parsePostfix()
    let sign = current
    guard sign.kind == .power else { return }
    try enter(sign)
    advance()
    try parsePrefix()
    leave()
    if bytes[sign.start] == point { correctPoint(of: sign, about: start..<previousEnd) }
    append(.binary(.power), first: first, start: start)
  }

  // MARK: - Nodes and errors

  /// Adds a node over everything since `first`, which ends where the last token ended.
  mutating func append(_ kind: Formula.Kind, first: Int, start: Int) {
    nodes.append(
      Formula.Node(kind: kind, range: start..<previousEnd, size: nodes.count - first + 1))
  }

  mutating func enter(_ token: Token) throws(LanguageError) {
    depth += 1
    if depth > Parser.nestingLimit {
      throw LanguageError(.nestedTooDeep(limit: Parser.nestingLimit), at: token.range)
    }
  }

  mutating func leave() { depth -= 1 }

  mutating func expect(_ kind: Token.Kind) throws(LanguageError) {
    guard current.kind == kind else { throw expectedOperator() }
    advance()
  }

  /// After a formula something stands that cannot go on with it.
  func expectedOperator() -> LanguageError {
    switch current.kind {
    case .comma, .semicolon: LanguageError(.listIsNotAFormula, at: current.range)
    case .equal: LanguageError(.equalityIsNotAnOperation, at: current.range)
    default: LanguageError(.expectedOperator(found: text(current.range)), at: current.range)
    }
  }

  func expectedOperand() -> LanguageError {
    if current.kind == .equal { return expectedOperator() }
    return LanguageError(
      .expectedOperand,
      at: current.kind.endsFormula ? previousEnd..<previousEnd : current.range)
  }
}

extension Formula {
  /// Reads a line that is one formula.
  public init(parsing text: String) throws(LanguageError) {
    var parser = try Parser(text)
    if parser.current.kind == .end { throw LanguageError(.emptyLine, at: 0..<0) }
    self = try parser.parseFormula()
    guard parser.current.kind == .end else { throw parser.expectedOperator() }
    try parser.throwCorrection()
  }
}
