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
      (
        "step?",
        Phrase(
          "explains {word}, as {help} does; so with every word",
          ["word": Text("step", .command), "help": Text("help step", .command)])
      ),
      ("Ctrl-A, Ctrl-E", Phrase("to the beginning and the end, as Home and End do")),
      ("Alt-B, Alt-F", Phrase("a word back and on, as Ctrl-Left and Ctrl-Right do")),
      ("Ctrl-W, Ctrl-U, Ctrl-K", Phrase("delete the word before, all before, all behind")),
      ("Ctrl-L", Phrase("clears the screen")),
      ("Ctrl-C", Phrase("drops the line; stops a run and keeps what it reached")),
      ("Ctrl-Z", Phrase("back to the shell; {fg} goes on", ["fg": Text("fg", .command)])),
      ("Ctrl-D", Phrase("leaves")),
    ]
    let pagerKeys: [(String, Phrase)] = [
      ("Space, Enter", Phrase("a screen more, a line more")),
      ("b, q", Phrase("a screen back, the end")),
    ]
    let benchKeys: [(String, Phrase)] = [
      ("Up, Down, Tab", Phrase("choose an input or a setting; Tab goes to the next group")),
      ("Left, Right", Phrase("nudge it; with Shift ten times finer, as < and > do")),
      ("Digits, Enter", Phrase("type a value")),
      ("g, r, u, Esc", Phrase("take a gradient step, put everything back, undo, leave")),
    ]
    return Document([
      .table(table(of: keys)), .rest,
      .paragraph(voice.say(Phrase("Where an answer is longer than the window:"))),
      .table(table(of: pagerKeys)), .rest,
      .paragraph(
        voice.say(Phrase("In {tweak}, the live bench:", ["tweak": Text("tweak", .command)]))),
      .table(table(of: benchKeys)), .rest,
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
      .paragraph(
        voice.say(
          Phrase(
            "With {option}, and on a terminal that cannot move its cursor, the terminal itself reads the lines: only Backspace, Ctrl-U, Ctrl-W, Ctrl-C, Ctrl-Z and Ctrl-D do something there.",
            ["option": Text("--plain", .code)]))),
    ])
  }

  private func table(of keys: [(String, Phrase)]) -> Table {
    Table(
      columns: [Table.Column(""), Table.Column("")],
      rows: keys.map { names, does in
        let names = names.split(separator: ", ").map { voice.command(String($0)) }
        return [names.joined(separator: ", "), voice.say(does)]
      })
  }
}
