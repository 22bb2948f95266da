/// Lines of a text that is already there: a file, or the argument of `-c`.
public struct ScriptSource: LineSource, Sendable {
  private var rest: Substring

  public init(_ text: String) {
    rest = Substring(text)
    if rest.unicodeScalars.first == "\u{FEFF}" { rest.unicodeScalars.removeFirst() }
  }

  public mutating func next(prompt: String) -> Line {
    guard !rest.isEmpty else { return .end }
    let end = rest.firstIndex(where: \.isLineBreak) ?? rest.endIndex
    defer { rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...] }
    return .text(String(rest[..<end]))
  }
}

extension Character {
  /// `\n` or `\r\n`, which is one character.
  fileprivate var isLineBreak: Bool { self == "\n" || self == "\r\n" }
}
