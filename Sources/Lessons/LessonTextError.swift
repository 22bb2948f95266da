import Tutor

/// What is wrong with a text of a lesson, and where.
public struct LessonTextError: Error, Equatable, Sendable {
  public enum Reason: Equatable, Sendable {
    case missingTitle
    case secondTitle
    case missingSetup
    case secondSetup
    case missingPages
    case textBeforeFirstPage
    case unclosedFence
    case unknownFence(String)
    case unknownOption(String)
    case answerBeforeCommand
    case secondExample
    case unknownMarkup
    case unknownFile
    case sameNumber(Int)
    case sentenceWithoutTranslation
    case sentenceTwice
    case wordWithoutMeaning
    case unreadableTerm
    case termTwice(String)
    case unreadableEnding
    case exercise(ExerciseFault)
  }

  /// What is wrong with an exercise.
  public enum ExerciseFault: Error, Equatable, Sendable {
    case missing(String)
    case secondKind
    case noRightChoice
    case unknownLine(String)
    case unreadable(String)
    case unknownItem(String)
    case sameName(String)
    case secondAsk
    case pageGoesOn
  }

  /// As the file was given: `en/03-numerical-gradient.md`.
  public var path: String
  /// Counted from 1.
  public var line: Int
  public var reason: Reason

  public init(path: String, line: Int, reason: Reason) {
    self.path = path
    self.line = line
    self.reason = reason
  }

  /// What to say to the author.
  public var phrase: Phrase {
    switch reason {
    case .missingTitle: Phrase("A lesson begins with its title: # Chain rule")
    case .secondTitle: Phrase("A lesson has one title; pages begin with ##.")
    case .missingSetup: Phrase("The lesson has no setup fence before its first page.")
    case .secondSetup: Phrase("There is a setup here already.")
    case .missingPages: Phrase("The lesson has no page; pages begin with ##.")
    case .textBeforeFirstPage: Phrase("Text before the first page; pages begin with ##.")
    case .unclosedFence: Phrase("This fence is never closed.")
    case .unknownFence(let name):
      Phrase(
        "I know the fences setup, tutor, try, exercise and ask, not {name}.",
        ["name": .init(name, .code)])
    case .unknownOption(let option):
      Phrase("A tutor fence knows digits=10, not {option}.", ["option": .init(option, .code)])
    case .answerBeforeCommand: Phrase("In a tutor fence the first line is a command: > grad")
    case .secondExample: Phrase("A page has one tutor fence and one try fence.")
    case .unknownMarkup: Phrase("Lessons use paragraphs, lists, code and fences only.")
    case .unknownFile: Phrase("A lesson is called en/03-numerical-gradient.md.")
    case .sameNumber(let number):
      Phrase("Two lessons have the number {number}.", ["number": .init("\(number)")])
    case .sentenceWithoutTranslation: Phrase("A sentence without its translation below.")
    case .sentenceTwice: Phrase("This sentence is translated twice.")
    case .wordWithoutMeaning: Phrase("Write the words, then = and the English one.")
    case .unreadableTerm:
      Phrase("A term has a line such as gate in random-search, a line of names, and a definition.")
    case .termTwice(let id):
      Phrase("The term {name} stands here twice.", ["name": .init(id, .code)])
    case .unreadableEnding:
      Phrase("An ending is a lesson's id, what one can do now, and what comes next, a line each.")
    case .exercise(let fault): fault.phrase
    }
  }
}

extension LessonTextError.ExerciseFault {
  fileprivate var phrase: Phrase {
    switch self {
    case .missing(let key):
      Phrase("The exercise has no line {key}.", ["key": .init("\(key):", .code)])
    case .secondKind:
      Phrase("An exercise has one of answer, formula, choices, order and goal.")
    case .noRightChoice:
      Phrase("Two choices or more, the right ones with a star: up*, down")
    case .unknownLine(let line):
      Phrase("{line} is no line of an exercise.", ["line": .init(line, .code)])
    case .unreadable(let text):
      Phrase("I cannot read {text} here.", ["text": .init(text, .code)])
    case .unknownItem(let item):
      Phrase("{item} is no item of an exercise.", ["item": .init(item, .code)])
    case .sameName(let name):
      Phrase("Two exercises are called {name}.", ["name": .init(name, .code)])
    case .secondAsk: Phrase("A page has one ask fence.")
    case .pageGoesOn: Phrase("Exercises stand at the end of a page.")
    }
  }
}

extension LessonTextError: CustomStringConvertible {
  public var description: String { "\(path):\(line): \(Language.english.say(phrase).plain)" }
}
