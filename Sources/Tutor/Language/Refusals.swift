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
    let reason = Problems.sentence(error.error.fact)
    let isFunction = bench.definitions.functions[name] != nil
    var refusal =
      isFunction ? Refusal(failure(inside: name, reason)) : broken(name, Refusal(reason))
    if let place = bench.definitions.place(of: error.error.range, in: name) {
      (refusal.source, refusal.range) = (place.source, place.range)
    }
    return refusal
  }

  /// What went wrong when `names` were defined in `text`, and what follows them was compiled.
  func refusal(
    _ error: CompilationError, of names: [String], following affected: [String], in text: String
  ) -> Refusal {
    guard let owner = error.definition, !names.contains(owner) else {
      return refusal(error.error, in: text)
    }
    let refusal = refusal(error, in: text)
    guard bench.definitions.functions[owner] != nil else { return refusal }
    let definitions = bench.definitions
    let first = affected.first { (try? Graph(definitions, names: [$0])) == nil }
    return first.map { names.contains($0) ? refusal : broken($0, refusal) } ?? refusal
  }

  /// What is said where a change breaks something that fitted before.
  func broken(_ name: String, _ refusal: Refusal) -> Refusal {
    var refusal = refusal
    refusal.reason = Phrase(
      "{name} would not fit any more. {reason}",
      ["name": Text(name, .name), "reason": voice.say(refusal.reason)])
    return refusal
  }

  private func failure(inside function: String, _ reason: Phrase) -> Phrase {
    Phrase(
      "It fails inside {function}. {reason}",
      ["function": Text(function, .name), "reason": voice.say(reason)])
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
    if name == "d" { return Refusal(Problems.sentence(.derivativeNeedsName), at: range) }
    if let meant = Statement.correction(ofUnknown: name, in: text) {
      return refusal(meant, in: text)
    }
    let isWholeCommand = range == 0..<text.utf8.count && text == name
    var known = bench.definitions.functions.keys.sorted() + Vocabulary.functions
    if case .unknownName = fact { known = bench.definitions.names + known + Settings.names }
    let meant =
      isWholeCommand
      ? nearestCommand(to: name, orAmong: known) : nearest(to: name, among: known)
    guard let nearest = meant else {
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

extension Definitions {
  /// The text of a definition or a function as it would be typed now, and where in it stands what
  /// was typed at `range`; nil where it is too long to be shown.
  fileprivate func place(of range: Range<Int>, in name: String) -> (
    source: String, range: Range<Int>
  )? {
    let function = functions[name]
    let head =
      (function.map { "\(name)(\($0.parameters.joined(separator: ", ")))" } ?? name) + " = "
    guard let formula = (function?.body ?? definition(of: name))?.formula,
      formula.nodes.count <= 200, let node = formula.nodes.lastIndex(where: { $0.range == range }),
      // Its nodes are the same, in the places where they stand now.
      let shown = try? Formula(parsing: formula.description), shown.nodes.count > node
    else { return nil }
    let place = shown.nodes[node].range
    let start = head.utf8.count
    return (
      head + formula.description, (start + place.lowerBound)..<(start + place.upperBound)
    )
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
