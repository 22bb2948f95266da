extension String {
  /// The lines, found by bytes: starting up waits for this, and comparing characters takes ten
  /// times as long.
  var lines: [Substring] {
    var result: [Substring] = []
    var rest = utf8[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      result.append(Substring(rest[..<end]))
      rest = rest[utf8.index(after: end)...]
    }
    result.append(Substring(rest))
    return result
  }
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
