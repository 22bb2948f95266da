import DocumentModel
import Testing

@testable import Lessons
@testable import Tutor

@Suite("Reading a lesson")
struct ReaderTests {
  private func read(_ text: String) throws(LessonTextError) -> Lesson {
    try LessonReader.read(text, path: "en/01-a.md", number: 1, id: "a")
  }

  private func complaint(about text: String) -> LessonTextError? {
    do throws(LessonTextError) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  private let head = "# Title\n\n```setup\nx = 1\n\ny = 2\n```\n\n"

  @Test("Title, setup, pages, prose, example and suggestions are found")
  func wholeLesson() throws {
    let lesson = try read(
      head + """
        ## First

        Some `code` and *stress*
        on two lines.

        ```tutor digits=10
        > x
        1
        > y = 3
        ```

        After.

        ```try
        next
        y = 4
        ```

        ## Second

        ```setup
        z = 1
        ```

        - one
        - two
        """)
    #expect(lesson.title == "Title")
    #expect(lesson.setup == ["x = 1", "", "y = 2"])
    #expect(lesson.pages.map(\.title.plain) == ["First", "Second"])
    #expect(lesson.pages[0].suggestions == ["next", "y = 4"])
    #expect(
      lesson.pages[0].parts == [
        .prose(
          Document(
            .paragraph(
              Text([
                Span("Some "), Span("code", .code), Span(" and "), Span("stress", .emphasis),
                Span(" on two lines."),
              ])))),
        .example(
          Example(
            exchanges: [.init(command: "x", answer: ["1"]), .init(command: "y = 3", answer: [])],
            digits: 10)),
        .prose(Document(.paragraph("After."))),
      ])
    #expect(lesson.pages[1].setup == ["z = 1"])
    #expect(
      lesson.pages[1].parts == [
        .prose(Document(.list([[.paragraph("one")], [.paragraph("two")]])))
      ])
  }

  @Test("Indented lines keep their breaks")
  func indentedCode() throws {
    let lesson = try read(head + "## P\n\nso\n\n    a  = 1\n      b\n")
    #expect(
      lesson.pages[0].parts == [
        .prose(
          Document([
            .paragraph("so"), .preformatted([Text("a  = 1", .code), Text("  b", .code)]),
          ]))
      ])
  }

  @Test(
    "What is wrong is said with its line",
    arguments: [
      ("", 1, LessonTextError.Reason.missingTitle),
      ("text\n", 1, .missingTitle),
      ("# T\n\n## P\n", 3, .missingSetup),
      ("# T\n", 1, .missingSetup),
      ("# T\n\n```setup\n```\n", 1, .missingPages),
      ("# T\n\n# U\n", 3, .secondTitle),
      ("# T\n\n```setup\n```\n\n```setup\n```\n", 6, .secondSetup),
      ("# T\n\n```setup\n```\n\ntext\n", 6, .textBeforeFirstPage),
      ("# T\n\n```setup\n```\n\n```tutor\n> x\n```\n", 6, .textBeforeFirstPage),
      ("# T\n\n```setup\nx = 1\n", 3, .unclosedFence),
      ("# T\n\n```setup\n```\n\n## P\n\n```tutor\n> x\n1\n", 8, .unclosedFence),
      ("# T\n\n```setup\n```\n\n## P\n\n```swift\n```\n", 8, .unknownFence("swift")),
      ("# T\n\n```setup\n```\n\n## P\n\n```\n```\n", 8, .unknownFence("")),
      ("# T\n\n```setup\n```\n\n## P\n\n```tutor width=3\n```\n", 8, .unknownOption("width=3")),
      ("# T\n\n```setup\n```\n\n## P\n\n```tutor\nx\n```\n", 9, .answerBeforeCommand),
      ("# T\n\n```setup\n```\n\n## P\n\n```tutor\n```\n\n```tutor\n```\n", 11, .secondExample),
      ("# T\n\n```setup\n```\n\n## P\n\n> quote\n", 8, .unknownMarkup),
    ])
  func complaints(_ text: String, line: Int, reason: LessonTextError.Reason) {
    #expect(
      complaint(about: text) == LessonTextError(path: "en/01-a.md", line: line, reason: reason))
  }

  @Test("A complaint names file and line")
  func description() {
    let error = LessonTextError(path: "en/01-a.md", line: 8, reason: .unknownFence("swift"))
    #expect(
      "\(error)"
        == "en/01-a.md:8: I know the fences setup, tutor, try, exercise and ask, "
        + "not swift.")
  }
}

