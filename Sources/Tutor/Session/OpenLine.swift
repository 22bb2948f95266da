import GradientCore

/// Lines that are not complete: a bracket in them is still open.
public enum OpenLine {
  /// Whether `line` goes on in the next one.
  ///
  /// - Parameter words: What other languages call the commands.
  public static func isOpen(_ line: String, words: [String: String]) -> Bool {
    !end(of: line, words).brackets.isEmpty
  }

  /// Whether an open line of a script goes on in `next`: a forgotten bracket is not to swallow what
  /// is defined below it.
  public static func goesOn(in next: String) -> Bool {
    !next.utf8.allSatisfy(isBlank) && !Statement.looksLikeDefinition(next)
  }

  /// The lines of a script, with the numbers of their first lines, counted from 1.
  static func lines(
    of script: String, words: [String: String]
  ) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    var isOpen = false
    let all = script.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      if isOpen, goesOn(in: String(line)) {
        lines[lines.count - 1].text = joined(
          lines[lines.count - 1].text, String(line), words: words)
      } else {
        lines.append((index + 1, String(line)))
      }
      isOpen = Self.isOpen(lines[lines.count - 1].text, words: words)
    }
    return lines
  }

  /// One line of a line that is open and the next. In a matrix a line is a row, as it looks.
  public static func joined(
    _ line: String, _ next: String, words: [String: String]
  ) -> String {
    let (brackets, code) = end(of: line, words)
    let first = trimmed(code)
    let second = trimmed(Array(next.utf8)[...])
    let isRow =
      brackets.last == UInt8(ascii: "[")
      && !first.last.isOne(of: "[(,;+-*/^@=") && !second.first.isOne(of: "]),;*/^@#")
      && second.first != nil
    return String(decoding: first, as: UTF8.self) + (isRow ? "; " : " ")
      + String(decoding: second, as: UTF8.self)
  }

  /// The brackets that are open where the line ends, and the line without a comment at its end.
  private static func end(
    of line: String, _ words: [String: String]
  ) -> (brackets: [UInt8], code: ArraySlice<UInt8>) {
    var reader = LineReader(Array(line.utf8), words: words)
    for position in reader.bytes.indices where reader.read(at: position) == .beginsComment {
      return (reader.brackets, reader.bytes[..<position])
    }
    return (reader.brackets, reader.bytes[...])
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = bytes.drop(while: isBlank)
    return rest[..<(rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)]
  }
}

extension UInt8? {
  fileprivate func isOne(of characters: StaticString) -> Bool {
    guard let self else { return false }
    return characters.withUTF8Buffer { $0.contains(self) }
  }
}
