/// Finds who is first to contribute to each gradient, so that a backward pass need not clear the
/// whole arena: the first contribution clears, or replaces, what is there.
///
/// Only for programs made for one root: there every gate lies under the root, and its gradient is
/// complete before it is read.
struct FirstContributions {
  private var isTouched: [Bool]
  /// Slots that must be cleared beforehand, because their first contribution only adds.
  private var toClear: [Int32] = []

  init(slotCount: Int32) { isTouched = Array(repeating: false, count: Int(slotCount)) }

  /// Marks the instructions of `program`, and returns the ranges to clear before a pass.
  mutating func mark(
    _ program: inout Program, root: Graph.NodeID, leaves: [Graph.NodeID], _ graph: Graph
  )
    -> [Range<Int>]
  {
    isTouched[Int(program.slots[root])] = true
    for index in program.instructions.indices.reversed() {
      mark(&program.instructions[index], program)
    }
    for leaf in leaves where leaf != root {
      let first = Int(program.slots[leaf])
      for slot in first..<(first + graph.shape(of: leaf).count) { add(slot) }
    }
    return Self.ranges(of: toClear)
  }

  private mutating func mark(_ instruction: inout Instruction, _ program: Program) {
    let wanted = instruction.wanted
    switch instruction.code {
    case .unaryGate, .binaryGate:
      if wanted.contains(.first), first(Int(instruction.first)) {
        instruction.wanted.insert(.setsFirst)
      }
      if wanted.contains(.second), first(Int(instruction.second)) {
        instruction.wanted.insert(.setsSecond)
      }
    case .unaryRun, .binaryRun:
      for index in 0..<Int(instruction.second) {
        let operands = program.operands[Int(instruction.first) + index]
        if wanted.contains(.first) { add(Int(operands.a)) }
        if wanted.contains(.second) { add(Int(operands.b)) }
      }
    case .unaryStrip, .binaryStrip:
      let strip = program.strips[Int(instruction.first)]
      if wanted.contains(.first), clears(strip.a, strip) { instruction.wanted.insert(.setsFirst) }
      if wanted.contains(.second), clears(strip.b, strip) {
        instruction.wanted.insert(.setsSecond)
      }
    case .matrix:
      let step = program.matrixSteps[Int(instruction.first)]
      guard step.canReplace else {
        step.forEachTarget(wanted, program.operands) { add($0) }
        return
      }
      if wanted.contains(.first), replaces(step, .first) { instruction.wanted.insert(.setsFirst) }
      if wanted.contains(.second), replaces(step, .second) {
        instruction.wanted.insert(.setsSecond)
      }
      if wanted.contains(.third), replaces(step, .third) { instruction.wanted.insert(.setsThird) }
    }
  }

  private mutating func replaces(_ step: MatrixStep, _ input: WantedGradients) -> Bool {
    var isFirst = true
    step.forEachTarget(input, []) { if isTouched[$0] { isFirst = false } }
    step.forEachTarget(input, []) { if isFirst { isTouched[$0] = true } else { add($0) } }
    return isFirst
  }

  private mutating func first(_ slot: Int) -> Bool {
    defer { isTouched[slot] = true }
    return !isTouched[slot]
  }

  private mutating func add(_ slot: Int) {
    if first(slot) { toClear.append(Int32(slot)) }
  }

  /// Whether a strip may clear its targets itself: one row of which nothing was touched yet.
  private mutating func clears(_ operand: Strip.Operand, _ strip: Strip) -> Bool {
    let targets = operand.slots(in: strip)
    if strip.rows == 1, operand.columnStride < 2, !targets.contains(where: { isTouched[$0] }) {
      for slot in targets { isTouched[slot] = true }
      return true
    }
    for row in 0..<Int(strip.rows) {
      for column in 0..<Int(strip.columns) {
        add(
          Int(operand.slot) + row * Int(operand.rowStride) + column * Int(operand.columnStride))
      }
    }
    return false
  }

  private static func ranges(of slots: [Int32]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for slot in slots.sorted().lazy.map(Int.init) {
      if let last = result.last, last.upperBound == slot {
        result[result.count - 1] = last.lowerBound..<(slot + 1)
      } else {
        result.append(slot..<(slot + 1))
      }
    }
    return result
  }
}

extension Strip.Operand {
  /// The slots of a strip of one row.
  @inline(__always)
  func slots(in strip: Strip) -> Range<Int> {
    let first = Int(slot)
    return first..<(first + (columnStride == 0 ? 1 : Int(strip.columns)))
  }
}

extension MatrixStep {
  /// Whether its backward pass can replace what is there instead of adding to it. In `W @ W.T`
  /// one input would replace what the other has just brought.
  fileprivate var canReplace: Bool {
    switch operation {
    case .matrixProduct: a.slot != b.slot
    case .reduce(.sum, _), .reduce(.mean, _): true
    case .crossEntropy: a.slot != b.slot
    default: false
    }
  }

  /// Every slot to whose gradient the step may add.
  fileprivate func forEachTarget(
    _ wanted: WantedGradients, _ operands: [Operands], _ body: (Int) -> Void
  ) {
    switch operation {
    case .stack:
      for index in 0..<count { body(Int(operands[Int(firstOperand) + index].a)) }
    case .transpose, .entries: forEachEntry { row, column, _ in body(a.index(row, column)) }
    case .choose:
      forEachEntry { row, column, _ in
        if wanted.contains(.second) { body(b.index(row, column)) }
        if wanted.contains(.third) { body(c.index(row, column)) }
      }
    case .matrixProduct:
      for k in 0..<Int(inputColumns) {
        if wanted.contains(.first) { for row in 0..<Int(rows) { body(a.index(row, k)) } }
        if wanted.contains(.second) { for column in 0..<Int(columns) { body(b.index(k, column)) } }
      }
      if wanted.contains(.third) { for column in 0..<Int(columns) { body(Int(bias) + column) } }
    default:
      for index in 0..<(Int(inputRows) * Int(inputColumns)) {
        if wanted.contains(.first) { body(Int(a.slot) + index) }
        if wanted.contains(.second) { body(Int(b.slot) + index) }
      }
    }
  }
}
