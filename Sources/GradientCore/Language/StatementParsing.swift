extension Statement {
  /// Reads a line that defines something or is a formula.
  public init(parsing line: String) throws(LanguageError) {
    guard let sign = try DefinitionScanner.sign(in: line) else {
      do {
        self = .formula(try Formula(parsing: line))
        return
      } catch  where error.fact == .expectedOperator(found: "=") {
        throw LanguageError(.invalidTarget, at: Statement.text(before: error.range, in: line))
      }
    }
    do {
      var parser = try Parser(line)
      self = try parser.parseDefinition(signAt: sign)
      try parser.throwCorrection()
    } catch {
      throw Statement.withSeparatedNumbers(line, sign: sign) ?? error
    }
  }

  /// Whether a line begins with a name, an entry, a function head or a list of these, followed by
  /// `=` or `:=`; also where what follows is wrong, and for the `x += 1` of other languages.
  public static func looksLikeDefinition(_ line: String) -> Bool {
    ((try? DefinitionScanner.sign(in: line)) ?? nil) != nil
  }

  /// The place of what stands before a sign, without the blanks around it.
  private static func text(before sign: Range<Int>, in line: String) -> Range<Int> {
    let bytes = Array(line.utf8)
    let end = bytes[..<sign.lowerBound].lastIndex { !isBlank($0) } ?? -1
    let start = bytes.firstIndex { !isBlank($0) } ?? 0
    return min(start, end + 1)..<(end + 1)
  }

  /// `x, y = 1,2` gives x the number 1.2; where a blank after each comma makes the line right, that
  /// is what to type.
  private static func withSeparatedNumbers(_ line: String, sign: Int) -> LanguageError? {
    let bytes = Array(line.utf8)
    guard bytes[..<sign].contains(UInt8(ascii: ",")) else { return nil }
    var separated: [UInt8] = []
    for (offset, byte) in bytes.enumerated() {
      separated.append(byte)
      if byte == UInt8(ascii: ","), offset > sign, offset + 1 < bytes.count,
        !isBlank(bytes[offset + 1])
      {
        separated.append(0x20)
      }
    }
    let text = String(decoding: separated, as: UTF8.self)
    guard separated.count > bytes.count, var parser = try? Parser(text),
      (try? parser.parseDefinition(signAt: sign)) != nil, parser.correction.range == nil
    else { return nil }
    return LanguageError(.writeInstead(text), at: 0..<bytes.count)
  }
}

extension Parser {
  mutating func parseDefinition(signAt sign: Int) throws(LanguageError) -> Statement {
    guard let signIndex = tokens.firstIndex(where: { $0.start == sign }) else {
      throw expectedOperand()
    }
    if tokens[1].kind == .callOpen { return try parseFunction(signIndex) }
    let targets = try parseTargets(upTo: signIndex)
    let isSnapshot = current.kind == .assignNow
    if current.kind != .assign, !isSnapshot { return try parseUpdate(of: targets) }
    advance()
    let formulas = try parseValues()
    guard formulas.count == targets.count else {
      throw LanguageError(
        .countsDiffer(names: targets.count, values: formulas.count),
        at: (formulas.first?.range.lowerBound ?? previousEnd)..<previousEnd)
    }
    return .assignment(Assignment(targets: targets, formulas: formulas, isSnapshot: isSnapshot))
  }

  private mutating func parseTargets(
    upTo sign: Int
  ) throws(LanguageError) -> [Assignment.Target] {
    var targets: [Assignment.Target] = []
    repeat {
      if !targets.isEmpty { advance() }
      let token = current
      guard token.kind == .name else {
        throw LanguageError(
          .invalidTarget, at: index == sign ? previousEnd..<previousEnd : token.range)
      }
      let name = try newName()
      var entries: Assignment.Entries?
      if current.kind == .indexOpen { entries = try parseEntries() }
      guard index == sign || current.kind == .comma else {
        throw LanguageError(.invalidTarget, at: token.start..<tokens[sign - 1].end)
      }
      let isTaken = targets.contains {
        $0.name == name && ($0.entries == nil || entries == nil || $0.entries == entries)
      }
      if isTaken { throw LanguageError(.repeatedName(name), at: token.range) }
      targets.append(
        Assignment.Target(name: name, range: token.start..<previousEnd, entries: entries))
    } while current.kind == .comma && index < sign
    return targets
  }

  /// Reads a name that is to be defined.
  private mutating func newName() throws(LanguageError) -> String {
    let name = text(current.range)
    if ReservedNames.isReserved(name) {
      throw LanguageError(.reservedName(name), at: current.range)
    }
    advance()
    return name
  }

  private mutating func parseValues() throws(LanguageError) -> [Formula] {
    if current.kind == .end {
      throw LanguageError(.valueMissing, at: previousEnd..<previousEnd)
    }
    var formulas = [try parseFormula()]
    while current.kind == .comma {
      advance()
      formulas.append(try parseFormula())
    }
    guard current.kind == .end else { throw expectedOperator() }
    return formulas
  }

  /// `gate(x, y) = x * y`.
  private mutating func parseFunction(_ sign: Int) throws(LanguageError) -> Statement {
    let head = current.start..<tokens[sign - 1].end
    if text(current.range) == "d" { throw LanguageError(.reservedName("d"), at: current.range) }
    let name = try newName()
    advance()
    var parameters: [String] = []
    while current.kind != .closeParenthesis {
      guard current.kind == .name else { throw LanguageError(.invalidTarget, at: head) }
      let range = current.range
      let parameter = try newName()
      if parameters.contains(parameter) {
        throw LanguageError(.repeatedName(parameter), at: range)
      }
      parameters.append(parameter)
      if current.kind == .comma {
        advance()
      } else if current.kind != .closeParenthesis {
        throw LanguageError(.invalidTarget, at: head)
      }
    }
    advance()
    guard index == sign, current.kind == .assign || current.kind == .assignNow else {
      throw LanguageError(.invalidTarget, at: head)
    }
    advance()
    let values = try parseValues()
    guard values.count == 1 else {
      throw LanguageError(
        .countsDiffer(names: 1, values: values.count),
        at: values[0].range.lowerBound..<previousEnd)
    }
    return .function(name: name, parameters: parameters, body: values[0])
  }

  /// `x += 1` of other languages.
  private mutating func parseUpdate(
    of targets: [Assignment.Target]
  ) throws(LanguageError) -> Statement {
    let sign = current
    advance(2)
    let start = current.start
    let values = try parseValues()
    guard let target = targets.first, targets.count == 1, values.count == 1 else {
      throw LanguageError(.invalidTarget, at: 0..<sign.end)
    }
    let stands = values[0].nodes[values[0].root].kind.precedence == .postfix
    let name = text(target.range)
    correction.replace(
      target.range.upperBound..<start,
      with: " = \(name) \(text(sign.range)) " + (stands ? "" : "("))
    correction.insert(stands ? "" : ")", after: previousEnd)
    correction.mark(target.range.lowerBound..<previousEnd)
    return .assignment(Assignment(targets: targets, formulas: values, isSnapshot: false))
  }
}
