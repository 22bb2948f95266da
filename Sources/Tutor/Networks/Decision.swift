import Glibc
import GradientCore

/// What a row of outputs says: a class, its probability, or numbers.
public struct Decision: Equatable, Sendable {
  /// How outputs are understood.
  public enum Kind: Equatable, Sendable {
    /// A softmax, or a sigmoid of one output, is still to be applied.
    case logits
    case probabilities
    /// Above 0 is the second class.
    case scores
    /// As targets are: 0 and 1, or numbers.
    case values
  }

  public let kind: Kind
  /// Names of the classes; empty where the outputs are numbers to be met.
  public let classes: [String]

  public init(_ loss: Loss?, lastActivation: Graph.Operation?, classes: [String], units: Int) {
    let fits = classes.count > 2 ? classes.count == units : !classes.isEmpty && units == 1
    self.classes = fits ? classes : []
    kind =
      switch lastActivation {
      case _ where !fits: .values
      case .softmax: .probabilities
      case .unary(.sigmoid): .probabilities
      case _ where loss == .hinge: .scores
      case _ where loss == .mse: .values
      default: .logits
      }
  }

  /// Which class a row of outputs says; nil where there are none, or an output is no number.
  public func classIndex(of row: ArraySlice<Double>) -> Int? {
    guard !classes.isEmpty, let first = row.first, !row.contains(where: \.isNaN) else { return nil }
    guard row.count == 1 else {
      return row.indices.max { row[$0] < row[$1] }.map { $0 - row.startIndex }
    }
    return first > threshold ? 1 : 0
  }

  private var threshold: Double { kind == .logits || kind == .scores ? 0 : 0.5 }

  /// The probability of each class; nil where the outputs say none.
  public func probabilities(of row: ArraySlice<Double>) -> [Double]? {
    guard !classes.isEmpty, let first = row.first else { return nil }
    switch kind {
    case .scores, .values: return nil
    case .probabilities: return row.count == 1 ? [1 - first, first] : Array(row)
    case .logits:
      let logits = row.count == 1 ? [0, first] : Array(row)
      let largest = logits.max()!
      let powers = logits.map { Glibc.exp($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }
}

extension Session {
  /// How the outputs of the network are to be understood.
  func decision(of network: Network) -> Decision {
    let loss = bench.loss?.kind ?? bench.likestLoss
    let isAimless = loss == nil && network.lastActivation?.givesProbabilities != true
    return Decision(
      loss, lastActivation: network.lastActivation,
      classes: bench.hasData && !isAimless ? bench.data?.classes ?? [] : [],
      units: network.layers.last!.units)
  }

  /// What the last layer gives for rows as `X` holds them; nil where it cannot be computed.
  func outputs(for rows: Matrix, of network: Network, using engine: Engine) -> Matrix? {
    guard let input = network.inputName, let role = bench.role(of: input) else { return nil }
    let isColumns = network.layers[0].isColumns
    var other = bench
    other.definitions[input] = .leaf(isColumns ? rows.transposed : rows, role)
    let outputs: Matrix?
    if let name = network.outputName, bench.definitions[name] != nil {
      outputs = try? engine.value(of: name, in: other)
    } else {
      let evaluation = try? engine.evaluation(of: network.roots, in: other)
      let again = evaluation.flatMap { Network(of: $0.graph, roots: network.roots) }
      outputs = again.map { evaluation!.value(of: $0.layers.last!.output) }
    }
    guard let outputs else { return nil }
    let rowOutputs = network.layers.last!.isColumns ? outputs.transposed : outputs
    return rowOutputs.shape.rows == rows.shape.rows ? rowOutputs : nil
  }

  /// Which share of rows is classified rightly; nil where there are no classes.
  func accuracy(
    _ rows: Matrix, _ targets: Matrix, of network: Network, using engine: Engine
  ) -> Double? {
    let decision = decision(of: network)
    guard !decision.classes.isEmpty, let data = bench.data,
      let outputs = outputs(for: rows, of: network, using: engine),
      outputs.shape.rows == targets.shape.rows
    else { return nil }
    let right = (0..<rows.shape.rows).count {
      decision.classIndex(of: outputs.row($0)) == data.classIndex(of: targets.row($0))
    }
    return Double(right) / Double(rows.shape.rows)
  }
}

extension Matrix {
  func row(_ index: Int) -> ArraySlice<Double> {
    elements[(index * shape.columns)..<((index + 1) * shape.columns)]
  }
}
