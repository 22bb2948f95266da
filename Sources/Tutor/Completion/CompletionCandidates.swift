import DocumentModel
import GradientCore

/// Something that could be typed.
struct CompletionCandidate {
  var text: String
  var explanation: Text
  /// What is typed behind it where it is the only one.
  var follow = ""
  /// Whether it is offered; else it is completed only where nothing that is listed fits.
  var isListed = true

  init(
    _ text: String, _ explanation: Text = "", follow: String = "", isListed: Bool = true
  ) {
    self.text = text
    self.explanation = explanation
    self.follow = follow
    self.isListed = isListed
  }
}

extension Session {
  private typealias Candidate = CompletionCandidate

  // MARK: - Where a line begins

  /// Before anything is typed, functions would only be in the way of what a newcomer looks for.
  func beginnings(_ context: CompletionContext) -> [CompletionCandidate] {
    let isEmpty = context.commandStart == context.bytes.count
    let all = commands + names(where: { _ in true })
    return isEmpty ? all : all + settings(follow: " = ") + ownFunctions + functions
  }

  /// In the words of the present language.
  var commands: [CompletionCandidate] {
    Commands.usages.filter { !$0.isHidden }.flatMap { usage in
      inOwnLanguage(
        usage.word, voice.say(usage.summary), follow: usage.arguments.isEmpty ? "" : " ")
    }
  }

  // MARK: - In a formula

  /// What a formula can be made of.
  func terms(_ context: CompletionContext) -> [CompletionCandidate] {
    let names = (context.beginsAxis ? axis : []) + allNames(context)
    return context.isSlopeName
      ? names
      : names + ownFunctions
        + settings() + functions
        + Vocabulary.constants.map { Candidate($0, WordHelp($0).map(meaning(of:)) ?? "") }
  }

  private var axis: [CompletionCandidate] {
    [Candidate("axis=", voice.say(Phrase("over each column or each row, not over all")))]
  }

  /// What `axis=` can be.
  var axes: [CompletionCandidate] {
    [
      Candidate("0", voice.say(Phrase("down the rows: a result for each column"))),
      Candidate("1", voice.say(Phrase("along the columns: a result for each row"))),
    ]
  }

  /// Names of the bench, and those that the line makes.
  private func allNames(_ context: CompletionContext) -> [CompletionCandidate] {
    names(where: { _ in true })
      + context.namesInLine.filter { settingName($0) == nil }.map { Candidate($0) }
  }

  var functions: [CompletionCandidate] {
    Vocabulary.functions.map { name in
      Candidate(name + "(", WordHelp(name).map(meaning(of:)) ?? "")
    }
  }

  private var ownFunctions: [CompletionCandidate] {
    bench.definitions.functions.sorted { $0.key < $1.key }.map { name, function in
      let head = "\(name)(\(function.parameters.joined(separator: ", ")))"
      let body = Self.abridged(function.body.formula.description, to: 40)
      return Candidate(name + "(", Text("\(head) = \(body)", .code))
    }
  }

  func names(where isMeant: (String) -> Bool) -> [CompletionCandidate] {
    bench.definitions.names.filter(isMeant).map { name in
      switch bench.definitions[name] {
      case .leaf(let value, _): Candidate(name, voice.value(value))
      case .formula(let definition):
        Candidate(name, Text(Self.abridged(definition.formula.description, to: 40), .code))
      case nil: Candidate(name)
      }
    }
  }

  func settings(follow: String = "") -> [CompletionCandidate] {
    Setting.allCases.flatMap { setting in
      let meaning =
        voice.value(bench.settings[setting]) + "  " + voice.say(setting.meaning).dimmed
      let isNumber = !follow.isEmpty
      return isNumber
        ? inOwnLanguage(setting.rawValue, meaning, follow: follow)
        : [Candidate(setting.rawValue, meaning)]
    } + (follow.isEmpty ? [] : wordSettings(follow: follow))
  }

  /// Settings that are no numbers, which formulas do not read.
  private func wordSettings(follow: String) -> [CompletionCandidate] {
    let ties = Text(bench.ties.rawValue, .value) + "  " + voice.say(Settings.meaningOfTies).dimmed
    return inOwnLanguage(Settings.tiesName, ties, follow: follow)
      + Preference.allCases.flatMap { preference in
        let meaning =
          Text(preferences[preference], .value) + "  " + voice.say(preference.meaning).dimmed
        return inOwnLanguage(preference.rawValue, meaning, follow: follow)
      }
  }

  /// What the present language says for an English word, or the English one where it has none. Its
  /// other words are understood, too, but not listed.
  func inOwnLanguage(
    _ english: String, _ explanation: Text, follow: String = ""
  ) -> [CompletionCandidate] {
    (language.typed(for: english) + [english]).enumerated().map { place, word in
      Candidate(word, explanation, follow: follow, isListed: place == 0)
    }
  }
}
