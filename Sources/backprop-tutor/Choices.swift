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

  /// With their explanations, in as many columns as the window asks for; where there are none, or no
  /// room for them, the bare words, as `ls` does. What one screen has no room for stands on the next.
  func text(screen: Int) -> String {
    guard !candidates.isEmpty else { return "" }
    return explained ?? listed(screen: screen)
  }

  private func rendered(_ blocks: [Block]) -> String {
    renderer.render(Document(.indented(blocks)))
  }

  /// One below the other, each with its whole explanation; nil where that is more than a screen.
  private var explained: String? {
    guard candidates.count <= rows else { return nil }
    let lines = candidates.map { [Text($0.text, .command), Text($0.explanation, .hint)] }
    let text = rendered([.table(Table(columns: columns(2), rows: lines))])
    return text.count { $0 == "\n" } <= rows ? text : nil
  }

  private func listed(screen: Int) -> String {
    let pairs = candidates.count { !$0.explanation.isEmpty } * 2 > candidates.count ? mostPairs : 0
    let count = pairs > 0 ? pairs : bareColumns
    // Only where not all fit on one screen a row is needed to say so.
    let fits = candidates.count <= rows * count
    let size = max((fits ? rows : rows - 1) * count, 1)
    let screens = (candidates.count + size - 1) / size
    let start = screen % screens * size
    let shown = Array(candidates[start...].prefix(size))
    let left = candidates.count - start - shown.count
    let table = pairs > 0 ? shortened(shown, most: pairs) : bare(shown, in: count)
    return rendered([.table(table)] + (left > 0 ? [.line(more(left))] : []))
  }

  // MARK: - Words with their explanations

  private static let shortestExplanation = 18

  /// How many words can stand beside each other, each with a word of explanation.
  private var mostPairs: Int {
    renderer.profile.width / (widest + 5 + Self.shortestExplanation)
  }

  private func shortened(_ shown: [Candidate], most: Int) -> Table {
    let pairs = min((shown.count + rows - 1) / rows, most)
    let room = renderer.profile.width / pairs - widest - 5
    let height = (shown.count + pairs - 1) / pairs
    let lines = (0..<height).map { row in
      stride(from: row, to: shown.count, by: height).flatMap { place in
        [
          Text(shown[place].text, .command),
          Text(cut(shown[place].explanation, to: room), .hint),
        ]
      }
    }
    return Table(columns: columns(2 * pairs), rows: lines)
  }

  // MARK: - Bare words

  private var bareColumns: Int { max((renderer.profile.width - 2) / (widest + 2), 1) }

  /// Read downwards.
  private func bare(_ shown: [Candidate], in count: Int) -> Table {
    let words = shown.map { Text(cut($0.text, to: renderer.profile.width - 2), .command) }
    let height = (words.count + count - 1) / count
    let lines = (0..<height).map { row in
      stride(from: row, to: words.count, by: height).map { words[$0] }
    }
    return Table(columns: columns(lines.first?.count ?? 0), rows: lines)
  }

  // MARK: -

  private var widest: Int {
    candidates.map { renderer.width(of: Text($0.text)) }.max() ?? 0
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
