import DocumentModel
import Terminal
import Testing

@testable import Lessons
@testable import Tutor

/// Progress, review, notes and the ends of lessons, on the course as it is.
@Suite("What is remembered of the course")
struct RememberTests {
  private func learner(_ lines: String..., language: String = "en", day: Int = 100) -> Session {
    var session = Session(curriculum: .standard, language: language)
    session.day = day
    let engine = Engine()
    for line in lines {
      let answer = session.respondToEnd(line, using: engine)
      #expect(!answer.failed, "\(line): \(rendered(answer.document))")
    }
    return session
  }

  private func say(_ line: String, to session: inout Session) -> [String] {
    rendered(session.respondToEnd(line, using: Engine()).document)
  }

  /// Somebody with much to be told about.
  private func busy(_ language: String) -> Session {
    var session = learner("open 5", "next", "next", "open 1", "next", language: language)
    for lesson in session.lessons {
      for placed in lesson.exercises {
        session.practice.records[placed.name] = ExerciseRecord()
        session.practice.records[placed.name]?.solved = 2
        session.practice.records[placed.name]?.solvedAlone = 1
        session.practice.records[placed.name]?.lastDay = 95
        session.practice.records[placed.name]?.mistakes = ["sign-flipped": 2, "overwritten": 1]
        session.practice.ideas[placed.exercise.idea] = Mastery([
          "strength": 900, "halflife": 2, "day": 95, "success": 95,
        ])
      }
    }
    for (kind, isRight) in [
      (Guesses.Kind.sign, true), (.sign, true), (.sign, true), (.sign, false), (.larger, true),
      (.larger, true), (.value, false), (.value, false), (.value, false),
    ] { session.practice.guesses.note(kind, isRight: isRight) }
    return session
  }

  @Test("The map fits a screen of 24 rows and 80 columns, and one of 40", arguments: ["en", "pt"])
  func mapFits(language: String) {
    var session = busy(language)
    let document = session.respondToEnd("progress", using: Engine()).document
    let lines = rendered(document)
    #expect(lines.count <= 23, "\(lines.joined(separator: "\n"))")
    #expect(lines.allSatisfy { $0.count <= 80 })
    var narrow = TerminalProfile.page
    narrow.width = 40
    for line in Renderer(narrow).render(document).split(separator: "\n") {
      #expect(line.count <= 40, "\(line)")
    }
    #expect(session.offer == "review")
  }

  @Test("The map says what is known without colours, what to review and what came back")
  func map() {
    var session = busy("en")
    let lines = say("progress", to: &session)
    #expect(lines.first?.hasPrefix("What you know") == true)
    let row = lines.first { $0.contains("Chain rule") }
    #expect(row?.contains("3/6") == true)
    // 0.9 · 2^(-5/2) = 0.16
    #expect(row?.hasSuffix("#....") == true)
    #expect(lines.contains { $0.hasPrefix("To review: ") })
    #expect(lines.contains { $0.hasPrefix("Mistakes that came back: the sign is turned (") })
    #expect(
      lines.contains(
        "Guesses that were right: higher or lower 3/4, the larger of two 2/2, values 0/3.")
    )
  }

  @Test("For whoever listens the map is told in sentences with per cent")
  func spoken() {
    var session = busy("en")
    var plain = TerminalProfile.page
    plain.plain = true
    let text = Renderer(plain).render(session.respondToEnd("progress", using: Engine()).document)
    #expect(text.contains("16 %"))
    #expect(!text.contains("#...."))
    #expect(text.contains("pages read: 3/6"))
  }

  @Test("At the beginning the map says how to begin")
  func empty() {
    var session = learner()
    let lines = say("progress", to: &session)
    #expect(lines.last?.hasPrefix("No exercise was opened yet") == true)
    #expect(session.offer == nil)
  }

  @Test("progress of a lesson shows its exercises one by one", arguments: ["en", "pt"])
  func lesson(language: String) {
    var session = busy(language)
    for lesson in session.lessons {
      let lines = say("progress \(lesson.number)", to: &session)
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.joined(separator: "\n"))")
      for placed in lesson.exercises {
        #expect(lines.contains { $0.contains(placed.exercise.id) })
      }
    }
    if language == "en" {
      let lines = say("progress chain rule", to: &session)
      #expect(
        lines.contains { $0.contains("solved 2 times, 1 alone") && $0.hasSuffix("5 days ago") })
    }
  }

  @Test("A review asks exercises of the course with numbers that were drawn")
  func review() {
    var session = busy("en")
    _ = say("review", to: &session)
    let review = session.practice.review
    #expect((3...5).contains(review?.exercises.count ?? 0))
    #expect(session.practice.open?.draw == 1)
    for _ in review?.exercises ?? [] { _ = say("skip", to: &session) }
    #expect(session.practice.review == nil)
    #expect(session.practice.open == nil)
  }

  @Test("After the last page next tells what one can do now, and then opens the next lesson")
  func endings() {
    var session = learner("open 5.6")
    let lines = say("next", to: &session)
    #expect(lines.first?.hasPrefix("Chain rule · what you can do now") == true)
    #expect(lines.contains { $0.contains("You can do backpropagation by hand") })
    #expect(lines.last?.contains("next (Enter)") == true)
    #expect(session.prompt.plain == "chain rule 6/6 ▸ ")
    _ = say("", to: &session)
    #expect(session.prompt.plain == "sigmoid neuron 1/6 ▸ ")
    _ = say("back", to: &session)
    _ = say("next", to: &session)
    #expect(session.prompt.plain == "chain rule 6/6 ▸ ")
  }

  @Test("The end of every lesson fits a screen", arguments: ["en", "pt"])
  func endingsFit(language: String) {
    var session = learner(language: language)
    for lesson in session.lessons {
      _ = say("open \(lesson.number) \(lesson.pageCount)", to: &session)
      let lines = say("next", to: &session)
      #expect(lines.count <= 20 && lines.allSatisfy { $0.count <= 80 })
    }
    #expect(session.offer == "lessons")
  }

  @Test("Notes tell pages, answers, reasons and mistakes in the learner's language")
  func notes() throws {
    var session = learner("open 5", "next", "exercise through-add", language: "en")
    _ = say("answer d(f, x)", to: &session)
    _ = say("exercise 1", to: &session)
    session.practice.records[ExerciseName(lesson: "chain-rule", exercise: "through-add")]?
      .mistakes = ["sign-flipped": 1]
    let notes = try #require(session.notes(using: Engine()))
    #expect(
      notes.hasPrefix("# What I learnt\n\n## 5 Chain rule\n\n### Pages read\n\n1. Two gates\n"))
    #expect(notes.contains("My answer: `"))
    #expect(notes.contains("Mistakes on the way:\n\n- "))
    #expect(!notes.contains("{"))
    _ = say("lang pt", to: &session)
    #expect(
      session.notes(using: Engine())?.hasPrefix("# O que aprendi\n\n## 5 Regra da cadeia\n") == true
    )
  }

  @Test("Before anything was read there is nothing to write down")
  func nothingToNote() {
    var session = learner()
    #expect(session.respondToEnd("notes", using: Engine()).failed)
  }
}
