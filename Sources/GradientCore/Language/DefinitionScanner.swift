/// Finds the sign of a definition without reading what follows.
struct DefinitionScanner {
  /// The offset of `=` or `:=`, or of `+=` and the like; nil where the line does not begin as a
  /// definition.
  static func sign(in line: String) throws(LanguageError) -> Int? {
    var lexer = Lexer(line)
    var depth = 0
    var expectsName = true
    while try lexer.advance() {
      guard let token = lexer.tokens.last else { return nil }
      switch token.kind {
      case .callOpen, .groupOpen, .indexOpen, .matrixOpen:
        guard depth > 0 || !expectsName && token.kind != .matrixOpen else { return nil }
        depth += 1
      case .closeParenthesis, .closeBracket: depth -= 1
      case _ where depth > 0: continue
      case .name:
        guard expectsName else { return nil }
        expectsName = false
      case .comma:
        guard !expectsName else { return nil }
        expectsName = true
      case .assign, .assignNow: return lexer.tokens.count > 1 ? token.start : nil
      case .plus, .minus, .times, .divide, .power:
        let isUpdate =
          !expectsName && lexer.peek() == equalSign && lexer.peek(1) != equalSign
          && lexer.bytes[token.start] != point
        return isUpdate ? token.start : nil
      default: return nil
      }
    }
    return nil
  }
}
