/// Turns formulas into gates.
struct Compiler {
  let definitions: Definitions
  /// How ties are broken in `d(…)`; nil where a slope is refused.
  let slopes: Ties?
  /// The definition in which there may be slopes; nil for a formula without a name.
  let slopeOwner: String?
  var builder = GraphBuilder()
  private(set) var nodes: [String: Graph.NodeID] = [:]
  private var callDepth = 0

  /// Functions may use functions; deeper than this is refused, and so is a function of itself.
  static let deepestCall = 200

  init(_ definitions: Definitions, slopes: Ties? = nil, in owner: String? = nil) {
    slopeOwner = owner
    self.definitions = definitions
    self.slopes = slopes
  }

  /// Makes the nodes of `name` and of all it reads, inputs first, without recursion.
  mutating func require(_ name: String) throws(CompilationError) {
    var pending = [name]
    var isOpen: Set<String> = []
    while let current = pending.last {
      if nodes[current] != nil {
        pending.removeLast()
        continue
      }
      switch definitions[current] {
      case .leaf(let value, let role):
        try makeLeaf(current, value.shape, role)
      case .formula(let definition):
        let missing = definitions.names(readBy: definition).filter { nodes[$0] == nil }
        if !missing.isEmpty, isOpen.insert(current).inserted {
          pending += missing.reversed()
          continue
        }
        let node = try lower(definition, arguments: [:], of: current)
        builder.name(node, current)
        nodes[current] = node
      case nil where definitions.settings[current] != nil:
        try makeLeaf(current, .scalar, .setting)
      case nil:
        // `lower` says where the unknown name stands; a name asked for directly has no place.
        guard pending.count > 1 else { throw CompilationError(.unknownName(current), at: 0..<0) }
        let reader = pending.last { isOpen.contains($0) }
        let definition = reader.flatMap { definitions.definition(of: $0) }
        let place = definition?.formula.nodes.first { $0.kind == .name(current) }?.range
        throw CompilationError(.unknownName(current), at: place ?? 0..<0, in: reader)
      }
    }
  }

  private mutating func makeLeaf(_ name: String, _ shape: Shape, _ role: LeafRole)
    throws(CompilationError)
  {
    do { nodes[name] = try builder.leaf(name, shape, role: role) } catch {
      throw CompilationError(error, at: 0..<0, in: name)
    }
  }

  /// Makes the gates of one formula: a stack machine over its postorder.
  mutating func lower(
    _ definition: Definition, arguments: [String: Graph.NodeID], of owner: String?
  )
    throws(CompilationError) -> Graph.NodeID
  {
    let formula = definition.formula
    var stack: [Graph.NodeID] = []
    var draws = definition.draws.makeIterator()
    let ties = owner == slopeOwner ? slopes : nil
    var skipped = formula.argumentsOfMakers
    let derivatives = ties == nil ? [] : formula.outerDerivatives
    for position in derivatives { skipped.formUnion(formula.inside(position)) }
    for (position, node) in formula.nodes.enumerated() where !skipped.contains(position) {
      do throws(LanguageError.Fact) {
        switch node.kind {
        case .number(let value): stack.append(try builder.number(value))
        case .constant(let constant): stack.append(try builder.number(constant.value))
        case .name(let name):
          guard let known = arguments[name] ?? nodes[name] else { throw .unknownName(name) }
          stack.append(known)
        case .call(let function, _, _) where function.isRandom:
          guard let drawn = draws.next() else {
            throw .argumentNotConstant(function: function.rawValue)
          }
          stack.append(try builder.constant(drawn))
        case .derivative where ties != nil:
          let count = formula.randomCalls(in: formula.inside(position))
          let drawn = (0..<count).compactMap { _ in draws.next() }
          do { stack.append(try slope(at: position, in: formula, drawn, ties!)) } catch {
            throw .passedOn(error)
          }
        default:
          let count = node.kind.isMaker ? 0 : node.kind.inputCount
          let inputs = Array(stack.suffix(count))
          stack.removeLast(count)
          stack.append(try make(node, at: position, in: formula, inputs))
        }
      } catch let fact {
        guard case .passedOn(var error) = fact else {
          throw CompilationError(fact, at: node.range, in: owner)
        }
        if case .derivative = node.kind { throw error }
        error.definition = error.definition ?? owner
        throw error
      }
    }
    return stack[0]
  }

