import DocumentModel
import GradientCore

/// Errors of the core become refusals, with what the bench knows: the nearest name, and whose
/// formula it was.
extension Session {
  /// - Parameters:
  ///   - text: the command in which the error lies.
  ///   - offset: where in `text` the parsed part begins.
  func refusal(_ error: LanguageError, in text: String, offset: Int = 0) -> Refusal {
    let range = (error.range.lowerBound + offset)..<(error.range.upperBound + offset)
    switch error.fact {
    case .passedOn(let inner): return refusal(inner, in: text, offset: offset)
    case .unknownName(let name): return unknown(name, error.fact, in: text, at: range)
    case .unknownFunction(let name):
      // The place is the whole call; its inputs are not in question.
      let word = range.lowerBound..<(range.lowerBound + name.utf8.count)
      return unknown(name, error.fact, in: text, at: word)
    case .equalityIsNotAnOperation: return comparison(in: text, at: range)
    case .writeInstead(let better):
      return Refusal(
        Problems.sentence(error.fact), at: range, correction: text.replacing(range, with: better))
    default: return Refusal(Problems.sentence(error.fact), at: range)
    }
  }

  func refusal(_ error: CompilationError, in text: String, offset: Int = 0) -> Refusal {
    if case .passedOn(let inner) = error.error.fact { return refusal(inner, in: text) }
    guard let name = error.definition else {
      return refusal(error.error, in: text, offset: offset)
    }
    return Refusal(
      Phrase(
        "{name} would not fit any more. {reason}",
        ["name": Text(name, .name), "reason": voice.say(Problems.sentence(error.error.fact))]))
  }

  private func unknown(
    _ name: String, _ fact: LanguageError.Fact, in text: String, at range: Range<Int>
  ) -> Refusal {
    if let english = words[name], Setting(rawValue: english) != nil {
      return Refusal(
        Phrase(
          "In formulas {name} is called {english}.",
          ["name": Text(name, .name), "english": Text(english, .name)]),
        at: range, correction: text.replacing(range, with: english))
    }
    if let meant = Statement.correction(ofUnknown: name, in: text) {
      return refusal(meant, in: text)
    }
    let isWholeCommand = range == 0..<text.utf8.count && text == name
    var known = bench.definitions.functions.keys.sorted() + Vocabulary.functions
    if case .unknownName = fact { known = bench.definitions.names + known + Settings.names }
    if isWholeCommand { known += Commands.words(in: words) }
    guard let nearest = nearest(to: name, among: known) else {
      return Refusal(
        isWholeCommand ? Self.unknownWord(name) : Problems.sentence(fact), at: range)
    }
    let places: [String: Text] = ["name": Text(name, .name), "nearest": Text(nearest, .name)]
    return Refusal(
      Phrase("I don't know {name}. Did you mean {nearest}?", places),
      at: range, correction: text.replacing(range, with: nearest))
  }

  /// Said of a word that is like nothing that is known.
  static func unknownWord(_ word: String) -> Phrase {
    Phrase("I don't know {name}. help lists the commands.", ["name": Text(word, .name)])
  }
}

extension String {
  /// The text with the bytes of `range` replaced.
  func replacing(_ range: Range<Int>, with other: String) -> String {
    let bytes = Array(utf8)
    guard range.upperBound <= bytes.count else { return self }
    return String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + other
      + String(decoding: bytes[range.upperBound...], as: UTF8.self)
  }
}
