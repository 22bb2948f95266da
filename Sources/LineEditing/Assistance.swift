/// What a keyboard's learner is helped with; the front door knows how.
public struct Assistance {
  /// What could be typed at `cursor`, a UTF-8 offset into `line`.
  public var complete: (_ line: String, _ cursor: Int) -> Suggestions = { _, _ in Suggestions() }
  /// Suggestions as lines of text to read, each with its explanation; the line that is typed fills
  /// so many `rows` of the window, and so many screens of them were listed before.
  public var list: (Suggestions, _ rows: Int, _ screen: Int) -> String = { suggestions, _, _ in
    suggestions.candidates.map { $0.text + "\n" }.joined()
  }
  /// What is to be known about the place at `cursor`, as lines of text.
  public var explain: (_ line: String, _ cursor: Int) -> String = { _, _ in "" }
  /// Keeps a line for later sessions.
  public var remember: (String) -> Void = { _ in }
  /// What stands before the words that Ctrl-R searches for.
  public var searchPrompt: () -> String = { "search" }
  /// What stands before a line that goes on with the one above.
  public var continuationPrompt: () -> String = { "… " }
  /// Whether a line goes on in the next one.
  public var isOpen: (String) -> Bool = { _ in false }
  /// One line of a line that is open and the next.
  public var join: (String, String) -> String = { $0 + " " + $1 }

  public init() {}
}

/// How a line can go on.
public struct Suggestions: Equatable, Sendable {
  public var candidates: [Candidate]
  /// What is being typed, such as the arguments of a function, already fit to be shown.
  public var heading: String

  public init(_ candidates: [Candidate] = [], heading: String = "") {
    self.candidates = candidates
    self.heading = heading
  }
}

/// One way to go on from what is typed.
public struct Candidate: Equatable, Sendable {
  /// Replaces what stands between `start` and the cursor.
  public var text: String
  /// A UTF-8 offset into the line.
  public var start: Int
  /// A word of explanation.
  public var explanation: String
  /// What is typed behind it, too, where it is the only one and ends the line.
  public var follow: String

  public init(_ text: String, from start: Int, explanation: String = "", follow: String = "") {
    self.text = text
    self.start = start
    self.explanation = explanation
    self.follow = follow
  }
}
