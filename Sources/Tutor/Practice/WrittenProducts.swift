/// Formulas as they are written on paper, where factors stand side by side: `2xy`, `s(1-s)`.
struct WrittenProducts {
  /// Names of values, into which runs of letters may be taken apart.
  let names: Set<String>
  /// These stand before parentheses.
  let functions: Set<String>
  /// Words that are known, but no factors that anybody writes side by side.
  let others: Set<String>

  private enum Kind { case number, name, other }
  private typealias Part = (kind: Kind, text: String)

  /// The same with `*` between factors; unchanged where it is not clear what they are.
  func withSigns(_ text: String) -> String {
    var result: [Part] = []
    for part in Self.parts(of: text) {
      let factors = part.kind == .name ? factors(of: part.text) : [part.text]
      for factor in factors {
        if let last = result.last, isProduct(last, (part.kind, factor)) {
          result.append((.other, "*"))
        }
        result.append((part.kind, factor))
      }
    }
    return result.map(\.text).joined()
  }

  /// Whether a sign is missing between two parts without a blank between them.
  private func isProduct(_ first: Part, _ second: Part) -> Bool {
    let endsFactor =
      first.kind == .number || first.kind == .name && names.contains(first.text)
      || first.text == ")"
    switch second.kind {
    case .number: return first.text == ")"
    case .name:
      return endsFactor && (names.contains(second.text) || functions.contains(second.text))
    case .other:
      return second.text == "(" && endsFactor && !functions.contains(first.text)
    }
  }

  /// `xy` → `x`, `y`, where `xy` itself is nothing that is known.
  private func factors(of word: String) -> [String] {
    guard !names.contains(word), !functions.contains(word), !others.contains(word) else {
      return [word]
    }
    // A letter twice is rather a slip.
    guard let factors = split(Substring(word)), Set(factors).count == factors.count else {
      return [word]
    }
    return factors
  }

  private func split(_ word: Substring) -> [String]? {
    if word.isEmpty { return [] }
    for length in (1...word.count).reversed() {
      let first = String(word.prefix(length))
      guard names.contains(first) else { continue }
      if let rest = split(word.dropFirst(length)) { return [first] + rest }
    }
    return nil
  }

  private static func continuesName(_ character: Character) -> Bool {
    character.isLetter || character.isASCII && character.isNumber || character == "_"
      || ("₀"..."₉").contains(character)
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      var part: Part
      if first.isASCII, first.isNumber {
        part = (.number, String(rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }))
        let behind = rest.dropFirst(part.text.count)
        let exponent = behind.dropFirst().drop { $0 == "-" || $0 == "+" }
        if behind.first == "e" || behind.first == "E", exponent.first?.isNumber == true {
          let digits = exponent.prefix { $0.isNumber }
          part.text += behind[..<digits.endIndex]
        }
      } else if first.isLetter || first == "_" {
        part = (.name, String(rest.prefix(while: continuesName)))
      } else {
        part = (.other, String(first))
      }
      parts.append(part)
      rest = rest.dropFirst(part.text.count)
    }
    return parts
  }
}
