import DocumentModel
import LineEditing
import Terminal
import Tutor

/// What whoever types is helped with: the session says what could be typed, the folder which files
/// there are, and the renderer how it looks.
struct KeyboardHelp {
  let session: () -> Session
  let engine: Engine
  let renderer: () -> Renderer
  let files: FileNames

  func assistance(remember: @escaping (String) -> Void) -> Assistance {
    var assistance = Assistance()
    assistance.complete = suggestions
    assistance.list = list
    assistance.explain = { line, cursor in
      renderer().render(session().explanation(of: line, at: cursor, using: engine))
    }
    assistance.remember = remember
    assistance.searchPrompt = { session().language.say(Phrase("search")).plain }
    assistance.continuationPrompt = { renderer().render(Text("… ", .hint)) }
    assistance.isOpen = { OpenLine.isOpen($0, words: session().curriculum.words) }
    assistance.join = { OpenLine.joined($0, $1, words: session().curriculum.words) }
    return assistance
  }

  private func suggestions(for line: String, at cursor: Int) -> Suggestions {
    let completions = session().completions(for: line, cursor: cursor)
    var candidates = completions.items.map {
      Candidate($0.text, from: $0.start, explanation: $0.explanation.plain, follow: $0.follow)
    }
    if let file = completions.file {
      let folder = session().language.say(Phrase("folder")).plain
      candidates += files.continuing(file, explaining: folder)
    }
    let heading = completions.call.map { renderer().render(Document(.line($0))) }
    return Suggestions(candidates, heading: heading ?? "")
  }

  /// With their explanations, in as many columns as the window asks for; where that is too much, the
  /// bare words, as `ls` does.
  private func list(_ suggestions: Suggestions) -> String {
    let renderer = renderer()
    let candidates = suggestions.candidates
    let headingHeight = suggestions.heading.split(separator: "\n").count
    let room = max(renderer.profile.height - 2 - headingHeight, 8)
    let table =
      explained(candidates, rows: room, renderer)
      ?? columns(of: candidates.map { Text($0.text, .command) }, renderer)
    return suggestions.heading + renderer.render(Document(.indented([.table(table)])))
  }

  /// Pairs of a word and its explanation; nil where the window has no room for them.
  private func explained(_ candidates: [Candidate], rows: Int, _ renderer: Renderer) -> Table? {
    let pairs = max((candidates.count + rows - 1) / rows, 1)
    let words = candidates.map { Text($0.text, .command) }
    var meanings = candidates.map { Text($0.explanation, .hint) }
    if pairs > 1 {
      let widest = words.map(renderer.width(of:)).max() ?? 0
      let room = renderer.profile.width / pairs - widest - 5
      guard room >= 18, !renderer.profile.plain else { return nil }
      meanings = candidates.map { Text(shortened($0.explanation, to: room, renderer), .hint) }
    }
    let height = (candidates.count + pairs - 1) / pairs
    let rows = (0..<height).map { row in
      stride(from: row, to: candidates.count, by: height).flatMap { [words[$0], meanings[$0]] }
    }
    return Table(columns: Array(repeating: Table.Column(""), count: 2 * pairs), rows: rows)
  }

  private func shortened(_ text: String, to width: Int, _ renderer: Renderer) -> String {
    guard renderer.width(of: Text(text)) > width else { return text }
    var text = text
    while renderer.width(of: Text(text)) > width - 1 { text.removeLast() }
    while text.last == " " { text.removeLast() }
    return text + "…"
  }

  private func columns(of words: [Text], _ renderer: Renderer) -> Table {
    let widest = words.map(renderer.width(of:)).max() ?? 0
    let count = max((renderer.profile.width - 2) / (widest + 2), 1)
    let height = (words.count + count - 1) / count
    let rows = (0..<height).map { row in
      stride(from: row, to: words.count, by: height).map { words[$0] }
    }
    return Table(
      columns: Array(repeating: Table.Column(""), count: rows.first?.count ?? 0), rows: rows)
  }
}
