import DocumentModel
import GradientCore
import Tutor

/// What is wrong with the options.
enum OptionFault: Error, Equatable {
  case unknown(String)
  case missingValue(String)
  case needlessValue(option: String, value: String)
  case notAChoice(option: String, value: String)
  /// Words behind a file, or behind `lessons`.
  case surplus(String)
  case commandsAndFile
  case unknownShell(String?)
  case other(String)

  /// The library keeps its facts to itself and tells them in English: they are read from its
  /// sentence, of which a test provokes every kind.
  init(sentence: String) {
    if let match = sentence.wholeMatch(
      of: #/(?s)Unknown option '(.*?)'(\. Did you mean '.*'\?|\n   or: .*)?/#)
    {
      self = .unknown(String(match.1))
    } else if let match = sentence.wholeMatch(of: #/(?s)Missing value for '(-\S*)( <.*>)?'/#) {
      self = .missingValue(String(match.1))
    } else if let match = sentence.wholeMatch(
      of: #/(?s)The option '(.*?)' does not take any value, but '(.*)' was specified\./#)
    {
      self = .needlessValue(option: String(match.1), value: String(match.2))
    } else if let match = sentence.wholeMatch(
      of: #/(?s)The value '(.*)' is invalid for '(-\S*) <.*>'.*/#)
    {
      self = .notAChoice(option: String(match.2), value: String(match.1))
    } else if let match = sentence.wholeMatch(
      of: #/(?s)(?:Unexpected argument|\d+ unexpected arguments:) '(.*)'/#)
    {
      self = .surplus(String(match.1).replacing("', '", with: " "))
    } else {
      self = .other(sentence)
    }
  }

  func phrase(in language: Language) -> Phrase {
    switch self {
    case .unknown(let name) where OptionWord(rawValue: name) != nil:
      return Phrase(
        "{option} does not go with {command}.",
        ["option": Text(name, .command), "command": Text("lessons", .command)])
    case .unknown(let name):
      guard let nearest = Self.nearest(to: name) else {
        return Phrase("There is no option {name}.", ["name": Text(name, .code)])
      }
      return Phrase(
        "There is no option {name}. Did you mean {nearest}?",
        ["name": Text(name, .code), "nearest": Text(nearest, .command)])
    case .missingValue(let name):
      return Phrase(
        "Something is missing behind {option}, as in {example}.",
        ["option": Text(name, .command), "example": Text(Self.example(of: name), .command)])
    case .needlessValue(let option, let value):
      return Phrase(
        "{option} stands alone: leave out {value}.",
        ["option": Text(option, .command), "value": Text("=" + value, .code)])
    case .notAChoice(let option, let value):
      return Phrase(
        "{option} takes {choices}, not {value}.",
        [
          "option": Text(option, .command), "value": Text(value, .code),
          "choices": Voice(language: language)
            .alternatives(Start.Colors.allCases.map(\.rawValue), .command),
        ])
    case .surplus(let words):
      return Phrase(
        "There is nothing to do with {words}: one file of commands can be given. Commands go behind {option}, in quotes.",
        ["words": Text(words, .code), "option": Text(OptionWord.commands.rawValue, .command)])
    case .commandsAndFile:
      return Phrase(
        "Give either {option} or a file, not both.",
        ["option": Text(OptionWord.commands.rawValue, .command)])
    case .unknownShell(let name?):
      return Phrase(
        "There are completions for {shells}, not for {shell}.",
        ["shells": Text(OptionWord.shells.joined(separator: ", ")), "shell": Text(name, .code)])
    case .unknownShell(nil):
      return Phrase(
        "Say for which shell: {shells}.",
        ["shells": Text(OptionWord.shells.joined(separator: ", "))])
    case .other(let sentence):
      return Phrase("The options are wrong: {reason}", ["reason": Text(sentence)])
    }
  }

  private static func example(of name: String) -> String {
    OptionWord(rawValue: name)?.example ?? name
  }

  /// The option that was meant; `--language` begins with one.
  private static func nearest(to name: String) -> String? {
    let letters = { (name: String) in String(name.drop { $0 == "-" }) }
    let typed = letters(name)
    let known = OptionWord.allCases.map(\.rawValue).filter { $0.hasPrefix("--") }
    if let same = known.first(where: { letters($0) == typed }) { return same }
    guard let near = GradientCore.nearest(to: typed, among: known.map(letters)) else {
      return known.first { typed.hasPrefix(letters($0)) }
    }
    return "--" + near
  }
}
