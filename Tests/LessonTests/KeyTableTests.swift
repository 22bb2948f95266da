import DocumentModel
import Terminal
import Testing
import Tutor

@testable import Lessons

@Suite("The table of keys")
struct KeyTableTests {
  private func words(_ document: Document, width: Int) -> [Substring] {
    Renderer(TerminalProfile(width: width, isInteractive: true)).render(document)
      .split(whereSeparator: \.isWhitespace)
  }

  @Test("No word is cut in a narrow window", arguments: ["en", "pt"], [40, 32])
  func narrow(language: String, width: Int) {
    var session = Session(curriculum: .standard, language: language)
    let table = session.respondToEnd("help keys", using: Engine()).document
    let wide = words(table, width: 200)
    #expect(words(table, width: width).sorted() == wide.sorted())
    #expect(wide.contains(language == "pt" ? "passo?" : "step?") && wide.contains("Ctrl-R"))
  }
}
