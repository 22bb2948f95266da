import GradientCore

/// What the graph of an objective says of the network in it: what it computes for a row, and how
/// that says a class. It is read from the graph and not from names, so that what the learner
/// redefines is what counts.
struct NetworkReading {
  /// What the network gives for the rows: the last name that knows nothing of the targets.
  let output: String
  /// The leaf with a row for each example, and the one with what should come out.
  let features: String
  let targets: String?
  /// Above it an output of one column says the second class.
  let threshold: Double
  let shape: Shape
  let layers: [GraphLayer]
  let graph: Graph

  var isLogit: Bool { threshold == 0 }

  /// Nil where nothing is computed from rows of data.
  init?(_ graph: Graph, rows: Int) {
    let data = graph.leaves.filter { $0.role == .data && graph.shape(of: $0.node).rows == rows }
    let products = graph.nodes.indices.filter {
      if case .matrixProduct = graph.nodes[$0].operation { true } else { false }
    }
    let isMultiplied = { (leaf: Graph.Leaf) in
      products.contains { graph.inputs(of: $0).contains(leaf.node) }
    }
    guard let features = data.first(where: isMultiplied) ?? data.first(where: { $0.name == "X" })
    else { return nil }
    let targets = data.first { $0.name != features.name }
    let known = graph.nodes.indices.reversed().first { node in
      graph.name(of: node) != nil && graph.nodes[node].isGate
        && graph.shape(of: node).rows == rows && graph.depends(node, on: features.node)
        && !(targets.map { graph.depends(node, on: $0.node) } ?? false)
    }
    guard let output = known, let name = graph.name(of: output) else { return nil }
    (self.output, self.features, self.targets) = (name, features.name, targets?.name)
    shape = graph.shape(of: output)
    threshold = Self.threshold(of: output, targets?.node, in: graph)
    layers = graph.layers(under: output, examples: Bench.dataNames[0])
    self.graph = graph
  }

  /// A logit says the second class above 0; a probability, and what is compared with 0 and 1 by
  /// its distance, above a half.
  private static func threshold(
    of output: Graph.NodeID, _ targets: Graph.NodeID?, in graph: Graph
  ) -> Double {
    switch graph.nodes[output].operation {
    case .unary(.sigmoid), .softmax: return 0.5
    default: break
    }
    guard let targets else { return 0 }
    let isDistance = graph.nodes.indices.contains { node in
      let inputs = graph.inputs(of: node)
      switch graph.nodes[node].operation {
      case .binary(.subtract), .meanSquaredError:
        return inputs.contains(output) && inputs.contains(targets)
      default: return false
      }
    }
    return isDistance ? 0.5 : 0
  }

  /// The class that a row of outputs, or of targets, says.
  func classIndex(of row: ArraySlice<Double>, threshold: Double) -> Int {
    guard row.count > 1 else { return (row.first ?? 0) > threshold ? 1 : 0 }
    return (row.indices.max { row[$0] < row[$1] } ?? row.startIndex) - row.startIndex
  }

  /// `2-8-8-1 tanh`, from the graph.
  var form: String {
    guard let first = graph.node(named: features), !layers.isEmpty else { return "" }
    let widths = [graph.shape(of: first).columns] + layers.map { graph.shape(of: $0.after).columns }
    var activations: [String] = []
    for layer in layers {
      if let name = layer.bend?.rawValue, activations.last != name {
        activations.append(name)
      }
    }
    return ([widths.map(String.init).joined(separator: "-")] + activations).joined(separator: " ")
  }
}

/// Outputs of a network beside what should have come out.
struct Judgement: Equatable {
  /// Rows that are truly of a class (row) and were taken for another one (column).
  var confusion: [[Int]]
  var count: Int
  /// Rows that were taken for another class, those first in which the network was surest.
  var mistakes: [Mistake]

  struct Mistake: Equatable {
    var row: Int
    var truth: Int
    var answer: Int
    /// How much more the output says for the wrong class than for the right one.
    var excess: Double
  }

  var rightCount: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
  var accuracy: Double { count == 0 ? .nan : Double(rightCount) / Double(count) }

  init(_ reading: NetworkReading, outputs: Matrix, targets: Matrix, classes: Int) {
    let (width, targetWidth) = (outputs.shape.columns, targets.shape.columns)
    confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    count = min(outputs.shape.rows, targets.shape.rows)
    mistakes = []
    for row in 0..<count {
      let output = outputs.elements[(row * width)..<((row + 1) * width)]
      let target = targets.elements[(row * targetWidth)..<((row + 1) * targetWidth)]
      let answer = min(reading.classIndex(of: output, threshold: reading.threshold), classes - 1)
      let truth = min(reading.classIndex(of: target, threshold: 0.5), classes - 1)
      confusion[truth][answer] += 1
      guard answer != truth else { continue }
      let start = output.startIndex
      let excess =
        width == 1
        ? abs(output[start] - reading.threshold)
        : output[start + min(answer, width - 1)] - output[start + min(truth, width - 1)]
      mistakes.append(Mistake(row: row, truth: truth, answer: answer, excess: excess))
    }
    mistakes.sort { ($1.excess, $0.row) < ($0.excess, $1.row) }
  }
}
