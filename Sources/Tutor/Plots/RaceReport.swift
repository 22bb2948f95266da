import DocumentModel
import GradientCore

extension Session {
  /// How a race ended: what was counted, a table, and a drawing.
  func document(of race: Race) -> Document {
    Document(
      course(of: race)
        + [.table(table(of: race)), .rest, .plot(plot(of: race)), .paragraph(rules(of: race))])
  }

  private var isUphill: Bool { bench.direction == .maximize }

  private func course(of race: Race) -> [Block] {
    let test = isUphill ? "-Σ(xᵢ - 3)²" : "Σ(xᵢ - 3)²"
    switch race.course {
    case .objective: return []
    case .insteadOf(let objective):
      let places = [
        "f": Text(objective, .name), "test": Text(test, .code),
      ]
      return [
        .paragraph(
          voice.say(
            isUphill
              ? Phrase(
                "{f} has no top: along its slope it grows without end, and nobody could win. The race is on {test} with as many inputs, from the same start; its top is where every input is 3.",
                places)
              : Phrase(
                "{f} has no bottom: against its slope it falls without end, and nobody could win. The race is on {test} with as many inputs, from the same start; its bottom is where every input is 3.",
                places))), .rest,
      ]
    case .test:
      return [
        .paragraph(
          voice.say(
            Phrase(
              "The race is on {test} with n = {count}; all inputs are 0 at the start.",
              ["test": Text(test, .code), "count": Problems.number(race.inputs)]))), .rest,
      ]
    }
  }

  private func table(of race: Race) -> Table {
    var columns = [
      Table.Column(voice.say(Phrase("strategy"))),
      Table.Column(voice.say(Phrase("best value")), .trailing),
      Table.Column(voice.say(Phrase("evaluations")), .trailing),
      Table.Column(voice.say(Phrase("moves")), .trailing),
      Table.Column(voice.say(Phrase("from the start")), .trailing),
    ]
    if race.top != nil {
      columns.append(
        Table.Column(
          voice.say(isUphill ? Phrase("from the top") : Phrase("from the bottom")), .trailing))
    }
    let rows = race.racers.map { racer in
      [
        voice.say(racer.kind.strategy.title), voice.value(racer.best),
        Problems.number(racer.evaluations), Problems.number(racer.moves),
        voice.value(racer.distance(from: racer.start).toDigits(4)),
      ] + (race.top.map { [voice.value(racer.distance(from: $0).toDigits(4))] } ?? [])
    }
    return Table(columns: columns, rows: rows)
  }

  private func plot(of race: Race) -> Plot {
    let lines = race.racers.flatMap { series(of: $0, race) }
    let values = race.racers.flatMap { $0.marks.map(\.best) }.filter(\.isFinite)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let air = 0.04 * (high - low)
    return Plot(
      x: Plot.Axis(voice.say(Phrase("evaluations")), 0...Double(race.rules.budget)),
      y: Plot.Axis(voice.say(Phrase("best value")), (low - air)...(high + air)), series: lines,
      sentence: sentences(on: race).map(voice.say).joined(separator: " "))
  }

  /// A line, which holds the best value until there is a better one, with marks on it.
  private func series(of racer: Racer, _ race: Race) -> [Plot.Series] {
    let budget = Double(race.rules.budget)
    var points: [Plot.Point] = []
    for mark in racer.marks {
      let x = Double(mark.evaluations)
      if let last = points.last { points.append(Plot.Point(x, last.y)) }
      points.append(Plot.Point(x, mark.best))
    }
    points.append(Plot.Point(budget, racer.best))
    // Marks of different racers stand beside each other where their lines lie on each other.
    let place = Double(Racer.Kind.allCases.firstIndex(of: racer.kind)!)
    let marked = (0..<12).map { step -> Plot.Point in
      let x = budget * (Double(step) + (place + 0.5) / 4) / 12
      return Plot.Point(x, points.last { $0.x <= x }?.y ?? racer.marks[0].best)
    }
    let mark: Character =
      switch racer.kind {
      case .random: "o"
      case .local: "+"
      case .numerical: "x"
      case .analytic: "●"
      }
    return [
      Plot.Series("", .line, role: racer.kind.role, points: points),
      Plot.Series(
        voice.say(racer.kind.strategy.title), .marks(mark), role: racer.kind.role, points: marked),
    ]
  }

  // MARK: - In words

  private func sentences(on race: Race) -> [Phrase] {
    let order = race.racers.sorted { race.rules.direction.isBetter($0.best, than: $1.best) }
    func named(_ racer: Racer) -> Text {
      voice.say(racer.kind.strategy.title) + " " + voice.value(racer.best)
    }
    let places = [
      "count": Problems.number(race.rules.budget),
      "start": voice.value(race.racers[0].marks[0].best),
      "order": order.map(named).joined(separator: ", "),
    ]
    var phrases = [
      race.rules.budget == 1
        ? Phrase("After one evaluation from {start}, the best first: {order}.", places)
        : Phrase("After {count} evaluations from {start}, the best first: {order}.", places)
    ]
    func list(_ racers: [(racer: Racer, evaluations: Int)]) -> Text {
      racers.map { racer, evaluations in
        let places = [
          "strategy": voice.say(racer.kind.strategy.title),
          "count": Problems.number(evaluations),
        ]
        return voice.say(
          evaluations == 1
            ? Phrase("{strategy} after one evaluation", places)
            : Phrase("{strategy} after {count} evaluations", places))
      }.joined(separator: ", ")
    }
    let gap = race.rules.length * race.rules.length
    let arrivals = race.racers.compactMap { racer in
      racer.marks.first { abs($0.best) <= gap }.map { (racer, $0.evaluations) }
    }
    if race.top != nil, !arrivals.isEmpty {
      phrases.append(
        Phrase("Within one move of the goal: {arrivals}.", ["arrivals": list(arrivals)]))
    }
    let stuck = race.racers.filter(\.isStuck).map { ($0, $0.evaluations) }
    if !stuck.isEmpty {
      phrases.append(
        Phrase(
          "Stopped by a slope that is 0 or not finite: {racers}.", ["racers": list(stuck)]))
    }
    return phrases
  }

  /// What was counted, and how far a move goes.
  private func rules(of race: Race) -> Text {
    let rules = race.rules
    return voice.say(
      Phrase(
        "Every move is {length} long (step); random search draws between {low} and {high} (range). A backward pass counts as three evaluations. Here a move costs {numerical} evaluations by the numerical gradient and {analytic} by the analytic one.",
        [
          "length": voice.value(rules.length), "low": voice.value(-rules.range),
          "high": voice.value(rules.range),
          "numerical": Problems.number(Racer.cost(of: .numerical, inputs: race.inputs)),
          "analytic": Problems.number(Racer.cost(of: .analytic, inputs: race.inputs)),
        ])
    ).dimmed
  }
}
