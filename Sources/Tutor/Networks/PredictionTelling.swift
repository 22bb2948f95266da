import DocumentModel
import GradientCore

/// What a network said, in words.
extension Session {
  func told(_ outputs: [Double], _ network: Network) -> Document {
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
          value: Text(Self.text(ofProbability: value, numbers), .value), share: value)
      })
  }

  private static func text(ofProbability value: Double, _ numbers: Numbers) -> String {
    value < 0.0001 ? "< 0.0001" : value > 0.9999 ? "> 0.9999" : numbers.text(value)
  }

  func truth(_ target: [Double]?, _ outputs: [Double], _ network: Network) -> Document {
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

  func picture(_ row: [Double], _ shape: Shape, _ index: Int) -> Block {
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
