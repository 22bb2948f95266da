import DocumentModel
import GradientCore

// What stands behind `answer` becomes something that can be judged, or a sentence that says why it
// cannot: then nothing was answered, and nothing is counted.
extension Session {
  /// - Parameter part: the answer as it was typed and where it begins in `command`.
  func read(
    _ part: (text: String, offset: Int), in command: String, for placed: PlacedExercise
  ) throws(Refusal) -> GivenAnswer {
    switch placed.exercise.kind {
    case .value: return try readValue(part, in: command, for: placed)
    case .formula: return try readFormula(part, in: command, for: placed)
    case .choices(let choices):
      let keys = try readKeys(part, for: placed)
      guard choices.count(where: \.isRight) > 1 || keys.count == 1 else {
        throw Refusal(Phrase("One of them is right: choose one."), at: Self.range(of: part))
      }
      return GivenAnswer(answer: .keys(keys), shown: letters(of: keys, placed))
    case .order:
      let keys = try readKeys(part, for: placed)
      let all = placed.exercise.shownKeys(draw: practice.open?.draw ?? 0)
      guard keys.count == all.count else {
        throw Refusal(
          Phrase(
            "All {count} have their place in the order; these are {given}.",
            ["count": Text("\(all.count)"), "given": Text("\(keys.count)")]),
          at: Self.range(of: part))
      }
      return GivenAnswer(answer: .keys(keys), shown: letters(of: keys, placed))
    case .goal(let conditions, _):
      throw Refusal(
        Phrase(
          "Here is nothing to answer: change the bench until {goal}. It is looked at after every command.",
          ["goal": placed.exercise.goal(conditions, on: start)]))
    }
  }

  private static func range(of part: (text: String, offset: Int)) -> Range<Int> {
    part.offset..<(part.offset + part.text.utf8.count)
  }

  // MARK: - Numbers and matrices

  private func readValue(
    _ part: (text: String, offset: Int), in command: String, for placed: PlacedExercise
  ) throws(Refusal) -> GivenAnswer {
    let formula = try valueFormula(part, in: command, for: placed)
    let value = try answerValue(of: formula, in: command)
    let judge = AnswerJudge(placed.exercise, on: start)
    // A mistake may have another shape than the answer, and then says more than that.
    if let right = judge.right, right.shape != value.shape,
      judge.verdict(on: .value(value)) == .wrong, judge.ownMistake(revealedBy: value) == nil
    {
      throw Refusal(Self.complaint(about: value.shape, right.shape), at: Self.range(of: part))
    }
    let isPlain = formula.nodes.count <= 2
    var number = Text(printed(value), .value)
    // No number is denied in the digits of the right one.
    if let right = judge.right, value != right, printed(value) == printed(right) {
      number = Text(
        isPlain ? part.text : Numbers.exact.brief(value, width: 60), .value)
    }
    return GivenAnswer(
      answer: .value(value),
      shown: isPlain || formula.isMatrix
        ? number : Text(Self.abridged(formula.description, to: 40), .code) + " = " + number,
      isByTutor: asksTutor(formula))
  }

  /// Whether a formula lets the tutor find what is asked: a slope, or a name that follows a formula.
  private func asksTutor(_ formula: Formula) -> Bool {
    if formula.containsDerivative { return true }
    guard let name = formula.singleName else { return false }
    return bench.definitions.definition(of: name) != nil
  }

  private func answerValue(
    of formula: Formula, in command: String
  ) throws(Refusal) -> Matrix {
    do throws(CompilationError) {
      var random = bench.random
      let draws = try formula.draws(&random)
      return try bench.definitions.compute(Definition(formula, draws: draws), ties: bench.ties)
        .value
    } catch {
      throw refusal(error, in: command)
    }
  }

