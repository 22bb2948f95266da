extension Program {
  /// A gate on matrices, or one that is not elementwise.
  mutating func appendWhole(_ node: Graph.NodeID, _ graph: Graph, _ absorbed: [Bool]) {
    if let (product, bias) = graph.biasedProduct(node), absorbed[product] {
      return appendProduct(product, plus: bias, as: node, graph, absorbed)
    }
    let gate = graph.nodes[node]
    allocate(node, gate.shape)
    let inputs = graph.inputs(of: node)
    let wanted = wanted(node, graph)
    guard let operation = graph.elementwise(node) else {
      instructions.append(
        Instruction(
          code: .matrix, wanted: wanted, first: Int32(matrixSteps.count), second: 1,
          output: slots[node]))
      matrixSteps.append(step(node, inputs, graph, absorbed))
      if case .crossEntropy = gate.operation {
        align()
        matrixSteps[matrixSteps.count - 1].scratch = slotCount
        slotCount += Int32(graph.nodes[inputs[0]].shape.count)
      }
      return
    }
    let a = operand(inputs[0], graph, in: gate.shape)
    var b = a
    if case .binary = operation { b = operand(inputs[1], graph, in: gate.shape) }
    var strip = Strip(
      a: a, b: b, output: slots[node], rows: Int32(gate.shape.rows),
      columns: Int32(gate.shape.columns), readsItself: false)
    strip.flatten()
    append(strip, operation, wanted)
  }

  private mutating func appendProduct(
    _ product: Graph.NodeID, plus bias: Graph.NodeID, as node: Graph.NodeID, _ graph: Graph,
    _ absorbed: [Bool]
  ) {
    allocate(node, graph.nodes[node].shape)
    var wanted = wanted(product, graph)
    if wantsGradient[bias] { wanted.insert(.third) }
    var step = step(product, graph.inputs(of: product), graph, absorbed)
    step.output = slots[node]
    step.bias = slots[bias]
    step.biasStride = graph.nodes[bias].shape.isScalar ? 0 : 1
    instructions.append(
      Instruction(
        code: .matrix, wanted: wanted, first: Int32(matrixSteps.count), second: 1,
        output: slots[node]))
    matrixSteps.append(step)
  }

  private func operand(_ input: Graph.NodeID, _ graph: Graph, in result: Shape) -> Strip.Operand {
    let shape = graph.nodes[input].shape
    return Strip.Operand(
      slot: slots[input], rowStride: shape.rows == 1 ? 0 : Int32(shape.columns),
      columnStride: shape.columns == 1 ? 0 : 1)
  }

  private mutating func step(
    _ node: Graph.NodeID, _ inputs: [Graph.NodeID], _ graph: Graph, _ absorbed: [Bool]
  ) -> MatrixStep {
    let gate = graph.nodes[node]
    func view(_ input: Graph.NodeID) -> MatrixStep.View {
      if absorbed[input] { return view(graph.firstInput(of: input)).transposed }
      return MatrixStep.View(
        slot: slots[input], rowStride: Int32(graph.nodes[input].shape.columns), columnStride: 1)
    }
    func broadcastView(_ input: Graph.NodeID) -> MatrixStep.View {
      let operand = operand(input, graph, in: gate.shape)
      return MatrixStep.View(
        slot: operand.slot, rowStride: operand.rowStride, columnStride: operand.columnStride)
    }
    let views = gate.operation == .choose ? inputs.map(broadcastView) : inputs.prefix(2).map(view)
    let input = graph.nodes[inputs[0]].shape
    var step = MatrixStep(
      operation: gate.operation, a: views[0], b: views.count > 1 ? views[1] : views[0],
      c: views.count > 2 ? views[2] : views[0], output: slots[node], rows: Int32(gate.shape.rows),
      columns: Int32(gate.shape.columns), inputRows: Int32(input.rows),
      inputColumns: Int32(input.columns), firstOperand: Int32(operands.count))
    switch gate.operation {
    case .stack:
      for input in inputs { operands.append(Operands(a: UInt32(slots[input]), b: 0)) }
    case .entries(let index):
      let selection = graph.selections[Int(index)]
      step.a.slot += Int32(
        selection.rows.lowerBound * input.columns + selection.columns.lowerBound)
    case .transpose: step.a = step.a.transposed
    default: break
    }
    return step
  }
}

extension Strip.Operand {
  /// Whether going on to the next row is the same as going on along the row.
  fileprivate func isContinuous(_ columns: Int32) -> Bool { rowStride == columns * columnStride }
}

extension Strip {
  /// Several rows become one where memory allows: one loop instead of many.
  fileprivate mutating func flatten() {
    guard a.isContinuous(columns), b.isContinuous(columns) else {
      // A single column runs down its rows.
      if columns == 1 {
        (rows, columns) = (1, rows)
        (a.columnStride, b.columnStride) = (a.rowStride, b.rowStride)
        (a.rowStride, b.rowStride) = (0, 0)
      }
      return
    }
    columns *= rows
    rows = 1
  }
}
