import DocumentModel
import GradientCore

/// `show [NAME …] [--json]`: definitions, values, shapes and slopes.
struct ShowCommand: Command {
  static let usage = Usage(
    "show", "[NAME …] [--json]", group: .bench,
    completes: .names,
    summary: Phrase("show the bench, or some names of it"),
    details: [Phrase("Slopes are those of the objective. With --json the answer is for programs.")],
    example: ["x = 1; y = -3; f = x * y", "show", "show f"])

  private let names: [Arguments.Part]
  private let isJSON: Bool

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    let parts = arguments.rest()
    isJSON = parts.contains { $0.text == "--json" }
    names = parts.filter { $0.text != "--json" }
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let definitions = session.bench.definitions
    var shown = names.map(\.text)
    for part in names where definitions[part.text] == nil && definitions.functions[part.text] == nil
    {
      if session.settingName(part.text) != nil { continue }
      throw session.unknownName(
        part.text, at: part.range,
        orAmong: definitions.functions.keys.sorted() + session.spellings(of: Settings.names)
          + ["--json"])
    }
    if names.isEmpty { shown = definitions.functions.keys.sorted() + definitions.names }
    let rows: [BenchRow]
    do { rows = try session.rows(shown, using: engine) } catch {
      throw session.refusal(error, in: "")
    }
    if isJSON { return Answer(Text(session.json(rows).description)) }
    guard !rows.isEmpty else {
      return Answer(
        session.voice.say(
          Phrase(
            "The bench is empty. Type {example} to begin.",
            ["example": Text("x = 2", .command)])))
    }
    let broken = rows.first { !($0.value?.elements.allSatisfy(\.isFinite) ?? true) }?.name
    return Answer(
      (rows.count == 1 ? session.full(rows[0]) : session.table(rows))
        + session.notes(onNonFinite: broken, using: engine))
  }
}

/// What there is to show of a name.
struct BenchRow {
  var name: String
  /// `x * y`; nil for inputs.
  var definition: String?
  var role: LeafRole?
  var value: Matrix?
  /// The objective's slope in it, where the objective depends on it.
  var slope: Matrix?
}

extension Session {
  fileprivate func rows(_ names: [String], using engine: Engine) throws(CompilationError)
    -> [BenchRow]
  {
    let definitions = bench.definitions
    let evaluation = try engine.evaluation(of: definitions.names, in: bench)
    let graph = evaluation.graph
    let objective = bench.objective.flatMap { graph.node(named: $0) }
    if let objective, graph.shape(of: objective).isScalar { evaluation.backward(from: objective) }
    return names.map { name in
      if let setting = settingName(name) { return settingRow(setting) }
      if let function = definitions.functions[name] {
        return BenchRow(
          name: "\(name)(\(function.parameters.joined(separator: ", ")))",
          definition: function.body.formula.description)
      }
      let node = graph.node(named: name)
      let slope = node.flatMap { node in
        objective.flatMap { graph.depends($0, on: node) ? evaluation.gradient(of: node) : nil }
      }
      return BenchRow(
        name: name, definition: definitions.definition(of: name)?.formula.description,
        role: bench.role(of: name), value: node.map { evaluation.value(of: $0) }, slope: slope)
    }
  }

  private func settingRow(_ name: String) -> BenchRow {
    if let preference = Preference(rawValue: name) {
      return BenchRow(name: name, definition: preferences[preference])
    }
    guard let setting = Setting(rawValue: name) else {
      return BenchRow(name: name, definition: bench.ties.rawValue)
    }
    return BenchRow(name: name, role: .setting, value: Matrix(bench.settings[setting]))
  }

