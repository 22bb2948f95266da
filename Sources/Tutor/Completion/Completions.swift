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
  /// What it means, without the quote before it.
  public var typed: String
  /// Where it begins in the line, its quote included: a UTF-8 offset.
  public var start: Int

  /// As names stand in a command: in quotes where something in one of them would end it, or could
  /// not be seen. All of them, so that they begin alike.
  public static func inCommand(_ names: [String]) -> [String] {
    guard !names.allSatisfy(isPlain) else { return names }
    return names.map { "\"\(QuotedName.quoted($0))\($0.last == "/" ? "" : "\"")" }
  }

  static func inCommand(_ name: String) -> String { inCommand([name])[0] }

  private static func isPlain(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && !";()[]#\"\\".unicodeScalars.contains($0)
        && !QuotedName.isUnshown($0)
    }
  }
}