  private mutating func make(
    _ node: Formula.Node, at position: Int, in formula: Formula, _ inputs: [Graph.NodeID]
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    switch node.kind {
    case .unary(.negate):
      if case .number(let value) = builder.operation(of: inputs[0]) {
        return try builder.number(-value)
      }
      return try builder.apply(.negate, inputs[0])
    case .unary(let operation): return try builder.apply(operation, inputs[0])
    case .binary(let operation): return try builder.apply(operation, inputs[0], inputs[1])
    case .matrixProduct: return try builder.matrixProduct(inputs[0], inputs[1])
    case .transpose: return try builder.transpose(inputs[0])
    case .matrix(let rows, let columns): return try builder.stack(inputs, Shape(rows, columns))
    case .entries(let rows, let columns):
      return try builder.entries(of: inputs[0], rows, columns)
    case .call(let function, _, let axis):
      return try call(function, axis, inputs, at: position, in: formula)
    case .apply(let name, _): return try apply(name, inputs)
    case .derivative: throw .derivativeOutsideNow
    case .number, .constant, .name: preconditionFailure("has no inputs")
    }
  }

  private mutating func call(
    _ function: BuiltInFunction, _ axis: Axis?, _ inputs: [Graph.NodeID], at position: Int,
    in formula: Formula
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    switch function {
    case .sum: return try builder.reduce(.sum, inputs[0], axis: axis)
    case .mean: return try builder.reduce(.mean, inputs[0], axis: axis)
    case .max: return try builder.reduce(.max, inputs[0], axis: axis)
    case .min: return try builder.reduce(.min, inputs[0], axis: axis)
    case .softmax: return try builder.softmax(inputs[0], axis: axis ?? .columns)
    case .where: return try builder.choose(inputs[0], inputs[1], inputs[2])
    case .crossEntropy:
      return try builder.loss(.crossEntropy, inputs[0], inputs[1], called: function.rawValue)
    case .nll:
      return try builder.loss(
        .negativeLogLikelihood, inputs[0], inputs[1], called: function.rawValue)
    case .mse:
      return try builder.loss(.meanSquaredError, inputs[0], inputs[1], called: function.rawValue)
    default:
      do { return try builder.constant(try formula.madeMatrix(at: position)) } catch let error {
        throw (error as? CompilationError).map { .passedOn($0) } ?? (error as! LanguageError.Fact)
      }
    }
  }

  private mutating func apply(_ name: String, _ inputs: [Graph.NodeID])
    throws(LanguageError.Fact) -> Graph.NodeID
  {
    guard let function = definitions.functions[name] else { throw .unknownFunction(name) }
    let count = function.parameters.count
    guard inputs.count == count else {
      throw .wrongArgumentCount(function: name, expected: count...count, got: inputs.count)
    }
    callDepth += 1
    defer { callDepth -= 1 }
    guard callDepth <= Self.deepestCall else { throw .nestedTooDeep(limit: Self.deepestCall) }
    do {
      for global in function.body.names where !function.parameters.contains(global) {
        try require(global)
      }
      let arguments = Dictionary(uniqueKeysWithValues: zip(function.parameters, inputs))
      builder.openCall(of: name, on: inputs)
      let result = try lower(function.body, arguments: arguments, of: name)
      builder.closeCall(giving: result)
      return result
    } catch { throw .passedOn(error) }
  }
}

extension Formula.Kind {
  /// `zeros(2, 3)` and its like: the arguments are numbers, not gates.
  fileprivate var isMaker: Bool {
    if case .call(let function, _, _) = self { function.makesMatrix } else { false }
  }
}

extension Formula {
  /// The positions inside calls that make matrices.
  fileprivate var argumentsOfMakers: Set<Int> {
    var result: Set<Int> = []
    for (position, node) in nodes.enumerated() where node.kind.isMaker {
      result.formUnion(inside(position))
    }
    return result
  }
}
