import GradientCore

/// Reads a line byte by byte, and tells which of its signs divide it.
///
/// `;` outside brackets and quotes separates commands, and so does the end of a line. `#` where a
/// command begins or after a blank begins a comment. `"` where an argument begins opens a quote;
/// one that is never closed holds all the rest, so that a file name is never cut in two. In the
/// name of a file, a lesson or a topic a bracket is a letter like any other.
struct LineReader {
  enum Sign {
    case ordinary, opensBracket, closesBracket, separatesArguments, separatesCommands
    case beginsComment
  }

  let bytes: [UInt8]
  /// What other languages call the commands.
  private let words: [String: String]
  /// Where the present command begins, with the blanks before it.
  private(set) var commandStart = 0
  /// Those that are open.
  private(set) var brackets: [UInt8] = []
  /// Where the quote was opened that is not closed yet.
  private(set) var quote: Int?
  /// Whether the byte before, in a quote, was a backslash that belongs to the next.
  private var isEscape = false
  private(set) var isInComment = false
  /// Whether brackets are letters in the present command; nil before its first.
  private var takesPlainName: Bool?

  init(_ bytes: [UInt8], words: [String: String]) {
    (self.bytes, self.words) = (bytes, words)
  }

  /// Reads the byte at `position`; the bytes before it have been read.
  mutating func read(at position: Int) -> Sign {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\n") where brackets.isEmpty || isInComment:
      (isInComment, quote, isEscape) = (false, nil, false)
      return brackets.isEmpty ? endCommand(at: position) : .ordinary
    case _ where isInComment: return .ordinary
    case _ where quote != nil && isEscape: isEscape = false
    case UInt8(ascii: "\"") where quote != nil: quote = nil
    case _ where quote != nil: isEscape = byte == UInt8(ascii: "\\")
    case UInt8(ascii: "\"") where brackets.isEmpty && isFirst(position): quote = position
    case UInt8(ascii: "("), UInt8(ascii: "["):
      if takesPlainName == nil { takesPlainName = namesThing(before: position) }
      guard takesPlainName == false else { return .ordinary }
      brackets.append(byte)
      return .opensBracket
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      return brackets.popLast() == nil ? .ordinary : .closesBracket
    case UInt8(ascii: ";") where brackets.isEmpty: return endCommand(at: position)
    case UInt8(ascii: ";"), UInt8(ascii: ","):
      return brackets.isEmpty ? .ordinary : .separatesArguments
    case UInt8(ascii: "#") where isFirst(position):
      isInComment = true
      return .beginsComment
    default: break
    }
    return .ordinary
  }

  private mutating func endCommand(at position: Int) -> Sign {
    commandStart = position + 1
    takesPlainName = nil
    return .separatesCommands
  }

  /// Whether a command begins at `position`, or a blank stands before it.
  private func isFirst(_ position: Int) -> Bool {
    position == commandStart || isBlank(bytes[position - 1])
  }

  /// Whether the argument that goes on with the bracket at `position` names a file, a lesson or a
  /// topic.
  private func namesThing(before position: Int) -> Bool {
    var rest = bytes[commandStart...position].drop(while: isBlank)
    while true {
      let word = rest.prefix { !isBlank($0) }
      rest = rest[word.endIndex...].drop(while: isBlank)
      guard !rest.isEmpty, !continuesFormula(rest),
        let command = Commands.named(String(decoding: word, as: UTF8.self), words: words)
      else { return false }
      if command != TimeCommand.self { return command.usage.takesPlainName }
    }
  }

  /// Whether `text`, behind a command's word, shows that the word is a name there: `open = (1 + 2)`.
  private func continuesFormula(_ text: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: text.prefix(8), as: UTF8.self)
    return "=:+-−*·×÷^<>([".contains(text.first!) || text.hasPrefix("/ ")
  }
}

func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    || byte == UInt8(ascii: "\n")
}
