import LineEditing
import Tutor

/// The lines of a source that cannot join them itself: an open bracket goes on in the next line.
struct JoinedLines: LineSource {
  private var source: any LineSource
  /// What was read and does not belong to the line before it.
  private var waiting: Line?

  /// What other languages call the commands: in the names that some of them take, a bracket is a
  /// letter.
  private let words: [String: String]
  private let remember: (String) -> Void

  /// - Parameter remember: keeps a line for later sessions.
  init(
    _ source: any LineSource, words: [String: String],
    remember: @escaping (String) -> Void = { _ in }
  ) {
    (self.source, self.words, self.remember) = (source, words, remember)
  }

  mutating func next(prompt: String) -> Line {
    let first = waiting ?? source.next(prompt: prompt)
    waiting = nil
    guard case .text(var line) = first else { return first }
    while OpenLine.isOpen(line, words: words) {
      let next = source.next(prompt: prompt.isEmpty ? "" : "... ")
      if next == .interrupted { return next }
      guard case .text(let text) = next, OpenLine.goesOn(in: text) else {
        // An empty line that somebody typed only ends the one before it.
        let isOnlyEnd = !prompt.isEmpty && next.isBlank
        if !isOnlyEnd { waiting = next }
        break
      }
      line = OpenLine.joined(line, text, words: words)
    }
    if !Line.text(line).isBlank { remember(line) }
    return .text(line)
  }
}

extension Line {
  fileprivate var isBlank: Bool {
    if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
  }
}
