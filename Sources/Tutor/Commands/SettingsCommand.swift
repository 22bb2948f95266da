import DocumentModel

/// `settings`: what can be set, and what it is now.
struct SettingsCommand: Command {
  static let usage = Usage(
    "settings", group: .bench, summary: Phrase("list the settings and what they mean"),
    details: [
      Phrase(
        "NAME = VALUE changes one at any moment. Formulas may read them, as in {example}.",
        ["example": Text("(x + h) * y", .code)])
    ],
    example: ["settings", "step = 0.01"])

  init(_ arguments: inout Arguments, in session: Session) throws(Refusal) {}

  func perform(in session: inout Session, using engine: Engine) throws(Refusal) -> Answer {
    let voice = session.voice
    var rows = Setting.allCases.map { setting in
      [
        Text(voice.word(setting.rawValue), .name), voice.value(session.bench.settings[setting]),
        voice.say(setting.meaning).with(.hint),
      ]
    }
    rows.append([
      Text(voice.word(Settings.tiesName), .name), Text(session.bench.ties.rawValue, .value),
      voice.say(Settings.meaningOfTies).with(.hint),
    ])
    rows += Preference.allCases.map { preference in
      [
        Text(voice.word(preference.rawValue), .name),
        Text(session.preferences[preference], .value),
        voice.say(preference.meaning).with(.hint),
      ]
    }
    let columns = [Table.Column(""), Table.Column("", .trailing), Table.Column("")]
    return Answer(Document(.table(Table(columns: columns, rows: rows))))
  }
}
