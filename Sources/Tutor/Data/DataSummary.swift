import DocumentModel
import GradientCore
import Tables

/// What is on the bench as data, in words and a table.
extension Session {
  /// More columns are told in one line.
  private static let mostColumns = 8

  func summary(of data: DataSet) -> Document {
    guard data.promised == nil else { return promise(of: data) }
    var document = Document(.paragraph(headline(of: data)))
    document += losses(of: data)
    document += columnsInWords(of: data)
    if data.isClassification { document += classesInWords(of: data) }
    for part in parts(of: data) { document += Document(.paragraph(part)) }
    return document
  }

  /// `moons: 100 rows, 2 columns, 2 classes; noise 0.1, seed 1`.
  private func headline(of data: DataSet) -> Text {
    var places: [String: Text] = [
      "name": data.source == .own
        ? voice.say(Phrase("your own rows")).with(.strong) : Text(data.name, .strong),
      "rows": voice.rows(data.rowCount), "columns": voice.columns(data.columnNames.count),
      "target": Text(data.targetName, .name), "classes": Problems.number(data.classes.count),
    ]
    var line =
      data.isClassification
      ? voice.say(Phrase("{name}: {rows}, {columns}, {classes} classes in {target}", places))
      : voice.say(Phrase("{name}: {rows}, {columns}, numbers in {target}", places))
    if case .generated(_, _, let noise, let seed) = data.source, noise > 0 {
      places = ["noise": voice.value(noise), "seed": Problems.number(seed)]
      line += voice.say(Phrase("; noise {noise}, seed {seed}", places))
    }
    if data.addedCount > 0, data.source != .own {
      line += voice.say(
        data.addedCount == 1
          ? Phrase("; 1 of them yours")
          : Phrase("; {count} of them yours", ["count": Problems.number(data.addedCount)]))
    }
    return line
  }

  /// The ranges of the training rows.
  func columnsInWords(of data: DataSet) -> Document {
    let facts = data.columnNames.indices.map { ColumnFacts(column: $0, of: data.features) }
    var document = Document()
    if facts.count <= Self.mostColumns {
      let titles = [
        Phrase("column"), Phrase("smallest"), Phrase("mean"), Phrase("largest"),
        Phrase("deviation"),
      ]
      var rows = zip(data.columnNames, facts).map { row($0, $1) }
      if !data.isClassification {
        rows.append(row(data.targetName, ColumnFacts(column: 0, of: data.targets)))
      }
      document += Document(
        .table(
          Table(
            columns: titles.enumerated().map {
              Table.Column(voice.say($1).with(.hint), $0 == 0 ? .leading : .trailing)
            }, rows: rows)))
      if data.split != nil { document += remark(Phrase("The table is of the training rows.")) }
    } else {
      let places = [
        "first": Text(data.columnNames[0], .name), "last": Text(data.columnNames.last!, .name),
        "smallest": voice.value(facts.map(\.smallest).min()!),
        "largest": voice.value(facts.map(\.largest).max()!),
      ]
      document += Document(
        .paragraph(
          voice.say(Phrase("{first} to {last}: from {smallest} to {largest}", places))))
    }
    if data.isStandardized {
      document += remark(
        data.isStandardizationFresh
          ? Phrase(
            "Standardized: each column minus its mean, divided by its deviation, both of the training rows."
          )
          : Phrase(
            "Standardized: each column minus a mean, divided by a deviation, both of the rows that were there at {command}.",
            ["command": Text("data standardize", .command)]))
      let constant = zip(data.columnNames, facts).filter { $1.isConstant }.map(\.0)
      if !constant.isEmpty {
        let shown = constant.count <= 6 ? constant : constant.prefix(5) + ["…"]
        document += remark(
          Phrase(
            "Always the same in the training rows: {columns}.", ["columns": voice.list(shown)]))
      }
    }
    return document
  }

  private func row(_ name: String, _ facts: ColumnFacts) -> [Text] {
    [Text(name, .name)]
      + [facts.smallest, facts.mean, facts.largest, facts.deviation].map {
        // A mean that is only rounding is none.
        voice.value(abs($0) < 1e-12 * max(abs(facts.smallest), abs(facts.largest)) ? 0 : $0)
      }
  }

  /// `y: 0 50, 1 50`: how many rows of each class, training and validation together.
  private func classesInWords(of data: DataSet) -> Document {
    var counts = Array(repeating: 0, count: data.classes.count)
    let (rows, columns) = (data.rawTargets.shape.rows, data.rawTargets.shape.columns)
    for row in 0..<rows {
      let values = data.rawTargets.elements[(row * columns)..<((row + 1) * columns)]
      counts[data.classIndex(of: values)!] += 1
    }
    let shown = zip(data.classes, counts).prefix(20).map {
      Text($0, .code) + " (" + Problems.number($1) + ")"
    }
    let list = shown.joined(separator: ", ") + (counts.count > 20 ? ", …" : "")
    return Document(
      .paragraph(
        voice.say(
          data.split == nil
            ? Phrase("rows of each class: {classes}", ["classes": list])
            : Phrase(
              "rows of each class, with those for validation: {classes}", ["classes": list]))))
  }

