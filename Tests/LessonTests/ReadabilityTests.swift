import DocumentModel
import Testing
import Tutor

@testable import Lessons

@Suite("Readability")
struct ReadabilityTests {
  @Test("No sentence has more than 25 words", arguments: LessonCase.all)
  func sentencesAreShort(_ lesson: LessonCase) {
    for passage in lesson.passages where passage.kind != .formula {
      for sentence in passage.sentences where sentence.length > 25 {
        Issue.record("\(passage.place): \(sentence.length) words: \(sentence)")
      }
    }
  }

  @Test("No term is used before the lesson that introduces it", arguments: LessonCase.all)
  func termsAreIntroducedFirst(_ lesson: LessonCase) throws {
    let words = try CourseWords(lesson.language)
    for passage in lesson.passages where passage.kind != .formula {
      for hit in words.finder.hits(in: passage.words, except: words.everyday) {
        let introduced = try #require(words.lessons[hit.id])
        // The end of a lesson names what comes next.
        if introduced > lesson.lesson.number + (passage.kind == .ending ? 1 : 0) {
          Issue.record("\(hit.id) of lesson \(introduced) in \(passage.place): \(hit.excerpt)")
        }
      }
    }
  }

  @Test("The lesson that introduces a term uses it in its prose", arguments: LessonCase.all)
  func termsAreIntroduced(_ lesson: LessonCase) throws {
    let words = try CourseWords(lesson.language)
    let prose = lesson.passages.filter { $0.kind == .prose || $0.kind == .formula }
    let used = Set(prose.flatMap { words.finder.hits(in: $0.words, all: true) }.map(\.id))
    let introduced = words.lessons.filter { $0.value == lesson.lesson.number }.map(\.key)
    #expect(introduced.filter { !used.contains($0) }.sorted() == [])
  }

  @Test("Every word that is excused is in use", arguments: Curriculum.standard.languages)
  func excusesAreNeeded(_ language: Language) throws {
    let words = try CourseWords(language)
    let lessons = LessonCase.all.filter { $0.language.code == language.code }
    for phrase in words.everyday {
      let others = words.everyday.filter { $0 != phrase }
      let isNeeded = lessons.contains { lesson in
        lesson.passages.contains { passage in
          words.finder.hits(in: passage.words, except: others).contains {
            words.lessons[$0.id, default: 0] > lesson.lesson.number
          }
        }
      }
      #expect(isNeeded, "\(phrase)")
    }
  }

  @Test("What an exercise practises is a term that its readers have met", arguments: LessonCase.all)
  func ideas(_ lesson: LessonCase) throws {
    let words = try CourseWords(lesson.language)
    for page in lesson.lesson.pages {
      for exercise in [page.ask].compactMap({ $0 }) + page.exercises {
        let introduced = try #require(words.lessons[exercise.idea], "\(exercise.idea)")
        #expect(introduced <= lesson.lesson.number, "\(exercise.id): \(exercise.idea)")
      }
    }
  }
}

/// The glossary, as far as readability is concerned.
struct CourseWords {
  /// By term, the number of the lesson that introduces it.
  var lessons: [String: Int] = [:]
  var finder: TermFinder
  /// Phrases in which a word of the glossary is meant as in everyday speech.
  var everyday: [String]

  init(_ language: Language) throws {
    let numbers = Dictionary(uniqueKeysWithValues: language.lessons.map { ($0.id, $0.number) })
    for term in language.glossary {
      let number: Int = try #require(numbers[term.lesson])
      lessons[term.id] = number
    }
    finder = TermFinder(language.glossary, language: language.code)
    everyday = Self.everyday[language.code] ?? []
  }

  private static let everyday = [
    "en": [
      // The mean is a number; these say what something signifies.
      "larger means", "does that mean",
      // The cost is a loss; these say what a search pays.
      "try costs", "closer costs", "does that cost", "nudging cost", "costs a little more",
      // A unit is a neuron; these are units of a measure.
      "each unit", "whole unit",
    ],
    "pt": ["cada unidade", "unidade inteira"],
  ]
}

@Suite("Looking for words")
struct WordSearchTests {
  private let finder = TermFinder(
    [
      term("gradient"), term("gradient-check", "gradient check"), term("diverge", "to diverge"),
    ], language: "en")

  private static func term(_ id: String, _ name: String? = nil) -> GlossaryTerm {
    GlossaryTerm(id: id, lesson: "layers", names: [name ?? id], definition: "")
  }

  @Test(
    "Terms are found in the plural, with hyphens, and the longest first",
    arguments: [
      ("Two gradients.", ["gradient"]), ("A gradient-check.", ["gradient-check"]),
      ("The gradient. Check it: it diverges", ["gradient", "diverge"]), ("gradually", []),
    ])
  func finds(text: String, ids: [String]) {
    #expect(finder.hits(in: text).map(\.id) == ids)
  }

  @Test("All names are found where all are wanted, and none in a phrase that is excused")
  func allOrNone() {
    #expect(
      finder.hits(in: "gradient check", all: true).map(\.id) == ["gradient-check", "gradient"])
    #expect(finder.hits(in: "no gradient here", except: ["no gradient"]).isEmpty)
  }

  @Test(
    "Portuguese plurals are known",
    arguments: [
      ("função", "funções"), ("local", "locais"), ("viés", "vieses"), ("camada", "camadas"),
      ("viagem", "viagens"), ("matriz", "matrizes"),
    ])
  func plurals(one: String, many: String) {
    #expect(TermFinder.forms(of: one, in: "pt").contains(many))
  }

  @Test("A formula and a piece of code count as one word each, numbers with dots end nothing")
  func lengths() {
    let text = Text([
      Span("At {x}: 0.5 · -3 = -1.5, so "), Span("f = x * y", .code), Span(" falls. Why?"),
    ])
    let sentences = Passage(place: "", kind: .prose, text: text).sentences
    #expect(sentences.map(\.length) == [6, 1])
  }
}
