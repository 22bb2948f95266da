import Glibc

/// One edge of a graph with its values: what is needed to say its local gradient.
struct Edge {
  let evaluation: Evaluation
  let gate: Graph.NodeID
  let input: Graph.NodeID
  let position: Int

  init(_ evaluation: Evaluation, _ gate: Graph.NodeID, _ input: Graph.NodeID, _ position: Int) {
    self.evaluation = evaluation
    self.gate = gate
    self.input = input
    self.position = position
  }

  private var graph: Graph { evaluation.graph }
  private var inputShape: Shape { graph.shape(of: input) }
  private var shape: Shape { graph.shape(of: gate) }

  private func inputValue(_ position: Int) -> Matrix {
    evaluation.value(of: graph.inputs(of: gate)[position])
  }

  var local: BackwardPass.Local {
    let result = evaluation.value(of: gate)
    switch graph.nodes[gate].operation {
    case .unary(let operation):
      let a = inputValue(0)
      return .elementwise(
        Matrix(shape) { operation.rule.derivative(a[$0, $1], result[$0, $1]) })
    case .binary(let operation):
      let (a, b, ties) = (inputValue(0), inputValue(1), evaluation.ties)
      let partial = position == 0 ? operation.rule.partialA : operation.rule.partialB
      return .elementwise(
        Matrix(shape) {
          partial(a.broadcastEntry($0, $1), b.broadcastEntry($0, $1), result[$0, $1], ties)
        })
    case .matrixProduct:
      return position == 0
        ? .rightFactor(inputValue(1).transposed) : .leftFactor(inputValue(0).transposed)
    case .transpose, .entries, .stack: return .rearrangement
    case .reduce(.sum, _): return .broadcastSum
    case .reduce(.mean, _):
      let share = Double(shape.count) / Double(inputShape.count)
      return .elementwise(Matrix(repeating: share, inputShape))
    case .reduce(_, let axis): return .elementwise(winners(result, axis))
    case .softmax(let axis): return .rowJacobian(softmaxJacobians(result, axis))
    case .choose: return .elementwise(taken)
    case .crossEntropy, .negativeLogLikelihood, .meanSquaredError:
      return .elementwise(lossSlopes)
    case .leaf, .number, .constant: preconditionFailure("has no inputs")
    }
  }

  /// What arrives at the input when `upstream` stands at the gate.
  func downstream(_ upstream: Matrix, _ local: BackwardPass.Local) -> Matrix {
    switch local {
    case .elementwise(let slopes):
      // For a reduction the upstream is the smaller of the two, for broadcasting the input is.
      let product = Matrix(slopes.shape) {
        GradientCore.downstream(upstream.broadcastEntry($0, $1), slopes[$0, $1])
      }
      return product.summed(to: inputShape)
    case .leftFactor(let factor): return factor.times(upstream)
    case .rightFactor(let factor): return upstream.times(factor)
    case .broadcastSum: return Matrix(inputShape) { upstream.broadcastEntry($0, $1) }
    case .rearrangement: return rearranged(upstream)
    case .rowJacobian(let jacobians): return along(jacobians, upstream)
    }
  }

  private func rearranged(_ upstream: Matrix) -> Matrix {
    switch graph.nodes[gate].operation {
    case .transpose: return upstream.transposed
    case .entries(let index):
      var result = Matrix(repeating: 0, inputShape)
      result[graph.selections[Int(index)]] = upstream
      return result
    default: return Matrix(upstream.elements[position])
    }
  }

  private func along(_ jacobians: [Matrix], _ upstream: Matrix) -> Matrix {
    let isByRow = graph.nodes[gate].operation == .softmax(.columns)
    return Matrix(inputShape) { row, column in
      let jacobian = jacobians[isByRow ? row : column]
      return (0..<jacobian.shape.rows).reduce(0) { sum, k in
        sum
          + (isByRow
            ? upstream[row, k] * jacobian[k, column] : upstream[k, column] * jacobian[k, row])
      }
    }
  }

  private func softmaxJacobians(_ result: Matrix, _ axis: Axis) -> [Matrix] {
    let count = axis == .columns ? shape.rows : shape.columns
    let length = axis == .columns ? shape.columns : shape.rows
    return (0..<count).map { line in
      func p(_ i: Int) -> Double { axis == .columns ? result[line, i] : result[i, line] }
      return Matrix(Shape(length, length)) { i, j in i == j ? p(i) * (1 - p(i)) : -p(i) * p(j) }
    }
  }

  /// 1 where an entry is the largest (or smallest) of its line; ties as the evaluation says.
  private func winners(_ result: Matrix, _ axis: Axis?) -> Matrix {
    let values = inputValue(0)
    var counts = Matrix(repeating: 0, shape)
    var order = Matrix(repeating: 0, inputShape)
    for row in 0..<inputShape.rows {
      for column in 0..<inputShape.columns {
        let (i, j) = (shape.rows == 1 ? 0 : row, shape.columns == 1 ? 0 : column)
        guard values[row, column] == result[i, j] else { continue }
        counts[i, j] += 1
        order[row, column] = counts[i, j]
      }
    }
    return Matrix(inputShape) { row, column in
      guard order[row, column] > 0 else { return 0 }
      switch evaluation.ties {
      case .split: return 1 / counts.broadcastEntry(row, column)
      case .first: return order[row, column] == 1 ? 1 : 0
      case .both: return 1
      }
    }
  }

  private var taken: Matrix {
    let condition = inputValue(0)
    return Matrix(shape) {
      let isTaken = condition.broadcastEntry($0, $1) != 0
      return position == 0 ? 0 : isTaken == (position == 1) ? 1 : 0
    }
  }

  private var lossSlopes: Matrix {
    let (a, b) = (inputValue(0), inputValue(1))
    let rows = Double(inputShape.rows)
    switch graph.nodes[gate].operation {
    case .meanSquaredError:
      let factor = (position == 0 ? 2 : -2) / Double(inputShape.count)
      return Matrix(inputShape) { factor * (a[$0, $1] - b[$0, $1]) }
    case .negativeLogLikelihood:
      return Matrix(inputShape) {
        if position == 1 { return -Glibc.log(a[$0, $1]) / rows }
        return b[$0, $1] == 0 ? 0 : -b[$0, $1] / a[$0, $1] / rows
      }
    default:
      return Matrix(inputShape) { row, column in
        let largest = (0..<inputShape.columns).map { a[row, $0] }.max()!
        let total = (0..<inputShape.columns).reduce(0) { $0 + Glibc.exp(a[row, $1] - largest) }
        if position == 1 { return (largest + Glibc.log(total) - a[row, column]) / rows }
        let targets = (0..<inputShape.columns).reduce(0) { $0 + b[row, $1] }
        return (Glibc.exp(a[row, column] - largest) / total * targets - b[row, column]) / rows
      }
    }
  }
}
