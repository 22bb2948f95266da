import DocumentModel
import GradientCore

// What must hold for the numbers of an exercise, so that no answer is right by accident, and no
// mistake is taken for another.
extension AnswerJudge {
  func isUnambiguous(hints: [Text]) -> Bool {
    numberFaults.isEmpty && hintsThatTell(hints, in: voice).isEmpty
  }

  var numberFaults: [Phrase] {
    switch exercise.kind {
    case .value: faultsOfValue
    case .formula: faultsOfFormula
    case .choices, .order: faultsOfKeys
    case .goal(let conditions, _): faultsOfGoal(conditions)
    }
  }

  // MARK: - Numbers and matrices

  private var faultsOfValue: [Phrase] {
    guard case .value(let formula) = exercise.kind else { return [] }
    guard let right, right.isFinite else {
      return [
        Phrase("The answer {formula} gives no finite value.", ["formula": Problems.code(formula)])
      ]
    }
    var faults: [Phrase] = []
    var known: [(name: String, value: Matrix)] = []
    for mistake in exercise.mistakes {
      guard let value = values.value(of: mistake.value) else {
        faults.append(Self.givesNothing(mistake))
        continue
      }
      if let other = known.first(where: { Self.agree($0.value, value, within: .same) }) {
        faults.append(Self.same(other.name, mistake.name))
      }
      known.append((mistake.name, value))
    }
    let accepted = exercise.accepted.map { ($0, values.value(of: $0.value)) }
    faults += accepted.filter { $0.1 == nil }.map { Self.givesNothing($0.0) }
    faults += forgivenMistakes.map(Self.isAccepted)
    for mistake in known {
      let isRight = agrees(mistake.value, with: right)
      let isAccepted = accepted.contains { $0.1.map { agrees(mistake.value, with: $0) } ?? false }
      if isRight || isAccepted { faults.append(Self.isAccepted(mistake.name)) }
    }
    if let name = mistake(revealedBy: .value(right)) { faults.append(Self.meetsRight(name)) }
    return faults + givenAnswers(right)
  }

  /// Names whose values stand on the screen and are the answer.
  private func givenAnswers(_ right: Matrix) -> [Phrase] {
    let input = exercise.gradient?.input
    let names = [values.bench.objective, input].compactMap { $0 }
    return names.filter { name in
      values.value(of: name).map { Self.agree($0, right, within: .same) } ?? false
    }.map { Phrase("The answer is the value of {name}.", ["name": Text($0, .name)]) }
  }

  // MARK: - Formulas, choices, cards, goals

  private var faultsOfFormula: [Phrase] {
    guard case .formula(let text, _) = exercise.kind else { return [] }
    guard let comparison, comparison.agrees(with: comparison.right) else {
      return [
        Phrase("The answer {formula} gives no finite value.", ["formula": Problems.code(text)])
      ]
    }
    var faults: [Phrase] = []
    var known: [(name: String, formula: Formula)] = []
    for mistake in exercise.mistakes {
      guard let formula = try? Formula(parsing: mistake.value),
        comparison.complaint(about: formula) == nil
      else {
        faults.append(Self.givesNothing(mistake))
        continue
      }
      if verdict(on: .formula(formula)) != .wrong { faults.append(Self.isAccepted(mistake.name)) }
      if let other = known.first(where: { comparison.isSame($0.formula, mistake.value) }) {
        faults.append(Self.same(other.name, mistake.name))
      }
      known.append((mistake.name, formula))
    }
    return faults
  }

  private var faultsOfKeys: [Phrase] {
    let keys = Set(exercise.shownKeys(draw: 0))
    return exercise.mistakes.flatMap { mistake -> [Phrase] in
      guard !mistake.keys.isEmpty, keys.isSuperset(of: mistake.keys) else {
        return [Self.givesNothing(mistake)]
      }
      var isRight = verdict(on: .keys(mistake.keys)) == .right
      if case .choices(let choices) = exercise.kind, mistake.keys.count == 1 {
        isRight = choices.contains { $0.key == mistake.keys[0] && $0.isRight }
      }
      return isRight ? [Self.isAccepted(mistake.name)] : []
    }
  }

  private func faultsOfGoal(_ conditions: [String]) -> [Phrase] {
    let unknown = conditions.filter { values.value(of: $0)?.isScalar != true }
    let mistakes = exercise.mistakes.filter { mistake in
      !mistake.conditions.allSatisfy { values.value(of: $0)?.isScalar == true }
    }
    let isSolved = conditions.allSatisfy(values.holds)
    return unknown.map {
      Phrase("{place} cannot be computed.", ["place": Problems.code($0)])
    } + mistakes.map(Self.givesNothing)
      + (isSolved ? [Phrase("It is solved before it starts.")] : [])
  }

  // MARK: - Texts that tell the answer

  var voice: Voice { Voice(numbers: Numbers(digits: values.bench.settings.digits)) }

  /// The answer as it would be printed, where it is a number, a matrix or a formula.
  var printedAnswer: String? {
    switch exercise.kind {
    case .value: right.map { voice.numbers.inline($0) }
    case .formula(let text, _): text
    default: nil
    }
  }

  /// Whether somebody could read the answer off a text.
  func tellsAnswer(_ text: Text) -> Bool {
    guard let answer = printedAnswer else { return false }
    let filled = values.filled(text, in: voice).plain
    if case .value = exercise.kind, right?.isScalar == true {
      return filled.numbers.contains(answer)
    }
    let bare = answer.filter { $0 != " " }
    // A formula of one letter stands in every text.
    if bare.count == 1 { return false }
    return filled.filter { $0 != " " }.contains(bare)
  }

  /// Numbers of the hints, the last aside, that contain the answer.
  func hintsThatTell(_ hints: [Text], in voice: Voice) -> [Int] {
    hints.indices.dropLast().filter { tellsAnswer(hints[$0]) }.map { $0 + 1 }
  }

  // MARK: -

  private static func givesNothing(_ named: Exercise.Named) -> Phrase {
    Phrase(
      "{value} of {name} means nothing here.",
      ["value": Problems.code(named.value), "name": Problems.code(named.name)])
  }

  private static func isAccepted(_ name: String) -> Phrase {
    Phrase("The mistake {name} would be accepted.", ["name": Problems.code(name)])
  }

  private static func meetsRight(_ name: String) -> Phrase {
    Phrase(
      "The right answer would be met with the mistake {name}.", ["name": Problems.code(name)])
  }

  private static func same(_ first: String, _ second: String) -> Phrase {
    Phrase(
      "The mistakes {first} and {second} give the same.",
      ["first": Problems.code(first), "second": Problems.code(second)])
  }
}

extension String {
  /// The numbers that stand in a text, as they are written.
  fileprivate var numbers: Set<String> {
    var result: Set<String> = []
    var number = ""
    func close() {
      while let last = number.last, ".+-e".contains(last) { number.removeLast() }
      if number.contains(where: \.isNumber) { result.insert(number) }
      number = ""
    }
    for character in self.replacing("−", with: "-") {
      let continues =
        character.isNumber
        || character == "." && !number.isEmpty
        || character == "e" && number.last?.isNumber == true
        || "+-".contains(character) && number.last == "e"
      if !continues { close() }
      if continues || character == "-" && number.isEmpty { number.append(character) }
    }
    close()
    return result
  }
}
