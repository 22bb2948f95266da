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

  /// The commands of a line: `;` outside brackets and quotes separates, `#` at the beginning or
  /// after a blank begins a comment. Pieces of nothing but blanks are left out.
  static func pieces(of line: String, number: Int, origin: Origin? = nil) -> [Piece] {
    let bytes = Array(line.utf8)
    var result: [Piece] = []
    var start = 0
    var depth = 0
    var isQuoted = false

    func close(at end: Int) {
      var range = start..<end
      while let first = range.first, isBlank(bytes[first]) {
        range = (first + 1)..<range.upperBound
      }
      while let last = range.last, isBlank(bytes[last]) { range = range.lowerBound..<last }
      if !range.isEmpty {
        result.append(Piece(line: line, range: range, lineNumber: number, origin: origin))
      }
    }

    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: continue
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      case UInt8(ascii: ";") where depth == 0:
        close(at: position)
        start = position + 1
      case UInt8(ascii: "#") where position == 0 || isBlank(bytes[position - 1]):
        close(at: position)
        return result
      default: continue
      }
    }
    close(at: bytes.count)
    return result
  }
}

func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    || byte == UInt8(ascii: "\n")
}
