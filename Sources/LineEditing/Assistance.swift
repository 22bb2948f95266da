/// What a keyboard's learner is helped with; the front door knows how.
public struct Assistance {
  /// What could be typed at `cursor`, a UTF-8 offset into `line`.
  public var complete: (_ line: String, _ cursor: Int) -> [Candidate]
  /// Candidates as lines of text to read, each with its explanation.
  public var list: ([Candidate]) -> String
  /// Keeps a line for later sessions.
  public var remember: (String) -> Void
  /// What stands before the words that Ctrl-R searches for.
  public var searchPrompt: String

  public init(
    complete: @escaping (String, Int) -> [Candidate] = { _, _ in [] },
    list: @escaping ([Candidate]) -> String = { $0.map { $0.text + "\n" }.joined() },
    remember: @escaping (String) -> Void = { _ in }, searchPrompt: String = "search"
  ) {
    self.complete = complete
    self.list = list
    self.remember = remember
    self.searchPrompt = searchPrompt
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

  public init(_ text: String, from start: Int, explanation: String = "") {
    self.text = text
    self.start = start
    self.explanation = explanation
  }
}