  /// What X and Y hold, and what is kept for validation.
  func parts(of data: DataSet) -> [Text] {
    let (x, y) = (data.features.shape, data.targets.shape)
    var places: [String: Text] = ["x": Problems.code(x), "y": Problems.code(y)]
    var lines: [Text] = []
    if data.classes.count == 2 {
      places["class"] = Text(data.classes[1], .code)
      lines.append(
        voice.say(Phrase("X is {x}, Y is {y}: 1 where the class is {class}.", places)))
    } else if data.isClassification {
      lines.append(
        voice.say(Phrase("X is {x}, Y is {y}: a column for each class, 1 in its own.", places)))
    } else {
      lines.append(voice.say(Phrase("X is {x}, Y is {y}.", places)))
    }
    guard let split = data.split, let validation = data.validationFeatures else { return lines }
    lines.append(
      voice.say(
        Phrase(
          "{training} rows are for training, {validation} for validation (seed {seed}).",
          [
            "training": Problems.number(x.rows),
            "validation": Problems.number(validation.shape.rows),
            "seed": Problems.number(split.seed),
          ])))
    return lines
  }

  /// What of a file could not be used, row by row as far as there is room.
  private func losses(of data: DataSet) -> Document {
    var document = Document()
    let losses = data.losses
    if case .file = data.source, let manner = losses.manner {
      document += remark(words(for: manner))
    }
    if losses.rowCount > 0 {
      let count = ["count": Problems.number(losses.rowCount)]
      let shown = losses.faults.prefix(5)
      document += Document(
        .paragraph(
          voice.say(
            losses.rowCount == 1
              ? Phrase("1 row was left out:", count)
              : losses.rowCount > shown.count
                ? Phrase("{count} rows were left out, first of all these:", count)
                : Phrase("{count} rows were left out:", count)
          ).with(.problem)))
      document += Document(
        .indented(shown.map { .line(voice.say(TableSentences.sentence($0))) }))
    }
    if losses.hasEmptyEnd {
      document += remark(
        Phrase("The lines end with a sign between cells; the empty column behind it is left out."))
    }
    for thousands in losses.thousands {
      document += Document(
        .paragraph(
          voice.say(
            Phrase(
              "{column} looks like numbers with signs between thousands, as in {example}. Without those signs it can be read.",
              [
                "column": Text(thousands.column, .name),
                "example": Problems.code(thousands.example),
              ])
          ).with(.problem)))
    }
    if !losses.textColumns.isEmpty {
      let names = losses.textColumns
      let shown = names.count <= 6 ? names : names.prefix(5) + ["…"]
      document += remark(
        Phrase("Columns without numbers are left out: {columns}.", ["columns": voice.list(shown)]))
    }
    return document
  }

  private func remark(_ phrase: Phrase) -> Document {
    Document(.paragraph(voice.say(phrase).with(.hint)))
  }

  private func words(for manner: DataLosses.Manner) -> Phrase {
    let places = [
      "sign": voice.say(manner.separator.name),
      "decimals": voice.say(
        manner.hasDecimalComma ? Phrase("decimal comma") : Phrase("decimal point")),
    ]
    return manner.hasHeader
      ? Phrase("Read with {sign} between cells, {decimals}, names in the first line.", places)
      : Phrase("Read with {sign} between cells, {decimals}, no names in the first line.", places)
  }

  func promise(of data: DataSet) -> Document {
    Document(
      .paragraph(
        voice.say(
          Phrase(
            "{name} could not be read again, so X and Y hold zeros. Where the file has moved, {command} reads it.",
            [
              "name": Problems.code(data.name), "command": Text("data FILE", .command),
            ]))))
  }
}

extension Voice {
  func rows(_ count: Int) -> Text {
    say(count == 1 ? Phrase("1 row") : Phrase("{count} rows", ["count": Problems.number(count)]))
  }

  func columns(_ count: Int) -> Text {
    say(
      count == 1
        ? Phrase("1 column") : Phrase("{count} columns", ["count": Problems.number(count)]))
  }
}

extension DataTable.Separator {
  fileprivate var name: Phrase {
    switch self {
    case .tab: Phrase("tabs")
    case .semicolon: Phrase("semicolons")
    case .comma: Phrase("commas")
    }
  }
}
