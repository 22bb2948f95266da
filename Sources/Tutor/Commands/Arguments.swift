import DocumentModel
import GradientCore

/// What stands after a command's word: parts separated by blanks outside brackets; `"…"` quotes a
/// file name, in which `\"` is a quote.
struct Arguments {
  struct Part: Equatable, Sendable {
    var text: String
    /// In the command, in UTF-8 offsets.
    var range: Range<Int>
    var isQuoted = false
  }

  private(set) var parts: ArraySlice<Part>
  /// The command as it was typed.
  let command: String
  private let wordEnd: Int
  /// A quote that is never closed.
  private let openQuote: Range<Int>?

  /// - Parameter word: how long the command's word is, in UTF-8.
  init(_ command: String, after word: Int) {
    self.command = command
    wordEnd = word
    let bytes = Array(command.utf8)
    var parts: [Part] = []
    var start: Int?
    var depth = 0
    var quote: Int?
    var isEscape = false

    func close(at end: Int) {
      guard let begin = start else { return }
      parts.append(
        Part(text: String(decoding: bytes[begin..<end], as: UTF8.self), range: begin..<end))
      start = nil
    }

    for position in word..<bytes.count {
      let byte = bytes[position]
      if let begin = quote {
        if isEscape {
          isEscape = false
          continue
        }
        isEscape = byte == UInt8(ascii: "\\")
        guard byte == UInt8(ascii: "\"") else { continue }
        let quoted = String(decoding: bytes[(begin + 1)..<position], as: UTF8.self)
        parts.append(
          Part(
            text: QuotedName.meaning(of: quoted), range: begin..<(position + 1), isQuoted: true))
        quote = nil
      } else if byte == UInt8(ascii: "\""), start == nil {
        quote = position
      } else if isBlank(byte), depth == 0 {
        close(at: position)
      } else {
        if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
        if start == nil { start = position }
      }
    }
    openQuote = quote.map { $0..<($0 + 1) }
    if let begin = quote {
      start = begin
      depth = 0
    }
    close(at: bytes.count)
    self.parts = parts[...]
  }

  var isEmpty: Bool { parts.isEmpty }

  /// Where something is missing: after the last part.
  var end: Range<Int> { command.utf8.count..<command.utf8.count }

  mutating func next() -> Part? { parts.popFirst() }

  /// Takes `word` away where it stands next.
  mutating func take(_ word: String) -> Bool {
    guard parts.first?.text == word else { return false }
    parts.removeFirst()
    return true
  }

  mutating func rest() -> [Part] {
    defer { parts = [] }
    return Array(parts)
  }

  /// Everything after the word, as it was typed.
  mutating func text() -> (text: String, offset: Int) {
    let offset = parts.first?.range.lowerBound ?? command.utf8.count
    parts = []
    return (String(decoding: Array(command.utf8)[offset...], as: UTF8.self), offset)
  }

  /// A count that may be left out.
  mutating func count(orElse usual: Int, for usage: Usage) throws(Refusal) -> Int {
    guard let part = next() else { return usual }
    guard let count = Int(part.text), (1...1_000_000_000).contains(count) else {
      if Double(part.text) != nil, Setting(rawValue: usage.word) != nil {
        throw Refusal(
          Phrase(
            "{command} takes a whole number of moves. Did you mean {correction}?",
            [
              "command": .init(usage.word, .command),
              "correction": .init("\(usage.word) = \(part.text)", .command),
            ]), at: part.range, correction: "\(usage.word) = \(part.text)")
      }
      throw Refusal(
        Phrase(
          "{found} is not a count. {command} takes a whole number from 1 to 1000000000.",
          ["found": .init(part.text, .code), "command": .init(usage.word, .command)]),
        at: part.range)
    }
    return count
  }

  /// Refuses a name that nobody has ended: what was meant to follow it could be part of it.
  func requireClosedQuote() throws(Refusal) {
    guard let openQuote else { return }
    throw Refusal(Problems.sentence(.unclosed(bracket: "\"")), at: openQuote)
  }

  /// Refuses what is left over.
  func finish(for usage: Usage) throws(Refusal) {
    guard let part = parts.first else { return }
    throw Refusal(notTaken(part, by: usage), at: part.range)
  }

  func notTaken(_ part: Part, by usage: Usage) -> Phrase {
    let places: [String: Text] = [
      "command": .init(usage.word, .command), "found": .init(part.text, .code),
      "usage": .init(usage.synopsis, .command),
    ]
    return usage.arguments.isEmpty
      ? Phrase("{command} stands alone; {found} has no meaning after it.", places)
      : Phrase("{command} does not take {found}. Use it like this: {usage}", places)
  }

  /// A part that has to be there.
  mutating func required(for usage: Usage) throws(Refusal) -> Part {
    guard let part = next() else { throw incomplete(usage) }
    return part
  }

  /// Something more has to be typed.
  func incomplete(_ usage: Usage) -> Refusal {
    Refusal(
      Phrase(
        "Use {command} like this: {usage}",
        ["command": .init(usage.word, .command), "usage": .init(usage.synopsis, .command)]),
      at: end)
  }
}
