import DocumentModel
import GradientCore

/// Formulas of an exercise, computed on a bench without changing it. Beside the names of the bench
/// they know `steps` and `evaluations`, counted since the exercise began, and `numerical(f, x)`, the
/// difference quotient with the bench's `h`.
struct ExerciseValues {
  let bench: Bench
  private let definitions: Definitions

  /// - Parameter start: the bench with which the exercise began.
  init(_ bench: Bench, since start: Bench) {
    self.bench = bench
    var definitions = bench.definitions
    definitions["steps"] = .leaf(Matrix(Double(bench.steps - start.steps)), .held)
    definitions["evaluations"] = .leaf(
      Matrix(Double(bench.evaluations - start.evaluations)), .held)
    self.definitions = definitions
  }

  /// What a formula gives; nil where it gives nothing.
  func value(of text: String) -> Matrix? {
    guard let formula = try? Formula(parsing: withQuotients(text)) else { return nil }
    return value(of: formula, in: definitions)
  }

  /// Whether a comparison holds.
  func holds(_ condition: String) -> Bool {
    guard let number = value(of: condition)?.scalar else { return false }
    return number != 0 && !number.isNaN
  }

  /// Whether a condition speaks of settings alone, which moves do not change.
  func readsOnlySettings(_ condition: String) -> Bool {
    guard let formula = try? Formula(parsing: condition), !formula.names.isEmpty else {
      return false
    }
    return formula.names.allSatisfy { bench.definitions.settings[$0] != nil }
  }

  /// Whether a condition on the counters alone does not hold and will not: counters only grow.
  /// `steps >= 3` may still come, `steps <= 3` is over once it is passed.
  func isOutOfReach(_ condition: String) -> Bool {
    guard let formula = try? Formula(parsing: condition), !formula.names.isEmpty,
      Set(formula.names).isSubset(of: Self.counters)
    else { return false }
    let growths = [0, 3, 5, 6, 7, 9, 10] + (0..<40).map { Double(1 << $0) }
    return !growths.contains { steps in
      [0, steps, steps * 100].contains { evaluations in
        var definitions = Definitions()
        for (name, growth) in zip(Self.counters, [steps, evaluations]) {
          let now = self.definitions.value(ofLeaf: name)?.scalar ?? 0
          definitions[name] = .leaf(Matrix(now + growth), .held)
        }
        return value(of: formula, in: definitions)?.scalar.map { $0 != 0 && !$0.isNaN } ?? false
      }
    }
  }

  private static let counters = ["steps", "evaluations"]

  private func value(of formula: Formula, in definitions: Definitions) -> Matrix? {
    var random = bench.random
    guard let draws = try? formula.draws(&random) else { return nil }
    return try? definitions.compute(Definition(formula, draws: draws), ties: bench.ties).value
  }

  // MARK: - Difference quotients

  private static let quotient = "numerical"

  /// The text with `numerical(f, x)` replaced by its value.
  private func withQuotients(_ text: String) -> String {
    guard text.contains(Self.quotient + "("), let formula = try? Formula(parsing: text) else {
      return text
    }
    var result = text
    for position in formula.nodes.indices.reversed() {
      guard formula.nodes[position].kind == .apply(Self.quotient, arguments: 2) else { continue }
      let inputs = formula.inputs(of: position)
      let value = quotient(
        of: formula.subformula(at: inputs[0]), by: formula.subformula(at: inputs[1]))
      guard let value else { continue }
      result = result.replacing(
        formula.nodes[position].range, with: "(\(Numbers.exact.text(value)))")
    }
    return result
  }

  private func quotient(of output: Formula, by input: Formula) -> Double? {
    let root = input.nodes[input.root].kind
    guard let name = input.names.first, var leaf = definitions.value(ofLeaf: name) else {
      return nil
    }
    var entry = 0
    if case .entries(let rows, let columns) = root {
      guard let (row, column) = leaf.shape.entry(rows, columns) else { return nil }
      entry = row * leaf.shape.columns + column
    } else if !leaf.isScalar {
      return nil
    }
    let h = bench.settings.h
    var nudged = definitions
    leaf.elements[entry] += h
    nudged[name] = .leaf(leaf, .held)
    guard let before = value(of: output, in: definitions)?.scalar,
      let after = value(of: output, in: nudged)?.scalar
    else { return nil }
    return (after - before) / h
  }
}

extension Shape {
  /// The single entry that `W[0, 1]` or `x[1]` means; one index counts the entries of a row or a
  /// column.
  func entry(_ first: IndexRange, _ second: IndexRange?) -> (row: Int, column: Int)? {
    let isRow = second == nil && rows == 1
    let row = isRow ? 0..<1 : first.resolved(length: rows)
    let column =
      isRow ? first.resolved(length: columns) : (second ?? .at(0)).resolved(length: columns)
    guard let row, let column, row.count == 1, column.count == 1,
      second != nil || isRow || columns == 1
    else { return nil }
    return (row.lowerBound, column.lowerBound)
  }
}

// MARK: - Texts

extension ExerciseValues {
  /// The text with what stands in braces computed.
  func filled(_ text: Text, in voice: Voice) -> Text {
    Text(text.spans.flatMap { filled($0, in: voice) })
  }

  func filled(_ document: Document, in voice: Voice) -> Document {
    Document(document.blocks.map { filled($0, in: voice) })
  }

  /// What stands in braces and gives nothing.
  func unknownPlaces(in text: Text) -> [String] {
    text.spans.flatMap { span in
      Self.parts(of: span.text).filter { $0.isPlace && value(of: $0.text) == nil }.map(\.text)
    }
  }

  private func filled(_ block: Block, in voice: Voice) -> Block {
    switch block {
    case .paragraph(let text): .paragraph(filled(text, in: voice))
    case .line(let text): .line(filled(text, in: voice))
    case .preformatted(let lines): .preformatted(lines.map { filled($0, in: voice) })
    case .list(let items, let ordered):
      .list(items.map { $0.map { filled($0, in: voice) } }, ordered: ordered)
    case .indented(let blocks): .indented(blocks.map { filled($0, in: voice) })
    default: block
    }
  }

  private func filled(_ span: Span, in voice: Voice) -> [Span] {
    guard span.text.contains("{") else { return [span] }
    return Self.parts(of: span.text).map { part in
      guard part.isPlace else { return Span(part.text, span.role) }
      guard let value = value(of: part.text) else { return Span("{\(part.text)}", span.role) }
      let role: Role =
        span.role != .plain ? span.role : part.text.hasPrefix("d(") ? .gradient : .value
      return Span(voice.numbers.brief(value), role)
    }
  }

  /// `at x = {x}, {y}` → `at x = `, `x`, `, `, `y`, of which every second is a place.
  static func parts(of text: String) -> [(text: String, isPlace: Bool)] {
    var parts: [(text: String, isPlace: Bool)] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append((String(rest[..<open]), false))
      parts.append((String(rest[rest.index(after: open)..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    parts.append((String(rest), false))
    return parts.filter { $0.isPlace || !$0.text.isEmpty }
  }
}