  private static func complaint(about given: Shape, _ wanted: Shape) -> Phrase {
    let shape = ["shape": Problems.code(given)]
    if wanted.isScalar {
      return Phrase("One number is asked for; this is a matrix of shape {shape}.", shape)
    }
    if given.isScalar {
      return Phrase(
        "A matrix is asked for, as in {example}; this is one number.",
        ["example": Text("answer [1 2; 3 4]", .command)])
    }
    return given == wanted.transposed
      ? Phrase("Rows and columns have changed places: this is {shape}.", shape)
      : Phrase("This is a matrix of shape {shape}; the one asked for has another.", shape)
  }

  // MARK: - Formulas

  private func readFormula(
    _ part: (text: String, offset: Int), in command: String, for placed: PlacedExercise
  ) throws(Refusal) -> GivenAnswer {
    let judge = AnswerJudge(placed.exercise, on: start)
    try refuseMissingTimes(part, in: command, names: judge.comparison?.names ?? [])
    let formula = try formula(part, in: command)
    guard let comparison = judge.comparison else {
      return GivenAnswer(answer: .formula(formula), shown: Text(formula.description, .code))
    }
    let known = comparison.names + bench.definitions.names + Settings.names
    if let stranger = formula.names.first(where: { !known.contains($0) }) {
      throw Refusal(
        Phrase(
          "{name} does not occur here. Names that do: {names}.",
          [
            "name": Text(stranger, .name),
            "names": voice.list(namesToUse(beside: comparison)),
          ]), at: Self.range(of: part))
    }
    if let error = comparison.complaint(about: formula) { throw refusal(error, in: command) }
    let given = AnswerJudge.Given.formula(formula)
    if formula.names.isEmpty, !comparison.names.isEmpty, judge.verdict(on: given) == .wrong,
      judge.mistake(revealedBy: given) == nil
    {
      throw Refusal(
        Phrase(
          "This is a number; a formula in {names} is asked for.",
          ["names": voice.list(namesToUse(beside: comparison))]), at: Self.range(of: part))
    }
    return GivenAnswer(
      answer: given, shown: Text(Self.abridged(formula.description, to: 60), .code),
      isByTutor: formula.containsDerivative)
  }

  /// All inputs of the exercise, too: those of the answer alone would tell it.
  private func namesToUse(beside comparison: FormulaComparison) -> [String] {
    let hidden = openExercise?.placed.exercise.hidden ?? []
    let inputs = start.definitions.names.filter {
      start.definitions.value(ofLeaf: $0) != nil && !hidden.contains($0)
    }
    return (inputs + comparison.names.filter { !inputs.contains($0) }).sorted()
  }

  /// A matrix is often typed without its brackets.
  private func valueFormula(
    _ part: (text: String, offset: Int), in command: String, for placed: PlacedExercise
  ) throws(Refusal) -> Formula {
    try refuseMissingTimes(part, in: command, names: [])
    do throws(Refusal) {
      return try formula(part, in: command)
    } catch {
      let isMatrix = AnswerJudge(placed.exercise, on: start).right?.isScalar == false
      guard isMatrix, !part.text.contains("[") else { throw error }
      throw Refusal(
        Phrase(
          "A matrix is written in brackets, as in {example}.",
          ["example": Text("answer [1 2; 3 4]", .command)]), at: Self.range(of: part))
    }
  }

  /// `2xy` and `s(1-s)`, as they are written on paper.
  private func refuseMissingTimes(
    _ part: (text: String, offset: Int), in command: String, names: [String]
  ) throws(Refusal) {
    let products = WrittenProducts(
      names: Set(names + bench.definitions.names),
      functions: Set(Vocabulary.functions + bench.definitions.functions.keys),
      others: Set(Settings.names + Vocabulary.constants))
    let corrected = products.withSigns(part.text)
    guard corrected != part.text, (try? Formula(parsing: corrected)) != nil else { return }
    let range = Self.range(of: part)
    throw Refusal(
      Problems.sentence(.writeInstead(corrected)), at: range,
      correction: command.replacing(range, with: corrected))
  }

