import DocumentModel
import GradientCore

/// What `help` lists: all commands, the words that cannot be names, the words of all languages.
extension Session {
  var overview: Document {
    var document = practice.open == nil ? Document() : helpInExercise
    for group in Usage.Group.allCases {
      let usages = Commands.usages.filter { $0.group == group && !$0.isHidden }
      guard !usages.isEmpty else { continue }
      let words = usages.map { voice.command($0.word) }.joined(separator: "  ")
      document += Document([
        .line(voice.say(group.title).with(.hint)), .indented([.paragraph(words)]),
      ])
    }
    document += Document([
      .rest,
      .paragraph(
        voice.say(
          Phrase(
            "{example} explains a command, {function} a function. {definition} defines a value, {formula} computes one; several on a line are separated by {semicolon}.",
            [
              "example": Text("help step", .command), "function": Text("help max", .command),
              "definition": Text("x = 2", .command),
              "formula": Text("x*y + 3", .command), "semicolon": Text(";", .command),
            ]))),
      .paragraph(
        voice.say(
          Phrase(
            "Enter on an empty line does what the last answer offers on its last line, as {next} below a page, and otherwise nothing. A correction is put on the line for Enter to take; where the terminal itself reads the lines, it is told, and Enter on an empty line takes it.",
            ["next": Text("next", .command)]))),
      .paragraph(
        voice.say(
          Phrase("{keys} says what the keys do.", ["keys": Text("help keys", .command)]))),
    ])
    return document
  }

  /// What helps first while an exercise is open.
  private var helpInExercise: Document {
    let sample = openExercise.flatMap { $0.placed.exercise.answerSample(on: start) }
    var places = Dictionary(
      uniqueKeysWithValues: ["hint", "solution", "skip", "back"].map { ($0, Text($0, .command)) })
    places["answer"] = Text(sample ?? "answer", .command)
    return Document([
      .paragraph(
        voice.say(
          Phrase(
            "{answer} answers, {hint} helps, {solution} shows the way, {skip} goes on, and {back} returns to the page.",
            places))), .rest,
    ])
  }

  var reservedNames: Document {
    let words = Commands.usages.filter { $0.worksAlone && !$0.isHidden }.map(\.word)
    let others = curriculum.languages.flatMap { language in
      (words + Settings.names.filter { !words.contains($0) }).flatMap { language.typed(for: $0) }
    }
    let free = Commands.usages.filter { !$0.worksAlone && !$0.isHidden }.map(\.word)
    let sections: [(Phrase, [String])] = [
      (Phrase("settings"), Settings.names),
      (Phrase("functions and constants"), Vocabulary.functions + Vocabulary.constants),
      (Phrase("commands"), words + [Vocabulary.answer]),
      (Phrase("commands in other languages"), others),
      (Phrase("these commands may be names"), free),
    ]
    return sections.filter { !$0.1.isEmpty }.reduce(into: Document()) { document, section in
      let words = Text(section.1.joined(separator: "  "), .code)
      document += Document([
        .line(voice.say(section.0).with(.hint)), .indented([.paragraph(words)]),
      ])
    }
  }

  /// Commands and settings in all languages beside each other.
  var wordTable: Document {
    let others = curriculum.languages.filter { !$0.words.isEmpty }
    let english = Commands.usages.filter { !$0.isHidden }.map(\.word) + Settings.names
    var seen: Set<String> = []
    let rows = english.filter { seen.insert($0).inserted }.map { word in
      [Text(word, .command)]
        + others.map { Text($0.typed(for: word).joined(separator: ", "), .command) }
    }
    let columns = [Table.Column("English")] + others.map { Table.Column(Text($0.name)) }
    return Document(.table(Table(columns: columns, rows: rows)))
  }
}
