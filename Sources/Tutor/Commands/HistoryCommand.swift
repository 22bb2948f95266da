import DocumentModel

/// `history [n]`, `history WORDS`: the lines that were typed.
struct HistoryCommand: Command {
  static let usage = Usage(
    "history", "[n|WORDS]", group: .session,
    summary: Phrase("list the last 20 lines that were typed, or the last n"),
    details: [Phrase("With words, the lines that hold them all.")],
    example: ["history", "history 5", "history step"])

  private let filter: TypedLines

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let parts = arguments.rest()
    if parts.count == 1, let count = Int(parts[0].text), count > 0, !parts[0].isQuoted {
      filter = .last(count)
    } else {
      filter = parts.isEmpty ? .last(20) : .with(words: parts.map(\.text))
    }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    Answer(request: .typedLines(filter))
  }
}

/// Which of the lines that were typed are asked for.
public enum TypedLines: Equatable, Sendable {
  case last(Int)
  case with(words: [String])
}

extension Session {
  /// The lines of `text`, as many as are asked for, without the line that asks.
  func typedLines(_ text: String, _ filter: TypedLines) -> Document {
    var lines = text.split(separator: "\n").map(String.init)
    if let asking = currentPiece?.line, lines.last == asking { lines.removeLast() }
    switch filter {
    case .last(let count): lines = lines.suffix(count)
    case .with(let words):
      lines = lines.filter { line in
        words.allSatisfy { line.lowercased().contains($0.lowercased()) }
      }
    }
    guard !lines.isEmpty else {
      return Document(.line(voice.say(Phrase("No line like that was typed.")).dimmed))
    }
    return Document(.preformatted(lines.map { Text($0, .command) }))
  }
}
