import LineEditing
import Tutor

/// The lines of a source that cannot join them itself: an open bracket goes on in the next line.
struct JoinedLines: LineSource {
  private var source: any LineSource
  /// What was read and does not belong to the line before it.
  private var waiting: Line?

  init(_ source: any LineSource) { self.source = source }

  mutating func next(prompt: String) -> Line {
    let first = waiting ?? source.next(prompt: prompt)
    waiting = nil
    guard case .text(var line) = first else { return first }
    while OpenLine.isOpen(line) {
      let next = source.next(prompt: prompt.isEmpty ? "" : "... ")
      if next == .interrupted { return next }
      guard case .text(let text) = next, OpenLine.goesOn(in: text) else {
        waiting = next
        break
      }
      line = OpenLine.joined(line, text)
    }
    return .text(line)
  }
}
