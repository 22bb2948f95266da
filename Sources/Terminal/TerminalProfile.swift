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

  /// What the letters stand on.
  public enum Background: Equatable, Sendable, CaseIterable { case dark, light }

  /// What curves are drawn with, from the finest to what every terminal has.
  public enum Canvas: Equatable, Sendable, CaseIterable {
    /// Eight dots a cell.
    case braille
    /// Four squares a cell.
    case quadrants
    /// Two squares a cell, which even a console's font of 256 letters has.
    case halves
    case ascii
  }

  /// Columns and rows, in cells.
  public var width: Int
  public var height: Int
  public var colors: ColorDepth
  public var background: Background
  /// Otherwise everything is said in ASCII.
  public var unicode: Bool
  /// Linear text for a screen reader: nothing is drawn, and tables become sentences.
  public var plain: Bool
  /// What curves are drawn with where there is Unicode.
  public var canvas: Canvas
  /// A learner sits in front of it.
  public var isInteractive: Bool

  public init(
    width: Int = 80, height: Int = 24, colors: ColorDepth = .none,
    background: Background = .dark, unicode: Bool = true, plain: Bool = false,
    canvas: Canvas = .braille, isInteractive: Bool = false
  ) {
    self.width = max(width, 20)
    self.height = max(height, 4)
    self.colors = colors
    self.background = background
    self.unicode = unicode
    self.plain = plain
    self.canvas = canvas
    self.isInteractive = isInteractive
  }

  /// What the answers in the lessons' texts are written for: 80 columns without colour.
  public static let page = TerminalProfile()

  /// Prose and headings are never wider than this: long lines are hard to read.
  var measure: Int { min(width, 90) }
}

extension TerminalProfile.Background {
  /// From what a terminal answers when it is asked for its background: `11;rgb:1e1e/1e1e/1e1e`.
  public init?(answer: String) {
    guard let colon = answer.firstIndex(of: ":") else { return nil }
    let parts = answer[answer.index(after: colon)...].split(separator: "/").prefix(3).map {
      part -> Double? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      return Double(value) / Double((1 << (4 * part.count)) - 1)
    }
    guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
      return nil
    }
    self = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? .light : .dark
  }

  /// From what some terminals leave in `COLORFGBG`: `15;0`, the last of which is the background.
  public init?(colorFGBG: String) {
    guard let last = colorFGBG.split(separator: ";").last, let color = Int(last),
      (0...15).contains(color)
    else { return nil }
    self = color == 7 || color > 8 ? .light : .dark
  }
}
