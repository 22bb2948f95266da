import DocumentModel
import GradientCore

/// What the setting `ties` means where two inputs of a max or min are equal.
extension CheckReport {
  private static let mostInputs = 4

  /// The same slopes with each choice, where a row stands on a tie.
  var ties: Document {
    let rows = check.rows.filter { row in
      row.isOnKink
        && row.kinks.contains { $0.isExact && graph.nodes[$0.gate].operation.hasTies }
    }.prefix(Self.mostInputs)
    guard !rows.isEmpty else { return Document() }
    let columns =
      [Table.Column(Text(Settings.tiesName, .name))]
      + rows.map {
        Table.Column(Text("∂\(point.objective)/∂\(label(of: $0))", .gradient), .trailing)
      }
      + [Table.Column("")]
    let cells = Ties.allCases.map { choice in
      let isNow = choice == session.bench.ties
      let meaning = voice.say(choice.meaning)
      let slopes = slopes(of: Array(rows), ties: choice)
      return [Text(choice.rawValue, .value)] + slopes.map { voice.gradient($0) } + [
        isNow
          ? voice.say(Phrase("{meaning} (now)", ["meaning": meaning])) : meaning
      ]
    }
    return Document(.table(Table(columns: columns, rows: cells)))
      + Document(
        .paragraph(
          voice.say(
            Phrase(
              "At a tie each of these is a choice: {setting} makes it.",
              ["setting": Text("ties = …", .command)])
          ).with(.hint)))
  }

  private func slopes(of rows: [GradientCheck.Row], ties: Ties) -> [Double] {
    let evaluation = Evaluation(graph, ties: ties)
    for leaf in graph.leaves {
      evaluation.set(leaf.node, to: point.evaluation.value(of: leaf.node))
    }
    evaluation.forward()
    evaluation.backward(from: point.root)
    return rows.map { evaluation.gradient(of: $0.leaf).elements[$0.entry] }
  }

  /// The choice with which slopes that differ would agree.
  func blamedTies(_ rows: [GradientCheck.Row]) -> Text? {
    let rows = rows.filter { $0.leaf >= 0 }
    guard !rows.isEmpty, graph.nodes.contains(where: { $0.operation.hasTies }) else { return nil }
    let better = Ties.allCases.first { choice in
      choice != session.bench.ties
        && zip(rows, slopes(of: rows, ties: choice)).allSatisfy { row, slope in
          var other = row
          other.analytic = slope
          return GradientCheck.verdict(other) == .agrees
        }
    }
    return better.map { choice in
      voice.say(
        Phrase(
          "{present} is why: at this tie it gives {meaning}. With {better} it would agree.",
          [
            "present": Text("ties = \(session.bench.ties.rawValue)", .command),
            "better": Text("ties = \(choice.rawValue)", .command),
            "meaning": voice.say(session.bench.ties.meaning),
          ]))
    }
  }

  /// Where numbers stop being finite.
  var broken: Document {
    guard (check.rows + check.directions).contains(where: { !$0.isFinite && !$0.isOnKink }) else {
      return Document()
    }
    if let breakdown = point.evaluation.breakdown(under: point.root) {
      return session.notes(on: breakdown)
    }
    return point.evaluation.slopeBreakdown(from: point.root).map(session.notes(onSlope:))
      ?? Document()
  }
}

extension Graph.Operation {
  fileprivate var hasTies: Bool {
    switch self {
    case .binary(.max), .binary(.min), .reduce(.max, _), .reduce(.min, _): true
    default: false
    }
  }
}