@Suite("Reading a folder of lessons")
struct FolderTests {
  private let lesson = "# T\n\n```setup\nx = 1\n```\n\n## P\n\ntext\n"

  @Test("Files are sorted into languages and lessons; others are left alone")
  func languages() throws {
    let curriculum = try Curriculum.reading(
      [
        ("LessonTexts.swift", ""), ("pt/02-b.md", lesson), ("en/10-c.md", lesson),
        ("en/02-b.md", lesson), ("pt/phrases.txt", "English\nPortuguês\n"),
        ("pt/words.txt", "# none\n\nabrir = open\npróximo proximo = next\n"),
      ], narrations: [])
    #expect(curriculum.languages.map(\.code) == ["en", "pt"])
    #expect(curriculum.languages.map(\.name) == ["English", "Português"])
    #expect(curriculum.languages[0].lessons.map(\.id) == ["b", "c"])
    #expect(curriculum.languages[0].lessons.map(\.number) == [2, 10])
    #expect(
      curriculum.languages[1].words == ["abrir": "open", "próximo": "next", "proximo": "next"])
  }

  @Test("All that is wrong is said at once")
  func allErrors() {
    do throws(LessonTextErrors) {
      _ = try Curriculum.reading(
        [
          ("en/lesson.md", lesson), ("en/01-a.md", lesson), ("en/01-b.md", lesson),
          ("pt/phrases.txt", "one\numa\n\ntwo\n\n"), ("pt/words.txt", "abrir\n"),
        ], narrations: [])
      Issue.record("it was read")
    } catch {
      #expect(
        error.errors.map(\.reason) == [
          .sameNumber(1), .unknownFile, .sentenceWithoutTranslation, .wordWithoutMeaning,
        ])
    }
  }

  @Test("A teacher's file of the same name replaces ours, another one is added")
  func ownLessons() throws {
    let own = try Curriculum.standard(with: [
      ("en/05-chain-rule.md", lesson), ("en/20-own.md", lesson),
    ])
    let lessons = own.languages[0].lessons
    #expect(lessons.count == Curriculum.standard.languages[0].lessons.count + 1)
    #expect(lessons.first { $0.id == "chain-rule" }?.title == "T")
    #expect(lessons.last?.id == "own")
  }

  @Test("A third language is a folder and nothing else")
  func thirdLanguage() throws {
    let files: [LessonFile] = [
      ("eo/01-random-search.md", lesson), ("eo/words.txt", "lecionoj = lessons\n"),
      (
        "eo/phrases.txt",
        "English\nEsperanto\n\nThe language is English now.\nLa lingvo nun estas Esperanto.\n"
      ),
    ]
    for curriculum in try [
      Curriculum.standard(with: files), .reading(files, narrations: []),
      .glancing(at: files, narrations: []),
    ] {
      let own = try #require(curriculum.language("eo"))
      #expect(own.name == "Esperanto" && own.lessons.map(\.title) == ["T"])
      var session = Session(curriculum: curriculum)
      let engine = Engine()
      #expect(
        rendered(session.respondToEnd("lang esperanto", using: engine).document)
          == ["La lingvo nun estas Esperanto."])
      #expect(rendered(session.respondToEnd("lecionoj", using: engine).document)[0].contains("T"))
      #expect(!session.respondToEnd("open 1", using: engine).failed)
    }
  }
}
