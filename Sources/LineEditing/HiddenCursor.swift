import CTerminal

/// The cursor is not shown for as long as this lives, whatever ends the program or stops it.
public struct HiddenCursor: ~Copyable {
  public init() {
    terminal_guard(0)
    terminal_hide_cursor(true)
  }

  deinit { terminal_hide_cursor(false) }

  /// Whether the program was stopped and continued since this was last asked: what was drawn before
  /// stands somewhere above.
  public func takeContinuation() -> Bool { terminal_was_continued() }
}
