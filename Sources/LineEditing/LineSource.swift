/// Where lines come from: a keyboard, a pipe, a script.
public protocol LineSource {
  /// The next line, without its line break.
  mutating func next(prompt: String) -> Line

  /// The next line begins with `text` already typed, where somebody types.
  mutating func prefill(_ text: String)

  /// Drops lines that were pasted and not asked for yet: something before them was interrupted.
  mutating func dropPending()

  /// Whether the last line stands on the screen right above, behind the prompt.
  var lineStandsBehindPrompt: Bool { get }

  /// Whether the next line stands ready: it came together with the last one.
  var hasMore: Bool { get }

  /// Which of several lines that were pasted together the last one was; nil where it was alone.
  var placeInBlock: (line: Int, count: Int)? { get }
}

extension LineSource {
  public mutating func prefill(_ text: String) {}
  public mutating func dropPending() {}
  public var lineStandsBehindPrompt: Bool { true }
  public var hasMore: Bool { false }
  public var placeInBlock: (line: Int, count: Int)? { nil }
}

public enum Line: Equatable, Sendable {
  case text(String)
  /// Ctrl-C: whatever was typed is dropped.
  case interrupted
  case end
}
