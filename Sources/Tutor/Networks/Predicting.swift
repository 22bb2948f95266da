import DocumentModel
import GradientCore

extension Session {
  /// Values of the learner's, in the units of the file.
  mutating func predict(
    _ parts: [Arguments.Part], with network: Network, using engine: Engine
  ) throws(Refusal) -> Document {
    var values: [Double] = []
    for part in parts { values.append(try number(part)) }
    let expected = network.layers[0].inputs
    guard values.count == expected else {
      let names = bench.hasData ? bench.data?.columnNames ?? [] : []
      let places: [String: Text] = [
        "expected": Problems.number(expected), "got": Problems.number(values.count),
        "names": voice.list(names),
      ]
      throw Refusal(
        names.count == expected && expected <= 8
          ? Phrase("The network reads {expected} numbers, {names}, not {got}.", places)
          : Phrase("The network reads {expected} numbers, not {got}.", places),
        at: parts.first!.range.lowerBound..<parts.last!.range.upperBound)
    }
    let seen = standardized(values, for: network)
    let outputs = try outputs(ofRow: seen, network, using: engine)
    var document = Document()
    if seen != values {
      document += note(
        Phrase(
          "Standardized as the data are: {values}.",
          ["values": Text(seen.map(voice.numbers.text).joined(separator: " "), .value)]))
    }
    return document + told(outputs, network)
  }

  /// A row of `X`, or of those that are kept for validation.
  func predict(
    row part: Arguments.Part, _ isValidation: Bool, with network: Network, using engine: Engine
  ) throws(Refusal) -> Document {
    let (rows, targets) = try rows(isValidation, of: network, using: engine)
    guard let index = Int(part.text), (0..<rows.shape.rows).contains(index) else {
      throw Refusal(
        Phrase(
          "There is no row {row}; they are counted from 0 to {last}.",
          ["row": Problems.code(part.text), "last": Problems.number(rows.shape.rows - 1)]),
        at: part.range)
    }
    let row = Array(rows.row(index))
    let outputs = try outputs(ofRow: row, network, using: engine)
    let target = targets.flatMap { $0.shape.rows == rows.shape.rows ? Array($0.row(index)) : nil }
    let raw = inUnitsOfFile(row, for: network)
    let answer = told(outputs, network) + truth(target, outputs, network)
    let data = bench.hasData ? bench.data : nil
    if let shape = data?.picture, shape.count == row.count {
      return Document(.beside([picture(raw, shape, index)], answer.blocks))
    }
    var document = Document()
    if let data, data.columnNames.count == row.count, row.count <= 8 {
      let parts = zip(data.columnNames, raw).map { Text($0, .name) + " = " + voice.value($1) }
      document += lines(of: parts, gap: 3)
    }
    return document + answer
  }

  /// How many rows are right, or how far outputs are from targets.
  func predictAll(with network: Network, using engine: Engine) throws(Refusal) -> Document {
    guard bench.hasData, let data = bench.data else {
      throw Refusal(
        Phrase(
          "There are no data to be predicted. {example} asks about values.",
          ["example": Text("predict 0.1 0.7", .command)]))
    }
    var document = Document()
    for isValidation in [false, true] {
      guard !isValidation || data.validationFeatures != nil else { continue }
      let (rows, targets) = try rows(isValidation, of: network, using: engine)
      guard let targets, let outputs = outputs(for: rows, of: network, using: engine) else {
        throw noOutputs
      }
      guard targets.shape == outputs.shape else { throw misfit(targets, outputs, network) }
      document += Document(
        .line(score(outputs, targets, network, isValidation: isValidation)))
    }
    return document
  }

  private func misfit(_ targets: Matrix, _ outputs: Matrix, _ network: Network) -> Refusal {
    Refusal(
      Phrase(
        "Y is {targets} and {output} {shape}: a row of targets belongs to each row of outputs. {row} looks at one row.",
        [
          "targets": Problems.code(targets.shape), "shape": Problems.code(outputs.shape),
          "output": Text(network.outputName ?? "out", .name),
          "row": Text("predict row 0", .command),
        ]))
  }

  private func score(
    _ outputs: Matrix, _ targets: Matrix, _ network: Network, isValidation: Bool
  ) -> Text {
    let decision = decision(of: network)
    let count = outputs.shape.rows
    var places: [String: Text] = ["count": Problems.number(count)]
    if !decision.classes.isEmpty, let data = bench.data {
      let right = (0..<count).count {
        decision.classIndex(of: outputs.row($0)) == data.classIndex(of: targets.row($0))
      }
      places["right"] = Problems.number(right)
      places["percent"] = Text(Numbers(digits: 4).text(Double(right) / Double(count) * 100), .value)
      return voice.say(
        isValidation
          ? Phrase("{right} of {count} validation rows are right: {percent} %.", places)
          : Phrase("{right} of {count} training rows are right: {percent} %.", places))
    }
    let squares = zip(outputs.elements, targets.elements).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    places["distance"] = voice.value((squares / Double(outputs.shape.count)).squareRoot())
    return voice.say(
      isValidation
        ? Phrase(
          "{count} validation rows: outputs differ from targets by {distance} (root of the mean square).",
          places)
        : Phrase(
          "{count} training rows: outputs differ from targets by {distance} (root of the mean square).",
          places))
  }
}
