/// What has to change before a line is in this language: `2x` and `np.exp(x)` are understood, the
/// line is read to its end, and then it is refused with what to type instead.
struct Correction {
  private struct Edit {
    var range: Range<Int>
    var replacement: String
    var side = Side.between

    /// What an insertion belongs to, where several are made at one place.
    enum Side: Int { case left, between, right }
  }

  private var edits: [Edit] = []
  /// What is to be typed anew.
  private(set) var range: Range<Int>?

  mutating func replace(_ range: Range<Int>, with replacement: String) {
    edits.append(Edit(range: range, replacement: replacement))
    mark(range)
  }

  /// Inserts what belongs to the text before it, as a closing parenthesis does.
  mutating func insert(_ text: String, after offset: Int) {
    edits.append(Edit(range: offset..<offset, replacement: text, side: .left))
    mark(offset..<offset)
  }

  /// Inserts what belongs to the text behind it, as the name of a function does.
  mutating func insert(_ text: String, before offset: Int) {
    edits.append(Edit(range: offset..<offset, replacement: text, side: .right))
    mark(offset..<offset)
  }

  /// Where edits begin and end.
  var boundaries: Set<Int> { Set(edits.flatMap { [$0.range.lowerBound, $0.range.upperBound] }) }

  /// What is replaced, from left to right.
  var replaced: [Range<Int>] {
    edits.map(\.range).filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Makes what is shown as wrong cover `part` too.
  mutating func mark(_ part: Range<Int>) {
    let range = range ?? part
    self.range =
      min(part.lowerBound, range.lowerBound)..<max(part.upperBound, range.upperBound)
  }

  /// The line between the ends of `range`, with all changes made.
  func text(of bytes: [UInt8]) -> String {
    guard let range else { return "" }
    // What was inserted later belongs to an outer operation.
    func place(_ edit: Edit, _ order: Int) -> (Int, Int, Int, Int) {
      (
        edit.range.lowerBound, edit.range.isEmpty ? 0 : 1, edit.side.rawValue,
        edit.side == .right ? -order : order
      )
    }
    let ordered = edits.enumerated().sorted {
      place($0.element, $0.offset) < place($1.element, $1.offset)
    }
    var result: [UInt8] = []
    var copied = range.lowerBound
    for (_, edit) in ordered {
      result += bytes[copied..<edit.range.lowerBound]
      result += edit.replacement.utf8
      copied = edit.range.upperBound
    }
    result += bytes[copied..<range.upperBound]
    return String(decoding: result, as: UTF8.self)
  }
}

extension Parser {
  /// Refuses a line that was understood but has to be typed otherwise.
  mutating func throwCorrection() throws(LanguageError) {
    guard let range = correction.range else { return }
    // In the parentheses that a correction adds, a decimal comma would separate.
    for token in tokens where range.contains(token.start) {
      guard token.kind == .number || token.kind == .decimalComma,
        let comma = bytes[token.range].firstIndex(of: UInt8(ascii: ","))
      else { continue }
      correction.replace(comma..<(comma + 1), with: ".")
    }
    separateNumbers(in: range)
    separateNumbers(around: range)
    throw LanguageError(
      .writeInstead(correction.text(of: bytes)), at: correction.range ?? range)
  }

  /// Puts a blank behind the commas that could now stand between digits: here that would be asked
  /// about.
  private mutating func separateNumbers(in range: Range<Int>) {
    let foreign = Set(foreignCommas)
    let boundaries = correction.boundaries
    var replaced = correction.replaced[...]
    for (position, comma) in tokens.enumerated() where comma.kind == .comma {
      guard range.lowerBound <= comma.start, comma.end <= range.upperBound,
        !tokens[position + 1].followsBlank,
        foreign.contains(position) || boundaries.contains(comma.start)
          || boundaries.contains(comma.end)
      else { continue }
      replaced = replaced.drop { $0.upperBound < comma.end }
      if let first = replaced.first, first.lowerBound <= comma.start { continue }
      correction.insert(" ", after: comma.end)
    }
  }

  /// In `where(3,np.dot(1,2),4)` the same holds for the numbers beside what is to be typed.
  private mutating func separateNumbers(around range: Range<Int>) {
    let text = correction.text(of: bytes).utf8
    for (position, comma) in tokens.enumerated() where comma.kind == .comma {
      let neighbor: Token
      if comma.end == range.lowerBound, text.first.map(isASCIIDigit) == true {
        neighbor = tokens[position - 1]
      } else if comma.start == range.upperBound, text.last.map(isASCIIDigit) == true {
        neighbor = tokens[position + 1]
      } else {
        continue
      }
      guard neighbor.kind == .number,
        neighbor.end == comma.start || neighbor.start == comma.end
      else { continue }
      correction.insert(" ", after: comma.end)
      correction.mark(neighbor.range)
    }
  }
}

extension LanguageError {
  /// The line with what should be typed instead, where that is known.
  public func corrected(_ line: String) -> String? {
    guard case .writeInstead(let text) = fact else { return nil }
    let bytes = Array(line.utf8)
    guard range.upperBound <= bytes.count else { return nil }
    return String(
      decoding: bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...],
      as: UTF8.self)
  }
}
