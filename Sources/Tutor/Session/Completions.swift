import DocumentModel
import GradientCore

/// One way to go on from what is typed.
public struct Completion: Equatable, Sendable {
  /// Replaces what stands between `start` and the cursor.
  public var text: String
  /// A UTF-8 offset into the line.
  public var start: Int
  /// A few words about it.
  public var explanation: Text

  public init(_ text: String, from start: Int, _ explanation: Text) {
    self.text = text
    self.start = start
    self.explanation = explanation
  }
}

extension Session {
  /// What could stand at `cursor`, a UTF-8 offset into `line`.
  public func completions(for line: String, cursor: Int) -> [Completion] {
    let typed = Array(line.utf8.prefix(cursor))
    let commandStart = (typed.lastIndex(of: UInt8(ascii: ";")) ?? -1) + 1
    let command = typed[commandStart...].drop(while: isBlank)
    let words = command.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
    let isFirst = command.isEmpty || (words.count == 1 && !isBlank(command.last!))
    let first = isFirst ? nil : Commands.named(words[0], words: self.words)

    let takesDashes = first == OpenCommand.self || typed.last == UInt8(ascii: "-")
    let start =
      typed.lastIndex { !isWordByte($0) && !(takesDashes && $0 == UInt8(ascii: "-")) }
      .map { $0 + 1 } ?? 0
    let begun = String(decoding: typed[max(start, commandStart)...], as: UTF8.self)
    if let first, first == TimeCommand.self {
      return completions(atBeginning: begun, from: start)
    }
    if isFirst, start <= commandStart + (typed.count - commandStart - command.count) {
      return completions(atBeginning: begun, from: start)
    }
    let candidates = first.map { arguments(of: $0) } ?? terms
    return candidates.filter { $0.text.hasPrefix(begun) }.map {
      Completion($0.text, from: start, $0.explanation)
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private typealias Candidate = (text: String, explanation: Text)

  private func completions(atBeginning begun: String, from start: Int) -> [Completion] {
    (commands + terms).filter { $0.text.hasPrefix(begun) }.map {
      Completion($0.text, from: start, $0.explanation)
    }
  }

  /// English words, and those of the present language.
  private var commands: [Candidate] {
    let visible = Commands.usages.filter { !$0.isHidden }
    return visible.flatMap { usage in
      let own = language.words.filter { $0.value == usage.word }.keys.sorted()
      return ([usage.word] + own).map { ($0, voice.say(usage.summary)) }
    }
  }

  /// What a formula can be made of.
  private var terms: [Candidate] {
    names(where: { _ in true }) + ownFunctions
      + Setting.allCases.map { ($0.rawValue, voice.say($0.meaning)) }
      + Vocabulary.functions.map { ($0 + "(", voice.say(Phrase("function"))) }
  }

  private func names(where isMeant: (String) -> Bool) -> [Candidate] {
    bench.definitions.names.filter(isMeant).map { name in
      switch bench.definitions[name] {
      case .leaf(let value, _): (name, voice.value(value))
      case .formula(let definition):
        (name, Text(Self.abridged(definition.formula.description, to: 40), .code))
      case nil: (name, "")
      }
    }
  }

  private var ownFunctions: [Candidate] {
    bench.definitions.functions.sorted { $0.key < $1.key }.map { name, function in
      (name + "(", Text(Self.abridged(function.body.formula.description, to: 40), .code))
    }
  }

  /// What the arguments of a command can be.
  private func arguments(of command: any Command.Type) -> [Candidate] {
    let isLeaf = { (name: String) in bench.role(of: name) != nil }
    switch command.usage.completes {
    case .nothing: return []
    case .names: return names(where: { _ in true })
    case .inputs: return names(where: isLeaf)
    case .settings:
      return Setting.allCases.map { ($0.rawValue, voice.say($0.meaning)) } + [
        (Settings.tiesName, "")
      ] + Preference.allCases.map { ($0.rawValue, voice.say($0.meaning)) }
    case .strategies: return StrategyName.allCases.map { ($0.rawValue, voice.say($0.title)) }
    case .lessons: return lessons.map { ($0.id, Text($0.title)) }
    case .languages: return curriculum.languages.map { ($0.code, Text($0.name)) }
    case .commands: return commands
    case .words(let words): return words.map { ($0, "") }
    }
  }
}
