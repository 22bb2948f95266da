/// The local derivatives of operations as formulas, made of the texts that their rules carry.
enum LocalDerivatives {
  /// Over `a` and `y`.
  static let unary: [UnaryOperation: Formula] = Dictionary(
    uniqueKeysWithValues: UnaryOperation.allCases.map { ($0, read($0.rule.derivativeText)) })

  /// Over `a`, `b` and `y`, by the first and by the second input.
  static let binary: [BinaryOperation: (a: Formula, b: Formula)] = Dictionary(
    uniqueKeysWithValues: BinaryOperation.allCases.map {
      let texts = $0.rule.partialTexts
      return ($0, (read(texts.a), read(texts.b)))
    })

  private static func read(_ text: String) -> Formula {
    do { return try Formula(parsing: text) } catch {
      preconditionFailure("a rule's text is not a formula: \(text)")
    }
  }

  /// How `max` and `min` hand the slopes of their inputs on: where the first wins it is the first
  /// one's, else the second one's, and at a tie what `ties` says.
  static func routes(_ operation: BinaryOperation, _ ties: Ties) -> Formula {
    let (first, second) = operation == .max ? (">", "<") : ("<", ">")
    return switch ties {
    case .split: read("where(a \(first) b, da, where(a \(second) b, db, (da + db) / 2))")
    case .first: read("where(a \(first)= b, da, db)")
    case .both: read("where(a \(first) b, da, where(a \(second) b, db, da + db))")
    }
  }
}

extension Algebra {
  /// The expression that a formula of numbers, operations and `where` says, with `names` in the
  /// place of its names.
  func expression(_ formula: Formula, _ names: [String: ID]) -> ID {
    var stack: [ID] = []
    for node in formula.nodes {
      switch node.kind {
      case .number(let value): stack.append(number(value))
      case .constant(let constant): stack.append(number(constant.value))
      case .name(let name): stack.append(names[name]!)
      case .unary(let operation): stack.append(unary(operation, stack.removeLast()))
      case .binary(let operation):
        let b = stack.removeLast()
        stack.append(binary(operation, stack.removeLast(), b))
      case .call(.where, _, _):
        let (b, a) = (stack.removeLast(), stack.removeLast())
        stack.append(choose(stack.removeLast(), a, b))
      default: preconditionFailure("a rule's text has only operations")
      }
    }
    return stack[0]
  }
}
