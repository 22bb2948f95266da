/// What a key of the live bench asks for.
public enum TweakKey: Equatable, Sendable {
  case up, down, pageUp, pageDown, first, last
  /// To the next or the previous leaf, over all entries of this one.
  case nextGroup, previousGroup
  case less(finer: Bool)
  case more(finer: Bool)
  /// A letter that means something, or a character of a number.
  case character(Character)
  case enter, backspace, escape
}

/// Why the live bench was left. What was reached stays in any case.
public enum TweakEnd: String, Equatable, Sendable {
  case left, interrupted
  /// The window is smaller than `Session.smallestTweak`.
  case tooSmall
}

extension Session {
  /// Columns and rows of the smallest window in which the live bench works.
  public static let smallestTweak = (columns: 40, rows: 12)
}
