import LineEditing
import Tutor

/// The lines of a source that cannot join them itself: an open bracket goes on in the next line, and
/// text that was copied loses its prompts and the answers that were copied with them.
struct JoinedLines: LineSource {
  private var source: any LineSource
  /// What was read and does not belong to the line before it.
  private var waiting: Line?
  /// What other languages call the commands: in the names that some of them take, a bracket is a
  /// letter.
  private let words: [String: String]
  private let remember: (String) -> Void

  /// Whether the text began with a prompt, so that what has none are answers; nil before its first
  /// line. What is typed is no such text: there only what comes together belongs together.
  private var isCopied: Bool?
  private var lastHadPrompt = false
  private(set) var lineStandsBehindPrompt = true

  /// - Parameter remember: keeps a line for later sessions.
  init(
    _ source: any LineSource, words: [String: String],
    remember: @escaping (String) -> Void = { _ in }
  ) {
    (self.source, self.words, self.remember) = (source, words, remember)
  }

  mutating func next(prompt: String) -> Line {
    let first = nextCommand(prompt: prompt)
    guard case .text(var line) = first else { return first }
    while OpenLine.isOpen(line, words: words) {
      let next = source.next(prompt: prompt.isEmpty ? "" : "... ")
      if next == .interrupted { return next }
      guard case .text(let text) = next, OpenLine.goesOn(in: text), !isNextCommand(text) else {
        // An empty line that somebody typed only ends the one before it.
        let isOnlyEnd = !prompt.isEmpty && next.isBlank
        if !isOnlyEnd { waiting = next }
        break
      }
      let rest = lastHadPrompt ? PastedText.behindContinuation(text) : text
      line = OpenLine.joined(line, rest, words: words)
    }
    if !Line.text(line).isBlank { remember(line) }
    return .text(line)
  }

  /// The next line that is no answer, without its prompt.
  private mutating func nextCommand(prompt: String) -> Line {
    while true {
      let belongs = lastHadPrompt && (isCopied == true || (!prompt.isEmpty && source.hasMore))
      let next = waiting ?? source.next(prompt: belongs ? "" : prompt)
      waiting = nil
      guard case .text(let text) = next else { return next }
      let command = PastedText.behindPrompt(text)
      if isCopied == nil, !next.isBlank { isCopied = prompt.isEmpty && command != nil }
      if command == nil, belongs { continue }
      lastHadPrompt = command != nil
      lineStandsBehindPrompt = command == nil && !belongs
      // A prompt behind which nothing stands is not Enter on an empty line.
      if command == "" { continue }
      return .text(command ?? text)
    }
  }

  /// A line with a prompt is another one, also where a bracket was left open.
  private func isNextCommand(_ text: String) -> Bool {
    lastHadPrompt && PastedText.behindPrompt(text) != nil
  }
}

extension Line {
  fileprivate var isBlank: Bool {
    if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
  }
}
