import CEdit

extension EditLineSource {
  /// What keys do, by the names that libedit knows, and the sequences that terminals send.
  private var ownKeys: [(name: String, keys: [String], does: edit_function)] {
    [
      ("tutor-complete", ["^I"], { edit, _ in owner(of: edit).complete() }),
      ("tutor-search", ["^R"], { edit, _ in owner(of: edit).search() }),
      ("tutor-paste", ["\\e[200~"], { edit, _ in owner(of: edit).paste() }),
      ("tutor-up", ["\\e[A", "\\eOA", "^P", "\\ep"], { edit, _ in owner(of: edit).moveUp() }),
      ("tutor-down", ["\\e[B", "\\eOB", "^N", "\\en"], { edit, _ in owner(of: edit).moveDown() }),
      ("tutor-explain", ["\\eOP", "\\e[11~", "\\e[[A"], { edit, _ in owner(of: edit).explain() }),
      (
        "tutor-more", ["\\e[1;3A", "\\e\\e[A", "\\e[1;9A"],
        { edit, _ in owner(of: edit).nudge(by: 1) }
      ),
      (
        "tutor-less", ["\\e[1;3B", "\\e\\e[B", "\\e[1;9B"],
        { edit, _ in owner(of: edit).nudge(by: -1) }
      ),
      (
        "tutor-much-more", ["\\e[1;4A", "\\e[1;10A"], { edit, _ in owner(of: edit).nudge(by: 10) }
      ),
      (
        "tutor-much-less", ["\\e[1;4B", "\\e[1;10B"], { edit, _ in owner(of: edit).nudge(by: -10) }
      ),
    ]
  }

  private static let libraryKeys: [(name: String, keys: [String])] = [
    ("ed-move-to-beg", ["\\e[H", "\\eOH", "\\e[1~", "\\e[7~"]),
    ("ed-move-to-end", ["\\e[F", "\\eOF", "\\e[4~", "\\e[8~"]),
    ("ed-delete-next-char", ["\\e[3~"]),
    ("ed-prev-char", ["\\e[D", "\\eOD"]),
    ("ed-next-char", ["\\e[C", "\\eOC"]),
    ("ed-prev-word", ["\\e[1;5D", "\\e[1;3D", "\\eOd"]),
    ("em-next-word", ["\\e[1;5C", "\\e[1;3C", "\\eOc"]),
    ("ed-delete-prev-word", ["^W"]),
    ("vi-kill-line-prev", ["^U"]),
    ("ed-clear-screen", ["^L"]),
  ]

  /// What has nothing to do here: Page Up, Page Down, Insert, F2 to F12 and keys with Shift, Alt or
  /// Ctrl must not type the end of what they send; and what libedit does at some keys nobody asks
  /// for: a prompt of its own (Alt-X), the next key as it is (Ctrl-V), or swallowed (Ctrl-X).
  private static let ignoredKeys: [String] = {
    let tildes = [2, 3, 5, 6] + Array(11...15) + Array(17...21) + [23, 24]
    let shifted = (2...10).flatMap { modifier in
      "ABCDFHPQRS".map { "\\e[1;\(modifier)\($0)" } + tildes.map { "\\e[\($0);\(modifier)~" }
    }
    return tildes.map { "\\e[\($0)~" } + shifted
      + ["\\eOQ", "\\eOR", "\\eOS", "\\e[Z", "\\e[I", "\\e[O"]
      + ["\\ex", "\\eX", "^V", "^X", "^]", "^S", "^Q", "^O", "^^", "^_"]
  }()

  /// Binds our keys, with what the learner's own `.editrc` says before and after: before, for it
  /// may ask for the keys of vi, which are another table; after, for its keys win over ours.
  func bindKeys(_ configuration: [String]) {
    for line in configuration { _ = edit_configure(edit, line) }
    isVi = edit_editor(edit).map { String(cString: $0) } == "vi"
    // Every row ends with a line break: else some terminals would join rows in a wider window and
    // others not, and nobody could tell how many there are.
    _ = edit_configure(edit, "settc am no")
    // Else Ctrl-S would freeze the screen.
    _ = edit_configure(edit, "setty -d -ixon")
    var code: UInt8 = 0x80
    bind("ed-ignore", to: Self.ignoredKeys, code: &code)
    for (name, keys, does) in ownKeys {
      _ = edit_add_function(edit, name, name, does)
      bind(name, to: keys, code: &code)
    }
    for (name, keys) in Self.libraryKeys { bind(name, to: keys, code: &code) }
    if isVi {
      _ = edit_bind_command(edit, "k", "tutor-up")
      _ = edit_bind_command(edit, "j", "tutor-down")
      // A prompt of libedit's own, and another program.
      for key in [":", "v"] { _ = edit_bind_command(edit, key, "ed-ignore") }
    }
    for line in configuration {
      let words = line.split(separator: " ").map(String.init)
      if words.contains("-v") || words.contains("-e") { continue }
      _ = edit_configure(edit, line)
      guard words.first?.hasSuffix("bind") == true,
        let key = words.dropFirst().first(where: { !$0.hasPrefix("-") })
      else { continue }
      sequences[Self.scalars(of: key.filter { $0 != "\"" })] = nil
    }
  }

  /// In the keys of vi Escape is a key, so that what begins with it cannot be bound: the reader
  /// makes one of the control codes of it that nobody types. A letter behind it is a command there.
  private func bind(_ name: String, to keys: [String], code: inout UInt8) {
    for key in keys {
      guard isVi else {
        _ = edit_bind(edit, key, name)
        continue
      }
      if key.hasPrefix("\\e"), key.count == 3 { continue }
      var bound = key
      if key.hasPrefix("\\e") {
        sequences[Self.scalars(of: key)] = Unicode.Scalar(code)
        bound = "\\" + String(code, radix: 8)
      }
      _ = edit_bind(edit, bound, name)
      _ = edit_bind_command(edit, bound, name)
    }
    code += 1
  }

  /// `\e[A`, as the terminal sends it.
  private static func scalars(of key: String) -> String {
    key.replacing("\\e", with: "\u{1B}").replacing("^[", with: "\u{1B}")
      .replacing("\\033", with: "\u{1B}")
  }
}
