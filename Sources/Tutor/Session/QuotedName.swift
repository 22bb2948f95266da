/// A file name between quotes, where a backslash stands before what could not be typed or seen:
/// `\"`, `\\`, `\n`, `\t`, `\e` (escape) and `\u{9B}`. Before anything else it is itself.
enum QuotedName {
  private static let short: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "n": "\n", "t": "\t", "e": "\u{1B}",
  ]

  /// What stands between quotes for `name`.
  static func quoted(_ name: String) -> String {
    name.unicodeScalars.reduce(into: "") { result, scalar in
      if let letter = short.first(where: { $0.value == scalar })?.key {
        result += "\\\(letter)"
      } else if isUnshown(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a terminal might obey a character, or hide or reorder what follows it.
  static func isUnshown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// What `quoted` means, which stands between quotes.
  ///
  /// - Parameter isBeginning: whether more may follow, so that an escape at its end that is not
  ///   complete is left out.
  static func meaning(of quoted: String, isBeginning: Bool = false) -> String {
    var name = String.UnicodeScalarView()
    var rest = Substring(quoted).unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        name.append(scalar)
        continue
      }
      if isBeginning, rest.isEmpty || isOpenNumber(rest) { break }
      if let next = rest.first, let meant = short[next] {
        name.append(meant)
        rest.removeFirst()
      } else if let (meant, length) = numbered(rest) {
        name.append(meant)
        rest.removeFirst(length)
      } else {
        name.append(scalar)
      }
    }
    return String(name)
  }

  /// `u{9B}` at the beginning of a text, and how long it is.
  private static func numbered(
    _ text: Substring.UnicodeScalarView
  ) -> (Unicode.Scalar, length: Int)? {
    guard text.starts(with: "u{".unicodeScalars), let end = text.firstIndex(of: "}") else {
      return nil
    }
    let digits = String(text[..<end].dropFirst(2))
    guard digits.count <= 6, let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, digits.count + 3)
  }

  /// `u`, `u{` or `u{9`, and nothing behind it.
  private static func isOpenNumber(_ text: Substring.UnicodeScalarView) -> Bool {
    let isBegun = text.elementsEqual("u".unicodeScalars) || text.starts(with: "u{".unicodeScalars)
    return isBegun && !text.contains("}")
      && text.dropFirst(2).allSatisfy { Character($0).isHexDigit }
  }
}
