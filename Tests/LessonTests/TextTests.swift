import DocumentModel
import LessonTexts
import Testing

@testable import Lessons
@testable import Tutor

@Suite("Texts of the lessons")
struct TextTests {
  @Test("A page has one fence and at most ninety words", arguments: PageCase.all)
  func pagesAreShort(_ page: PageCase) {
    #expect(page.examples.count == 1)
    let words = page.prose.reduce(0) { $0 + $1.split(separator: " ").count }
    #expect(words <= 90, "\(words) words")
  }

  @Test("A page and the prompt below it fit 24 rows of 80 columns", arguments: PageCase.all)
  func pagesFit(_ page: PageCase) throws {
    let engine = Engine()
    var session = Session(curriculum: .standard, language: page.language.code)
    func lines(_ command: String) -> [String] {
      rendered(session.respondToEnd(command, using: engine).document)
    }
    let fresh = lines("open \(page.lesson.id) \(page.number)")
    for name in session.bench.definitions.names where session.bench.role(of: name) != nil {
      if session.bench.definitions.value(ofLeaf: name)?.isScalar == true {
        _ = lines("\(name) = -12345.6")
      }
    }
    for setting in Setting.allCases where ![.tries, .seed, .digits].contains(setting) {
      _ = lines("\(setting) = 0.000123456")
    }
    for shown in [fresh, lines("again")] {
      #expect(shown.count <= 23, "\(shown.count) lines")
      for line in shown { #expect(line.count <= 80, "\(line)") }
      #expect(shown[0].hasPrefix("\(page.lesson.title) · \(page.page.title.plain)  "))
      #expect(shown[1].isEmpty)
    }
  }

  @Test("Whatever a page suggests has room", arguments: PageCase.all)
  func suggestionsFit(_ page: PageCase) throws {
    var session = Session(curriculum: .standard, language: page.language.code)
    let answer = session.respondToEnd("open \(page.lesson.id) \(page.number)", using: Engine())
    let lines = rendered(answer.document)
    let label = session.voice.say(Phrase("to try")).plain
    let first = try #require(lines.lastIndex { $0.hasPrefix("  \(label)  ") })
    let line = lines[first...].joined(separator: " ")
    let own = page.page.setup == nil ? [] : ["setup"]
    let next = session.offer.map(session.voice.inOwnWords)
    #expect(lines.last?.hasSuffix("  \(next ?? "") (Enter)") == true)
    let commands = (own + page.page.suggestions).map(session.voice.inOwnWords)
    let missing = commands.filter { !line.contains("  \($0) ") }
    guard !page.page.exercises.isEmpty else {
      #expect(missing == [])
      return
    }
    // They give way to the exercises.
    #expect(line.contains("  \(session.voice.inOwnWords("exercise")) "))
    #expect(missing.count <= 2 && missing == Array(commands.suffix(missing.count)))
  }

  @Test("A page with a circuit of its own says how to have it", arguments: PageCase.all)
  func ownSetupsAreNamed(_ page: PageCase) {
    guard let setup = page.page.setup else { return }
    #expect(page.prose.contains { $0.contains("setup") })
    for line in setup where line.hasPrefix("f = ") {
      #expect(page.prose.contains { $0.contains(line) }, "\(line)")
    }
  }

  @Test("A lesson has three to eight pages")
  func lessonsAreShort() {
    for lesson in Curriculum.standard.languages.flatMap(\.lessons) {
      #expect((3...8).contains(lesson.pages.count), "\(lesson.id)")
    }
  }
}

@Suite("Curriculum")
struct CurriculumTests {
  @Test("The seven lessons of the course and what goes further are numbered from 1")
  func lessonsInOrder() {
    let lessons = Curriculum.standard.languages[0].lessons
    #expect(
      lessons.map(\.id) == [
        "random-search", "local-search", "numerical-gradient", "analytic-gradient", "chain-rule",
        "sigmoid-neuron", "mlp-backprop", "gates-and-forks", "layers", "softmax", "activations",
        "optimizers", "training",
      ])
    #expect(lessons.map(\.number) == Array(1...lessons.count))
  }

  @Test("Every text of the program can be read")
  func everythingIsReadable() {
    do throws(LessonTextErrors) {
      let read = try Curriculum.reading(LessonTexts.files, narrations: [])
      for (glanced, whole) in zip(Curriculum.standard.languages, read.languages) {
        #expect(glanced.name == whole.name)
        #expect(glanced.lessons.map(\.title) == whole.lessons.map(\.title))
        #expect(glanced.lessons.map(\.pageCount) == whole.lessons.map(\.pages.count))
      }
    } catch {
      Issue.record("\(error.errors.map(\.description))")
    }
  }

  @Test("The table of contents names lessons that have words of their own, in their order")
  func contents() {
    let named = Curriculum.contents.map(\.lessonID)
    let lessons = Curriculum.standard.languages[0].lessons.map(\.id)
    #expect(named == lessons.filter(named.contains))
  }

  @Test("A translated lesson has the pages, setups, commands and suggestions of the English one")
  func translationsHaveTheSameSkeleton() throws {
    let english = Curriculum.standard.languages[0]
    for language in Curriculum.standard.languages.dropFirst() {
      #expect(language.lessons.map(\.id) == english.lessons.map(\.id), "\(language.code)")
      for lesson in language.lessons {
        let original = try #require(english.lessons.first { $0.id == lesson.id })
        #expect(lesson.number == original.number)
        #expect(lesson.setup == original.setup, "\(lesson.id)")
        #expect(
          lesson.pages.map(PageSkeleton.init) == original.pages.map(PageSkeleton.init),
          "\(lesson.id)")
      }
    }
  }
}

/// What is the same on a page in every language.
private struct PageSkeleton: Equatable {
  var setup: [String]?
  /// Prose is nil, an example its commands.
  var parts: [[String]?]
  var digits: [Int?]
  var suggestions: [String]

  init(_ page: Page) {
    setup = page.setup
    suggestions = page.suggestions
    parts = page.parts.map {
      if case .example(let example) = $0 { example.exchanges.map(\.command) } else { nil }
    }
    digits = page.parts.compactMap {
      if case .example(let example) = $0 { example.digits } else { nil }
    }
  }
}

extension PageCase {
  /// The paragraphs and list items, without what is set apart as code.
  var prose: [String] {
    page.parts.flatMap { part -> [String] in
      guard case .prose(let document) = part else { return [] }
      return document.blocks.flatMap(\.paragraphs)
    }
  }
}

extension Block {
  fileprivate var paragraphs: [String] {
    switch self {
    case .paragraph(let text): [text.plain]
    case .list(let items, _): items.flatMap { $0.flatMap(\.paragraphs) }
    default: []
    }
  }
}
