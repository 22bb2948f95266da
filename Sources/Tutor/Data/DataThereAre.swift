import DocumentModel

/// What could be on the bench as data.
extension Session {
  /// Said where there are none.
  var dataThereAre: Document {
    var document = Document(
      .paragraph(
        voice.say(
          Phrase(
            "There are no data yet. {example} computes some, {file} reads a file.",
            [
              "example": Text("data moons", .command), "file": Text("data points.csv", .command),
            ]))))
    let rows = Generator.allCases.map { ($0.rawValue, voice.say($0.meaning)) } + shippedData
    document += Document(
      .table(
        Table(
          columns: [Table.Column(""), Table.Column("")],
          rows: rows.map { [Text("data \($0)", .command), $1] })))
    return document
  }

  /// Data that travel with the lessons, and what they are.
  var shippedData: [(name: String, meaning: Text)] {
    let known: [String: Phrase] = [
      "iris": Phrase("150 irises of three species: four measures in cm"),
      "digits": Phrase("1797 digits written by hand: 8×8 pixels from 0 to 16"),
      "regression": Phrase("100 points along y = 5 + 3x, to be met by numbers"),
    ]
    return curriculum.dataFiles.keys.sorted().map { name in
      (name, known[name].map(voice.say) ?? "")
    }
  }
}
