/// The values and gradients of a graph: one arena of each. `forward()` and `backward(from:)`
/// allocate nothing.
///
/// The pointers are constants of a class and not arrays, because every access to a stored array of
/// a class is checked for exclusivity, which costs more than the arithmetic.
public final class Evaluation {
  public typealias NodeID = Graph.NodeID

  public let graph: Graph
  public let ties: Ties
  @usableFromInline let slots: UnsafeMutablePointer<Int32>
  private let entryCounts: UnsafeMutablePointer<Int32>
  let wantsGradient: [Bool]
  let slotCount: Int
  @usableFromInline let values: UnsafeMutablePointer<Double>
  @usableFromInline let gradients: UnsafeMutablePointer<Double>
  let instructions: UnsafeMutablePointer<Instruction>
  let instructionCount: Int
  let toClear: UnsafeMutablePointer<Range<Int>>
  let clearCount: Int
  let operands: UnsafeMutablePointer<Operands>
  let strips: UnsafeMutablePointer<Strip>
  let matrixSteps: UnsafeMutablePointer<MatrixStep>

  /// Every node can be read afterwards.
  public convenience init(_ graph: Graph, ties: Ties = .split) {
    self.init(graph, Program(graph, for: .inspection), ties)
  }

  /// Computes only what the objective needs, and gradients only of its free leaves.
  public convenience init(_ graph: Graph, objective: Objective, ties: Ties = .split) {
    let purpose = Program.Purpose.objective(root: objective.root, leaves: objective.free)
    self.init(graph, Program(graph, for: purpose), ties)
  }

  private init(_ graph: Graph, _ program: Program, _ ties: Ties) {
    self.graph = graph
    self.ties = ties
    slotCount = Int(program.slotCount)
    wantsGradient = program.wantsGradient
    slots = Self.copy(program.slots)
    entryCounts = Self.copy(graph.nodes.map { Int32($0.shape.count) })
    values = Self.arena(slotCount)
    gradients = Self.arena(slotCount)
    instructions = Self.copy(program.instructions)
    instructionCount = program.instructions.count
    toClear = Self.copy(program.toClear)
    clearCount = program.toClear.count
    operands = Self.copy(program.operands)
    strips = Self.copy(program.strips)
    matrixSteps = Self.copy(program.matrixSteps)
    for (slot, entries) in program.constants { write(entries, at: Int(slot)) }
  }

  deinit {
    slots.deallocate()
    entryCounts.deallocate()
    // As raw memory, which remembers that it was aligned.
    UnsafeMutableRawPointer(values).deallocate()
    UnsafeMutableRawPointer(gradients).deallocate()
    instructions.deallocate()
    toClear.deallocate()
    operands.deallocate()
    strips.deallocate()
    matrixSteps.deallocate()
  }

  /// Zeros, at a place that vector instructions like.
  private static func arena(_ count: Int) -> UnsafeMutablePointer<Double> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Double>.stride,
      alignment: Int(Program.alignment) * MemoryLayout<Double>.stride)
    return bytes.initializeMemory(as: Double.self, repeating: 0, count: count)
  }

  private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let result = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(elements.count, 1))
    _ = result.initialize(from: elements)
    return result.baseAddress!
  }

  private func write(_ entries: [Double], at slot: Int) {
    entries.withUnsafeBufferPointer { entries in
      guard let first = entries.baseAddress else { return }
      (values + slot).update(from: first, count: entries.count)
    }
  }

  // MARK: - Leaves

  /// Takes the values of all leaves and settings from `definitions`.
  public func load(_ definitions: Definitions) {
    for leaf in graph.leaves where slots[leaf.node] >= 0 {
      if let value = definitions.value(ofLeaf: leaf.name) {
        set(leaf.node, to: value)
      } else if let setting = definitions.settings[leaf.name] {
        set(leaf.node, to: setting)
      }
    }
  }

  /// - Precondition: the shape is the leaf's.
  public func set(_ leaf: NodeID, to value: Matrix) {
    precondition(value.shape == graph.nodes[leaf].shape, "a leaf keeps its shape")
    write(value.elements, at: Int(slots[leaf]))
  }

  /// Sets a scalar leaf.
  @inlinable
  public func set(_ leaf: NodeID, to value: Double) { values[Int(slots[leaf])] = value }

  // MARK: - Reading

  public func value(of node: NodeID) -> Matrix { matrix(values, of: node) }

  /// The gradient of the node that `backward(from:)` was last called with, with respect to `node`.
  public func gradient(of node: NodeID) -> Matrix { matrix(gradients, of: node) }

  /// The value of a 1×1 node.
  @inlinable
  public func scalar(of node: NodeID) -> Double { values[Int(slots[node])] }

  /// The gradient of a 1×1 node.
  @inlinable
  public func scalarGradient(of node: NodeID) -> Double { gradients[Int(slots[node])] }

  private func matrix(_ arena: UnsafeMutablePointer<Double>, of node: NodeID) -> Matrix {
    let shape = graph.nodes[node].shape
    precondition(slots[node] >= 0, "this evaluation computes only what its objective needs")
    let entries = UnsafeBufferPointer(start: arena + Int(slots[node]), count: shape.count)
    return Matrix(shape, Array(entries))
  }

  /// The entries of a node where they lie, to be read or moved in place.
  func entries(of node: NodeID) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: values + Int(slots[node]), count: Int(entryCounts[node]))
  }

  func gradientEntries(of node: NodeID) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: gradients + Int(slots[node]), count: Int(entryCounts[node]))
  }

  /// The first gate under `root` that made inf or nan from finite inputs; or a leaf that is not
  /// finite.
  public func firstNonFinite(under root: NodeID) -> NodeID? {
    graph.ancestors(of: root).first { node in
      slots[node] >= 0 && !graph.isConstant(node) && !entries(of: node).allSatisfy(\.isFinite)
    }
  }
}
