/// A word, number or sign of a line, with its place in UTF-8 offsets.
struct Token {
  var kind: Kind
  var start: Int
  var end: Int
  var followsBlank: Bool

  var range: Range<Int> { start..<end }

  enum Kind: UInt8 {
    case number, name
    case plus, minus, times, divide, power, matrixProduct
    case greater, greaterOrEqual, less, lessOrEqual
    /// `(` around a part of a formula, and `(` after the name of a function.
    case groupOpen, callOpen
    /// `[` of a matrix, and `[` after what is indexed.
    case matrixOpen, indexOpen
    case closeParenthesis, closeBracket
    case comma, semicolon, colon
    /// The blank in `[1 2]`, which separates two entries.
    case blank
    /// The comma in `max(0,5; 2)`, which is a decimal point.
    case decimalComma
    case dot
    /// `²`, `⁻¹`.
    case superscript
    /// `∂`.
    case partial
    /// `'`, understood as a transpose by some languages.
    case prime
    case assign, assignNow, equal
    case end

    var endsOperand: Bool {
      switch self {
      case .number, .name, .closeParenthesis, .closeBracket, .superscript, .prime: true
      default: false
      }
    }

    var startsOperand: Bool {
      switch self {
      case .number, .name, .groupOpen, .matrixOpen, .partial: true
      default: false
      }
    }

    /// It ends what multiplies what follows: `2x`, `2(x + 1)`, `(x + 1)(x - 1)`.
    var isFactor: Bool {
      switch self {
      case .number, .closeParenthesis, .superscript: true
      default: false
      }
    }

    /// Nothing of a formula follows: it is over, or its part is.
    var endsFormula: Bool {
      switch self {
      case .end, .closeParenthesis, .closeBracket, .comma, .semicolon, .blank: true
      default: false
      }
    }
  }
}
