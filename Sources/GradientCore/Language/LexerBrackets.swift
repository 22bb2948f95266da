/// Brackets, and what the commas between digits in them are.
extension Lexer {
  struct Bracket {
    var kind: Token.Kind
    var token: Int
    /// It stands in code of another language, behind `np.dot` or `x.sum`.
    var isForeign = false
    /// Its commas separate, also between digits, because that language has decimal points only.
    var separates = false
    var firstTightComma: Int
    var commas = 0
    var semicolons = 0
    var blanks = 0

    var isList: Bool { kind == .callOpen || kind == .matrixOpen }
  }

  mutating func open(_ byte: UInt8) {
    let previous = tokens.last?.kind
    let touches = !followsBlank || innermost != .matrixOpen
    let (isForeign, separates) = foreignness
    let kind: Token.Kind
    if byte == UInt8(ascii: "(") {
      let isDerivative = previous == .name && bytes[tokens[tokens.count - 1].range] == [0x64]
      kind =
        previous == .name && touches && !(isDerivative && followsBlank) ? .callOpen : .groupOpen
    } else {
      let indexes = previous.map { $0.endsOperand && $0 != .number } ?? false
      kind = indexes && touches ? .indexOpen : .matrixOpen
    }
    append(kind, length: 1)
    brackets.append(
      Bracket(
        kind: kind, token: tokens.count - 1, isForeign: isForeign,
        separates: separates && kind != .indexOpen, firstTightComma: tightCommas.count))
    innermost = kind
  }

  /// What holds for a bracket that opens here. `np.exp(0,5)` can only mean a decimal comma, because
  /// exp has one input, so it is asked about as `exp(0,5)` is.
  private var foreignness: (isForeign: Bool, separates: Bool) {
    if brackets.last?.isForeign == true { return (true, true) }
    guard tokens.count >= 2, let name = tokens.last, name.kind == .name, !followsBlank,
      tokens[tokens.count - 2].kind == .dot
    else { return (false, false) }
    let word = text(name.range)
    let known = Vocabulary.words[Vocabulary.foreignNames[word] ?? word]
    return (true, known.map { $0.argumentCounts.upperBound > 1 } ?? true)
  }

  mutating func close(_ byte: UInt8) throws(LanguageError) {
    let isParenthesis = byte == UInt8(ascii: ")")
    func closes(_ bracket: Bracket) -> Bool {
      isParenthesis == (bracket.kind == .groupOpen || bracket.kind == .callOpen)
    }
    guard let bracket = brackets.last, closes(bracket) else {
      if let bracket = brackets.last, brackets.contains(where: closes) {
        let range = tokens[bracket.token].range
        throw LanguageError(.unclosed(bracket: text(range)), at: range)
      }
      let range = offset..<(offset + 1)
      throw LanguageError(.unopened(bracket: text(range)), at: range)
    }
    append(isParenthesis ? .closeParenthesis : .closeBracket, length: 1)
    brackets.removeLast()
    innermost = brackets.last?.kind
    if bracket.isList { try resolveCommas(of: bracket) }
  }

  /// Notes a comma between digits, once the number after it has been read: `0,5` but not `1,2.5`.
  mutating func noteTightComma() {
    guard let bracket = brackets.last, bracket.isList, !bracket.separates, tokens.count >= 3
    else { return }
    let comma = tokens[tokens.count - 2]
    let (before, after) = (tokens[tokens.count - 3], tokens[tokens.count - 1])
    guard comma.kind == .comma, before.kind == .number, before.end == comma.start,
      comma.end == after.start, bytes[before.range].allSatisfy(isASCIIDigit),
      !bytes[after.range].contains(UInt8(ascii: "."))
    else { return }
    tightCommas.append(tokens.count - 2)
  }

  /// Decides what the commas between digits are, now that the whole bracket is known.
  private mutating func resolveCommas(of bracket: Bracket) throws(LanguageError) {
    let tight = tightCommas[bracket.firstTightComma...]
    switch reading(of: bracket, tight: tight.count) {
    case .separators: break
    case nil: ambiguousCommas += tight
    case .decimal:
      for comma in tight {
        if tokens[comma - 2].kind == .decimalComma {
          let range = tokens[comma - 3].start..<tokens[comma + 1].end
          throw LanguageError(.malformedNumber(text(range)), at: range)
        }
        tokens[comma].kind = .decimalComma
      }
    }
    tightCommas.removeSubrange(bracket.firstTightComma...)
    if !ambiguousCommas.isEmpty, !brackets.contains(where: \.isList) {
      throw ambiguity(from: bracket)
    }
  }

  private enum CommaReading { case decimal, separators }

  /// Functions that take a count of rows and one of columns.
  private static let makersOfShapes = ["zeros", "ones", "uniform", "normal", "xavier", "he"]

  /// What the commas between digits of a bracket can only be; nil where they could be both.
  private func reading(of bracket: Bracket, tight: Int) -> CommaReading? {
    guard bracket.kind == .callOpen else {
      return bracket.blanks > 0 && bracket.commas == tight ? .decimal : nil
    }
    if bracket.semicolons > 0 { return .decimal }
    let name = bytes[tokens[bracket.token - 1].range]
    // Rows and columns: nobody wants 100.1 rows.
    if Self.makersOfShapes.contains(where: { name.elementsEqual($0.utf8) }) { return .separators }
    guard name.elementsEqual("d".utf8) else { return nil }
    // `d(f, x)` has one comma, and a name behind it.
    return switch bracket.commas - tight {
    case 0: .separators
    case 1: .decimal
    default: nil
    }
  }

  /// Both readings of the outermost call or matrix, to be typed.
  private func ambiguity(from bracket: Bracket) -> LanguageError {
    var start = tokens[bracket.token].start
    if bracket.kind == .callOpen { start = tokens[bracket.token - 1].start }
    let end = tokens[tokens.count - 1].end
    var (separated, decimal) = ("", "")
    var (copied, previous) = (start, -1)
    for comma in ambiguousCommas.sorted() {
      let piece = text(copied..<tokens[comma].start)
      separated += piece + ", "
      // In `0,5,2` the 5 cannot be a fraction and begin a number.
      let joins = previous != comma - 2
      decimal += piece + (joins ? "." : ", ")
      if joins { previous = comma }
      copied = tokens[comma].end
    }
    let rest = text(copied..<end)
    return LanguageError(
      .ambiguousComma(asSeparator: separated + rest, asDecimal: decimal + rest), at: start..<end)
  }
}
