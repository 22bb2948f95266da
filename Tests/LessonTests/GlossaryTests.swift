import DocumentModel
import Testing
import Tutor

@testable import Lessons

@Suite("Glossary")
struct GlossaryTests {
  private func talk(_ line: String, in language: String = "en") -> [String] {
    var session = Session(curriculum: .standard, language: language)
    return rendered(session.respondToEnd(line, using: Engine()).document)
  }

  @Test("All terms are as they should be, in every language, and so are the ends of lessons")
  func complete() {
    #expect(LessonCheck.complaintsAboutTerms(in: .standard) == [])
    for language in Curriculum.standard.languages {
      #expect(language.glossary.count > 120)
      #expect(language.endings.count == language.lessons.count)
    }
  }

  @Test("The files that are read lazily are read whole, too")
  func readable() throws {
    _ = try Curriculum.standard(with: [])
  }

  @Test(
    "A term is found in either language, without accents, with hyphens, and by its beginning",
    arguments: [
      "chain rule", "Chain Rule", "chain-rule", "chain r", "regra da cadeia", "regra-da-cadeia",
      "REGRA DA CADEIA", "regra da cad",
    ])
  func found(typed: String) {
    for language in ["en", "pt"] {
      let lines = talk("glossary " + typed, in: language)
      #expect(
        lines.first
          == (language == "en" ? "chain rule · regra da cadeia" : "regra da cadeia · chain rule"))
      #expect(lines.count >= 5)
    }
    #expect(talk("glossary vies", in: "pt").first == "viés · bias")
  }

  @Test("The definition is in the learner's language, the other stands below it")
  func definitions() {
    #expect(
      talk("glossary fork") == [
        "fork · bifurcação", "lesson 5, Chain rule",
        "  A value that reaches the output on several wires.", "",
        "  Português: Um valor que chega à saída por vários fios.",
      ])
    #expect(
      talk("glossário bifurcação", in: "pt") == [
        "bifurcação · fork", "lição 5, Regra da cadeia",
        "  Um valor que chega à saída por vários fios.", "",
        "  English: A value that reaches the output on several wires.",
      ])
  }

  @Test("A beginning of several lists them")
  func several() {
    let lines = talk("glossary grad")
    #expect(lines.first == "Several terms begin with grad:")
    #expect(lines.contains { $0.contains("gradient check") })
    #expect(talk("glossary gradient").first == "gradient · gradiente")
  }

  @Test("A slip meets the nearest term")
  func slips() {
    var session = Session(curriculum: .standard)
    let answer = session.respondToEnd("glossary chian rule", using: Engine())
    #expect(answer.request == .prefill("glossary chain rule"))
    #expect(session.respondToEnd("glossary zzzzzzzz", using: Engine()).failed)
  }

  @Test("Alone it lists all of them lesson by lesson")
  func list() {
    let lines = talk("glossary")
    #expect(lines.first?.contains("circuit, gate, wire") == true)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.contains("dead unit") })
  }

  @Test("Tab offers terms of the learner's language, and completes those of the other")
  func completion() {
    let session = Session(curriculum: .standard, language: "pt")
    let texts = { (line: String) in
      session.completions(for: line, cursor: line.utf8.count).items.map(\.text)
    }
    #expect(texts("glossário bif").contains { $0.contains("bifurcação") })
    #expect(texts("glossary chain r").contains("rule"))
    #expect(texts("glossary chain-r").contains { $0.contains("chain-rule") })
  }

  @Test(
    "A damaged file is refused with its line",
    arguments: [
      ("gate random-search\ngate\nA gate.\n", 1), ("gate in random-search\ngate\n", 1),
      ("# head\n\ngate in random-search\n ; \nA gate.\n", 3),
    ])
  func damaged(text: String, line: Int) {
    #expect(
      throws: LessonTextError(path: "en/glossary.txt", line: line, reason: .unreadableTerm)
    ) { try Catalogue.glossary(text, path: "en/glossary.txt") }
  }

  @Test("A term stands there once, and an ending has two sentences")
  func onceOnly() {
    let term = "gate in random-search\ngate\nA gate.\n\n"
    #expect(
      throws: LessonTextError(path: "g", line: 5, reason: .termTwice("gate"))
    ) { try Catalogue.glossary(term + term, path: "g") }
    #expect(throws: LessonTextError(path: "e", line: 1, reason: .unreadableEnding)) {
      try Catalogue.endings("chain-rule\nOnly this.\n", path: "e")
    }
  }

  @Test("What a teacher's glossary lacks is said")
  func check() throws {
    let term = "gate in nowhere\ngate\n" + String(repeating: "word ", count: 26) + ".\n"
    let curriculum = try Curriculum.standard(with: [("en/glossary.txt", term)])
    let complaints = LessonCheck.complaintsAboutTerms(in: curriculum).map {
      Language.english.say($0.reason).plain
    }
    #expect(complaints.contains("There is no lesson nowhere."))
    #expect(complaints.contains("One language lacks this term."))
    #expect(complaints.contains { $0.hasPrefix("A definition is one sentence or two") })
  }
}
