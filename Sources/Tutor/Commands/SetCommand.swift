import GradientCore

/// `set NAME VALUE`: the same as `NAME = VALUE` for a setting.
struct SetCommand: Command {
  static let usage = Usage(
    "set", "NAME VALUE", group: .bench, worksAlone: false,
    definesBench: true, completes: .settings,
    summary: Phrase("change a setting, as NAME = VALUE does"),
    details: [Phrase("settings lists them all.")],
    example: ["set h 0.001", "set ties first"])

  private let name: Arguments.Part
  private let value: (text: String, offset: Int)
  private let command: String

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {
    name = try arguments.required(for: Self.usage)
    _ = arguments.take("=")
    guard !arguments.isEmpty else { throw arguments.incomplete(Self.usage) }
    value = arguments.text()
    command = arguments.command
  }

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    guard let setting = session.settingName(name.text) else {
      let places = ["name": Problems.code(name.text)]
      if session.bench.definitions[name.text] != nil {
        let line = "\(name.text) = \(value.text)"
        throw Refusal(
          Phrase(
            "{name} is not a setting. To change the value, type {line}.",
            places.merging(["line": .init(line, .command)]) { $1 }),
          at: name.range, correction: line)
      }
      throw session.unknown(
        name, among: session.spellings(of: Settings.names), in: command,
        otherwise: Phrase("There is no setting {name}. settings lists them all.", places))
    }
    // Behind as many blanks as stand before it, places are those of the command.
    let indented = String(repeating: " ", count: value.offset) + value.text
    let formula: Formula
    do { formula = try Formula(parsing: indented) } catch {
      throw session.refusal(error, in: command)
    }
    let before = session.bench
    let kind = try session.setSetting(
      setting, formula, isSnapshot: false, at: name.range, in: command)
    return session.apply(Change(name: setting, kind: kind), since: before, using: engine)
  }
}

extension Session {
  /// Carries out a change that cannot fail any more, and tells it.
  mutating func apply(_ change: Change, since before: Bench, using engine: Engine) -> Answer {
    carryOut(change)
    return Answer(report([change], since: before, using: engine))
  }
}
