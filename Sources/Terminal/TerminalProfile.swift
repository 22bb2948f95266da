/// What a page of characters may be made of: a value that says how wide it is and what can be
/// shown there.
public struct TerminalProfile: Equatable, Sendable {
  public enum ColorDepth: Equatable, Sendable, CaseIterable {
    /// No escapes at all.
    case none
    case ansi16
    case ansi256
    case trueColor
  }

  /// Columns and rows, in cells.
  public var width: Int
  public var height: Int
  public var colors: ColorDepth
  /// Otherwise everything is said in ASCII.
  public var unicode: Bool
  /// Linear text for a screen reader: nothing is drawn, and tables become sentences.
  public var plain: Bool
  /// A learner sits in front of it.
  public var isInteractive: Bool

  public init(
    width: Int = 80, height: Int = 24, colors: ColorDepth = .none, unicode: Bool = true,
    plain: Bool = false, isInteractive: Bool = false
  ) {
    self.width = max(width, 20)
    self.height = max(height, 4)
    self.colors = colors
    self.unicode = unicode
    self.plain = plain
    self.isInteractive = isInteractive
  }

  /// What the answers in the lessons' texts are written for: 80 columns without colour.
  public static let page = TerminalProfile()

  /// Prose and headings are never wider than this: long lines are hard to read.
  var measure: Int { min(width, 90) }
}
