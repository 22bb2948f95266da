extension Formula.Kind {
  /// How tightly a node of this kind holds its parts together when it is written.
  var precedence: Parser.Precedence {
    switch self {
    case .binary(let operation):
      switch operation {
      case .greater, .greaterOrEqual, .less, .lessOrEqual: .comparison
      case .add, .subtract: .sum
      case .multiply, .divide: .product
      case .power: .power
      default: .postfix
      }
    case .matrixProduct: .product
    case .unary(.negate): .prefix
    case .number(let value): value.sign == .minus ? .prefix : .postfix
    default: .postfix
    }
  }
}

/// A formula as it would be typed, with the fewest parentheses; it is read back as an equal one.
extension Formula: CustomStringConvertible {
  public var description: String { text(of: root) }

  /// The subtree that ends at `position` as it would be typed.
  public func text(of position: Int) -> String {
    var printer = FormulaPrinter(nodes: nodes)
    printer.print(position)
    return String(decoding: printer.output, as: UTF8.self)
  }
}

/// Writes a formula with a stack of its own, so that deep formulas need no deep recursion.
private struct FormulaPrinter {
  let nodes: [Formula.Node]
  var output: [UInt8] = []
  private var pending: [Piece] = []

  private enum Piece {
    case node(Int, Parser.Precedence)
    case text(String)
  }

  init(nodes: [Formula.Node]) { self.nodes = nodes }

  mutating func print(_ root: Int) {
    pending.append(.node(root, .comparison))
    while let piece = pending.popLast() {
      switch piece {
      case .text(let text): write(text)
      case .node(let position, let minimum):
        let kind = nodes[position].kind
        if kind.precedence < minimum {
          write("(")
          pending.append(.text(")"))
        }
        print(kind, at: position)
      }
    }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  /// Writes what begins a node; what follows waits on the stack, last first.
  private mutating func print(_ kind: Formula.Kind, at position: Int) {
    switch kind {
    case .number(let value): write(Formula.text(of: value))
    case .constant(let constant): write(constant.rawValue)
    case .name(let name): write(name)
    case .unary(.negate):
      write("-")
      pending.append(.node(position - 1, .prefix))
    case .unary(let operation): call(operation.rawValue, at: position)
    case .binary(let operation):
      let precedence = kind.precedence
      switch precedence {
      case .postfix: call(operation.rawValue, at: position)
      case .power: infix("^", at: position, left: .postfix, right: .prefix)
      // Comparisons are not chained.
      case .comparison:
        infix(" \(operation.rawValue) ", at: position, left: .sum, right: .sum)
      default:
        infix(" \(operation.rawValue) ", at: position, left: precedence, right: precedence.next)
      }
    case .matrixProduct: infix(" @ ", at: position, left: .product, right: .prefix)
    case .transpose:
      pending.append(.text(".T"))
      pending.append(.node(position - 1, .postfix))
    case .matrix(let rows, let columns): matrix(rows, columns, at: position)
    case .entries(let rows, let columns):
      pending.append(.text(Assignment.Entries(rows: rows, columns: columns).description))
      // `2[0]` would be read as a product with a matrix.
      if case .number = nodes[position - 1].kind {
        pending.append(.text(")"))
        pending.append(.node(position - 1, .comparison))
        pending.append(.text("("))
      } else {
        pending.append(.node(position - 1, .postfix))
      }
    case .call(let function, _, let axis):
      call(function.rawValue, at: position, options: axis.map { ", axis=\($0.rawValue)" } ?? "")
    case .apply(let name, _): call(name, at: position)
    case .derivative: call("d", at: position)
    }
  }

  private mutating func infix(
    _ sign: String, at position: Int, left: Parser.Precedence, right: Parser.Precedence
  ) {
    pending.append(.node(position - 1, right))
    pending.append(.text(sign))
    pending.append(.node(position - 1 - nodes[position - 1].size, left))
  }

  private mutating func call(_ name: String, at position: Int, options: String = "") {
    write(name)
    write("(")
    pending.append(.text(options + ")"))
    var input = position - 1
    let count = nodes[position].kind.inputCount
    for remaining in stride(from: count, through: 1, by: -1) {
      pending.append(.node(input, .comparison))
      if remaining > 1 { pending.append(.text(", ")) }
      input -= nodes[input].size
    }
  }

  private mutating func matrix(_ rows: Int, _ columns: Int, at position: Int) {
    write("[")
    pending.append(.text("]"))
    var input = position - 1
    for remaining in stride(from: rows * columns, through: 1, by: -1) {
      // A matrix that is an entry is put in parentheses, lest it be read as a row.
      if case .matrix = nodes[input].kind {
        pending.append(.text(")"))
        pending.append(.node(input, .comparison))
        pending.append(.text("("))
      } else {
        pending.append(.node(input, .comparison))
      }
      if remaining > 1 { pending.append(.text((remaining - 1) % columns == 0 ? "; " : " ")) }
      input -= nodes[input].size
    }
  }
}

extension Assignment.Entries: CustomStringConvertible {
  /// `[0, 1:]`.
  public var description: String {
    columns.map { "[\(rows), \($0)]" } ?? "[\(rows)]"
  }
}

extension IndexRange: CustomStringConvertible {
  /// `2`, `1:`, `:`.
  public var description: String {
    switch self {
    case .at(let index): "\(index)"
    case .slice(let from, let to):
      (from.map(String.init) ?? "") + ":" + (to.map(String.init) ?? "")
    }
  }
}
