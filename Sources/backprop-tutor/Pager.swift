import LineEditing
import Terminal

/// Shows a long text by screens. What was read stays above, as if it had been printed; any key that
/// is not the pager's own begins the next line.
struct Pager {
  private var lines: [Substring]
  private var width: Int
  private let render: (Renderer) -> String
  private let output: Output
  private let hint: String
  /// The window as it is now.
  private let window: () -> Renderer
  /// The lines before it are on the screen, or above it.
  private var end = 0

  init(
    on output: Output, hint: String, window: @escaping () -> Renderer,
    render: @escaping (Renderer) -> String
  ) {
    let first = window()
    lines = Self.lines(of: render(first))
    width = first.profile.width
    (self.output, self.hint, self.window, self.render) = (output, hint, window, render)
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  mutating func run() -> Stage.End {
    show(screen(from: 0))
    guard end < lines.count else { return .shown }
    let keys = SingleKeys()
    while end < lines.count, output.failure == nil {
      output.write(hint)
      let key = keys.next()
      output.write("\r\u{1B}[K")
      followWindow()
      switch key {
      case .character(" "), .character("f"), .pageDown: show(screen(from: end))
      case .character("\r"), .character("\n"), .down: show(end + 1)
      case .character("b"), .pageUp: goBack()
      case .character("q"), .character("\u{04}"), .escape, .over: return .shown
      case .character(let scalar):
        keys.giveBack(scalar)
        return .shown
      case .interrupted: return .interrupted
      default: break
      }
    }
    return .shown
  }

  /// In a window of another width the lines break elsewhere. What was read is found again by
  /// counting letters; where that is inside a line, the whole line comes again.
  private mutating func followWindow() {
    let window = window()
    guard window.profile.width != width else { return }
    width = window.profile.width
    var seen = lines[..<end].reduce(0) { $0 + Self.letters(in: $1) }
    lines = Self.lines(of: render(window))
    end = 0
    while end < lines.count, case let count = Self.letters(in: lines[end]), count <= seen {
      seen -= count
      end += 1
    }
  }

  private static func letters(in line: Substring) -> Int {
    line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "").count { $0 != " " }
  }

  private mutating func show(_ newEnd: Int) {
    output.write(lines[end..<newEnd].map { $0 + "\n" }.joined())
    end = newEnd
  }

  /// Where a screen ends that begins with a line; a row is left for what comes below. At least one
  /// line is on it.
  private func screen(from start: Int) -> Int {
    let window = window()
    var room = window.profile.height - 1
    var end = start
    while end < lines.count {
      room -= window.rows(ofRendered: lines[end])
      if room < 0, end > start { break }
      end += 1
    }
    return end
  }

  /// The screen before the one that is shown.
  private mutating func goBack() {
    guard let top = start(ofScreenTo: end), let before = start(ofScreenTo: top) else { return }
    output.write("\u{1B}[H\u{1B}[2J")
    end = before
    show(screen(from: before))
  }

  /// Where a screen begins that ends before a line; nil where nothing is above.
  private func start(ofScreenTo end: Int) -> Int? {
    let window = window()
    var room = window.profile.height - 1
    var start = end
    while start > 0 {
      room -= window.rows(ofRendered: lines[start - 1])
      if room < 0 { break }
      start -= 1
    }
    return end > 0 ? start : nil
  }
}
