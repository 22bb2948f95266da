import DocumentModel
import GradientCore

/// What a learner prefers on their screen. It is set and listed like a setting, but it is no part
/// of the bench: it is not undone, and it is kept from one day to the next.
public enum Preference: String, CaseIterable, Sendable {
  case theme, pager, guess

  /// What it may be; the first is what it is in the beginning.
  public var choices: [String] {
    switch self {
    case .theme: ["auto", "light", "dark"]
    case .pager: ["on", "off"]
    case .guess: ["off", "on"]
    }
  }

  public var meaning: Phrase {
    switch self {
    case .theme: Phrase("colours for your screen: auto, light or dark")
    case .pager: Phrase("whether a long answer waits after each screen: on or off")
    case .guess: Phrase("whether you are asked what you expect: on or off")
    }
  }
}

public struct Preferences: Equatable, Sendable {
  private var chosen: [Preference: String] = [:]

  public init() {}

  public subscript(preference: Preference) -> String {
    get { chosen[preference] ?? preference.choices[0] }
    set { chosen[preference] = newValue == preference.choices[0] ? nil : newValue }
  }
}

extension Session {
  /// What `theme = dark` makes of a preference; its words may be of any language.
  func choice(
    of preference: Preference, in formula: Formula, text: String
  ) throws(Refusal) -> String {
    let choices = Phrase(
      "{setting} is {choices}.",
      [
        "setting": Text(preference.rawValue, .name),
        "choices": voice.alternatives(preference.choices, .command),
      ])
    guard let word = formula.singleName else { throw Refusal(choices, at: formula.range) }
    if let choice = preference.choices.first(where: { $0 == word || $0 == words[word] }) {
      return choice
    }
    throw unknown(
      word, among: spellings(of: preference.choices), in: text, at: formula.range,
      otherwise: choices)
  }
}
