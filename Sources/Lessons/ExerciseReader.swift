import DocumentModel
import Tutor

/// Reads the machine part of an exercise, `key: value` on each line; it is the same in every
/// translation. The texts follow below the fence and are added piece by piece.
///
///     idea: chain-rule             what it practises, a term of the glossary
///     vary: x = 3 in 2..6          a number that changes when it is asked again
///     setup: y = -1; f = x * y     commands that make its bench
///     hide: g0 g1                  names that are not listed as given
///     answer: d(f, x)              or formula:, choices:, order:, goal:
///     tolerance: 1%                or exact, 1e-9 absolute, 1% or 1e-6
///     mistake 10: value-for-slope  what a wrong answer reveals: a value or a formula, a key,
///                                  keys `a c`, or conditions of a goal, `f < 5, steps > 3`
struct ExerciseReader {
  typealias Fault = LessonTextError.ExerciseFault

  /// A fault, and in which line of the fence it is found, counted from 0.
  struct Complaint: Error {
    var fault: Fault
    var line = 0
  }

  static func read(_ lines: [String], id: String) throws(Complaint) -> Exercise {
    var reader = ExerciseReader()
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      do throws(Fault) { try reader.take(line) } catch {
        throw Complaint(fault: error, line: number + 1)
      }
    }
    do throws(Fault) { return try reader.exercise(id: id) } catch {
      throw Complaint(fault: error)
    }
  }

  private var idea: String?
  private var kind: Exercise.Kind?
  private var ranges: [String: ClosedRange<Double>] = [:]
  private var moves = Exercise.Moves.stepping(byHand: [])
  /// Everything but its idea and its kind.
  private var rest = Exercise(id: "", idea: "", kind: .goal([], moves: .free))

  private func exercise(id: String) throws(Fault) -> Exercise {
    guard let idea else { throw .missing("idea") }
    guard let kind else { throw .missing("answer") }
    var exercise = rest
    (exercise.id, exercise.idea) = (id, idea)
    switch kind {
    case .formula(let formula, _): exercise.kind = .formula(formula, ranges: ranges)
    case .goal(let conditions, _): exercise.kind = .goal(conditions, moves: moves)
    case .value(let formula):
      exercise.kind = kind
      exercise.gradient = exercise.gradient ?? Self.gradient(formula)
    default: exercise.kind = kind
    }
    if case .goal = exercise.kind, exercise.solution.isEmpty { throw .missing("solution") }
    return exercise
  }

  private mutating func take(_ line: String) throws(Fault) {
    let (head, value) = try Self.parts(of: line)
    let words = head.split(separator: " ", maxSplits: 1).map(String.init)
    switch (words[0], words.count) {
    case ("mistake", 2): rest.mistakes.append(.init(value: words[1], name: value))
    case ("accept", 2): rest.accepted.append(.init(value: words[1], name: value))
    case (let key, 1): try take(key, value)
    default: throw .unknownLine(line)
    }
  }

  private mutating func take(_ key: String, _ value: String) throws(Fault) {
    switch key {
    case "idea": idea = value
    case "vary": rest.variations.append(try Self.variation(value))
    case "setup": rest.setup = (rest.setup ?? []) + (value == "none" ? [] : [value])
    case "hide": rest.hidden += value.split(separator: " ").map(String.init)
    case "answer": try set(.value(value))
    case "formula": try set(.formula(value, ranges: [:]))
    case "choices": try set(.choices(try Self.choices(value)))
    case "order": try set(.order(Self.order(value)))
    case "goal": try set(.goal(value.partsBetweenCommas, moves: moves))
    case "where":
      let (name, values) = try Self.pair(value, separator: " in ")
      ranges[name] = try Self.range(values)
    case "moves" where value == "free": moves = .free
    case "allows": moves = .stepping(byHand: value.split(separator: " ").map(String.init))
    case "solution": rest.solution.append(value)
    case "tolerance": rest.tolerance = try Self.tolerance(value)
    case "of":
      let (output, input) = try Self.pair(value, separator: ",")
      rest.gradient = .init(output: output, input: input)
    case "catalogue" where value == "no": rest.usesCatalogue = false
    case "digits":
      guard let digits = Int(value), (1...17).contains(digits) else { throw .unreadable(value) }
      rest.digits = digits
    default: throw .unknownLine("\(key): \(value)")
    }
  }

  private mutating func set(_ new: Exercise.Kind) throws(Fault) {
    guard kind == nil else { throw .secondKind }
    kind = new
  }

  // MARK: - Parts of a line

  /// Behind `mistake 10`, `answer`, …: at the first colon with a blank behind it.
  private static func parts(of line: String) throws(Fault) -> (String, String) {
    let isMistake = line.hasPrefix("mistake ") || line.hasPrefix("accept ")
    let colon =
      isMistake ? line.lastIndex(of: ":") : line.firstIndex(of: ":")
    guard let colon else { throw .unknownLine(line) }
    let head = String(line[..<colon].trimmed)
    let value = String(line[line.index(after: colon)...].trimmed)
    guard !head.isEmpty, !value.isEmpty else { throw .unknownLine(line) }
    return (head, value)
  }

  private static func pair(
    _ text: String, separator: String
  ) throws(Fault) -> (String, String) {
    guard let range = text.firstRange(of: separator) else { throw .unreadable(text) }
    return (
      String(text[..<range.lowerBound].trimmed), String(text[range.upperBound...].trimmed)
    )
  }

  private static func number(_ text: some StringProtocol) throws(Fault) -> Double {
    guard let number = Double(Substring(text).trimmed) else { throw .unreadable(String(text)) }
    return number
  }

  private static func range(_ text: String) throws(Fault) -> ClosedRange<Double> {
    let (low, high) = try pair(text, separator: "..")
    let (from, to) = (try number(low), try number(high))
    guard from <= to else { throw .unreadable(text) }
    return from...to
  }

  /// `x = 3 in 2..6` or `x = 3 in 2, 4, 5`.
  private static func variation(_ text: String) throws(Fault) -> Exercise.Variation {
    let (name, rest) = try pair(text, separator: "=")
    let (first, others) = try pair(rest, separator: " in ")
    var values: [Double] = []
    if others.contains("..") {
      let range = try range(others)
      values = Array(stride(from: range.lowerBound, through: range.upperBound, by: 1))
    } else {
      for part in others.partsBetweenCommas { values.append(try number(part)) }
    }
    return .init(name: name, first: try number(first), others: values)
  }

  /// `start*, zero, last`.
  private static func choices(_ text: String) throws(Fault) -> [Exercise.Choice] {
    let choices = text.partsBetweenCommas.map { part in
      Exercise.Choice(key: part.filter { $0 != "*" }, isRight: part.hasSuffix("*"))
    }
    guard choices.count > 1, choices.contains(where: \.isRight) else { throw .noRightChoice }
    return choices
  }

  /// `f, q, x = y`: `x` and `y` may change places.
  private static func order(_ text: String) -> [[String]] {
    text.partsBetweenCommas.map { $0.split(separator: "=").map { String($0.trimmed) } }
  }

  /// `1%`, `exact`, `1e-9 absolute`, `1% or 1e-6`.
  private static func tolerance(_ text: String) throws(Fault) -> Exercise.Tolerance {
    if text == "exact" { return .exact }
    if text.hasSuffix(" absolute") {
      return .init(relative: 0, absolute: try number(text.dropLast(9)))
    }
    let parts = text.split(separator: " or ").map { String($0) }
    guard parts.count <= 2, let share = parts.first, share.hasSuffix("%") else {
      throw .unreadable(text)
    }
    return .init(
      relative: try number(share.dropLast()) / 100,
      absolute: parts.count == 2 ? try number(parts[1]) : 0)
  }

  /// An answer that is exactly `d(f, x)`.
  private static func gradient(_ formula: String) -> Exercise.GradientName? {
    guard formula.hasPrefix("d("), formula.hasSuffix(")") else { return nil }
    let parts = String(formula.dropFirst(2).dropLast()).partsBetweenCommas
    guard parts.count == 2, parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    return .init(output: parts[0], input: parts[1])
  }
}

