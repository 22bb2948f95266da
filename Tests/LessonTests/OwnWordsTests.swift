import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

@Suite("What the program tells to type is in the learner's words")
struct OwnWordsTests {
  private let portuguese = Session(curriculum: .standard, language: "pt")

  private func lines(_ typed: String...) -> [String] {
    var session = portuguese
    return typed.map { rendered(session.respondToEnd($0, using: Engine()).document) }.last!
  }

  private func prefilled(_ typed: String...) -> String? {
    var session = portuguese
    guard
      case .prefill(let line) = typed.map({
        session.respondToEnd($0, using: Engine()).request
      }).last!
    else { return nil }
    return line
  }

  @Test("A command and those of its arguments that are words have the first word of the list")
  func commands() {
    let voice = portuguese.voice
    for (english, own) in [
      ("step 3", "passo 3"), ("step?", "passo?"), ("next", "próximo"), ("exit", "sair"),
      ("strategy numerical", "estratégia numérica"), ("help keys", "ajuda teclas"),
      ("help step", "ajuda passo"), ("help max", "ajuda max"), ("grad --json", "grad --json"),
      ("reset; h = 0.01; run 5", "reiniciar; h = 0.01; rodar 5"),
      ("time run 5", "cronometrar rodar 5"), ("set ties first", "definir empates primeira"),
      ("open chain-rule 3", "abrir chain-rule 3"), ("hold step_size", "fixar step_size"),
      ("open LESSON [PAGE]", "abrir LIÇÃO [PÁGINA]"),
      ("[random|local]", "[random|local]"),
      ("strategy [random|local]", "estratégia [aleatória|local]"),
      // No commands.
      ("step = 0.1", "step = 0.1"), ("step * 2", "step * 2"), ("x = 2", "x = 2"),
      ("where(x, 1, 2)", "where(x, 1, 2)"), ("Ctrl-C", "Ctrl-C"), ("", ""),
    ] {
      #expect(voice.inOwnWords(english) == own)
      #expect(Voice().inOwnWords(english) == english)
    }
  }

  @Test("The examples of help mean the same in every language")
  func examples() {
    for language in Curriculum.standard.languages {
      let voice = Voice(language: language)
      let words = Curriculum.standard.words
      func commands(_ line: String) -> [String?] {
        Piece.pieces(of: line, number: 1, words: words).map { piece in
          let word = String(piece.text.prefix { $0.isLetter })
          return Commands.named(word, words: words)?.usage.word ?? piece.text
        }
      }
      for line in Commands.usages.flatMap(\.example) {
        #expect(commands(voice.inOwnWords(line)) == commands(line), "\(line)")
      }
    }
  }

  @Test("help lists the words of the language, help words those of all")
  func lists() {
    let overview = lines("ajuda").joined(separator: " ")
    let words = Set(overview.split(whereSeparator: { !$0.isLetter }).map(String.init))
    for usage in Commands.usages where !usage.isHidden {
      let own = portuguese.language.typed(for: usage.word)
      #expect(
        own.isEmpty || (words.contains(own[0]) && !words.contains(usage.word)), "\(usage.word)")
    }
    #expect(lines("help words").contains { $0.contains("step") && $0.contains("passo") })
    #expect(lines("help step")[0] == "passo [n]")
    #expect(lines("help step").contains { $0.hasSuffix("step") })
  }

  @Test("The first screen and the feet of pages offer the words of the language")
  func offers() {
    let greeting = rendered(portuguese.greeting().document).joined(separator: "\n")
    for word in ["lições", "ajuda", "sair", "próximo (ou Enter)"] {
      #expect(greeting.contains(word))
    }
    #expect(lines("next").last?.hasSuffix("   próximo (Enter)") == true)
    #expect(lines("next").last?.contains("reiniciar") == true)
  }

  @Test("A correction keeps the command that was typed, and else is as it is told")
  func corrections() {
    #expect(prefilled("open 1", "play", "next") == "retomar")
    #expect(prefilled("abrir chian") == "abrir chain-rule")
    #expect(prefilled("open chian") == "open chain-rule")
    #expect(prefilled("ajuda pasos") == "ajuda passo")
    #expect(prefilled("pasos 3") == "passo 3")
    #expect(prefilled("stpe 3") == "step 3")
    #expect(prefilled("pasos?") == "ajuda passo")
  }

  @Test(
    "A schedule is typed and told in the words of the language",
    arguments: [
      ("agenda", "constante"), ("agenda passo 10 0.5", "passo 10 0.5"),
      ("agenda exponencial 0.95 aquecimento 5", "exponencial 0.95 aquecimento 5"),
      ("agenda aquecimento 5", "aquecimento 5"),
      ("schedule cosine 100 warmup 5", "cosseno 100 aquecimento 5"),
    ])
  func schedules(typed: String, told: String) {
    #expect(lines(typed)[0].hasPrefix("\(told)    taxa "))
    var session = portuguese
    for line in ["x = 2; f = x^2", "branch a", "schedule cosine 9"] {
      _ = session.respondToEnd(line, using: Engine())
    }
    let compared = rendered(session.respondToEnd("compare a", using: Engine()).document)
    #expect(compared.contains { $0.contains("cosseno 9") && $0.contains("constante") })
  }

  @Test("What stands in a description for something to type is said once, in every language")
  func places() {
    for usage in Commands.usages {
      let own = portuguese.voice.inOwnWords("\(usage.word) \(usage.arguments)")
      #expect(!own.contains("NAME") && !own.contains("FILE"), "\(own)")
    }
  }

  @Test("What was typed is told as it was typed")
  func typed() {
    #expect(lines("x = 1", "step = 0.5; x = 2", "undo")[0].contains("step = 0.5; x = 2"))
    #expect(lines("x = 1; f = x^2", "step 2", "undo")[0].contains("step 2"))
  }
}