  /// `5`, `2 * x`, and with the name that is asked for, too: `f = 5`.
  private func formula(
    _ part: (text: String, offset: Int), in command: String
  ) throws(Refusal) -> Formula {
    // Behind as many blanks as stand before it, places are those of the command.
    let indented = String(repeating: " ", count: part.offset) + part.text
    do throws(LanguageError) {
      if Statement.looksLikeDefinition(part.text),
        case .assignment(let assignment) = try Statement(parsing: indented),
        assignment.formulas.count == 1
      {
        return assignment.formulas[0]
      }
      return try Formula(parsing: indented)
    } catch {
      throw refusal(error, in: command)
    }
  }

  // MARK: - Choices and cards

  private func readKeys(
    _ part: (text: String, offset: Int), for placed: PlacedExercise
  ) throws(Refusal) -> [String] {
    let all = placed.exercise.shownKeys(draw: practice.open?.draw ?? 0)
    let keys = shownKeys(part.text, among: all)
    guard let keys else {
      throw Refusal(
        Phrase(
          "The letters from {first} to {last} stand for what is shown above, as in {example}.",
          [
            "first": Text(ShownKey.letter(0), .command),
            "last": Text(ShownKey.letter(all.count - 1), .command),
            "example": Text("answer a", .command),
          ]), at: Self.range(of: part))
    }
    guard Set(keys).count == keys.count else {
      throw Refusal(Phrase("A letter stands here twice."), at: Self.range(of: part))
    }
    return keys
  }

  /// The keys that `a c`, `a, c`, `A) c)` or the keys themselves name; nil where it is none of it.
  private func shownKeys(_ text: String, among all: [String]) -> [String]? {
    let words = text.split { " ,;".contains($0) }.map { word in
      String(word.hasSuffix(")") && word.count == 2 ? word.dropLast() : word)
    }
    let letters = all.indices.map(ShownKey.letter)
    let keys = words.map { word in
      letters.firstIndex(of: word.lowercased()).map { all[$0] }
        ?? (all.contains(word) ? word : nil)
    }
    let found = keys.compactMap { $0 }
    return found.isEmpty || found.count < keys.count ? nil : found
  }

  private func letters(of keys: [String], _ placed: PlacedExercise) -> Text {
    let all = placed.exercise.shownKeys(draw: practice.open?.draw ?? 0)
    return Text(
      keys.compactMap { all.firstIndex(of: $0).map(ShownKey.letter) }.joined(separator: " "),
      .command)
  }

  // MARK: - What is typed without `answer`

  /// The line that hands in what was typed alone, where it could be an answer to the open exercise.
  func handingIn(_ text: String) -> String? {
    guard takesOffers, let (open, placed) = openExercise, !open.isSolved else { return nil }
    switch placed.exercise.kind {
    case .goal: return nil
    case .choices, .order:
      let all = placed.exercise.shownKeys(draw: open.draw)
      return shownKeys(text, among: all) == nil ? nil : "answer \(text)"
    case .value, .formula:
      let line = "answer \(text)"
      let part = (text: text, offset: line.utf8.count - text.utf8.count)
      return (try? read(part, in: line, for: placed)) == nil ? nil : line
    }
  }

  /// Answers what nobody could compute with the offer to hand it in.
  mutating func offerToHandIn(_ text: String) -> Answer? {
    if takesOffers, let (open, placed) = openExercise, open.isSolved,
      shownKeys(text, among: placed.exercise.shownKeys(draw: open.draw)) != nil
    {
      let line = voice.say(Phrase("This one is solved already."))
      return Answer(Document([.line(line)] + exerciseEnd(placed)))
    }
    guard let line = handingIn(text) else { return nil }
    return Answer(Document(offeringToHandIn(line)))
  }

  /// Nothing was judged yet: Enter does it.
  mutating func offeringToHandIn(_ line: String) -> Block {
    offer = line
    let phrase = Phrase("{answer} hands it in", ["answer": Text(line, .command)])
    return .line(voice.say(phrase) + Text(" (Enter)", .hint))
  }
}

extension Formula {
  fileprivate var isMatrix: Bool {
    if case .matrix = nodes[root].kind { true } else { false }
  }
}
