import DocumentModel
import GradientCore

/// `help [COMMAND|NAME|names|words|keys]`.
struct HelpCommand: Command {
  static let usage = Usage(
    "help", "[COMMAND|NAME|names|words|keys]", group: .session,
    completes: .topics,
    summary: Phrase("explain a command, or list them all"),
    details: [
      Phrase("It explains settings, functions and constants, too."),
      Phrase(
        "help names lists the words that cannot be names; help words lists the commands in all languages; help keys what the keys do."
      ),
      Phrase("{question} asks the same.", ["question": Text("step?", .command)]),
    ],
    example: ["help", "help step", "max?", "help keys"])

  private let topic: Arguments.Part?

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    topic = arguments.next()
  }

  init(on topic: Arguments.Part?) { self.topic = topic }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let topic else { return Answer(session.overview) }
    switch HelpTopic(rawValue: session.words[topic.text] ?? topic.text) {
    case .names: return Answer(session.reservedNames)
    case .words: return Answer(session.wordTable)
    case .keys: return Answer(session.keyTable)
    case nil: break
    }
    if let command = Commands.named(topic.text, words: session.words) {
      let about = session.help(on: command.usage)
      // Some words are a command and a setting or a function, or a name of the bench.
      var other = session.helpOnWord(topic.text)
      if other == nil { other = try session.shown(topic.text, using: engine) }
      return Answer(about + (other.map { Document(.rest) + $0 } ?? Document()))
    }
    if let about = session.helpOnWord(topic.text) { return Answer(about) }
    if let value = try session.shown(topic.text, using: engine) { return Answer(value) }
    let known =
      Settings.names + Vocabulary.functions + Vocabulary.constants
      + HelpTopic.allCases.map(\.rawValue)
    guard let nearest = session.nearestCommand(to: topic.text, orAmong: known) else {
      throw Refusal(
        Phrase(
          "There is no help on {topic}. help lists what there is.",
          ["topic": Problems.code(topic.text)]), at: topic.range)
    }
    throw Refusal(
      Phrase(
        "There is no help on {topic}. Did you mean {nearest}?",
        ["topic": Problems.code(topic.text), "nearest": Text(nearest, .code)]),
      at: topic.range, correction: "help \(nearest)")
  }
}

/// What `help` explains beside commands, settings and functions.
enum HelpTopic: String, CaseIterable {
  case names, words, keys

  var summary: Phrase {
    switch self {
    case .names: Phrase("the words that cannot be names")
    case .words: Phrase("the commands in all languages")
    case .keys: Phrase("what the keys do")
    }
  }
}

extension Session {
  fileprivate func help(on usage: Usage) -> Document {
    let shown = voice.word(usage.word)
    let typed = curriculum.languages.flatMap { $0.typed(for: usage.word) }
    let others = ([usage.word] + usage.synonyms + typed)
      .filter { $0 != shown }
    var paragraphs = ([usage.summary] + usage.details).map { Block.paragraph(voice.say($0)) }
    if !others.isEmpty {
      let phrase = Phrase(
        "also: {words}", ["words": Text(others.joined(separator: ", "), .code)])
      paragraphs.append(.line(voice.say(phrase).dimmed))
    }
    return help(on: [voice.command(usage.synopsis)], paragraphs, example: usage.example)
  }

  /// A setting, a function or a constant.
  fileprivate func helpOnWord(_ word: String) -> Document? {
    if let setting = settingName(word) { return helpOnSetting(setting) }
    if let function = bench.definitions.functions[word] {
      let head = "\(word)(\(function.parameters.joined(separator: ", ")))"
      return Document(.line(Text("\(head) = \(function.body.formula)", .code)))
    }
    guard let about = WordHelp(word) else { return nil }
    return help(
      on: about.forms.map { Text($0, .code) },
      about.paragraphs.map { .paragraph(voice.say($0)) }, example: about.example)
  }

  /// What `show` says of a name of the bench.
  fileprivate mutating func shown(
    _ name: String, using engine: Engine
  ) throws(Refusal) -> Document? {
    guard bench.definitions[name] != nil else { return nil }
    var arguments = Arguments("show \(name)", after: 4)
    return try ShowCommand(&arguments, in: self).perform(in: &self, using: engine).document
  }

  private func helpOnSetting(_ name: String) -> Document {
    let meaning =
      Setting(rawValue: name)?.meaning ?? Preference(rawValue: name)?.meaning
      ?? Settings.meaningOfTies
    return Document([
      .line(Text(name, .name) + " = " + value(ofSetting: name)),
      .indented([.paragraph(voice.say(meaning))]),
    ])
  }

  private func help(
    on forms: [Text], _ paragraphs: [Block], example: [String]
  ) -> Document {
    var document = Document(forms.map { .line($0) } + [.indented(paragraphs)])
    if !example.isEmpty {
      document += Document([
        .rest, .line(voice.say(Phrase("for example")).with(.hint)),
        .indented(example.map { .line(voice.command($0)) }),
      ])
    }
    return document
  }
}
