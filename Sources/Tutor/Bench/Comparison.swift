import DocumentModel
import GradientCore

/// Two benches beside each other.
struct Comparison {
  struct Side {
    var title: Text
    var bench: Bench
  }

  let left: Side
  let right: Side
  let voice: Voice
  let engine: Engine

  private static let mostNames = 20
  /// So that a row fits into 80 columns.
  private static let cell = 30

  var document: Document {
    let different = names + settings + aims
    guard
      !different.isEmpty || left.bench.steps != right.bench.steps
        || left.bench.evaluations != right.bench.evaluations
    else {
      return Document(
        .line(
          voice.say(
            Phrase(
              "{left} and {right} are the same.", ["left": left.title, "right": right.title]))))
    }
    let counters = [
      row(voice.say(Phrase("steps"))) { Problems.number($0.steps) },
      row(voice.say(Phrase("evaluations"))) { Problems.number($0.evaluations) },
    ]
    let table = Table(
      columns: [Table.Column(""), Table.Column(left.title), Table.Column(right.title)],
      rows: different + counters)
    return Document(.table(table)) + more + verdict
  }

  private func row(_ title: Text, _ cell: (Bench) -> Text) -> [Text] {
    [title, cell(left.bench), cell(right.bench)]
  }

  // MARK: - Definitions and values

  private var differentNames: [String] {
    let all =
      left.bench.definitions.names
      + right.bench.definitions.names.filter { left.bench.definitions[$0] == nil }
    return all.filter { name in
      left.bench.definitions[name] != right.bench.definitions[name]
        || value(name, left.bench) != value(name, right.bench)
        || name == left.bench.objective && name == right.bench.objective
    }
  }

  private var names: [[Text]] {
    let functions = Set(left.bench.definitions.functions.keys)
      .union(right.bench.definitions.functions.keys).sorted()
      .filter { left.bench.definitions.functions[$0] != right.bench.definitions.functions[$0] }
      .map { name in row(Text(name + "(…)", .name)) { function(name, $0) } }
    let different = differentNames
    let isSame = different.allSatisfy {
      left.bench.definitions[$0] == right.bench.definitions[$0]
        && value($0, left.bench) == value($0, right.bench)
    }
    guard !isSame else { return functions }
    return functions
      + different.prefix(Self.mostNames).map { name in
        let isSameFormula =
          left.bench.definitions.definition(of: name)
          == right.bench.definitions.definition(of: name)
        return row(Text(name, .name)) { cell(name, $0, withFormula: !isSameFormula) }
      }
  }

  private func value(_ name: String, _ bench: Bench) -> Matrix? {
    bench.definitions[name] == nil ? nil : try? engine.value(of: name, in: bench)
  }

  private func cell(_ name: String, _ bench: Bench, withFormula: Bool) -> Text {
    guard bench.definitions[name] != nil else { return voice.say(Phrase("not there")).with(.hint) }
    let value = value(name, bench).map {
      Text(voice.numbers.brief($0, width: Self.cell), .value)
    }
    guard withFormula, let formula = bench.definitions.definition(of: name)?.formula else {
      return value ?? ""
    }
    let room = max(Self.cell - 3 - (value?.plain.count ?? 0), 8)
    let text = Text(Session.abridged(formula.description, to: room), .code)
    return value.map { text + " = " + $0 } ?? text
  }

  private func function(_ name: String, _ bench: Bench) -> Text {
    guard let function = bench.definitions.functions[name] else {
      return voice.say(Phrase("not there")).with(.hint)
    }
    return Text(Session.abridged(function.body.formula.description, to: Self.cell), .code)
  }

  private var more: Document {
    let count = differentNames.count - Self.mostNames
    guard count > 0 else { return Document() }
    return Document(
      .line(
        voice.say(Phrase("… and {count} more", ["count": Problems.number(count)])).with(.hint)))
  }

  // MARK: - Settings and aims

  private var settings: [[Text]] {
    let numbers = Setting.allCases.filter {
      left.bench.settings[$0] != right.bench.settings[$0]
    }.map { setting in
      row(Text(setting.rawValue, .name)) { voice.value($0.settings[setting]) }
    }
    guard left.bench.ties != right.bench.ties else { return numbers }
    return numbers + [row(Text(Settings.tiesName, .name)) { Text($0.ties.rawValue, .value) }]
  }

  private var aims: [[Text]] {
    var rows: [[Text]] = []
    if (left.bench.objective, left.bench.direction) != (
      right.bench.objective, right.bench.direction
    ) {
      rows.append(
        row(voice.say(Phrase("output"))) { bench in
          Text(bench.direction.rawValue + " " + (bench.objective ?? "…"), .command)
        })
    }
    if left.bench.strategy != right.bench.strategy {
      rows.append(row(voice.say(Phrase("strategy"))) { voice.say($0.strategy.title) })
    }
    if left.bench.optimizer != right.bench.optimizer {
      rows.append(
        row(voice.say(Phrase("optimizer"))) { Text($0.optimizer.rule.rawValue, .command) })
    }
    if left.bench.schedule != right.bench.schedule {
      rows.append(
        row(voice.say(Phrase("schedule"))) { Text(voice.words(for: $0.schedule), .command) })
    }
    let held = { (bench: Bench) in bench.definitions.names.filter { bench.role(of: $0) == .held } }
    if held(left.bench) != held(right.bench) {
      rows.append(row(voice.say(Phrase("held"))) { voice.list(held($0)) })
    }
    return rows
  }

  /// Which of them stands better, where both want the same of the same name.
  private var verdict: Document {
    guard let objective = left.bench.objective, objective == right.bench.objective,
      left.bench.direction == right.bench.direction,
      let a = value(objective, left.bench)?.scalar, let b = value(objective, right.bench)?.scalar
    else { return Document() }
    var places = [
      "objective": Text(objective, .name), "left": left.title, "right": right.title,
      "a": voice.value(a), "b": voice.value(b),
    ]
    guard a.isFinite, b.isFinite, a != b else {
      return Document(
        .paragraph(
          voice.say(
            a == b
              ? Phrase("{objective} is {a} in both.", places)
              : Phrase("{objective} is {a} in {left} and {b} in {right}.", places))))
    }
    let leftIsBetter = (a > b) == (left.bench.direction == .maximize)
    places["better"] = leftIsBetter ? left.title : right.title
    places["difference"] = voice.value(abs(a - b))
    return Document(
      .paragraph(
        voice.say(
          Phrase(
            "{objective} is {a} in {left} and {b} in {right}: {better} is better by {difference}.",
            places))))
  }
}
