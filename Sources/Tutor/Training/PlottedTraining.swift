import DocumentModel
import GradientCore

/// What `plot` shows of a training by a word of its own.
enum TrainedView: String, CaseIterable, Sendable {
  case loss, map, confusion, mistakes

  var meaning: Phrase {
    switch self {
    case .loss: Phrase("how the loss came down, epoch by epoch")
    case .map: Phrase("what the network says over its two inputs, with the data")
    case .confusion: Phrase("which classes are taken for which")
    case .mistakes: Phrase("pictures of the worst mistakes")
    }
  }
}

extension Session {
  func document(of view: TrainedView, using engine: Engine) throws(Refusal) -> Document {
    if view == .loss {
      guard bench.training.history.count > 1 else {
        throw Refusal(
          Phrase(
            "No loss was written down yet: {train} does it after each epoch.",
            ["train": Text("train", .command)]))
      }
      return Document(.plot(lossCurve()))
    }
    guard let reading = networkReading(using: engine) else {
      throw Refusal(
        Phrase(
          "There is no network that computes an objective from rows of data: {data} brings rows.",
          ["data": Text("data", .command)]))
    }
    if view == .map {
      guard let map = decisionMap(of: reading, using: engine) else {
        throw Refusal(
          Phrase(
            "A map needs a network with one input or two; this one has {count}.",
            [
              "count": Problems.number(
                bench.definitions.value(ofLeaf: reading.features)?.shape.columns ?? 0)
            ]))
      }
      return Document(.plot(map))
    }
    guard let judgement = judgement(of: reading, using: engine) else {
      throw Refusal(
        Phrase(
          "{output} says no class: this needs data with classes, and an output for each of them.",
          ["output": Text(reading.output, .name)]))
    }
    if view == .confusion {
      let classes = classNames(for: reading)
      return Document(confusionPicture(of: judgement, classes, columns: 78))
    }
    guard !judgement.mistakes.isEmpty else {
      return note(
        Phrase(
          "There are no mistakes: all {count} rows get the right class.",
          ["count": Problems.number(judgement.count)]))
    }
    if let picture = mistakePicture(of: judgement, reading, columns: 78) {
      return Document(picture)
    }
    return Document(.table(table(of: judgement, reading)))
  }

  /// The worst mistakes where rows are no pictures.
  private func table(of judgement: Judgement, _ reading: NetworkReading) -> Table {
    let classes = classNames(for: reading)
    let features = bench.definitions.value(ofLeaf: reading.features)
    return Table(
      columns: [
        .init(voice.say(Phrase("row")), .trailing), .init(voice.say(Phrase("is"))),
        .init(voice.say(Phrase("taken for"))), .init(Text(reading.features, .name)),
      ],
      rows: judgement.mistakes.prefix(10).map { mistake in
        let row = features.map { Matrix(rows: [Array($0.rowEntries(mistake.row))]) }
        return [
          Problems.number(mistake.row), Text(classes[mistake.truth]),
          Text(classes[mistake.answer], .problem), row.map { voice.value($0) } ?? "",
        ]
      })
  }
}

extension Matrix {
  fileprivate func rowEntries(_ row: Int) -> ArraySlice<Double> {
    elements[(row * shape.columns)..<((row + 1) * shape.columns)]
  }
}
