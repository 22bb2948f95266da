/// Functions, `d(…)` and `∂f/∂x`.
extension Parser {
  /// What stood between the parentheses of a call.
  struct Arguments {
    var count = 0
    var axis: Axis?
    var axisRange: Range<Int>?
    /// Where each argument begins and ends, and where its root node is.
    var ranges: [Range<Int>] = []
    var roots: [Int] = []
  }

  mutating func parseCall(_ name: String) throws(LanguageError) {
    let token = current
    if name == "d" { return try parseDerivative() }
    let first = nodes.count
    advance()
    let arguments = try parseArguments()
    try appendCall(name, token.range, arguments, first: first, start: token.start)
  }

  /// Adds the node of a call whose arguments are there already.
  mutating func appendCall(
    _ name: String, _ nameRange: Range<Int>, _ arguments: Arguments, first: Int, start: Int
  ) throws(LanguageError) {
    let count = arguments.count
    guard let word = Vocabulary.words[name] else {
      try refuseAxis(arguments, of: name)
      return append(.apply(name, arguments: count), first: first, start: start)
    }
    guard word.isFunction else {
      throw LanguageError(.nameIsNotFunction(name), at: nameRange)
    }
    if let unary = word.unary, count == 1 {
      try refuseAxis(arguments, of: name)
      return append(.unary(unary), first: first, start: start)
    }
    if let binary = word.binary, count == 2 {
      try refuseAxis(arguments, of: name)
      return append(.binary(binary), first: first, start: start)
    }
    if let function = word.builtIn, function.argumentCounts.contains(count) {
      if !function.takesAxis { try refuseAxis(arguments, of: name) }
      return append(
        .call(function, arguments: count, axis: arguments.axis), first: first, start: start)
    }
    if let function = word.builtIn, function.takesAxis, count == 2, arguments.axis == nil,
      case .number(let axis) = nodes[nodes.count - 1].kind, axis == 0 || axis == 1
    {
      // NumPy takes the axis without its name.
      correction.insert("axis=", before: arguments.ranges[1].lowerBound)
      correction.mark(start..<previousEnd)
      nodes.removeLast()
      return append(
        .call(function, arguments: 1, axis: Axis(rawValue: Int(axis))), first: first, start: start)
    }
    throw LanguageError(
      .wrongArgumentCount(function: name, expected: word.argumentCounts, got: count),
      at: start..<previousEnd)
  }

  private func refuseAxis(_ arguments: Arguments, of name: String) throws(LanguageError) {
    if let range = arguments.axisRange {
      throw LanguageError(.axisNotTaken(function: name), at: range)
    }
  }

  /// `(a, b, axis=0)`, with its parentheses; a semicolon separates too, as in `max(0,5; 2)`.
  mutating func parseArguments() throws(LanguageError) -> Arguments {
    try enter(current)
    advance()
    var arguments = Arguments()
    while current.kind != .closeParenthesis || arguments.count > 0 || arguments.axis != nil {
      if current.kind == .name, tokens[index + 1].kind == .assign {
        try parseOption(&arguments)
      } else {
        let start = current.start
        try parseExpression(.comparison)
        arguments.count += 1
        arguments.ranges.append(start..<previousEnd)
        arguments.roots.append(nodes.count - 1)
      }
      guard current.kind == .comma || current.kind == .semicolon else { break }
      advance()
    }
    try expect(.closeParenthesis)
    leave()
    return arguments
  }

  private mutating func parseOption(_ arguments: inout Arguments) throws(LanguageError) {
    let name = current
    advance(2)
    guard text(name.range) == "axis" else {
      throw LanguageError(.unknownOption(text(name.range)), at: name.range)
    }
    let start = current.start
    if current.kind == .minus { advance() }
    guard !current.kind.endsFormula else { throw expectedOperand() }
    advance()
    let range = start..<previousEnd
    guard let value = Int(text(range)), let axis = Axis(rawValue: value) else {
      throw LanguageError(.axisOutOfRange(text(range)), at: range)
    }
    arguments.axis = axis
    arguments.axisRange = name.start..<previousEnd
  }

  // MARK: - Derivatives

  /// `d(EXPR, NAME)`.
  mutating func parseDerivative() throws(LanguageError) {
    let first = nodes.count
    let start = current.start
    advance()
    let arguments = try parseArguments()
    let range = start..<previousEnd
    try refuseAxis(arguments, of: "d")
    guard arguments.count == 2 else {
      throw LanguageError(
        .wrongArgumentCount(function: "d", expected: 2...2, got: arguments.count), at: range)
    }
    try appendDerivative(first: first, start: start, by: arguments.ranges[1])
  }

  /// `∂f/∂x`, `∂f/∂W[0, 1]`.
  mutating func parsePartial() throws(LanguageError) {
    let first = nodes.count
    let start = current
    try enter(start)
    advance()
    if current.kind == .superscript {
      throw LanguageError(.higherDerivative, at: start.start..<current.end)
    }
    try parsePostfix()
    guard current.kind == .divide else {
      throw LanguageError(
        .derivativeNeedsName,
        at: current.kind.endsFormula ? previousEnd..<previousEnd : current.range)
    }
    advance()
    guard current.kind == .partial else { throw expectedOperand() }
    advance()
    let name = current
    guard name.kind == .name else {
      throw LanguageError(.derivativeNeedsName, at: expectedOperand().range)
    }
    let by = nodes.count
    advance()
    append(.name(text(name.range)), first: by, start: name.start)
    if current.kind == .indexOpen {
      let entries = try parseEntries()
      append(
        .entries(rows: entries.rows, columns: entries.columns), first: by, start: name.start)
    }
    leave()
    try appendDerivative(first: first, start: start.start, by: name.start..<previousEnd)
  }

  private mutating func appendDerivative(
    first: Int, start: Int, by range: Range<Int>
  ) throws(LanguageError) {
    let name =
      if case .entries = nodes[nodes.count - 1].kind { nodes.count - 2 } else { nodes.count - 1 }
    guard case .name(let by) = nodes[name].kind, !ReservedNames.isReserved(by) else {
      throw LanguageError(.derivativeNeedsName, at: range)
    }
    append(.derivative, first: first, start: start)
  }
}
