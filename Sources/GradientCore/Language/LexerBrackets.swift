/// Brackets, and what the commas between digits in them are.
extension Lexer {
  struct Bracket {
    var kind: Token.Kind
    var token: Int
    var firstTightComma: Int
    var commas = 0
    var semicolons = 0
    var blanks = 0

    var isList: Bool { kind == .callOpen || kind == .matrixOpen }
  }

  mutating func open(_ byte: UInt8) {
    let previous = tokens.last?.kind
    let touches = !followsBlank || innermost != .matrixOpen
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
      Bracket(kind: kind, token: tokens.count - 1, firstTightComma: tightCommas.count))
    innermost = kind
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
    guard let bracket = brackets.last, bracket.isList, tokens.count >= 3 else { return }
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
    let isClear =
      bracket.kind == .callOpen
      ? bracket.semicolons > 0 : bracket.blanks > 0 && bracket.commas == tight.count
    if !isClear {
      ambiguousCommas += tight
    } else {
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
