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
      Phrase("I know the fences setup, tutor and try, not {name}.", ["name": .init(name, .code)])
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
    }
  }
}

extension LessonTextError: CustomStringConvertible {
  public var description: String { "\(path):\(line): \(Language.english.say(phrase).plain)" }
}
