/// A formula as it was typed: the parse tree, flat.
///
/// Nodes stand in postorder: the inputs of a node stand before it, and each node knows how many
/// nodes its subtree has. Nothing here is recursive, so a sum of a million terms is parsed,
/// compared, printed and freed without deep stacks.
public struct Formula: Sendable {
  public struct Node: Equatable, Sendable {
    public var kind: Kind
    /// Where it stands in the line it was parsed from, in UTF-8 offsets.
    public var range: Range<Int>
    /// How many nodes its subtree has, itself included.
    public var size: Int
  }

  public enum Kind: Equatable, Sendable {
    case number(Double)
    case constant(NamedConstant)
    case name(String)
    /// One input.
    case unary(UnaryOperation)
    /// Two inputs. `max(a, b)` and comparisons are binary operations too.
    case binary(BinaryOperation)
    /// Two inputs: `a @ b`.
    case matrixProduct
    /// One input: `a.T`.
    case transpose
    /// `rows * columns` inputs, row after row.
    case matrix(rows: Int, columns: Int)
    /// One input: `a[0, 1:]`. `columns` is nil when only one index was written. Kept apart because
    /// it is large and rare: every node would be twice as big.
    indirect case entries(rows: IndexRange, columns: IndexRange?)
    /// A built-in function that is not elementwise, or makes a matrix.
    case call(BuiltInFunction, arguments: Int, axis: Axis?)
    /// A function of the learner's.
    case apply(String, arguments: Int)
    /// Two inputs: `d(EXPR, NAME)`; the second is a `name`, or `entries` of a `name`.
    case derivative
  }

  public internal(set) var nodes: [Node]

  /// - Precondition: `nodes` is one tree in postorder.
  init(nodes: [Node]) { self.nodes = nodes }

  public var root: Int { nodes.count - 1 }

  /// Where the whole formula stands in its line.
  public var range: Range<Int> { nodes[root].range }
}

extension Formula.Kind {
  /// How many inputs a node of this kind has.
  public var inputCount: Int {
    switch self {
    case .number, .constant, .name: 0
    case .unary, .transpose, .entries: 1
    case .binary, .matrixProduct, .derivative: 2
    case .matrix(let rows, let columns): rows * columns
    case .call(_, let arguments, _), .apply(_, let arguments): arguments
    }
  }
}

/// Formulas are equal when they say the same, wherever they stood in their lines.
extension Formula: Equatable {
  public static func == (left: Formula, right: Formula) -> Bool {
    guard left.nodes.count == right.nodes.count else { return false }
    return left.nodes.withUnsafeBufferPointer { a in
      right.nodes.withUnsafeBufferPointer { b in
        if a.baseAddress == b.baseAddress { return true }
        for i in a.indices where a[i].kind != b[i].kind { return false }
        return true
      }
    }
  }
}

extension Formula {
  /// The roots of the inputs of the node at `position`, first input first.
  public func inputs(of position: Int) -> [Int] {
    let count = nodes[position].kind.inputCount
    var result = Array(repeating: 0, count: count)
    var next = position - 1
    for input in stride(from: count - 1, through: 0, by: -1) {
      result[input] = next
      next -= nodes[next].size
    }
    return result
  }

  /// The subtree that ends at `position`, as a formula of its own.
  public func subformula(at position: Int) -> Formula {
    Formula(nodes: Array(nodes[(position - nodes[position].size + 1)...position]))
  }

  /// Every name that occurs, each once, in the order of first occurrence.
  public var names: [String] {
    var seen: Set<String> = []
    return nodes.compactMap {
      if case .name(let name) = $0.kind, seen.insert(name).inserted { name } else { nil }
    }
  }

  /// Whether a `d(…)` occurs.
  public var containsDerivative: Bool { nodes.contains { $0.kind == .derivative } }

  /// Whether something is drawn at random, as in `normal(2, 3)`.
  public var containsRandomDraw: Bool {
    nodes.contains {
      if case .call(let function, _, _) = $0.kind { function.isRandom } else { false }
    }
  }
}

/// `pi` and what a value can be beside a number.
public enum NamedConstant: String, CaseIterable, Sendable {
  case pi, inf, nan

  public var value: Double {
    switch self {
    case .pi: .pi
    case .inf: .infinity
    case .nan: .nan
    }
  }
}

/// One index or slice, as written: `2`, `-1`, `1:`, `:3`, `:`.
public enum IndexRange: Hashable, Sendable {
  case at(Int)
  case slice(from: Int?, to: Int?)

  /// The positions meant on an axis of `length`, or nil where it reaches outside. Negative
  /// indices count from the end.
  public func resolved(length: Int) -> Range<Int>? {
    func position(_ index: Int) -> Int { index < 0 ? index + length : index }
    switch self {
    case .at(let index):
      let start = position(index)
      return (0..<length).contains(start) ? start..<(start + 1) : nil
    case .slice(let from, let to):
      let start = from.map(position) ?? 0
      let end = to.map(position) ?? length
      return 0 <= start && start < end && end <= length ? start..<end : nil
    }
  }
}

/// The axis along which a reduction runs: `axis=0` down the columns, `axis=1` along the rows.
public enum Axis: Int, Sendable {
  case rows = 0
  case columns = 1
}

/// Functions that are not elementwise, or that make a matrix.
public enum BuiltInFunction: String, CaseIterable, Sendable {
  case sum, mean, max, min, softmax
  case `where`
  case crossEntropy = "cross_entropy"
  case nll, mse
  case uniform, normal, xavier, he
  case zeros, ones, identity, linspace, arange

  /// How many arguments it takes.
  public var argumentCounts: ClosedRange<Int> {
    switch self {
    case .sum, .mean, .max, .min, .softmax, .identity: 1...1
    case .where, .linspace: 3...3
    case .crossEntropy, .nll, .mse: 2...2
    case .uniform, .normal, .xavier, .he, .zeros, .ones: 1...2
    case .arange: 1...3
    }
  }

  public var takesAxis: Bool {
    switch self {
    case .sum, .mean, .max, .min, .softmax: true
    default: false
    }
  }

  /// Drawn once, when the formula is defined.
  public var isRandom: Bool {
    switch self {
    case .uniform, .normal, .xavier, .he: true
    default: false
    }
  }

  /// Its arguments are counts, or numbers that are fixed when the formula is compiled.
  public var makesMatrix: Bool {
    switch self {
    case .uniform, .normal, .xavier, .he, .zeros, .ones, .identity, .linspace, .arange: true
    default: false
    }
  }
}
