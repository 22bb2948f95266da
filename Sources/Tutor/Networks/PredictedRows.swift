import DocumentModel
import GradientCore

/// What stands between values as they are typed and what a network reads.
extension Session {
  var noOutputs: Refusal {
    Refusal(
      Phrase(
        "The network cannot be computed for one row alone: something it reads belongs to all rows.")
    )
  }

  func outputs(
    ofRow row: [Double], _ network: Network, using engine: Engine
  ) throws(Refusal) -> [Double] {
    guard let outputs = outputs(for: Matrix(rows: [row]), of: network, using: engine) else {
      throw noOutputs
    }
    return outputs.elements
  }

  func isReadingData(_ network: Network) -> Bool {
    bench.hasData && network.inputName == Bench.dataNames[0]
  }

  func standardized(_ row: [Double], for network: Network) -> [Double] {
    guard isReadingData(network), let data = bench.data,
      data.standardization?.means.count == row.count
    else { return row }
    return data.standardized(row)
  }

  func inUnitsOfFile(_ row: [Double], for network: Network) -> [Double] {
    guard isReadingData(network), let standardization = bench.data?.standardization,
      standardization.means.count == row.count
    else { return row }
    return row.indices.map {
      row[$0] * standardization.deviations[$0] + standardization.means[$0]
    }
  }

  func rows(
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
}
