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

  /// Whether an edit replaces `part`.
  func replaces(_ part: Range<Int>) -> Bool {
    edits.contains {
      $0.range.lowerBound <= part.lowerBound && part.upperBound <= $0.range.upperBound
    }
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
    // Here a comma between digits would be asked about.
    for comma in foreignCommas where range.contains(tokens[comma].start) {
      let token = tokens[comma]
      guard !tokens[comma + 1].followsBlank, !correction.replaces(token.range) else { continue }
      correction.insert(" ", after: token.end)
    }
    separateNumbers(around: range)
    throw LanguageError(
      .writeInstead(correction.text(of: bytes)), at: correction.range ?? range)
  }

  /// In `max(3,np.dot(1,2),4)` what is to be typed would join the numbers beside it.
  private mutating func separateNumbers(around range: Range<Int>) {
    let text = Array(correction.text(of: bytes).utf8)
    for comma in tokens.indices.dropFirst().dropLast() where tokens[comma].kind == .comma {
      let (before, token, after) = (tokens[comma - 1], tokens[comma], tokens[comma + 1])
      guard before.end == token.start, token.end == after.start else { continue }
      let joinsLeft =
        token.end == range.lowerBound && before.kind == .number
        && text.first.map(isASCIIDigit) == true
      let joinsRight =
        token.start == range.upperBound && after.kind == .number
        && text.last.map(isASCIIDigit) == true
      guard joinsLeft || joinsRight else { continue }
      correction.insert(" ", after: token.end)
      correction.mark(joinsLeft ? before.start..<token.end : token.start..<after.end)
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