  fileprivate func table(_ rows: [BenchRow]) -> Document {
    let hasSlopes = rows.contains { $0.slope != nil }
    var columns = [
      Table.Column(voice.say(Phrase("name"))), Table.Column(voice.say(Phrase("definition"))),
      Table.Column(voice.say(Phrase("value")), .trailing),
    ]
    if hasSlopes {
      let title = bench.objective.map { Text("∂\($0)/∂…") } ?? ""
      let spoken = bench.objective.map {
        voice.say(Phrase("slope of {f}", ["f": Text($0, .name)]))
      }
      columns.append(Table.Column(title, .trailing, spoken: spoken))
    }
    let values = rows.map { $0.value.map { brief($0, .value) } ?? "" }
    let slopes = rows.map { $0.slope.map { brief($0, .gradient) } ?? "" }
    let widths = [rows.map(\.name.count)] + [values, slopes].map { $0.map(\.plain.count) }
    let room = 74 - widths.reduce(0) { $0 + ($1.max() ?? 0) }
    let cells = rows.indices.map { index -> [Text] in
      let row = rows[index]
      let definition = row.definition.map {
        Text(Self.abridged($0, to: min(max(room, 8), 40)), .code)
      }
      return [Text(row.name, .name), definition ?? roleInWords(row.role), values[index]]
        + (hasSlopes ? [slopes[index]] : [])
    }
    return Document(.table(Table(columns: columns, rows: cells)))
  }

  /// So that a row fits into 80 columns.
  private func brief(_ matrix: Matrix, _ role: Role) -> Text {
    Text(voice.numbers.brief(matrix, width: 24), role)
  }

  private func roleInWords(_ role: LeafRole?) -> Text {
    switch role {
    case .held: voice.say(Phrase("held")).with(.hint)
    case .data: voice.say(Phrase("data")).with(.hint)
    case .setting: voice.say(Phrase("setting")).with(.hint)
    case .parameter, nil: ""
    }
  }

  /// One name in full: every row of a matrix, its shape and its slope.
  fileprivate func full(_ row: BenchRow) -> Document {
    var first = Text(row.name, .name)
    if let definition = row.definition {
      first += " = " + Text(Self.abridged(definition, to: 70), .code)
    }
    guard let value = row.value else { return Document(.line(first)) }
    var document = Document()
    if value.isScalar {
      first += " = " + voice.value(value)
      if row.role != nil, row.role != .parameter { first += "    " + roleInWords(row.role) }
    } else {
      first += "    " + Text(value.shape.description, .hint)
    }
    document += Document(.line(first))
    if !value.isScalar { document += entries(value, .value) }
    guard let slope = row.slope, let objective = bench.objective, objective != row.name else {
      return document
    }
    let label = Text("∂\(objective)/∂\(row.name)", .gradient)
    if slope.isScalar {
      document += Document(.line(label + " = " + voice.gradient(slope)))
    } else {
      document += Document(.line(label)) + entries(slope, .gradient)
    }
    return document
  }

  private func entries(_ matrix: Matrix, _ role: Role) -> Document {
    Document(.indented(voice.numbers.rows(matrix).map { .line(Text($0, role)) }))
  }

  fileprivate func json(_ rows: [BenchRow]) -> JSON {
    let values = rows.map { row -> JSON in
      var members: [(String, JSON)] = [("name", .string(row.name))]
      if let definition = row.definition { members.append(("definition", .string(definition))) }
      if let role = row.role { members.append(("role", .string("\(role)"))) }
      if let value = row.value { members.append(("value", JSON(value))) }
      if let slope = row.slope { members.append(("gradient", JSON(slope))) }
      return .object(members)
    }
    let settings = Setting.allCases.map { ($0.rawValue, JSON.number(bench.settings[$0])) }
    return .object([
      ("objective", bench.objective.map(JSON.string) ?? .null),
      ("direction", .string(bench.direction.rawValue)),
      ("strategy", .string(bench.strategy.rawValue)),
      ("steps", .number(Double(bench.steps))),
      ("evaluations", .number(Double(bench.evaluations))),
      ("settings", .object(settings + [("ties", .string(bench.ties.rawValue))])),
      ("values", .array(values)),
    ])
  }
}
