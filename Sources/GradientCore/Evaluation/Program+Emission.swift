extension Program {
  func wanted(_ node: Graph.NodeID, _ graph: Graph) -> WantedGradients {
    var result: WantedGradients = []
    var flag: UInt8 = 1
    graph.forEachInput(of: node) {
      if wantsGradient[$0] { result.insert(WantedGradients(rawValue: flag)) }
      flag = flag == 4 ? 4 : flag * 2
    }
    return result
  }

  /// Scalar gates of one operation, each ready when its turn comes.
  mutating func appendRun(_ run: [Graph.NodeID], _ graph: Graph) {
    let operation = graph.elementwise(run[0])!
    let wanted = wanted(run[0], graph)
    let start = operands.count
    let output = slotCount
    for node in run { allocate(node, .scalar) }
    for node in run {
      let first = Int(graph.nodes[node].firstInput)
      let a = slots[Int(graph.inputIDs[first])]
      var b = a
      if case .binary = operation { b = slots[Int(graph.inputIDs[first + 1])] }
      operands.append(Operands(a: UInt32(a), b: UInt32(b)))
    }
    var position = 0
    var pending = 0
    while position < run.count {
      let length = regularLength(from: start + position, to: start + run.count)
      if length >= Schedule.shortestStrip {
        appendIndexed(pending..<position, start, output, operation, wanted)
        appendStrip(position..<(position + length), start, output, operation, wanted)
        pending = position + length
      }
      position += length
    }
    appendIndexed(pending..<run.count, start, output, operation, wanted)
  }

  /// How many operands from `first` on lie at fixed strides of 0 or 1.
  private func regularLength(from first: Int, to end: Int) -> Int {
    guard first + 1 < end else { return 1 }
    let a = Int(operands[first + 1].a) - Int(operands[first].a)
    let b = Int(operands[first + 1].b) - Int(operands[first].b)
    guard (a == 0 || a == 1) && (b == 0 || b == 1) else { return 1 }
    var length = 2
    while first + length < end,
      Int(operands[first + length].a) - Int(operands[first + length - 1].a) == a,
      Int(operands[first + length].b) - Int(operands[first + length - 1].b) == b
    { length += 1 }
    return length
  }

  /// Gates whose operands lie anywhere: one by one, or as a run.
  private mutating func appendIndexed(
    _ range: Range<Int>, _ start: Int, _ output: Int32, _ operation: Elementwise,
    _ wanted: WantedGradients
  ) {
    guard range.count > Schedule.longestUnrolled else {
      for index in range {
        let operand = operands[start + index]
        appendGate(
          operation, wanted, Int32(operand.a), Int32(operand.b), output + Int32(index))
      }
      return
    }
    let code: Instruction.Code =
      switch operation {
      case .unary(let operation): .unaryRun(operation)
      case .binary(let operation): .binaryRun(operation)
      }
    instructions.append(
      Instruction(
        code: code, wanted: wanted, first: Int32(start + range.lowerBound),
        second: Int32(range.count), output: output + Int32(range.lowerBound)))
  }

  private mutating func appendGate(
    _ operation: Elementwise, _ wanted: WantedGradients, _ a: Int32, _ b: Int32, _ output: Int32
  ) {
    let code: Instruction.Code =
      switch operation {
      case .unary(let operation): .unaryGate(operation)
      case .binary(let operation): .binaryGate(operation)
      }
    instructions.append(
      Instruction(code: code, wanted: wanted, first: a, second: b, output: output))
  }

  private mutating func appendStrip(
    _ range: Range<Int>, _ start: Int, _ output: Int32, _ operation: Elementwise,
    _ wanted: WantedGradients
  ) {
    let (one, two) = (operands[start + range.lowerBound], operands[start + range.lowerBound + 1])
    append(
      Strip(
        a: Strip.Operand(
          slot: Int32(one.a), rowStride: 0, columnStride: Int32(two.a) - Int32(one.a)),
        b: Strip.Operand(
          slot: Int32(one.b), rowStride: 0, columnStride: Int32(two.b) - Int32(one.b)),
        output: output + Int32(range.lowerBound), rows: 1, columns: Int32(range.count),
        readsItself: false), operation, wanted)
  }

  mutating func append(
    _ strip: Strip, _ operation: Elementwise, _ wanted: WantedGradients
  ) {
    let results = strip.output..<(strip.output + strip.rows * strip.columns)
    if strip.rows == 1, results.count <= Schedule.longestUnrolled {
      for index in 0..<strip.columns {
        appendGate(
          operation, wanted, strip.a.slot + index * strip.a.columnStride,
          strip.b.slot + index * strip.b.columnStride, strip.output + index)
      }
      return
    }
    var strip = strip
    strip.readsItself = strip.a.overlaps(results, strip) || strip.b.overlaps(results, strip)
    let code: Instruction.Code =
      switch operation {
      case .unary(let operation): .unaryStrip(operation)
      case .binary(let operation): .binaryStrip(operation)
      }
    instructions.append(
      Instruction(
        code: code, wanted: wanted, first: Int32(strips.count), second: Int32(results.count),
        output: strip.output))
    strips.append(strip)
  }
}

extension Strip.Operand {
  fileprivate func overlaps(_ results: Range<Int32>, _ strip: Strip) -> Bool {
    let last = slot + (strip.rows - 1) * rowStride + (strip.columns - 1) * columnStride
    return slot < results.upperBound && last >= results.lowerBound
  }
}
