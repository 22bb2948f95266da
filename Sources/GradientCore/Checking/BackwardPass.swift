/// A backward pass written out edge by edge, last gate first: what a lesson shows and a learner can
/// follow with a pencil. The sums of its downstream gradients are the gradients that
/// `Evaluation.backward(from:)` computes, and a test holds them against each other.
public struct BackwardPass: Sendable {
  public typealias NodeID = Graph.NodeID

  /// What happened on one edge from a gate to one of its inputs; `x * x` has two.
  public struct Step: Equatable, Sendable {
    public var output: NodeID
    public var input: NodeID
    /// Which input of the gate it is.
    public var position: Int
    /// The gradient of the root with respect to the gate.
    public var upstream: Matrix
    public var local: Local
    /// The share of the root's gradient with respect to the input that comes along this edge.
    public var downstream: Matrix

    public init(
      output: NodeID, input: NodeID, position: Int, upstream: Matrix, local: Local,
      downstream: Matrix
    ) {
      self.output = output
      self.input = input
      self.position = position
      self.upstream = upstream
      self.local = local
      self.downstream = downstream
    }
  }

  /// The derivative of a gate with respect to one input.
  public enum Local: Equatable, Sendable {
    /// upstream · local entry by entry; where the input was broadcast, then summed.
    case elementwise(Matrix)
    /// local @ upstream.
    case leftFactor(Matrix)
    /// upstream @ local.
    case rightFactor(Matrix)
    /// Upstream is handed to every entry that was summed.
    case broadcastSum
    /// Entries only change their places.
    case rearrangement
    /// A Jacobian for every row (or column) along which the gate works.
    case rowJacobian([Matrix])
  }

  /// One per edge that leads to a leaf.
  public private(set) var steps: [Step] = []
  public private(set) var gradients: [NodeID: Matrix] = [:]

  /// - Parameter upstream: what the pass begins with at the root, in its shape; 1 in every entry
  ///   unless said otherwise.
  /// - Precondition: `evaluation` computes every node, and `forward()` has run.
  public init(_ evaluation: Evaluation, from root: NodeID, upstream: Matrix? = nil) {
    let graph = evaluation.graph
    gradients[root] = upstream ?? Matrix(repeating: 1, graph.shape(of: root))
    for node in (0...root).reversed() where graph.nodes[node].isGate {
      guard let upstream = gradients[node] else { continue }
      for (position, input) in graph.inputs(of: node).enumerated()
      where evaluation.wantsGradient[input] {
        let edge = Edge(evaluation, node, input, position)
        let local = edge.local
        let downstream = edge.downstream(upstream, local)
        steps.append(
          Step(
            output: node, input: input, position: position, upstream: upstream, local: local,
            downstream: downstream))
        gradients[input] = gradients[input].map { $0.adding(downstream) } ?? downstream
      }
    }
  }

  public func gradient(of node: NodeID) -> Matrix? { gradients[node] }
}

extension BackwardPass.Local {
  /// The derivative between two numbers.
  var scalar: Double? {
    if case .elementwise(let slopes) = self { slopes.scalar } else { nil }
  }
}

extension Matrix {
  /// Entry by entry.
  /// - Precondition: the shapes are equal.
  func adding(_ other: Matrix) -> Matrix {
    precondition(shape == other.shape)
    return Matrix(shape, zip(elements, other.elements).map(+))
  }

  /// Row after row, each entry from its row and column.
  init(_ shape: Shape, entry: (Int, Int) -> Double) {
    self.init(
      shape, (0..<shape.rows).flatMap { row in (0..<shape.columns).map { entry(row, $0) } })
  }

  func times(_ other: Matrix) -> Matrix {
    Matrix(Shape(shape.rows, other.shape.columns)) { row, column in
      (0..<shape.columns).reduce(0) { $0 + self[row, $1] * other[$1, column] }
    }
  }

  /// An entry of the matrix stretched as broadcasting does.
  func broadcastEntry(_ row: Int, _ column: Int) -> Double {
    self[shape.rows == 1 ? 0 : row, shape.columns == 1 ? 0 : column]
  }

  /// Sums over the axes along which `target` was stretched.
  func summed(to target: Shape) -> Matrix {
    if shape == target { return self }
    var result = Matrix(repeating: 0, target)
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        result[target.rows == 1 ? 0 : row, target.columns == 1 ? 0 : column] += self[row, column]
      }
    }
    return result
  }
}
