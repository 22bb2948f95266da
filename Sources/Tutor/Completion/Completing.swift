import DocumentModel
import GradientCore

extension Session {
  /// How `line` can go on at `cursor`, a UTF-8 offset into it.
  public func completions(for line: String, cursor: Int) -> Completions {
    let context = CompletionContext(line, cursor: cursor, words: words)
    var result = Completions()
    if let start = context.symbolStart, !namesFile(context) {
      result.items = symbols(context.text(from: start + 1), from: start, in: context)
    } else if !context.isInComment {
      result.call = context.function.flatMap(signature)
      complete(context, into: &result)
    }
    // What is completed in front of a parenthesis brings no other.
    if line.utf8.dropFirst(cursor).first == UInt8(ascii: "(") {
      for index in result.items.indices where result.items[index].text.last == "(" {
        result.items[index].text.removeLast()
      }
    }
    return result
  }

  private func complete(_ context: CompletionContext, into result: inout Completions) {
    let (word, part) = (context.wordStart, context.partStart)
    if let start = context.axisStart {
      result.items = match(axes, context, from: start)
      return
    }
    let isSetting = context.wordsBefore.first.map {
      Commands.named($0, words: words) == SetCommand.self
    }
    if isSetting != true, let (name, start) = context.definition {
      let values = context.isInBrackets ? [] : self.values(for: name, begun: start, in: context)
      result.items = match(values, context, from: start)
      if result.items.isEmpty { result.items = match(terms(context), context, from: word) }
      return
    }
    let before = context.wordsBefore
    guard let first = before.first else {
      if context.text(from: context.commandStart).first == "?" {
        result.items = match(topics, context, from: word)
      } else if word == context.commandStart {
        result.items = match(beginnings(context), context, from: word)
      } else {
        result.items = match(terms(context), context, from: word)
      }
      return
    }
    guard let command = Commands.named(first, words: words), !context.isInBrackets else {
      result.items = match(first == "?" ? topics : terms(context), context, from: word)
      return
    }
    if command == TimeCommand.self { return complete(context.afterFirstWord(), into: &result) }
    if command.usage.takesFile, before.count == 1 || context.quote != nil {
      let typed =
        context.quote.map {
          QuotedName.meaning(of: context.text(from: $0 + 1), isBeginning: true)
        } ?? context.text(from: part)
      result.file = PartialFileName(typed: typed, start: context.quote ?? part)
    }
    if case .files = command.usage.completes { return }
    if case .answers = command.usage.completes, answerLetters.isEmpty {
      result.items = match(terms(context), context, from: word)
      return
    }
    result.items = match(
      arguments(of: command, after: Array(before.dropFirst()), begun: context.text(from: part)),
      context, from: part)
  }

  /// Candidates that go on with what stands behind `start`: as it was typed, or else with other
  /// capitals and accents.
  private func match(
    _ candidates: [CompletionCandidate], _ context: CompletionContext, from start: Int
  ) -> [Completion] {
    let begun = context.text(from: start)
    let listed = continuing(begun, candidates.filter(\.isListed))
    let found = listed.isEmpty ? continuing(begun, candidates.filter { !$0.isListed }) : listed
    return found.map { Completion($0.text, from: start, $0.explanation, follow: $0.follow) }
  }

  private func continuing(
    _ begun: String, _ candidates: [CompletionCandidate]
  ) -> [CompletionCandidate] {
    var seen: Set<String> = []
    let all = candidates.filter { seen.insert($0.text).inserted }
    let exact = all.filter { $0.text.hasPrefix(begun) }
    guard exact.isEmpty else { return exact }
    let letters = folded(begun)
    return all.filter { folded($0.text).starts(with: letters) }
  }

  private func symbols(
    _ name: String, from start: Int, in context: CompletionContext
  ) -> [Completion] {
    let found = MathSymbols.matching(name)
    if found.count == 1 {
      let symbol = found[0].symbol
      let isCall = ReservedNames.functions.contains(symbol) && takesFormula(context)
      return [Completion(isCall ? symbol + "(" : symbol, from: start, Text(found[0].name))]
    }
    return found.map { Completion("\\" + $0.name, from: start, Text($0.symbol, .value)) }
  }

  /// Whether a quoted file name stands at the cursor, in which a backslash has its own meaning.
  private func namesFile(_ context: CompletionContext) -> Bool {
    guard context.quote != nil,
      let command = context.wordsBefore.first.flatMap({ Commands.named($0, words: words) }),
      case .files = command.usage.completes
    else { return false }
    return true
  }

  /// Whether a formula could stand at the cursor, and not a file name or a topic.
  private func takesFormula(_ context: CompletionContext) -> Bool {
    guard !context.isInComment, context.quote == nil else { return false }
    let command = context.wordsBefore.first.flatMap { Commands.named($0, words: words) }
    return command?.usage.takesPlainName != true || context.isInBrackets
  }

  /// `max(a, b)  the larger of two …`, of the language or of the learner.
  private func signature(_ name: String) -> Text? {
    if let function = bench.definitions.functions[name] {
      let head = "\(name)(\(function.parameters.joined(separator: ", ")))"
      return Text("\(head) = \(Self.abridged(function.body.formula.description, to: 40))", .code)
    }
    guard Vocabulary.functions.contains(name), let about = WordHelp(name) else { return nil }
    let forms = about.forms.map { Text($0, .code) }.joined(separator: "  ")
    return forms + "  " + voice.say(about.paragraphs[0]).dimmed
  }

  /// What a word of formulas means, in short.
  func meaning(of about: WordHelp) -> Text { voice.say(about.paragraphs[0]).dimmed }
}
