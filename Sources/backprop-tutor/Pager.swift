import LineEditing
import Terminal

/// Shows a long text by screens. What was read stays above, as if it had been printed; any key that
/// is not the pager's own begins the next line.
struct Pager {
  private var lines: [Substring]
  /// The window that the lines are made for.
  private var rendered: Renderer
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
    rendered = window()
    lines = Self.lines(of: render(rendered))
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
      TerminalDevice.lineIsPassing(true)
      output.write(hint)
      let key = keys.next()
      output.write("\r\u{1B}[K")
      TerminalDevice.lineIsPassing(false)
      if window().profile.width != rendered.profile.width {
        showAnew()
        if key == .resized { continue }
      }
      rendered = window()
      switch key {
      case .character(" "), .character("f"), .pageDown: show(screen(from: end))
      case .character("\r"), .character("\n"), .down: show(min(end + 1, lines.count))
      case .character("b"), .pageUp: goBack()
      case .character("\u{13}"), .character("\u{11}"): break  // Ctrl-S, Ctrl-Q
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

  /// In a window of another width the lines break elsewhere: what is on the screen is shown once more
  /// as it looks there.
  private mutating func showAnew() {
    let top = start(ofScreenTo: end, in: rendered) ?? 0
    let above = Self.letters(in: lines[..<top])
    let below = Self.letters(in: lines[top...])
    rendered = window()
    lines = Self.lines(of: render(rendered))
    output.write("\u{1B}[H\u{1B}[2J")
    end = line(with: above, and: below)
    show(screen(from: end))
  }

  /// The line that has so many letters above it and so many below, itself included. A table that does
  /// not fit becomes sentences, and a title loses words: where the two counts disagree, it is the
  /// earlier one, so that nothing is skipped.
  private func line(with above: Int, and below: Int) -> Int {
    let counts = lines.map { Self.letters(in: [$0]) }
    let all = counts.reduce(0, +)
    var (line, passed) = (0, 0)
    while line < lines.count, case let next = passed + counts[line],
      next <= above, all - next >= below
    {
      (line, passed) = (line + 1, next)
    }
    return min(line, max(lines.count - 1, 0))
  }

  /// Letters and digits, for signs and blanks come and go with the width.
  private static func letters(in lines: some Sequence<Substring>) -> Int {
    lines.reduce(0) {
      $0
        + $1.replacing(#/\u{1B}\[[0-9;]*m/#, with: "").count { $0.isLetter || $0.isNumber }
    }
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
    let window = window()
    guard let top = start(ofScreenTo: end, in: window),
      let before = start(ofScreenTo: top, in: window)
    else { return }
    output.write("\u{1B}[H\u{1B}[2J")
    end = before
    show(screen(from: before))
  }

  /// Where a screen begins that ends before a line; nil where nothing is above.
  private func start(ofScreenTo end: Int, in window: Renderer) -> Int? {
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
