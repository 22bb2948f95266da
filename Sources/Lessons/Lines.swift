extension String {
  /// The lines, found by bytes: starting up waits for this, and comparing characters takes ten
  /// times as long.
  var lines: [Substring] {
    var result: [Substring] = []
    var start = startIndex
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") {
      let end = utf8.index(startIndex, offsetBy: offset)
      result.append(self[start..<end])
      start = utf8.index(after: end)
    }
    result.append(self[start...])
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