extension Exercise.Texts {
  /// Adds a block below the fence: an item such as `hint: …`, or a part of the question.
  mutating func add(_ block: Block) throws(LessonTextError.ExerciseFault) {
    guard case .list(let items, false) = block, items.contains(where: { Self.key(of: $0) != nil })
    else {
      question.blocks.append(block)
      return
    }
    for item in items {
      guard let (key, text) = Self.key(of: item) else {
        throw .unknownItem(item.plain)
      }
      try add(text, as: key)
    }
  }

  private mutating func add(
    _ text: Text, as key: [String]
  ) throws(LessonTextError.ExerciseFault) {
    switch (key[0], key.count) {
    case ("hint", 1): hints.append(text)
    case ("solution", 1): solution.append(text)
    case ("why", 1) where why == nil: why = text
    case ("mistake", 2): mistakes[key[1]] = text
    case ("accept", 2): accepted[key[1]] = text
    case ("choice", 2): choices[key[1]] = text
    case ("card", 2): cards[key[1]] = text
    default: throw .unknownItem(key.joined(separator: " "))
    }
  }

  /// `["mistake", "added"]` and what follows, for an item that begins with `mistake added:`.
  private static func key(of item: [Block]) -> ([String], Text)? {
    guard item.count == 1, case .paragraph(let text) = item[0], let first = text.spans.first,
      first.role == .plain, let colon = first.text.firstIndex(of: ":")
    else { return nil }
    let key = first.text[..<colon].split(separator: " ").map(String.init)
    guard let word = key.first, itemWords.contains(word), key.count <= 2 else { return nil }
    let rest = Span(
      String(first.text[first.text.index(after: colon)...].drop { $0 == " " }), .plain)
    return (key, Text(([rest] + text.spans.dropFirst()).filter { !$0.text.isEmpty }))
  }

  private static let itemWords: Set = [
    "hint", "solution", "why", "mistake", "accept", "choice", "card",
  ]
}

extension [Block] {
  /// The words of its paragraphs.
  fileprivate var plain: String {
    compactMap { if case .paragraph(let text) = $0 { text.plain } else { nil } }
      .joined(separator: " ")
  }
}
