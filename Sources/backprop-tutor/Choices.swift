import DocumentModel
import LineEditing
import Terminal

/// What a second Tab lists, in a window of so many rows.
struct Choices {
  private let candidates: [Candidate]
  private let rows: Int
  private let renderer: Renderer
  /// Says that so many are not shown.
  private let more: (Int) -> Text

  init(
    _ candidates: [Candidate], rows: Int, _ renderer: Renderer, more: @escaping (Int) -> Text
  ) {
    (self.candidates, self.rows, self.renderer, self.more) = (candidates, rows, renderer, more)
  }

  /// With their explanations, in as many columns as the window asks for; where that is too much, the
  /// bare words, as `ls` does; where those are too many, as many as fit, and how many are missing.
  var text: String {
    guard !candidates.isEmpty else { return "" }
    return explained ?? fitting(shortened) ?? bare
  }

  private func fitting(_ table: Table?) -> String? {
    guard let table else { return nil }
    let text = rendered([.table(table)])
    return text.count { $0 == "\n" } <= rows ? text : nil
  }

  private func rendered(_ blocks: [Block]) -> String {
    renderer.render(Document(.indented(blocks)))
  }

  /// One below the other, each with its whole explanation.
  private var explained: String? {
    fitting(
      Table(
        columns: columns(2),
        rows: candidates.map { [Text($0.text, .command), Text($0.explanation, .hint)] }))
  }

  /// Pairs of a word and its explanation, a row each; nil where the window has no room for them.
  private var shortened: Table? {
    let pairs = (candidates.count + rows - 1) / rows
    let words = candidates.map { Text($0.text, .command) }
    let widest = words.map(renderer.width(of:)).max() ?? 0
    let room = renderer.profile.width / pairs - widest - 5
    guard room >= 18 else { return nil }
    let meanings = candidates.map { Text(cut($0.explanation, to: room), .hint) }
    let height = (candidates.count + pairs - 1) / pairs
    let rows = (0..<height).map { row in
      stride(from: row, to: candidates.count, by: height).flatMap { [words[$0], meanings[$0]] }
    }
    return Table(columns: columns(2 * pairs), rows: rows)
  }

  private var bare: String {
    let room = renderer.profile.width - 2
    let words = candidates.map { Text(cut($0.text, to: room), .command) }
    let widest = words.map(renderer.width(of:)).max() ?? 0
    let count = max(room / (widest + 2), 1)
    guard words.count > rows * count else { return rendered([.table(table(words, in: count))]) }
    let shown = Array(words.prefix((rows - 1) * count))
    return rendered([
      .table(table(shown, in: count)), .line(more(words.count - shown.count)),
    ])
  }

  /// Read downwards.
  private func table(_ words: [Text], in count: Int) -> Table {
    let height = (words.count + count - 1) / count
    let rows = (0..<height).map { row in
      stride(from: row, to: words.count, by: height).map { words[$0] }
    }
    return Table(columns: columns(rows.first?.count ?? 0), rows: rows)
  }

  private func columns(_ count: Int) -> [Table.Column] {
    Array(repeating: Table.Column(""), count: count)
  }

  private func cut(_ text: String, to width: Int) -> String {
    guard renderer.width(of: Text(text)) > width else { return text }
    var text = text
    while renderer.width(of: Text(text)) > width - 1 { text.removeLast() }
    while text.last == " " { text.removeLast() }
    return text + "…"
  }
}
