/// A computation graph: gates that stand after their inputs, so that the order of creation is a
/// topological order. Immutable; values live in an `Evaluation`.
public struct Graph: Sendable {
  public typealias NodeID = Int

  public struct Node: Sendable {
    public var operation: Operation
    public var shape: Shape
    var firstInput: Int32
    var inputCount: Int32
  }

  public enum Operation: Equatable, Sendable {
    /// An index into `leaves`.
    case leaf(Int32)
    case number(Double)
    /// An index into `constants`.
    case constant(Int32)
    case unary(UnaryOperation)
    case binary(BinaryOperation)
    case matrixProduct
    case transpose
    /// Some entries of the input; an index into `selections`.
    case entries(Int32)
    /// A matrix of its inputs, which are scalars, row after row.
    case stack
    /// A reduction that keeps both axes; without an axis over all entries.
    case reduce(Reduction, Axis?)
    /// Along the given axis.
    case softmax(Axis)
    /// `where(c, a, b)`.
    case choose
    case crossEntropy
    case negativeLogLikelihood
    case meanSquaredError
  }

  public enum Reduction: String, Sendable { case sum, mean, max, min }

  public struct Leaf: Equatable, Sendable {
    public var name: String
    public var node: NodeID
    public var role: LeafRole
  }

  /// Rows and columns that `entries` takes out of its input.
  public struct Selection: Equatable, Sendable {
    public var rows: Range<Int>
    public var columns: Range<Int>
  }

  public internal(set) var nodes: [Node] = []
  var inputIDs: [Int32] = []
  public internal(set) var leaves: [Leaf] = []
  public internal(set) var constants: [Matrix] = []
  public internal(set) var selections: [Selection] = []
  var nodesByName: [String: NodeID] = [:]
  var namesByNode: [NodeID: String] = [:]

  /// Multiplications that were written as `a @ b`: one of the two is a single number.
  public internal(set) var scalarProducts: Set<NodeID> = []

  /// The uses of functions, each before those inside of it.
  public internal(set) var calls: [Call] = []

  /// What the graph was asked for; the last gate unless said otherwise.
  public internal(set) var root: NodeID = -1

  /// One use of a function: a copy of its gates.
  public struct Call: Equatable, Sendable {
    public var function: String
    /// What stood in its brackets.
    public var inputs: [NodeID]
    /// The gates and numbers that were made for it, those of inner calls among them.
    public var nodes: Range<NodeID>
    /// What it gives; an input where the function only hands it on.
    public var result: NodeID
    /// Position of the call inside of which it stands.
    public var parent: Int?
  }

  public func inputs(of node: NodeID) -> [NodeID] {
    let first = Int(nodes[node].firstInput)
    return inputIDs[first..<(first + Int(nodes[node].inputCount))].map(Int.init)
  }

  public func shape(of node: NodeID) -> Shape { nodes[node].shape }
  public func node(named name: String) -> NodeID? { nodesByName[name] }
  public func name(of node: NodeID) -> String? { namesByNode[node] }

  /// Whether no leaf lies under the node.
  public func isConstant(_ node: NodeID) -> Bool {
    switch nodes[node].operation {
    case .number, .constant: true
    default: false
    }
  }
}

extension Graph.Node {
  /// Leaves and constants have none.
  public var isGate: Bool { inputCount > 0 }
}
