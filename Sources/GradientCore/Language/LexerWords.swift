/// Names, numbers and the signs beyond ASCII.
extension Lexer {
  mutating func lexName() {
    var end = offset
    while end < bytes.count {
      let byte = bytes[end]
      if isLetter(byte) || isASCIIDigit(byte) {
        end += 1
      } else if byte >= 0x80, continuesName(scalar(at: end)) {
        end += UTF8.width(scalar(at: end))
      } else {
        break
      }
    }
    append(.name, length: end - offset)
  }

  // MARK: - Numbers

  /// `2`, `0.5`, `.5`, `5.`, `1e-5`, and `0,5` where a comma is a decimal comma.
  mutating func lexNumber() throws(LanguageError) {
    let start = offset
    var end = digits(from: start)
    let commaIsDecimal =
      innermost == nil || innermost == .groupOpen && brackets.last?.separates != true
    let isInteger = end < bytes.count && end > start
    if isInteger, bytes[end] == UInt8(ascii: ","), commaIsDecimal, isDigit(at: end + 1) {
      end = digits(from: end + 1)
      if isDigit(at: end + 1), bytes[end] == UInt8(ascii: ",") { throw malformed(from: start) }
    } else if end < bytes.count, bytes[end] == UInt8(ascii: "."), pointBelongsToNumber(at: end) {
      end = digits(from: end + 1)
    }
    end = exponent(from: end)
    if let foreign = endOfForeignNumber(from: start, to: end) {
      throw LanguageError(.malformedNumber(text(start..<foreign)), at: start..<foreign)
    }
    if end < bytes.count {
      let point = bytes[end] == UInt8(ascii: ".") && isDigit(at: end + 1)
      if point || bytes[end] == UInt8(ascii: "_") { throw malformed(from: start) }
    }
    append(.number, length: end - start)
    noteTightComma()
  }

  func isDigit(at position: Int) -> Bool {
    position < bytes.count && isASCIIDigit(bytes[position])
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while end < bytes.count, isASCIIDigit(bytes[end]) { end += 1 }
    return end
  }

  /// In `5.T` and `5.sum()` the point belongs to what follows.
  private func pointBelongsToNumber(at point: Int) -> Bool {
    guard point + 1 < bytes.count else { return true }
    let next = bytes[point + 1]
    if next < 0x80 { return !isLetter(next) || exponent(from: point + 1) > point + 1 }
    return !startsName(scalar(at: point + 1))
  }

  private func exponent(from start: Int) -> Int {
    guard start < bytes.count, bytes[start] | 0x20 == UInt8(ascii: "e") else { return start }
    var first = start + 1
    if first < bytes.count, bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "+") {
      first += 1
    } else if bytes[first...].starts(with: "−".utf8) {
      first += "−".utf8.count
    }
    return isDigit(at: first) ? digits(from: first) : start
  }

  /// Where `1e` without an exponent ends, or `0x1F`: numbers elsewhere, or slips.
  private func endOfForeignNumber(from start: Int, to end: Int) -> Int? {
    guard end < bytes.count else { return nil }
    let letter = bytes[end] | 0x20
    var wordEnd = end
    while wordEnd < bytes.count, isLetter(bytes[wordEnd]) || isASCIIDigit(bytes[wordEnd]) {
      wordEnd += 1
    }
    let isBareExponent = letter == UInt8(ascii: "e") && wordEnd == end + 1
    let isHexadecimal =
      letter == UInt8(ascii: "x") && bytes[start..<end].elementsEqual("0".utf8)
      && wordEnd > end + 1 && isASCIIDigit(bytes[end + 1])
    return isBareExponent || isHexadecimal ? wordEnd : nil
  }

  private func malformed(from start: Int) -> LanguageError {
    var end = start
    while end < bytes.count, isASCIIDigit(bytes[end]) || [0x2C, 0x2E, 0x5F].contains(bytes[end]) {
      end += 1
    }
    // A comma at the end belongs to the list.
    if bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
    return LanguageError(.malformedNumber(text(start..<end)), at: start..<end)
  }

  // MARK: - Beyond ASCII

  mutating func lexUnicode() throws(LanguageError) -> Bool {
    let scalar = scalar(at: offset)
    let width = UTF8.width(scalar)
    switch scalar {
    case "·", "⋅", "∙", "•", "×", "∗", "✕": append(.times, length: width)
    case "÷", "∕", "⁄": append(.divide, length: width)
    case "−", "–", "‒", "﹣", "－": appendSign(.minus, length: width)
    case "≥", "⩾": append(.greaterOrEqual, length: width)
    case "≤", "⩽": append(.lessOrEqual, length: width)
    case "≠": append(.equal, length: width)
    case "∂": append(.partial, length: width)
    case "′", "’": append(.prime, length: width)
    case "ᵀ": append(.prime, length: width)
    case "∞": append(.name, length: width)
    case "\u{FFFD}": throw LanguageError(.invalidUTF8, at: offset..<(offset + width))
    default:
      if superscriptValue(scalar) != nil {
        lexSuperscript()
      } else if startsName(scalar) {
        lexName()
      } else {
        throw unexpectedCharacter(length: width)
      }
    }
    return true
  }

  private mutating func lexSuperscript() {
    var end = offset
    while end < bytes.count, bytes[end] >= 0x80, superscriptValue(scalar(at: end)) != nil {
      end += UTF8.width(scalar(at: end))
    }
    append(.superscript, length: end - offset)
  }

  /// The scalar that begins at `position`: the bytes come from a string, so one does.
  func scalar(at position: Int) -> Unicode.Scalar {
    let lead = UInt32(bytes[position])
    func following(_ distance: Int) -> UInt32 { UInt32(bytes[position + distance] & 0x3F) }
    let value =
      lead < 0x80
      ? lead
      : lead < 0xE0
        ? (lead & 0x1F) << 6 | following(1)
        : lead < 0xF0
          ? (lead & 0x0F) << 12 | following(1) << 6 | following(2)
          : (lead & 0x07) << 18 | following(1) << 12 | following(2) << 6 | following(3)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

/// The ASCII character that a superscript digit or minus stands for.
func superscriptValue(_ scalar: Unicode.Scalar) -> UInt8? {
  switch scalar {
  case "¹": UInt8(ascii: "1")
  case "²": UInt8(ascii: "2")
  case "³": UInt8(ascii: "3")
  case "⁰", "⁴"..."⁹": UInt8(0x30 + scalar.value - 0x2070)
  case "⁻": UInt8(ascii: "-")
  default: nil
  }
}

func startsName(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isXIDStart && scalar != "ᵀ"
}

/// Letters, digits and accents; also the `₀` of `x₀`, but not the `·` of `a·b`.
func continuesName(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.properties.isXIDContinue {
    return scalar != "·" && scalar != "\u{387}" && scalar != "ᵀ"
  }
  return ("₀"..."₉").contains(scalar)
}

/// Blanks as they come with copied text, the invisible ones included.
func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{200B}", "\u{2060}", "\u{FEFF}": true
  default: scalar.properties.isWhitespace
  }
}
