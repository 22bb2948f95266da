/// One command of a line, with its place in it.
struct Piece: Equatable, Sendable {
  /// The whole line, as it was typed.
  var line: String
  /// The command in `line`, in UTF-8 offsets, without blanks around it.
  var range: Range<Int>
  /// Pieces of one line have the same number.
  var lineNumber: Int
  /// The file it came from and its line there, where it was not typed.
  var origin: Origin?

  struct Origin: Equatable, Sendable {
    var file: String
    var line: Int
    /// How many files were being read one from within the other.
    var depth: Int
  }

  var text: String { String(decoding: Array(line.utf8)[range], as: UTF8.self) }

  /// The commands of a line, as `LineReader` divides it. Those of nothing but blanks are left out.
  ///
  /// - Parameter words: What other languages call the commands.
  static func pieces(
    of line: String, number: Int, origin: Origin? = nil, words: [String: String]
  ) -> [Piece] {
    var reader = LineReader(Array(line.utf8), words: words)
    var result: [Piece] = []
    var start: Int?

    func close(at end: Int) {
      guard let begin = start else { return }
      start = nil
      let range = trimmed(begin..<end, of: reader.bytes)
      if !range.isEmpty {
        result.append(Piece(line: line, range: range, lineNumber: number, origin: origin))
      }
    }

    start = 0
    for position in reader.bytes.indices {
      switch reader.read(at: position) {
      case .separatesCommands:
        close(at: position)
        start = position + 1
      case .beginsComment: close(at: position)
      default: continue
      }
    }
    close(at: reader.bytes.count)
    return result
  }

  /// Without blanks at its ends, those that come with copied text included.
  private static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    let text = Substring(decoding: bytes[range], as: UTF8.self).unicodeScalars
    let rest = text.drop { $0.properties.isWhitespace }
    guard let last = rest.lastIndex(where: { !$0.properties.isWhitespace }) else {
      return range.lowerBound..<range.lowerBound
    }
    let start = range.lowerBound + text[..<rest.startIndex].utf8Count
    return start..<(start + rest[...last].utf8Count)
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var utf8Count: Int { reduce(0) { $0 + UTF8.width($1) } }
}
