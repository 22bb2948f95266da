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

  private func list(_ suggestions: Suggestions, below rows: Int, screen: Int) -> String {
    let renderer = renderer()
    let heading = suggestions.heading.split(separator: "\n")
    let taken = heading.reduce(rows) { $0 + renderer.rows(ofRendered: $1) }
    // One row is left of what stands above.
    let choices = Choices(
      suggestions.candidates, rows: max(renderer.profile.height - 1 - taken, 2), renderer
    ) { session().language.say(Wiring.moreChoices($0)) }
    return suggestions.heading + choices.text(screen: screen)
  }
}
