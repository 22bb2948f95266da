import ArgumentParser
import Tutor

/// What may stand behind the program's name, and what it means.
enum OptionWord: String, CaseIterable {
  case commands = "-c"
  case bail = "--bail"
  case state = "--state"
  case learner = "--learner"
  case lessons = "--lessons"
  case lang = "--lang"
  case color = "--color"
  case plain = "--plain"
  case completions = "--generate-completion-script"
  case version = "--version"
  case help = "--help"

  /// As help lists it: `--state DIR`.
  func spelling(in speaking: Speaking) -> String {
    let names = self == .help ? "-h, --help" : rawValue
    return value(in: speaking).map { names + " " + $0 } ?? names
  }

  /// What stands behind it.
  func value(in speaking: Speaking) -> String? {
    switch self {
    case .commands: speaking.say(Phrase("COMMANDS"))
    case .state, .lessons: speaking.say(Phrase("DIR"))
    case .learner: speaking.say(Phrase("NAME"))
    case .lang: speaking.languages.map(\.code).joined(separator: "|")
    case .color: Start.Colors.allCases.map(\.rawValue).joined(separator: "|")
    case .bail, .plain, .completions, .version, .help: nil
    }
  }

  /// A use of it that can be copied.
  var example: String {
    switch self {
    case .commands: "-c 'x = 2; x * x'"
    case .state: "--state ~/tutor"
    case .learner: "--learner ana"
    case .lessons: "--lessons ~/lessons"
    case .lang: "--lang pt"
    case .color: "--color never"
    case .completions: "--generate-completion-script bash"
    case .bail, .plain, .version, .help: rawValue
    }
  }

  var meaning: Phrase {
    switch self {
    case .commands: Phrase("Run these commands and end.")
    case .bail: Phrase("End at the first command that fails.")
    case .state: Phrase("Keep progress and history in this folder.")
    case .learner: Phrase("Keep progress and history of this learner apart.")
    case .lessons: Phrase("Add the lessons in this folder, or put them in the place of ours.")
    case .lang: Phrase("Speak this language.")
    case .color: Phrase("When to use colours.")
    case .plain: Phrase("Linear text for a screen reader, without drawings.")
    case .completions: Phrase("Write a script that completes these words in a shell.")
    case .version: Phrase("Show the version.")
    case .help: Phrase("Show this help.")
    }
  }

  static let shells = CompletionShell.allCases.map(\.rawValue).sorted()

  static let file = Phrase("FILE")
  static let fileMeaning = Phrase("A file of commands.")
  static let folder = Phrase("DIR")
  static let lessonList = Phrase("List the lessons.")
  static let lessonCheck = Phrase("Prove the lessons in a folder.")
  static let lessonCheckMeaning = Phrase("A folder of lessons; ours where none is given.")
}

extension ArgumentHelp {
  /// For completions, in the language that is spoken at this moment.
  init(_ word: OptionWord) {
    let speaking = Speaking.now
    self.init(speaking.say(word.meaning), valueName: word.value(in: speaking))
  }
}

extension String {
  /// A phrase, likewise.
  init(_ phrase: Phrase) { self = Speaking.now.say(phrase) }
}
