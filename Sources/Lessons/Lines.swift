/// The lines of a text, found one after the other by bytes: starting up waits for this, and
/// comparing characters takes ten times as long.
struct Lines: Sequence, IteratorProtocol {
  private var rest: Substring.UTF8View?

  init(_ text: String) { rest = text[...].utf8 }

  mutating func next() -> Substring? {
    guard let text = rest else { return nil }
    let length = text.withContiguousStorageIfAvailable { bytes in
      var position = 0
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      return position
    }
    let end = length.map { text.index(text.startIndex, offsetBy: $0) } ?? text.endIndex
    rest = end == text.endIndex ? nil : text[text.index(after: end)...]
    return Substring(text[..<end])
  }
}

extension String {
  var lines: [Substring] { Array(Lines(self)) }
}

extension Substring {
  /// Without blanks and carriage returns at both ends.
  var trimmed: Substring {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") }
    var bytes = utf8.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return Substring(bytes)
  }
}
