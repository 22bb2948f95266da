import DocumentModel
import GradientCore

extension Session {
  /// The English name of the setting that `typed` means in any language, where it means one and no
  /// value has that name.
  func settingName(_ typed: String) -> String? {
    if Settings.names.contains(typed) { return typed }
    guard bench.definitions[typed] == nil, let english = words[typed],
      Settings.names.contains(english)
    else { return nil }
    return english
  }

  /// What `NAME = FORMULA` makes of a setting. Formulas of other settings are computed now, and with
  /// `:=` those of names of the bench, too.
  mutating func setSetting(
    _ name: String, _ formula: Formula, isSnapshot: Bool, at target: Range<Int>, in text: String
  ) throws(Refusal) -> Change.Kind {
    if let preference = Preference(rawValue: name) {
      return .preference(preference, try choice(of: preference, in: formula, text: text))
    }
    guard let setting = Setting(rawValue: name) else { return try setTies(formula, in: text) }
    let readsSettings =
      formula.names.allSatisfy { Settings.names.contains($0) } && !formula.containsDerivative
    guard readsSettings || isSnapshot else {
      throw Refusal(
        Phrase(
          "{setting} is a setting and takes a number. For a formula take another name: {example}.",
          ["setting": Text(name, .name), "example": Text(Self.otherName(for: name), .command)]),
        at: target, correction: text.replacing(target, with: Self.otherName(for: name)))
    }
    let value = try value(of: formula, in: text).value
    guard let number = value.scalar else {
      throw Refusal(
        Phrase(
          "{setting} is a setting and takes a single number; this is {shape}. Another name is free: {example}.",
          [
            "setting": Text(name, .name), "shape": Problems.code(value.shape),
            "example": Text(Self.otherName(for: name), .command),
          ]), at: formula.range)
    }
    if let complaint = setting.complaint(about: number) {
      throw Refusal(
        Phrase(
          "{setting} {complaint}.",
          ["setting": Text(name, .name), "complaint": voice.say(complaint)]), at: formula.range)
    }
    return .setting(number)
  }

  private func setTies(_ formula: Formula, in text: String) throws(Refusal) -> Change.Kind {
    guard let word = formula.singleName else {
      throw Refusal(Settings.meaningOfTies, at: formula.range)
    }
    if let ties = Ties(rawValue: words[word] ?? word) { return .ties(ties) }
    throw unknown(
      word, among: spellings(of: Ties.allCases.map(\.rawValue)), in: text, at: formula.range,
      otherwise: Settings.meaningOfTies)
  }

  /// `h` → `h1`; a setting with a longer name gets a word before it.
  private static func otherName(for setting: String) -> String {
    setting.count == 1 ? setting + "1" : "my_" + setting
  }
}

extension Session {
  /// What a setting is now, whatever kind it is.
  func value(ofSetting name: String) -> Text {
    if let setting = Setting(rawValue: name) { return voice.value(bench.settings[setting]) }
    if let preference = Preference(rawValue: name) { return Text(preferences[preference], .value) }
    return Text(bench.ties.rawValue, .value)
  }
}

extension Formula {
  /// The name that the formula is, where it is nothing else.
  var singleName: String? {
    if nodes.count == 1, case .name(let name) = nodes[0].kind { name } else { nil }
  }
}
