import DocumentModel
import GradientCore

extension Session {
  /// How many rows of each class are taken for which: a row for each class, a column for each
  /// answer.
  func confusionPicture(
    of judgement: Judgement, _ classes: [String], columns: Int
  ) -> Block {
    let longest = min(classes.map(\.count).max() ?? 1, 12)
    let digits = String(judgement.count).count
    let room = columns - longest - 1
    let needed = classes.map { max($0.count, digits) + 1 }
    let widths =
      needed.reduce(0, +) <= room
      ? needed : needed.map { max(min($0, room / max(classes.count, 1)), 2) }
    func cell(_ text: String, _ column: Int, _ role: Role) -> Text {
      let text = Self.shortened(text, to: widths[column] - 1)
      return Text(String(repeating: " ", count: widths[column] - text.count)) + Text(text, role)
    }
    let indent = String(repeating: " ", count: longest + 1)
    var lines = [Text(indent) + " " + voice.say(Phrase("taken for")).with(.hint)]
    lines.append(
      Text(indent) + classes.enumerated().map { cell($1, $0, .hint) }.joined())
    for (truth, name) in classes.enumerated() {
      let name = Self.shortened(name, to: longest)
      let blanks = String(repeating: " ", count: longest + 1 - name.count)
      lines.append(
        Text(name, .hint) + Text(blanks)
          + judgement.confusion[truth].enumerated().map { answer, count in
            count == 0
              ? cell("·", answer, .hint)
              : cell(
                widths[answer] > String(count).count ? String(count) : "…", answer,
                answer == truth ? .value : .problem)
          }.joined())
    }
    return .figure(lines, sentence: sentence(on: judgement, classes))
  }

  /// What is cut off leaves a sign, where there is room for one.
  private static func shortened(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    return width < 3 ? String(text.prefix(width)) : text.prefix(width - 1) + "…"
  }

  private func sentence(on judgement: Judgement, _ classes: [String]) -> Text {
    let places = [
      "right": Problems.number(judgement.rightCount), "count": Problems.number(judgement.count),
    ]
    var text = voice.say(Phrase("{right} of {count} rows get the right class.", places))
    var worst: (truth: Int, answer: Int, count: Int)?
    for truth in classes.indices {
      for answer in classes.indices where answer != truth {
        let count = judgement.confusion[truth][answer]
        if count > worst?.count ?? 0 { worst = (truth, answer, count) }
      }
    }
    if let worst {
      text +=
        " "
        + voice.say(
          Phrase(
            "The most frequent mistake: {truth} taken for {answer}, {count} times.",
            [
              "truth": Text(classes[worst.truth], .strong),
              "answer": Text(classes[worst.answer], .strong), "count": Problems.number(worst.count),
            ]))
    }
    return text
  }

  /// The pictures that the network took for another class most surely, side by side; nil where rows
  /// are no pictures or there are no mistakes.
  func mistakePicture(
    of judgement: Judgement, _ reading: NetworkReading, columns: Int
  ) -> Block? {
    guard let data = bench.data, let shape = data.picture,
      let features = bench.definitions.value(ofLeaf: reading.features),
      features.shape.columns == shape.count
    else { return nil }
    let width = 2 * shape.columns
    let count = max((columns + 2) / (width + 2), 1)
    let shown = judgement.mistakes.prefix(count)
    guard !shown.isEmpty else { return nil }
    var lines = Array(repeating: Text(), count: shape.rows + 1)
    for (index, mistake) in shown.enumerated() {
      let gap = index == 0 ? "" : "  "
      let caption = voice.say(
        Phrase(
          "{truth}, taken for {answer}",
          [
            "truth": Text(data.classes[mistake.truth], .value),
            "answer": Text(data.classes[mistake.answer], .problem),
          ])
      ).dimmed
      let blanks = String(repeating: " ", count: max(width - caption.plain.count, 0))
      lines[0] += Text(gap) + caption + Text(blanks)
      let first = mistake.row * shape.count
      let entries = data.unstandardized(Array(features.elements[first..<(first + shape.count)]))
      for (row, line) in Self.pixels(entries, shape).enumerated() {
        lines[row + 1] += Text(gap) + line
      }
    }
    let sentence = voice.say(
      Phrase(
        "The surest mistakes: {mistakes}.",
        [
          "mistakes": voice.list(
            shown.map { mistake in
              voice.say(
                Phrase(
                  "row {row} is {truth} and taken for {answer}",
                  [
                    "row": Problems.number(mistake.row),
                    "truth": Text(data.classes[mistake.truth], .strong),
                    "answer": Text(data.classes[mistake.answer], .strong),
                  ]))
            })
        ]))
    return .figure(lines, sentence: sentence)
  }

  /// Entries as shades, two cells for each, so that they are about square.
  static func pixels(_ entries: [Double], _ shape: Shape) -> [Text] {
    let (low, high) = (entries.min() ?? 0, entries.max() ?? 1)
    let shades = Array(" ░▒▓█")
    return (0..<shape.rows).map { row in
      Text(
        (0..<shape.columns).reduce(into: "") { line, column in
          let entry = entries[row * shape.columns + column]
          let part = high > low ? (entry - low) / (high - low) : 0
          let shade = part.isFinite ? shades[min(Int(part * 5), 4)] : "?"
          line += String([shade, shade])
        })
    }
  }
}

extension DataSet {
  /// In the units of the file again.
  func unstandardized(_ row: [Double]) -> [Double] {
    guard let standardization, row.count == standardization.means.count else { return row }
    return row.indices.map {
      row[$0] * standardization.deviations[$0] + standardization.means[$0]
    }
  }
}
