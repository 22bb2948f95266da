/// The forward and the backward pass.
extension Evaluation {
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
    clearGradients()
    gradients[Int(slots[root])] = 1
    handBack()
  }

  /// The same with another gradient than 1 at the root, which may then be a matrix: computes the
  /// gradient of the sum of `upstream` · root.
  ///
  /// - Precondition: `upstream` has the root's shape.
  public func backward(from root: NodeID, upstream: Matrix) {
    precondition(upstream.shape == graph.shape(of: root), "upstream has the shape of the root")
    clearGradients()
    let entries = gradientEntries(of: root)
    for index in entries.indices { entries[index] = upstream.elements[index] }
    handBack()
  }

  @inline(__always)
  private func clearGradients() {
    let gradients = gradients
    for index in 0..<clearCount {
      let range = toClear[index]
      (gradients + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }

  @inline(__always)
  private func handBack() {
    let (values, gradients) = (values, gradients)
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
      if strips[first].readsItself || strips[first].a.columnStride != 1 {
        clearFirstTargets(of: strips[first], wanted)
      }
      operation.withRule(
        UnaryStripBackward(
          values: values, gradients: gradients, strip: strips + first, wanted: wanted))
    case .binaryStrip(let operation):
      if strips[first].readsItself { clearFirstTargets(of: strips[first], wanted) }
      operation.withRule(
        BinaryStripBackward(
          values: values, gradients: gradients, strip: strips + first,
          wanted: wanted, ties: ties))
    case .matrix: backward(matrixSteps + first, wanted)
    case .unaryGate, .binaryGate: break
    }
  }

  /// Where a strip cannot replace what is there.
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
}
