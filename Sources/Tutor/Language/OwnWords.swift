import DocumentModel
import GradientCore

/// What the program itself tells to type is in the learner's own words; English ones go on working,
/// and what an author wrote, or what was typed, stays as it is.
extension Voice {
  /// A line of commands, to be typed: `step 3` as `passo 3`.
  public func command(_ line: String) -> Text { Text(inOwnWords(line), .command) }

  /// What one word is called here: `numerical` as `numérico`.
  func word(_ english: String) -> String { language.typed(for: english).first ?? english }

  /// Texts whose role is that of something to type, in the learner's words.
  func inOwnWords(_ text: Text) -> Text {
    guard !language.words.isEmpty else { return text }
    return Text(
      text.spans.map {
        $0.role == .command ? Span(inOwnWords($0.text), .command) : $0
      })
  }

  /// The same commands, with the first of the words that this language has for each of theirs.
  public func inOwnWords(_ line: String) -> String {
    guard !language.words.isEmpty else { return line }
    let bytes = Array(line.utf8)
    var (result, end) = ("", 0)
    for piece in Piece.pieces(of: line, number: 0, words: [:]) {
      result += String(decoding: bytes[end..<piece.range.lowerBound], as: UTF8.self)
      result += ownCommand(piece.text)
      end = piece.range.upperBound
    }
    return result + String(decoding: bytes[end...], as: UTF8.self)
  }

  private func ownCommand(_ text: String) -> String {
    let typed = String(text.prefix { $0.isLetter })
    let rest = text.dropFirst(typed.count)
    guard let command = Commands.named(typed, words: [:]), !Statement.looksLikeDefinition(text),
      rest.isEmpty || rest == "?" || rest.first == " ", !rest.continuesFormula
    else { return text.allSatisfy(\.isLetter) ? word(text) : text }
    let own = word(command.usage.word)
    if command == TimeCommand.self { return own + " " + ownCommand(String(rest.dropFirst())) }
    return own + inOwnWords(arguments: rest, of: command.usage)
  }

  /// Of the arguments, those that are words of the language and no names; also where they stand in
  /// a description such as `[random|local] [NAME]`.
  private func inOwnWords(arguments: Substring, of usage: Usage) -> String {
    let known = usage.argumentWords
    var (result, rest) = ("", arguments)
    while let first = rest.first {
      let word = rest.prefix { $0.isLetter || $0.isNumber || "_-.\"".contains($0) }
      rest.removeFirst(max(word.count, 1))
      guard !word.isEmpty else {
        result.append(first)
        continue
      }
      let english = String(word)
      if let place = Usage.places.first(where: { $0.english == english }) {
        result += language.say(place).plain
      } else {
        result += known.contains(english) ? self.word(english) : english
      }
    }
    return result
  }
}

extension Usage {
  /// The words among which an argument is chosen.
  fileprivate var argumentWords: Set<String> {
    switch completes {
    case .nothing, .names, .inputs, .lessons, .languages, .files, .modules, .answers, .terms: []
    case .exercises: ["again", "next"]
    case .lessonsOr(let words): Set(words.map(\.word))
    case .words(let words), .namesOr(let words, _), .branches(let words):
      Set(words.map(\.word))
    case .data: Set(DataCommand.words)
    case .strategies: Set(StrategyName.allCases.map(\.rawValue))
    case .settings:
      Set(
        Settings.names + Preference.allCases.flatMap(\.choices) + Ties.allCases.map(\.rawValue))
    case .topics: Set(Commands.usages.map(\.word) + HelpTopic.allCases.map(\.rawValue))
    }
  }

  /// What stands in a description for something that is to be typed there; a phrase says which by
  /// its own English.
  fileprivate static let places = [
    Phrase("NAME"), Phrase("LESSON"), Phrase("PAGE"), Phrase("COMMAND"), Phrase("FILE"),
    Phrase("VALUE"), Phrase("EPOCHS"), Phrase("NUMBER"), Phrase("WORDS"), Phrase("CODE"),
    Phrase("depth"), Phrase("SHARE"), Phrase("FUNCTION"), Phrase("LAYER"), Phrase("VALUES"),
    Phrase("FORMULA"), Phrase("LETTERS"), Phrase("TERM"),
  ]
}

extension Substring {
  /// Whether what stands behind a word shows that it is a name or a setting there: `step * 2`.
  fileprivate var continuesFormula: Bool {
    guard let sign = drop(while: { $0 == " " }).first else { return false }
    return "=:+-−*·×÷/^<>@".contains(sign)
  }
}
