import DocumentModel

/// How a line can go on at its cursor.
public struct Completions: Equatable, Sendable {
  public var items: [Completion] = []
  /// The function whose arguments are being typed: `max(a, b)`, and what it is.
  public var call: Text?
  /// A file name stands at the cursor. The session knows no files; the front door lists them.
  public var file: PartialFileName?

  public init() {}
}

/// One way to go on from what is typed.
public struct Completion: Equatable, Sendable {
  /// Replaces what stands between `start` and the cursor.
  public var text: String
  /// A UTF-8 offset into the line.
  public var start: Int
  /// A few words about it.
  public var explanation: Text
  /// What is typed behind it, too, where it is the only one: a blank, an equals sign.
  public var follow: String

  public init(_ text: String, from start: Int, _ explanation: Text, follow: String = "") {
    self.text = text
    self.start = start
    self.explanation = explanation
    self.follow = follow
  }
}

/// The beginning of a file name.
public struct PartialFileName: Equatable, Sendable {
  /// Without the quote before it.
  public var typed: String
  /// Where it begins in the line, its quote included: a UTF-8 offset.
  public var start: Int

  /// As it stands in a command: in quotes where something in it would end it.
  public static func inCommand(_ name: String) -> String {
    let isPlain = name.allSatisfy { !$0.isWhitespace && !";()[]#".contains($0) }
    return isPlain ? name : "\"\(name)\(name.last == "/" ? "" : "\"")"
  }
}
