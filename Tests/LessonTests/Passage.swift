import DocumentModel
import Tutor

/// Words of a lesson that a learner reads, and where they stand.
struct Passage: CustomStringConvertible {
  enum Kind { case title, prose, formula, exercise, ending }

  var place: String
  var kind: Kind
  var text: Text
  var description: String { "\(place): \(text.plain)" }

  /// The words, with `Passage.code` for each piece of code and for each `{formula}`.
  var words: String {
    var result = ""
    for span in text.spans {
      if span.role == .code && kind != .formula {
        result.append(Self.code)
      } else {
        result += span.text
      }
    }
    return result.replacing(#/\{[^}]*\}/#, with: String(Self.code))
  }

  static let code: Character = "\u{FFFC}"
}

extension LessonCase {
  /// Everything but commands and what they answer.
  var passages: [Passage] {
    let title = Passage(place: "title", kind: .title, text: Text(lesson.title))
    let ending = language.endings[lesson.id].map { [$0.can, $0.next] } ?? []
    return [title] + lesson.pages.enumerated().flatMap { passages(of: $1, number: $0 + 1) }
      + ending.map { Passage(place: "end", kind: .ending, text: $0) }
  }

  private func passages(of page: Page, number: Int) -> [Passage] {
    var result = [Passage(place: "page \(number)", kind: .title, text: page.title)]
    for case .prose(let document) in page.parts {
      result += passages(of: document, kind: .prose, place: "page \(number)")
    }
    for exercise in [page.ask].compactMap({ $0 }) + page.exercises {
      let texts = exercise.texts
      result += passages(of: texts.question, kind: .exercise, place: exercise.id)
      let named = [texts.mistakes, texts.accepted, texts.choices, texts.cards].flatMap {
        $0.sorted { $0.key < $1.key }.map(\.value)
      }
      for text in texts.hints + texts.solution + [texts.why].compactMap({ $0 }) + named {
        result.append(Passage(place: exercise.id, kind: .exercise, text: text))
      }
    }
    return result
  }

  private func passages(of document: Document, kind: Passage.Kind, place: String) -> [Passage] {
    document.blocks.flatMap { passages(of: $0, kind: kind, place: place) }
  }

  private func passages(of block: Block, kind: Passage.Kind, place: String) -> [Passage] {
    switch block {
    case .paragraph(let text): [Passage(place: place, kind: kind, text: text)]
    case .list(let items, _):
      items.flatMap { $0.flatMap { passages(of: $0, kind: kind, place: place) } }
    case .preformatted(let lines) where kind == .prose:
      lines.map { Passage(place: place, kind: .formula, text: $0) }
    default: []
    }
  }
}
