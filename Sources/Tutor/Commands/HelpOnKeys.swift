import DocumentModel

extension Session {
  /// What the keys do where lines are edited.
  var keyTable: Document {
    let keys: [(String, Phrase)] = [
      ("Tab", Phrase("completes; once more lists the choices")),
      (
        "\\sigma Tab",
        Phrase("becomes σ, as {partial} becomes ∂", ["partial": Text("\\partial", .command)])
      ),
      ("Up, Down", Phrase("earlier lines that begin with what stands before the cursor")),
      ("Ctrl-R", Phrase("searches the lines that were typed")),
      ("Alt-Up, Alt-Down", Phrase("nudge the number at the cursor; with Shift ten times as far")),
      ("F1", Phrase("explains the word at the cursor")),
      ("Ctrl-A, Ctrl-E", Phrase("to the beginning and the end, as Home and End do")),
      ("Alt-B, Alt-F", Phrase("a word back and on, as Ctrl-Left and Ctrl-Right do")),
      ("Ctrl-W, Ctrl-U, Ctrl-K", Phrase("delete the word before, all before, all behind")),
      ("Ctrl-L", Phrase("clears the screen")),
      ("Ctrl-C", Phrase("drops the line; stops a run and keeps what it reached")),
      ("Ctrl-Z", Phrase("back to the shell; {fg} goes on", ["fg": Text("fg", .command)])),
      ("Ctrl-D", Phrase("leaves")),
    ]
    let rows = keys.map { [Text($0.0, .command), voice.say($0.1)] }
    return Document([
      .table(Table(columns: [Table.Column(""), Table.Column("")], rows: rows)), .rest,
      .paragraph(
        voice.say(
          Phrase(
            "A line with an open bracket goes on in the next one; an empty line ends it. Pasted lines run after Enter, without the prompts and answers that were copied with them."
          ))),
      .paragraph(
        voice.say(
          Phrase(
            "Your {file} is read; {line} in it gives the keys of vi.",
            ["file": Text("~/.editrc", .code), "line": Text("bind -v", .code)]))),
    ])
  }
}
