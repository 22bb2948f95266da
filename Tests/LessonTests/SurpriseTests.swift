import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

/// The surprise of one lesson in one language.
struct SurpriseCase: CustomTestStringConvertible {
  var language: Language
  var lesson: Lesson
  var page: Int
  var ask: Exercise
  var testDescription: String { "\(language.code) \(lesson.id) \(ask.id)" }

  static let all: [SurpriseCase] = Curriculum.standard.languages.flatMap { language in
    language.lessons.flatMap { lesson in
      lesson.pages.enumerated().compactMap { index, page in
        page.ask.map {
          SurpriseCase(language: language, lesson: lesson, page: index + 1, ask: $0)
        }
      }
    }
  }

  /// A learner who is asked, and the question.
  func asked(using engine: Engine) -> (session: Session, question: Document) {
    var session = Session(curriculum: .standard, language: language.code)
    _ = session.respondToEnd("guess on", using: engine)
    let answer = session.respondToEnd("open \(lesson.id) \(page)", using: engine)
    return (session, answer.document)
  }

  func letters(of keys: [String]) -> String {
    let all = ask.shownKeys(draw: 0)
    return keys.map { ShownKey.letter(all.firstIndex(of: $0)!) }.joined(separator: " ")
  }

  /// What is typed for a value, keys or a formula.
  func typed(_ mistake: Exercise.Named) -> String {
    switch ask.kind {
    case .choices, .order: letters(of: mistake.keys)
    default: mistake.value
    }
  }

  var modelAnswer: String {
    switch ask.kind {
    case .value(let formula), .formula(let formula, _): formula
    case .choices(let choices): letters(of: choices.filter(\.isRight).map(\.key))
    case .order(let groups): letters(of: groups.flatMap { $0 })
    case .goal: ""
    }
  }
}

@Suite("Surprises of the lessons")
struct SurpriseTests {
  private let engine = Engine()

  @Test("A lesson has at most one surprise, the same in all languages")
  func one() {
    for language in Curriculum.standard.languages {
      for lesson in language.lessons {
        let asks = SurpriseCase.all.filter {
          $0.language.code == language.code && $0.lesson.id == lesson.id
        }
        #expect(asks.count <= 1, "\(lesson.id)")
        let original = SurpriseCase.all.first {
          $0.language.code == "en" && $0.lesson.id == lesson.id
        }
        #expect(asks.first?.ask.id == original?.ask.id && asks.first?.page == original?.page)
      }
    }
  }

  @Test("It is asked before its page, and fits 24 rows of 80 columns", arguments: SurpriseCase.all)
  func screens(_ surprise: SurpriseCase) {
    let (session, question) = surprise.asked(using: engine)
    #expect(session.isGuessing)
    let shown = rendered(question)
    #expect(shown.count <= 23, "\(shown.count) lines")
    for line in shown { #expect(line.count <= 80, "\(line)") }
    #expect(session.prompt.plain.count <= 50)
    #expect(!shown.joined().contains("{"))
  }

  @Test("Its model answer is right, and leads to the page", arguments: SurpriseCase.all)
  func right(_ surprise: SurpriseCase) {
    var (session, _) = surprise.asked(using: engine)
    let answer = session.respondToEnd("answer \(surprise.modelAnswer)", using: engine)
    #expect(!answer.failed)
    #expect(session.practice.guesses.summary.first == .init(kind: .surprise, made: 1, right: 1))
    #expect(session.course.place == .init(lesson: surprise.lesson.id, page: surprise.page))
    let voice = session.voice
    let said = voice.say(Phrase("You guessed right. {why}")).plain.prefix { $0 != "{" }
    #expect(
      answer.document.blocks.first.map { Document($0) }.map(rendered)?.joined()
        .hasPrefix(said) == true)
  }

  @Test("Each of its wrong guesses meets the text that belongs to it", arguments: SurpriseCase.all)
  func wrong(_ surprise: SurpriseCase) {
    #expect(!surprise.ask.mistakes.isEmpty)
    for mistake in surprise.ask.mistakes {
      var (session, _) = surprise.asked(using: engine)
      let answer = session.respondToEnd("answer \(surprise.typed(mistake))", using: engine)
      guard case .paragraph(let said) = answer.document.blocks.first else {
        Issue.record("\(mistake.name)")
        continue
      }
      let text =
        surprise.ask.texts.mistakes[mistake.name]
        ?? session.catalogueExplanation(of: mistake.name).map(session.voice.say)
      #expect(said.plain.hasSuffix(text?.plain ?? "-") || text?.plain.contains("{") == true)
      let name = ExerciseName(lesson: surprise.lesson.id, exercise: surprise.ask.id)
      #expect(session.practice.records[name]?.mistakes == [mistake.name: 1])
      #expect(session.course.place?.page == surprise.page)
    }
  }
}
