import DocumentModel
import Lessons
import SystemPackage
import Tutor

/// Where the front door and the session touch: everything that knows both.
enum Wiring {
  // MARK: - Sentences of the front door

  static func sentence(_ failure: FileFailure, path: String, in language: Language) -> String {
    language.say(Problems.sentence(failure, path: path)).plain
  }

  static func sentences(_ errors: LessonTextErrors, in language: Language) -> String {
    errors.errors.map { "\($0.path):\($0.line): \(language.say($0.phrase).plain)" }
      .joined(separator: "\n")
  }

  /// A language that nobody speaks here.
  static func unknown(_ code: String, of languages: [Language], in language: Language) -> String {
    let known = languages.map { "\($0.code) (\($0.name))" }.joined(separator: ", ")
    let phrase = Phrase(
      "There is no language {code}. {option} takes one of these: {codes}.",
      ["code": Text(code, .code), "option": Text("--lang", .command), "codes": Text(known)])
    return language.say(phrase).plain
  }

  /// A learner's name that is none of a folder.
  static func unsafe(learner name: String, in language: Language) -> String {
    let phrase = Phrase(
      "A learner's name is made of letters, digits, - and _, as in {example}, not {name}.",
      [
        "example": Text(OptionWord.learner.example, .command),
        "name": Text(name, .code),
      ])
    return language.say(phrase).plain
  }

  static func cannotWrite(_ failure: Errno) -> Phrase {
    Phrase(
      "The answer could not be written: {reason}.", ["reason": Text(failure.description, .code)])
  }

  static func cannotKeep(_ failure: FileFailure, path: String) -> Phrase {
    Phrase(
      "Nothing is kept for the next time: {path} cannot be written to.", ["path": Text(path, .code)]
    )
  }

  static func failed(line: Int, of count: Int) -> Phrase {
    Phrase(
      "That was line {line} of the {count} that were pasted.",
      ["line": Text("\(line)"), "count": Text("\(count)")])
  }

  /// A line that Enter takes where it cannot be put before the learner.
  static func offered(_ line: String) -> Phrase {
    Phrase("Enter on an empty line: {line}", ["line": Text(line, .command)])
  }

  /// After Ctrl-Z and fg: the terminal has dropped what was typed.
  static let resumed = Phrase("Back again. A line that was begun before Ctrl-Z is gone.")

  static func moreChoices(_ count: Int) -> Phrase {
    Phrase("… and {count} more: Tab, or a letter", ["count": Text("\(count)")])
  }

  /// What the terminal said of itself, where the theme says otherwise.
  static func background(isLight: Bool) -> Phrase {
    let command = ["command": Text("theme = auto", .command)]
    return isLight
      ? Phrase("The terminal says that it is light; {command} follows it.", command)
      : Phrase("The terminal says that it is dark; {command} follows it.", command)
  }

  static func reading(_ path: String, megabytes: Int) -> Phrase {
    Phrase(
      "reading {path}: {megabytes} MB so far; Ctrl-C stops",
      ["path": Text(path, .code), "megabytes": Text("\(megabytes)", .value)])
  }

  static func rowsAreMissing(_ path: String) -> Phrase {
    Phrase(
      "{path} could not be read as before: X and Y hold zeros, and all else is as you left it.",
      ["path": Text(path, .code)])
  }

  static func setAside(_ path: String?) -> Phrase {
    guard let path else {
      return Phrase("The saved progress could not be read, and it could not be put aside.")
    }
    return Phrase(
      "The saved progress could not be read. It is kept in {path}, and you begin anew.",
      ["path": Text(path, .code)])
  }
}
