/// A gate that changes its side where an input is nudged: another input of a max wins, a relu
/// opens, a comparison turns over. There the slope changes at once, or the value does.
public struct Kink: Hashable, Sendable {
  public var gate: Graph.NodeID
  /// Which entry of the gate.
  public var row: Int
  public var column: Int
  /// Whether the present point itself stands on it: a tie, or 0 under a relu.
  public var isExact: Bool
}

/// On which side of their kinks, jumps and poles the gates under a root stand at one point.
struct KinkWatch {
  private let evaluation: Evaluation
  private let gates: [Graph.NodeID]
  private var present: [Int8] = []

  /// The side of an entry that stands on the edge itself.
  private static let edge: Int8 = 0
  private static let mostKinks = 8

  /// - Precondition: `forward()` has run at the present point.
  init(_ evaluation: Evaluation, under root: Graph.NodeID) {
    self.evaluation = evaluation
    let graph = evaluation.graph
    gates = graph.ancestors(of: root).filter { graph.nodes[$0].operation.hasSides }
      .filter { !Self.isSmooth($0, in: evaluation) }
    for gate in gates { forEachSide(gate) { present.append($0) } }
  }

  /// What is divided by a number, or raised to a whole one, has no sides; large matrices of these
  /// need not be looked through.
  private static func isSmooth(_ gate: Graph.NodeID, in evaluation: Evaluation) -> Bool {
    let graph = evaluation.graph
    guard let last = graph.inputs(of: gate).last,
      case .number(let number) = graph.nodes[last].operation
    else { return false }
    return switch graph.nodes[gate].operation {
    case .binary(.divide): number != 0
    case .binary(.power): number >= 0 && number == number.rounded()
    default: false
    }
  }

  /// The gates that stand on another side now than at the present point, inputs first.
  func changes() -> [Kink] {
    var kinks: [Kink] = []
    var position = 0
    for gate in gates {
      let first = position
      forEachSide(gate) { side in
        if side != present[position], kinks.count < Self.mostKinks {
          let kink = kink(gate, position - first, isExact: present[position] == Self.edge)
          if kinks.last.map({ ($0.gate, $0.row, $0.column) == (gate, kink.row, kink.column) })
            ?? false
          {
            kinks[kinks.count - 1].isExact = kinks[kinks.count - 1].isExact || kink.isExact
          } else {
            kinks.append(kink)
          }
        }
        position += 1
      }
    }
    return kinks
  }

  /// - Parameter index: among the sides of the gate; of a reduction they belong to its input.
  private func kink(_ gate: Graph.NodeID, _ index: Int, isExact: Bool) -> Kink {
    let graph = evaluation.graph
    let shape = graph.shape(of: gate)
    var seen = shape
    if case .reduce = graph.nodes[gate].operation {
      seen = graph.shape(of: graph.inputs(of: gate)[0])
    }
    return Kink(
      gate: gate, row: shape.rows == 1 ? 0 : index / seen.columns,
      column: shape.columns == 1 ? 0 : index % seen.columns, isExact: isExact)
  }

  private func forEachSide(_ gate: Graph.NodeID, _ body: (Int8) -> Void) {
    let graph = evaluation.graph
    let shape = graph.shape(of: gate)
    let inputs = graph.inputs(of: gate)
    let a = evaluation.entries(of: inputs[0])
    switch graph.nodes[gate].operation {
    case .unary(.hardTanh):
      for x in a { body(abs(x) == 1 ? Self.edge : x < -1 ? -1 : x > 1 ? 1 : x.isNaN ? 3 : 2) }
    case .unary: for x in a { body(Self.sign(x)) }
    case .binary(let operation):
      let (first, second) = (evaluation.value(of: inputs[0]), evaluation.value(of: inputs[1]))
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          let (x, y) = (first.broadcastEntry(row, column), second.broadcastEntry(row, column))
          body(Self.side(operation, x, y))
        }
      }
    case .choose:
      let isComparison = graph.nodes[inputs[0]].operation.isComparison
      for x in a { body(x != 0 ? 1 : isComparison ? 2 : Self.edge) }
    case .reduce: forEachWinner(gate, inputs[0], body)
    default: break
    }
  }

  private func forEachWinner(
    _ gate: Graph.NodeID, _ input: Graph.NodeID, _ body: (Int8) -> Void
  ) {
    let (values, best) = (evaluation.value(of: input), evaluation.value(of: gate))
    var winners = Matrix(repeating: 0, best.shape)
    func line(_ row: Int, _ column: Int) -> (Int, Int) {
      (best.shape.rows == 1 ? 0 : row, best.shape.columns == 1 ? 0 : column)
    }
    func forEach(_ visit: (Bool, Int, Int) -> Void) {
      for row in 0..<values.shape.rows {
        for column in 0..<values.shape.columns {
          let (i, j) = line(row, column)
          visit(values[row, column] == best[i, j], i, j)
        }
      }
    }
    forEach { wins, i, j in if wins { winners[i, j] += 1 } }
    forEach { wins, i, j in body(!wins ? 2 : winners[i, j] > 1 ? Self.edge : 1) }
  }

  private static func side(_ operation: BinaryOperation, _ a: Double, _ b: Double) -> Int8 {
    switch operation {
    case .divide: sign(b)
    // Whole powers from 0 on are smooth everywhere.
    case .power: b >= 0 && b == b.rounded() ? 2 : sign(a)
    default: a == b ? edge : a < b ? -1 : a > b ? 1 : 3
    }
  }

  private static func sign(_ x: Double) -> Int8 { x > 0 ? 1 : x < 0 ? -1 : x == 0 ? edge : 3 }
}

extension Graph.Operation {
  fileprivate var hasSides: Bool {
    switch self {
    case .unary(let operation):
      switch operation {
      case .relu, .leakyRelu, .hardTanh, .abs, .sign, .log, .sqrt: true
      default: false
      }
    case .binary(let operation):
      switch operation {
      case .add, .subtract, .multiply: false
      default: true
      }
    case .choose, .reduce(.max, _), .reduce(.min, _): true
    default: false
    }
  }

  fileprivate var isComparison: Bool {
    switch self {
    case .binary(.greater), .binary(.greaterOrEqual), .binary(.less), .binary(.lessOrEqual): true
    default: false
    }
  }
}
