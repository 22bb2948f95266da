/// What stands in a cell.
enum Cell: Equatable {
  case number(Double)
  case empty
  /// `nan`, `NA`, `inf` and the like, or a number beyond all numbers.
  case notFinite
  case text

  /// - Parameter bytes: without blanks at the ends.
  init(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) {
    guard let first = bytes.first else {
      self = .empty
      return
    }
    if let short = Self.shortDecimal(bytes, decimalComma: decimalComma) {
      self = .number(short)
    } else if Self.isDecimal(bytes, decimalComma: decimalComma) {
      let text = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
      let number = Double(String(decoding: text.drop { $0 == UInt8(ascii: "+") }, as: UTF8.self))
      self = number.map { $0.isFinite ? .number($0) : .notFinite } ?? .text
    } else if bytes.count <= 9, first < 0x80,
      Self.missing.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    {
      self = .notFinite
    } else {
      self = .text
    }
  }

  private static let missing: Set = [
    "nan", "na", "n/a", "#n/a", "null", "none", "nil", "?", "-", "inf", "-inf", "+inf", "infinity",
    "-infinity", "+infinity", "-nan",
  ]

  /// `-12.75`: up to 15 digits are a whole number, and that divided by an exact power of ten is
  /// rounded once, so it is the nearest number there is.
  private static func shortDecimal(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) -> Double? {
    let point = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    var (digits, count, behindPoint, hasPoint) = (0, 0, 0, false)
    var position = bytes.startIndex
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        if hasPoint { behindPoint += 1 }
        guard count <= 15 else { return nil }
      } else if byte == point, !hasPoint {
        hasPoint = true
      } else {
        return nil
      }
      position += 1
    }
    guard count > 0 else { return nil }
    let number = Double(digits) / powersOfTen[behindPoint]
    return isNegative ? -number : number
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Digits with at most one point and an exponent, as in `-1.5e-3`: what else the standard library
  /// takes for a number, such as `0x1p3`, is text here.
  private static func isDecimal(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) -> Bool {
    let point = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    var rest = bytes
    func takeSign() {
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    }
    func takeDigits() -> Int {
      let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
      rest = rest.dropFirst(digits)
      return digits
    }
    takeSign()
    var digits = takeDigits()
    if rest.first == point {
      rest.removeFirst()
      digits += takeDigits()
    }
    guard digits > 0 else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    rest.removeFirst()
    takeSign()
    return takeDigits() > 0 && rest.isEmpty
  }
}
