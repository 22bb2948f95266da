/// Cuts a line into its commands: `;` outside brackets and quotes separates them, and `#` after a
/// blank, or at the beginning, starts a comment. Blanks around a command and empty commands are
/// dropped. The commands are slices of the line, so that a place in one is a place in the line.
public func splitCommands(_ line: String) -> [Substring] {
  var commands: [Substring] = []
  let bytes = line.utf8
  var start = bytes.startIndex
  var depth = 0
  var isQuoted = false
  var position = start
  var followsBlank = true

  func close(at end: String.Index) {
    var command = line[start..<end]
    while let first = command.first, first.isWhitespace { command.removeFirst() }
    while let last = command.last, last.isWhitespace { command.removeLast() }
    if !command.isEmpty { commands.append(command) }
  }

  scan: while position < bytes.endIndex {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""):
      // A quote that is never closed is a character like any other.
      isQuoted = !isQuoted && bytes[bytes.index(after: position)...].contains(byte)
    case _ where isQuoted: break
    case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
    case UInt8(ascii: ";") where depth == 0:
      close(at: position)
      start = bytes.index(after: position)
      position = start
      followsBlank = true
      continue scan
    case UInt8(ascii: "#") where followsBlank: break scan
    default: break
    }
    followsBlank = isBlank(byte)
    position = bytes.index(after: position)
  }
  close(at: position)
  return commands
}
