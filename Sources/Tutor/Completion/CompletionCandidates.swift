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
    let names = allNames(context)
    return context.isSlopeName
      ? names
      : names + ownFunctions
        + settings() + functions
        + Vocabulary.constants.map { Candidate($0, WordHelp($0).map(inShort) ?? "") }
  }

  /// Names of the bench, and those that the line makes.
  private func allNames(_ context: CompletionContext) -> [CompletionCandidate] {
    names(where: { _ in true })
      + context.namesInLine.filter { settingName($0) == nil }.map { Candidate($0) }
  }

  private var functions: [CompletionCandidate] {
    Vocabulary.functions.map { name in
      Candidate(name + "(", WordHelp(name).map(inShort) ?? "")
    }
  }

  private var ownFunctions: [CompletionCandidate] {
    bench.definitions.functions.sorted { $0.key < $1.key }.map { name, function in
      let head = "\(name)(\(function.parameters.joined(separator: ", ")))"
      let body = Self.abridged(function.body.formula.description, to: 40)
      return Candidate(name + "(", Text("\(head) = \(body)", .code))
    }
  }

  private func names(where isMeant: (String) -> Bool) -> [CompletionCandidate] {
    bench.definitions.names.filter(isMeant).map { name in
      switch bench.definitions[name] {
      case .leaf(let value, _): Candidate(name, voice.value(value))
      case .formula(let definition):
        Candidate(name, Text(Self.abridged(definition.formula.description, to: 40), .code))
      case nil: Candidate(name)
      }
    }
  }

  private func settings(follow: String = "") -> [CompletionCandidate] {
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

  // MARK: - Behind an equals sign

  /// What `name = ` can be set to: the values of a setting, or the present value of an input.
  func values(
    for name: String, begun start: Int, in context: CompletionContext
  ) -> [CompletionCandidate] {
    if let setting = settingName(name) { return values(ofSetting: setting) }
    if Commands.named(name, words: words) == LangCommand.self { return languages }
    guard start == context.bytes.count, case .leaf(let value, _) = bench.definitions[name],
      value.shape.count <= 100
    else { return [] }
    return [Candidate(Numbers.exact.inline(value), voice.say(Phrase("now")).dimmed)]
  }

  private func values(ofSetting name: String) -> [CompletionCandidate] {
    if let preference = Preference(rawValue: name) {
      return preference.choices.flatMap { choice in
        let isChosen = preferences[preference] == choice
        return inOwnLanguage(choice, isChosen ? voice.say(Phrase("now")).dimmed : "")
      }
    }
    guard let setting = Setting(rawValue: name) else {
      return Ties.allCases.flatMap { ties in
        inOwnLanguage(ties.rawValue, voice.say(ties.meaning))
      }
    }
    let (now, initial) = (bench.settings[setting], setting.initial)
    let present = Candidate(Numbers.exact.text(now), voice.say(Phrase("now")).dimmed)
    let first = Candidate(Numbers.exact.text(initial), voice.say(Phrase("at first")).dimmed)
    return now == initial ? [present] : [present, first]
  }

  // MARK: - Arguments of commands

  /// What the next argument can be, after those that are there already.
  func arguments(
    of command: any Command.Type, after given: [String], begun: String
  ) -> [CompletionCandidate] {
    let remains = { (name: String) in !given.contains(name) }
    switch command.usage.completes {
    case .nothing, .files: return []
    case .names: return names(where: remains)
    case .inputs: return names { remains($0) && bench.role(of: $0) != nil }
    case .words(let words):
      return words.filter { remains($0.word) }.flatMap {
        inOwnLanguage($0.word, voice.say($0.meaning))
      }
    case .namesAndWords(let words):
      let first = words.flatMap { inOwnLanguage($0.word, voice.say($0.meaning)) }
      return (given.isEmpty ? first : []) + names(where: remains)
    case .settings:
      guard let name = given.first else { return settings(follow: " ") }
      let isValue = given.count == 1 || (given.count == 2 && given[1] == "=")
      return isValue ? settingName(name).map(values(ofSetting:)) ?? [] : []
    case .lessons where given.count == 1: return pageNumbers(of: given[0])
    case _ where !given.isEmpty: return []
    case .strategies:
      return StrategyName.allCases.flatMap { inOwnLanguage($0.rawValue, voice.say($0.title)) }
    case .languages: return languages
    case .lessons: return begun.first?.isNumber == true ? pages(begun) : lessonIDs
    case .topics: return topics
    }
  }

  private var lessonIDs: [CompletionCandidate] {
    lessons.map { Candidate($0.id, Text("\($0.number)  ", .hint) + Text($0.title)) }
  }

  private var languages: [CompletionCandidate] {
    curriculum.languages.map { Candidate($0.code, Text($0.name)) }
  }

  private func pageNumbers(of lesson: String) -> [CompletionCandidate] {
    let pages = lessons.first { $0.id == lesson || "\($0.number)" == lesson }?.pages ?? []
    return pages.enumerated().map { Candidate("\($0 + 1)", $1.title) }
  }

  /// `5` is a lesson, `5.3` a page of it.
  private func pages(_ begun: String) -> [CompletionCandidate] {
    let number = begun.split(separator: ".", omittingEmptySubsequences: false)[0]
    guard begun.contains("."), let lesson = lessons.first(where: { "\($0.number)" == number })
    else { return lessons.map { Candidate("\($0.number)", Text($0.title)) } }
    return lesson.pages.enumerated().map { Candidate("\(number).\($0 + 1)", $1.title) }
  }

  /// What `help` explains.
  var topics: [CompletionCandidate] {
    commands.map { Candidate($0.text, $0.explanation, isListed: $0.isListed) } + settings()
      + functions.map { Candidate(String($0.text.dropLast()), $0.explanation) }
      + HelpTopic.allCases.flatMap { inOwnLanguage($0.rawValue, voice.say($0.summary)) }
  }

  /// What the present language says for an English word, or the English one where it has none. Its
  /// other words are understood, too, but not listed.
  private func inOwnLanguage(
    _ english: String, _ explanation: Text, follow: String = ""
  ) -> [CompletionCandidate] {
    (language.typed(for: english) + [english]).enumerated().map { place, word in
      Candidate(word, explanation, follow: follow, isListed: place == 0)
    }
  }
}

extension Ties {
  fileprivate var meaning: Phrase {
    switch self {
    case .split: Phrase("half of the gradient to each")
    case .first: Phrase("all of the gradient to the first")
    case .both: Phrase("all of the gradient to both")
    }
  }
}
