import DocumentModel
import Terminal
import Tutor

/// What `--help` says.
struct OptionHelp {
  let speaking: Speaking

  var document: Document {
    Document([
      .paragraph(say(Self.summary)), .rest, table(uses), .rest, table(options), .rest,
      .paragraph(say(Self.completions)), .rest,
      .paragraph(say(Self.codes)), .rest, .paragraph(say(Self.progress)),
    ])
  }

  static let summary = Phrase("Learn backpropagation one number at a time.")

  private static let codes = Phrase(
    "Exit codes: 0 all went well, 1 a command failed, 2 wrong usage, 130 interrupted.")

  private static var completions: Phrase {
    Phrase(
      "{option} bash (or fish, or zsh) writes a script with which Tab completes these words in the shell; {install} puts it in its place.",
      [
        "option": Text(OptionWord.completions.rawValue, .command),
        "install": Text("Scripts/install", .command),
      ])
  }

  private static var progress: Phrase {
    Phrase(
      "Progress is kept in {folder}, or in {home} where that is not set. Commands from a pipe, from a file or from {commands} neither read nor write it, unless {state} or {learner} is given.",
      [
        "folder": Text("$XDG_STATE_HOME/backprop-tutor", .code),
        "home": Text("~/.local/state/backprop-tutor", .code),
        "commands": Text("-c", .command), "state": Text("--state", .command),
        "learner": Text("--learner", .command),
      ])
  }

  private var uses: [(String, Text)] {
    let start = "backprop-tutor [" + speaking.say(Phrase("options")) + "]"
    let file = speaking.say(OptionWord.file)
    return [
      (start, say(Phrase("learn at the keyboard"))),
      (
        start + " " + file,
        say(Phrase("run the commands in a file; - is standard input"))
      ),
      (
        start + " " + OptionWord.commands.spelling(in: speaking),
        say(
          Phrase("run commands, such as {example}", ["example": Text("'x = 2; x * x'", .command)]))
      ),
      ("backprop-tutor lessons", say(Phrase("list the lessons"))),
      (
        "backprop-tutor lessons check " + speaking.say(Phrase("DIR")),
        say(Phrase("prove the lessons in a folder"))
      ),
    ]
  }

  private var options: [(String, Text)] {
    OptionWord.allCases.filter { $0 != .completions }.map {
      ($0.spelling(in: speaking), say($0.meaning))
    }
  }

  private func say(_ phrase: Phrase) -> Text { speaking.language.say(phrase) }

  private func table(_ rows: [(String, Text)]) -> Block {
    let columns = [Table.Column(""), Table.Column("")]
    return .indented([
      .table(Table(columns: columns, rows: rows.map { [Text($0.0, .command), $0.1] }))
    ])
  }
}
