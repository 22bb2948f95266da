/// Cuts a line into tokens.
///
/// What a sign means can hang on the bracket it stands in: a blank separates entries in a matrix,
/// and a comma between digits is a decimal comma outside brackets. So the lexer keeps the open
/// brackets, and the parser never has to look at blanks.
struct Lexer {
  let bytes: [UInt8]
  var tokens: [Token] = []
  var offset = 0
  var followsBlank = false
  var brackets: [Bracket] = []
  /// The innermost open bracket.
  var innermost: Token.Kind?
  /// Commas between digits in the open calls and matrices, by token.
  var tightCommas: [Int] = []
  /// Those of them that could be read both ways.
  var ambiguousCommas: [Int] = []
  /// Commas in code of another language, by token.
  var foreignCommas: [Int] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// All tokens of the line, the last of kind `end`.
  static func tokens(of text: String) throws(LanguageError) -> Lexer {
    var lexer = Lexer(text)
    lexer.tokens.reserveCapacity(lexer.bytes.count / 2 + 2)
    while try lexer.advance() {}
    return lexer
  }

  /// Reads one more token, and says whether there was one. The last is of kind `end`.
  mutating func advance() throws(LanguageError) -> Bool {
    skipBlanks()
    guard offset < bytes.count else {
      if let open = brackets.last {
        let range = tokens[open.token].range
        throw LanguageError(.unclosed(bracket: text(range)), at: range)
      }
      append(.end, length: 0)
      return false
    }
    let byte = bytes[offset]
    if byte >= 0x80 { return try lexUnicode() }
    if isLetter(byte) {
      lexName()
      return true
    }
    if isASCIIDigit(byte) || byte == UInt8(ascii: ".") && isDigit(at: offset + 1) {
      try lexNumber()
      return true
    }
    try lexSign(byte)
    return true
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// What stands `distance` bytes further on, or 0 after the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

}

// MARK: - Signs

extension Lexer {
  private mutating func lexSign(_ byte: UInt8) throws(LanguageError) {
    let next = peek(1)
    switch byte {
    case UInt8(ascii: "+"): appendSign(.plus, length: 1)
    case UInt8(ascii: "-"): appendSign(.minus, length: 1)
    case UInt8(ascii: "*"):
      if next == byte { append(.power, length: 2) } else { append(.times, length: 1) }
    case UInt8(ascii: "/"): append(.divide, length: 1)
    case UInt8(ascii: "^"): append(.power, length: 1)
    case UInt8(ascii: "@"): append(.matrixProduct, length: 1)
    case UInt8(ascii: ">"):
      if next == equalSign {
        append(.greaterOrEqual, length: 2)
      } else {
        append(.greater, length: 1)
      }
    case UInt8(ascii: "<"):
      if next == equalSign { append(.lessOrEqual, length: 2) } else { append(.less, length: 1) }
    case equalSign:
      if next == equalSign { append(.equal, length: 2) } else { append(.assign, length: 1) }
    case UInt8(ascii: "!") where next == equalSign: append(.equal, length: 2)
    case UInt8(ascii: ":"):
      if next == equalSign { append(.assignNow, length: 2) } else { append(.colon, length: 1) }
    case UInt8(ascii: ","):
      if !brackets.isEmpty { brackets[brackets.count - 1].commas += 1 }
      if brackets.last?.separates == true { foreignCommas.append(tokens.count) }
      append(.comma, length: 1)
    case UInt8(ascii: ";"):
      if !brackets.isEmpty { brackets[brackets.count - 1].semicolons += 1 }
      append(.semicolon, length: 1)
    case UInt8(ascii: "("), UInt8(ascii: "["): open(byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"): try close(byte)
    case UInt8(ascii: "'"): append(.prime, length: 1)
    case UInt8(ascii: "."): try lexDot(next)
    default: throw unexpectedCharacter(length: 1)
    }
  }

  /// `.T` and `.sum()`, and the `.*`, `./` and `.^` of other languages, which the parser corrects.
  private mutating func lexDot(_ next: UInt8) throws(LanguageError) {
    switch next {
    case UInt8(ascii: "*"): append(.times, length: 2)
    case UInt8(ascii: "/"): append(.divide, length: 2)
    case UInt8(ascii: "^"): append(.power, length: 2)
    default:
      guard isLetter(next) || next >= 0x80 else { throw unexpectedCharacter(length: 1) }
      append(.dot, length: 1)
    }
  }

  /// A plus or minus. In `[1 -2]` it begins a new entry, in `[1 - 2]` and `[1-2]` it does not.
  mutating func appendSign(_ kind: Token.Kind, length: Int) {
    if innermost == .matrixOpen, followsBlank, !isBlank(peek(length)),
      tokens[tokens.count - 1].kind.endsOperand
    {
      appendBlank()
    }
    append(kind, length: length)
  }

  private mutating func appendBlank() {
    brackets[brackets.count - 1].blanks += 1
    tokens.append(Token(kind: .blank, start: offset, end: offset, followsBlank: true))
  }

  mutating func append(_ kind: Token.Kind, length: Int) {
    if followsBlank, innermost == .matrixOpen, kind.startsOperand,
      tokens[tokens.count - 1].kind.endsOperand
    {
      appendBlank()
    }
    tokens.append(
      Token(kind: kind, start: offset, end: offset + length, followsBlank: followsBlank))
    offset += length
    followsBlank = false
  }

  func unexpectedCharacter(length: Int) -> LanguageError {
    let range = offset..<(offset + length)
    return LanguageError(.unexpectedCharacter(text(range)), at: range)
  }
}

// MARK: - Blanks

extension Lexer {
  private mutating func skipBlanks() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if isBlank(byte) {
        offset += 1
      } else if byte >= 0x80, isBlank(scalar(at: offset)) {
        offset += UTF8.width(scalar(at: offset))
      } else {
        return
      }
      followsBlank = true
    }
  }
}

let equalSign = UInt8(ascii: "=")
let point = UInt8(ascii: ".")

func isASCIIDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

func isLetter(_ byte: UInt8) -> Bool {
  byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte == 0x5F
}

func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
