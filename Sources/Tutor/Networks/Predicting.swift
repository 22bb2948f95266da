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
      document += Document(
        .line(score(outputs, targets, network, isValidation: isValidation)))
    }
    return document
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
    guard outputs.shape == targets.shape else { return "" }
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

  // MARK: - Numbers

  private mutating func number(_ part: Arguments.Part) throws(Refusal) -> Double {
    let formula: Formula
    do { formula = try Formula(parsing: part.text) } catch {
      throw refusal(error, in: part.text, offset: part.range.lowerBound)
    }
    let computed: Computed
    do throws(Refusal) { computed = try value(of: formula, in: part.text) } catch {
      throw Refusal(error.reason, at: part.range)
    }
    guard let number = computed.value.scalar, number.isFinite else {
      throw Refusal(
        Phrase("{found} is not one finite number.", ["found": Problems.code(part.text)]),
        at: part.range)
    }
    return number
  }

  private var noOutputs: Refusal {
    Refusal(
      Phrase(
        "The network cannot be computed for one row alone: something it reads belongs to all rows."))
  }

  private func outputs(
    ofRow row: [Double], _ network: Network, using engine: Engine
  ) throws(Refusal) -> [Double] {
    guard let outputs = outputs(for: Matrix(rows: [row]), of: network, using: engine) else {
      throw noOutputs
    }
    return outputs.elements
  }

  private func isReadingData(_ network: Network) -> Bool {
    bench.hasData && network.inputName == Bench.dataNames[0]
  }

  private func standardized(_ row: [Double], for network: Network) -> [Double] {
    guard isReadingData(network), let data = bench.data,
      data.standardization?.means.count == row.count
    else { return row }
    return data.standardized(row)
  }

  private func inUnitsOfFile(_ row: [Double], for network: Network) -> [Double] {
    guard isReadingData(network), let standardization = bench.data?.standardization,
      standardization.means.count == row.count
    else { return row }
    return row.indices.map {
      row[$0] * standardization.deviations[$0] + standardization.means[$0]
    }
  }

  private func rows(
    _ isValidation: Bool, of network: Network, using engine: Engine
  ) throws(Refusal) -> (rows: Matrix, targets: Matrix?) {
    if isValidation {
      guard bench.hasData, let data = bench.data, let rows = data.validationFeatures else {
        throw Refusal(
          Phrase(
            "No rows are kept for validation. {split} keeps some.",
            ["split": Text("data split 0.8", .command)]))
      }
      return (rows, data.validationTargets)
    }
    guard let name = network.inputName, let value = bench.definitions.value(ofLeaf: name) else {
      throw Refusal(
        Phrase(
          "The network reads no input with rows. {example} asks about values.",
          ["example": Text("predict 0.1 0.7", .command)]))
    }
    let isColumns = network.layers[0].isColumns
    let targets = bench.definitions.value(ofLeaf: Bench.dataNames[1])
    return (
      isColumns ? value.transposed : value,
      network.layers.last!.isColumns ? targets?.transposed : targets
    )
  }

  // MARK: - Words

  private func told(_ outputs: [Double], _ network: Network) -> Document {
    let decision = decision(of: network)
    let name = network.outputName ?? "out"
    let equation = voice.equation(name, Matrix(rows: [outputs]))
    guard let index = decision.classIndex(of: outputs[...]) else {
      return Document(.line(equation))
    }
    var document = Document(
      .line(
        voice.say(
          Phrase("class {class}", ["class": Text(decision.classes[index], .strong)]))
          + "    " + equation))
    if let probabilities = decision.probabilities(of: outputs[...]) {
      document += Document(.shares(shares(probabilities, decision.classes)))
    } else if decision.kind == .scores {
      document += note(Phrase("A score above 0 says the second class; it is no probability."))
    }
    return document
  }

  /// Of many classes the most probable ones.
  private func shares(_ probabilities: [Double], _ classes: [String]) -> Shares {
    let most = 12
    var shown = Array(classes.indices)
    if shown.count > most {
      shown = shown.sorted { probabilities[$0] > probabilities[$1] }.prefix(most).sorted()
    }
    let numbers = Numbers(digits: min(voice.numbers.digits, 4))
    return Shares(
      shown.map { index in
        let value = probabilities[index]
        return Shares.Row(
          name: Text(classes[index], .code),
          value: Text(value < 0.0001 ? "< 0.0001" : numbers.text(value), .value), share: value)
      })
  }

  private func truth(_ target: [Double]?, _ outputs: [Double], _ network: Network) -> Document {
    guard let target else { return Document() }
    let decision = decision(of: network)
    if let data = bench.hasData ? bench.data : nil, !decision.classes.isEmpty,
      let right = data.classIndex(of: target[...])
    {
      let places = ["class": Text(data.classes[right], .code)]
      return Document(
        .line(
          decision.classIndex(of: outputs[...]) == right
            ? voice.say(Phrase("It is {class}: right.", places)).with(.success)
            : voice.say(Phrase("It is {class}: wrong.", places)).with(.problem)))
    }
    guard target.count == outputs.count else { return Document() }
    var places: [String: Text] = ["target": voice.value(Matrix(rows: [target]))]
    guard target.count == 1 else {
      return Document(.line(voice.say(Phrase("The target is {target}.", places))))
    }
    places["difference"] = voice.signed(outputs[0] - target[0])
    return Document(
      .line(
        voice.say(Phrase("The target is {target}; the output differs by {difference}.", places))))
  }

  private func picture(_ row: [Double], _ shape: Shape, _ index: Int) -> Block {
    let (low, high) = (min(row.min() ?? 0, 0), row.max() ?? 1)
    let rows = (0..<shape.rows).map { line in
      (0..<shape.columns).map { column in
        high > low ? (row[line * shape.columns + column] - low) / (high - low) : 0
      }
    }
    let places = [
      "row": Problems.number(index), "shape": Problems.code(shape),
    ]
    return .picture(
      Picture(
        rows: rows, sentence: voice.say(Phrase("Row {row} is a picture of {shape}.", places))))
  }
}
