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
    values = .allocate(capacity: max(slotCount, 1))
    gradients = .allocate(capacity: max(slotCount, 1))
    values.initialize(repeating: 0, count: slotCount)
    gradients.initialize(repeating: 0, count: slotCount)
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
    values.deallocate()
    gradients.deallocate()
    instructions.deallocate()
    toClear.deallocate()
    operands.deallocate()
    strips.deallocate()
    matrixSteps.deallocate()
  }

  private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let result = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(elements.count, 1))
    _ = result.initialize(from: elements)
    return result.baseAddress!
  }

  private func write(_ entries: [Double], at slot: Int) {
    for (index, entry) in entries.enumerated() { values[slot + index] = entry }
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
    UnsafeMutableBufferPointer(
      start: values + Int(slots[node]), count: graph.nodes[node].shape.count)
  }

  func gradientEntries(of node: NodeID) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(
      start: gradients + Int(slots[node]), count: graph.nodes[node].shape.count)
  }

  // MARK: - Passes

  /// Computes every gate from the leaves.
  public func forward() {
    let values = values
    var instruction = UnsafePointer(instructions)
    let end = instruction + instructionCount
    while instruction < end {
      switch instruction.pointee.code {
      case .binaryGate(let operation):
        operation.withRule(BinaryGateForward(values: values, gate: instruction))
      case .unaryGate(let operation):
        operation.withRule(UnaryGateForward(values: values, gate: instruction))
      default: forwardLoop(instruction)
      }
      instruction += 1
    }
  }

  /// Computes the gradient of the 1×1 node `root` with respect to everything under it. Needs the
  /// values of a forward pass.
  ///
  /// - Precondition: an evaluation made for an objective is asked for that objective's root.
  public func backward(from root: NodeID) {
    let (values, gradients) = (values, gradients)
    for index in 0..<clearCount {
      let range = toClear[index]
      (gradients + range.lowerBound).update(repeating: 0, count: range.count)
    }
    gradients[Int(slots[root])] = 1
    var instruction = UnsafePointer(instructions) + instructionCount
    while instruction > UnsafePointer(instructions) {
      instruction -= 1
      if instruction.pointee.wanted.isEmpty { continue }
      switch instruction.pointee.code {
      case .binaryGate(let operation):
        operation.withRule(
          BinaryGateBackward(
            values: values, gradients: gradients, gate: instruction, ties: ties))
      case .unaryGate(let operation):
        operation.withRule(
          UnaryGateBackward(values: values, gradients: gradients, gate: instruction))
      default: backwardLoop(instruction)
      }
    }
  }

  /// Apart from `forward()`, which stays small for the sake of small circuits.
  @inline(never)
  private func forwardLoop(_ instruction: UnsafePointer<Instruction>) {
    let first = Int(instruction.pointee.first)
    switch instruction.pointee.code {
    case .unaryRun(let operation):
      operation.withRule(
        UnaryRunForward(values: values, operands: operands + first, run: instruction))
    case .binaryRun(let operation):
      operation.withRule(
        BinaryRunForward(values: values, operands: operands + first, run: instruction))
    case .unaryStrip(let operation):
      operation.withRule(UnaryStripForward(values: values, strip: strips + first))
    case .binaryStrip(let operation):
      operation.withRule(BinaryStripForward(values: values, strip: strips + first))
    case .matrix: forward(matrixSteps + first)
    case .unaryGate, .binaryGate: break
    }
  }

  @inline(never)
  private func backwardLoop(_ instruction: UnsafePointer<Instruction>) {
    let first = Int(instruction.pointee.first)
    let wanted = instruction.pointee.wanted
    switch instruction.pointee.code {
    case .unaryRun(let operation):
      operation.withRule(
        UnaryRunBackward(
          values: values, gradients: gradients, operands: operands + first, run: instruction))
    case .binaryRun(let operation):
      operation.withRule(
        BinaryRunBackward(
          values: values, gradients: gradients, operands: operands + first, run: instruction,
          ties: ties))
    case .unaryStrip(let operation):
      clearFirstTargets(of: strips[first], wanted)
      operation.withRule(
        UnaryStripBackward(values: values, gradients: gradients, strip: strips + first))
    case .binaryStrip(let operation):
      clearFirstTargets(of: strips[first], wanted)
      operation.withRule(
        BinaryStripBackward(
          values: values, gradients: gradients, strip: strips + first,
          wanted: wanted, ties: ties))
    case .matrix: backward(matrixSteps + first, wanted)
    case .unaryGate, .binaryGate: break
    }
  }

  @inline(__always)
  private func clearFirstTargets(of strip: Strip, _ wanted: WantedGradients) {
    if wanted.contains(.setsFirst) {
      let slots = strip.a.slots(in: strip)
      (gradients + slots.lowerBound).update(repeating: 0, count: slots.count)
    }
    if wanted.contains(.setsSecond) {
      let slots = strip.b.slots(in: strip)
      (gradients + slots.lowerBound).update(repeating: 0, count: slots.count)
    }
  }

  /// The first gate under `root` that made inf or nan from finite inputs; or a leaf that is not
  /// finite.
  public func firstNonFinite(under root: NodeID) -> NodeID? {
    var isUnder = Array(repeating: false, count: graph.nodes.count)
    isUnder[root] = true
    for node in (0...root).reversed() where isUnder[node] {
      graph.forEachInput(of: node) { isUnder[$0] = true }
    }
    return (0...root).first { node in
      isUnder[node] && slots[node] >= 0 && !graph.isConstant(node)
        && !entries(of: node).allSatisfy(\.isFinite)
    }
  }
}
