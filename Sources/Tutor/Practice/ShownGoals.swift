import DocumentModel
import GradientCore

extension Exercise {
  /// Numbers that a goal alone reads: they are a part of it, as in `f > 1000`.
  func numbersOfGoal(on start: Bench) -> [(name: String, value: Double)] {
    guard isGoal else { return [] }
    return variations.compactMap { variation in
      let name = variation.name
      guard start.definitions.dependents(of: name).isEmpty else { return nil }
      return start.definitions.value(ofLeaf: name)?.scalar.map { (name, $0) }
    }
  }

  /// `f > 1000, steps <= 3`: conditions as they are told.
  func goal(_ conditions: [String], on start: Bench) -> Text {
    let numbers = Dictionary(
      uniqueKeysWithValues: numbersOfGoal(on: start).map { ($0.name, $0.value) })
    return Text(
      conditions.map { Self.condition($0, with: numbers) }.joined(separator: ", "), .code)
  }

  private static func condition(_ condition: String, with numbers: [String: Double]) -> String {
    guard !numbers.isEmpty, let formula = try? Formula(parsing: condition) else {
      return condition
    }
    var result = condition
    for node in formula.nodes.reversed() {
      guard case .name(let name) = node.kind, let number = numbers[name] else { continue }
      let text = Numbers.exact.text(number)
      let before = condition.utf8.prefix(node.range.lowerBound).last { $0 != UInt8(ascii: " ") }
      let isPlain = number >= 0 || before.map { "<>=(,".utf8.contains($0) } ?? true
      result = result.replacing(node.range, with: isPlain ? text : "(\(text))")
    }
    return result
  }
}
