import GradientCore

/// What a command of a line is.
enum Meaning {
  /// A definition, or a formula to compute.
  case statement
  /// A command, and how long its word is in UTF-8.
  case command(any Command.Type, word: Int)
  /// `step?`, or `?` alone: what is to be explained.
  case question(Arguments.Part?)
  case unknown(Refusal)
}

extension Session {
  /// A line is a definition when it begins with a name, an entry, a function head or a list of
  /// names, followed by `=` or `:=`; else its first word is a command; else it is a formula.
  ///
  /// Where a command word is also a name of the bench, the line is tried as a formula first.
  func meaning(of text: String) -> Meaning {
    if let topic = questionTopic(in: text) { return .question(topic) }
    if let sign = endOfLanguageSign(text) { return .command(LangCommand.self, word: sign) }
    if Statement.looksLikeDefinition(text) { return .statement }
    let word = Substring(text).firstWord
    let rest = text.dropFirst(word.count)
    guard !word.isEmpty, rest.isEmpty || isBlank(rest.utf8.first!) else { return .statement }
    let argument = rest.drop { $0 == " " || $0 == "\t" }

    if let command = Commands.named(word, words: words) {
      if Settings.names.contains(word), argument.continuesFormula { return .statement }
      if argument.first == "(", Vocabulary.functions.contains(word) { return .statement }
      if isName(word), isFormula(text) { return .statement }
      return .command(command, word: word.utf8.count)
    }
    // Two words in a row are no formula, so the first was meant as a command.
    guard let first = argument.first,
      first.isLetter || first == "\"" || first.isNumber || argument.hasPrefix("--"),
      bench.definitions[word] == nil
    else { return .statement }
    if ["let", "var", "const"].contains(word), Statement.looksLikeDefinition(String(argument)) {
      return .unknown(
        Refusal(
          Problems.sentence(.writeInstead(String(argument))), at: 0..<word.utf8.count,
          correction: String(argument)))
    }
    if isFunction(word) { return .unknown(call(of: word, argument: argument)) }
    return .unknown(unknownCommand(word, argument: argument))
  }

  /// `lang = pt`, typed as settings are: where its sign ends.
  private func endOfLanguageSign(_ text: String) -> Int? {
    let word = Substring(text).firstWord
    guard !word.isEmpty, Commands.named(word, words: words) == LangCommand.self else { return nil }
    let rest = text.dropFirst(word.count).drop { $0 == " " }
    let code = rest.dropFirst().drop { $0 == " " }
    guard rest.first == "=", curriculum.language(String(code)) != nil else { return nil }
    return text.utf8.count - code.utf8.count
  }

  /// What may be typed for an English word, in all languages.
  var words: [String: String] { curriculum.words }

  private func isName(_ word: String) -> Bool {
    bench.definitions[word] != nil || bench.definitions.functions[word] != nil
  }

  private func isFormula(_ text: String) -> Bool {
    guard let formula = try? Formula(parsing: text) else { return false }
    return (try? bench.definitions.check(defining: nil, as: formula)) != nil
  }

  private func isFunction(_ word: String) -> Bool {
    bench.definitions.functions[word] != nil || Vocabulary.functions.contains(word)
  }

  /// `exp 2` → `exp(2)`.
  private func call(of function: String, argument: Substring) -> Refusal {
    var arguments = Arguments("\(function) \(argument)", after: function.utf8.count)
    let parts = arguments.rest()
    let line = "\(function)(\(parts.map(\.text).joined(separator: ", ")))"
    return Refusal(
      Problems.sentence(.writeInstead(line)),
      at: 0..<(function.utf8.count + 1 + argument.utf8.count), correction: line)
  }

  private func unknownCommand(_ word: String, argument: Substring) -> Refusal {
    let range = 0..<word.utf8.count
    guard let nearest = nearestCommand(to: word) else {
      return Refusal(Self.unknownWord(word), at: range)
    }
    return Refusal(
      Phrase(
        "I don't know {name}. Did you mean {nearest}?",
        ["name": .init(word, .code), "nearest": .init(nearest, .code)]),
      at: range, correction: "\(nearest) \(argument)")
  }
}

/// What is asked about by `step?`, `step ?` or `? step`; for `?` alone, nothing. Nil where nothing
/// is asked.
private func questionTopic(in text: String) -> Arguments.Part?? {
  guard text.first == "?" || text.last == "?" else { return nil }
  let bytes = Array(text.utf8)
  let isMark = { (byte: UInt8) in isBlank(byte) || byte == UInt8(ascii: "?") }
  guard let start = bytes.firstIndex(where: { !isMark($0) }),
    let end = bytes.lastIndex(where: { !isMark($0) })
  else { return .some(nil) }
  let word = String(decoding: bytes[start...end], as: UTF8.self)
  guard word.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }) else { return nil }
  return Arguments.Part(text: word, range: start..<(end + 1))
}

extension Substring {
  /// The letters, digits, `_` and `-` that a word is made of, from the beginning.
  fileprivate var firstWord: String {
    guard let first, first.isLetter else { return "" }
    return String(prefix { $0.isLetter || $0.isNumber || $0 == "_" })
  }

  /// Whether it goes on as in `step * 2`.
  fileprivate var continuesFormula: Bool {
    guard let first, "+-*/^@<>·×÷−".contains(first) else { return false }
    return !"+-−".contains(first) || dropFirst().first == " "
  }
}
