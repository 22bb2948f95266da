import DocumentModel
import GradientCore
import Tutor

/// What several lessons say in the same way.
extension Voice {
  /// `expected +0.1, got +0.0997, difference -0.0003`: the slopes' promise against what happened.
  func promise(of step: StepFacts) -> [Block] {
    guard let expected = step.expectedChange else { return [] }
    return [
      .line(
        say(
          Phrase(
            "expected {expected}, got {got}, difference {difference}",
            [
              "expected": signed(expected), "got": signed(step.change),
              "difference": signed(step.deviation),
            ])))
    ]
  }

  /// The moves of gradient steps as rows: the inputs, the objective, expected and got.
  func rows(of steps: [StepFacts]) -> Block {
    let names = Self.columns(of: steps[0])
    let titles = names.map { Text($0, .name) } + [Text(steps[0].objective, .name)]
    let columns =
      ([say(Phrase("move"))] + titles + [say(Phrase("expected")), say(Phrase("got"))])
      .map { Table.Column($0, .trailing) }
    var rows: [[Text]] = []
    var previous = 0
    for step in steps {
      if step.number > previous + 1 { rows.append(columns.map { _ in Text("…", .hint) }) }
      previous = step.number
      let inputs = step.leaves.filter { names.contains($0.name) }.map { value($0.after) }
      rows.append(
        [Text("\(step.number)")] + inputs + [
          value(step.after), step.expectedChange.map(signed) ?? "", signed(step.change),
        ])
    }
    return .table(Table(columns: columns, rows: rows))
  }

  /// `x: 3 + (-2) = 1` for every name that several wires lead to.
  func forks(of backward: BackwardFacts) -> [Block] {
    var order: [String] = []
    var shares: [String: [Double]] = [:]
    for edge in backward.edges where !backward.incomplete.contains(edge.input) {
      guard let share = edge.downstream.scalar else { continue }
      if shares[edge.input] == nil { order.append(edge.input) }
      shares[edge.input, default: []].append(share)
    }
    return order.flatMap { name -> [Block] in
      guard let parts = shares[name], parts.count > 1 else { return [] }
      let terms = parts.enumerated().map { position, share in
        let text = gradient(share)
        return position > 0 && share < 0 ? Text("(") + text + ")" : text
      }
      let head = say(Phrase("shares add:")) + " " + Text(name, .name)
      let sum = terms.joined(separator: " + ") + " = " + gradient(parts.reduce(0, +))
      return head.plain.count + 3 + sum.plain.count <= 78
        ? [.line(head + "   " + sum)] : [.line(head), .indented([.paragraph(sum)])]
    }
  }

  /// The inputs that have a column of their own: numbers, and not too many.
  static func columns(of step: StepFacts) -> [String] {
    let names = step.leaves.filter { $0.after.shape.isScalar }.map(\.name)
    return names.count == step.leaves.count && names.count <= 3 ? names : []
  }

  /// A number as it stands after a minus sign: `-3` in brackets.
  func bracketed(_ number: Double) -> Text {
    number < 0 ? Text("(") + value(number) + ")" : value(number)
  }

  /// `0.0112 · -3 = -0.0336`, as texts of a table.
  func product(_ left: Text, _ right: Text, _ result: Text) -> [Text] {
    [left, Text("· ") + right, Text("= ") + result]
  }
}

extension StepFacts {
  var isGradientStep: Bool { !strategy.isSearch && moved }
  var hasOnlyNumbers: Bool { leaves.allSatisfy { $0.after.shape.isScalar } }
}

extension BackwardFacts {
  /// No matrix on any wire, and a slope for each.
  var hasOnlyNumbers: Bool {
    edges.allSatisfy { $0.downstream.shape.isScalar && $0.local?.scalar != nil }
  }
}
