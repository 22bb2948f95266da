import DocumentModel
import GradientCore

/// What can stand behind an equals sign or behind the word of a command.
extension Session {
  private typealias Candidate = CompletionCandidate

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
    let gates = command.usage.takesGates && given.count < 2 ? gateCandidates : []
    switch command.usage.completes {
    case .nothing, .files: return []
    case .data: return dataArguments(after: given)
    case .terms: return given.isEmpty ? termCandidates : wordsOfTerms(after: given)
    case .lessonsOr(let words):
      let own = words.filter { remains($0.word) }
        .flatMap { inOwnLanguage($0.word, voice.say($0.meaning)) }
      return (given.isEmpty ? lessonIDs : []) + own
    case .exercises: return given.isEmpty ? exerciseNames : []
    case .answers: return answerLetters.filter { remains($0.text) }
    case .names: return names(where: remains) + gates
    case .modules: return given.isEmpty ? modules : []
    case .inputs: return names { remains($0) && bench.role(of: $0) != nil }
    case .words(let words):
      return words.filter { remains($0.word) }.flatMap {
        inOwnLanguage($0.word, voice.say($0.meaning))
      }
    case .namesOr(let words, let anywhere):
      let own = words.filter { given.isEmpty || anywhere && remains($0.word) }
      let modules = command == CheckCommand.self && given.isEmpty ? modules : []
      return names { anywhere || remains($0) } + gates + modules
        + own.flatMap { inOwnLanguage($0.word, voice.say($0.meaning)) }
    case .branches(let words):
      return branches.names.filter(remains).map { CompletionCandidate($0, branchInShort($0)) }
        + words.filter { given.isEmpty && remains($0.word) }.flatMap {
          inOwnLanguage($0.word, voice.say($0.meaning))
        }
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

  /// Functions of the learner's, without their bracket.
  private var modules: [CompletionCandidate] {
    bench.definitions.functions.sorted { $0.key < $1.key }.map { name, function in
      let head = "\(name)(\(function.parameters.joined(separator: ", ")))"
      let body = Self.abridged(function.body.formula.description, to: 40)
      return Candidate(name, Text("\(head) = \(body)", .code))
    }
  }

  private var lessonIDs: [CompletionCandidate] {
    lessons.map { Candidate($0.id, Text("\($0.number)  ", .hint) + Text($0.title)) }
  }

  /// The learner's names are listed; those of other languages are completed, too.
  private var termCandidates: [CompletionCandidate] {
    let own = glossary.map {
      Candidate($0.name.asTypedTerm, Text(Self.abridged($0.definition.plain, to: 48)))
    }
    let others = termNames.map(\.asTypedTerm).filter { name in !own.contains { $0.text == name } }
    return own + others.map { Candidate($0, isListed: false) }
  }

  /// Where a term of several words is typed with blanks: what its next word can be.
  private func wordsOfTerms(after given: [String]) -> [CompletionCandidate] {
    let typed = given.map(\.asTerm)
    var words: [String] = []
    for name in termNames {
      let parts = name.split(separator: " ").map(String.init)
      guard parts.count > typed.count, parts.prefix(typed.count).map(\.asTerm) == typed,
        !words.contains(parts[typed.count])
      else { continue }
      words.append(parts[typed.count])
    }
    return words.map { Candidate($0) }
  }

  /// Those of the open lesson, and what leads on from the open one.
  private var exerciseNames: [CompletionCandidate] {
    let lesson = openExercise?.placed.lesson ?? openPage?.lesson
    let all = lesson?.exercises ?? []
    return all.map { placed in
      let mark = isSolved(placed) ? Text("✓  ", .success) : Text("   ")
      return Candidate(
        placed.exercise.id, mark + Text("\(placed.lesson.number).\(placed.number)", .hint))
    }
      + inOwnLanguage("again", voice.say(Phrase("the same with other numbers")))
      + inOwnLanguage("next", voice.say(Phrase("the one behind it")))
  }

  /// The letters of choices and cards, where the open exercise or guess has some.
  var answerLetters: [CompletionCandidate] {
    if practice.guessing != nil {
      return guessChoices.enumerated().map { place, choice in
        Candidate(ShownKey.letter(place), choice)
      }
    }
    guard let (open, placed) = openExercise else { return [] }
    return placed.exercise.shownKeys(draw: open.draw).enumerated().map { place, key in
      Candidate(ShownKey.letter(place), shownText(of: key, in: placed.exercise))
    }
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
}

extension String {
  /// A term as one argument: `chain-rule`.
  fileprivate var asTypedTerm: String { replacing(" ", with: "-") }
}

extension Ties {
  var meaning: Phrase {
    switch self {
    case .split: Phrase("an equal share of the gradient to each")
    case .first: Phrase("all of the gradient to the first")
    case .both: Phrase("all of the gradient to both")
    }
  }
}
