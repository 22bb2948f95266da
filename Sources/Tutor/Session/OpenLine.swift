import GradientCore

/// Lines that are not complete: a bracket in them is still open.
public enum OpenLine {
  /// Whether `line` goes on in the next one. `words` are what other languages call the commands.
  public static func isOpen(_ line: String, words: [String: String] = [:]) -> Bool {
    !Scan(line).brackets.isEmpty && !endsWithPlainWords(line, words)
  }

  /// Whether the last command of the line takes a file, a lesson or a topic: brackets are nothing
  /// special in their names.
  private static func endsWithPlainWords(_ line: String, _ words: [String: String]) -> Bool {
    let context = CompletionContext(line, cursor: line.utf8.count)
    let command = context.text(from: context.commandStart)
    let word = command.prefix { !$0.isWhitespace }
    let rest = command[word.endIndex...].drop(while: \.isWhitespace)
    guard let usage = Commands.named(String(word), words: words)?.usage, let next = rest.first,
      !"=:+-−*·×÷^<>([".contains(next), !rest.hasPrefix("/ ")
    else { return false }
    switch usage.completes {
    case .files, .lessons, .topics: return true
    default: return false
    }
  }

  /// Whether an open line of a script goes on in `next`: a forgotten bracket is not to swallow what
  /// is defined below it.
  public static func goesOn(in next: String) -> Bool {
    !next.utf8.allSatisfy(isBlank) && !Statement.looksLikeDefinition(next)
  }

  /// The lines of a script, with the numbers of their first lines, counted from 1.
  static func lines(of script: String) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    var isOpen = false
    let all = script.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      if isOpen, goesOn(in: String(line)) {
        lines[lines.count - 1].text = joined(lines[lines.count - 1].text, String(line))
      } else {
        lines.append((index + 1, String(line)))
      }
      isOpen = Self.isOpen(lines[lines.count - 1].text)
    }
    return lines
  }

  /// One line of a line that is open and the next. In a matrix a line is a row, as it looks.
  public static func joined(_ line: String, _ next: String) -> String {
    let scan = Scan(line)
    let first = trimmed(Array(line.utf8)[..<scan.end])
    let second = trimmed(Array(next.utf8)[...])
    let isRow =
      scan.brackets.last == UInt8(ascii: "[")
      && !first.last.isOne(of: "[(,;+-*/^@=") && !second.first.isOne(of: "]),;*/^@#")
      && second.first != nil
    return String(decoding: first, as: UTF8.self) + (isRow ? "; " : " ")
      + String(decoding: second, as: UTF8.self)
  }

  private struct Scan {
    var brackets: [UInt8] = []
    /// Where a comment begins, or the end.
    var end: Int

    init(_ line: String) {
      let bytes = Array(line.utf8)
      end = bytes.count
      var isQuoted = false
      for (position, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "\""): isQuoted.toggle()
        case _ where isQuoted: break
        case UInt8(ascii: "("), UInt8(ascii: "["): brackets.append(byte)
        case UInt8(ascii: ")"), UInt8(ascii: "]"): _ = brackets.popLast()
        case UInt8(ascii: "#") where position == 0 || isBlank(bytes[position - 1]):
          end = position
          return
        default: break
        }
      }
    }
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
