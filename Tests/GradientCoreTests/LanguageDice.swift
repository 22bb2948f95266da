@testable import GradientCore

/// Random formulas and choices that a seed repeats (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// A formula with operations up to `depth` deep, as the parser would build it.
  mutating func formula(depth: Int) -> Formula {
    var nodes: [Formula.Node] = []
    grow(&nodes, depth: depth, mayDerive: true)
    return Formula(nodes: nodes)
  }

  private mutating func grow(_ nodes: inout [Formula.Node], depth: Int, mayDerive: Bool) {
    let first = nodes.count
    let kind = kind(depth: depth, mayDerive: mayDerive)
    let inputs = kind == .derivative ? 1 : kind.inputCount
    for _ in 0..<inputs {
      grow(&nodes, depth: depth - 1, mayDerive: mayDerive && kind != .derivative)
    }
    if kind == .derivative {
      let name = nodes.count
      add(.name(pick(["x", "W"])), to: &nodes, first: name)
      if number(below: 3) == 0 {
        add(.entries(rows: .at(0), columns: .at(number(below: 3))), to: &nodes, first: name)
      }
    }
    add(kind, to: &nodes, first: first)
  }

  private func add(_ kind: Formula.Kind, to nodes: inout [Formula.Node], first: Int) {
    nodes.append(Formula.Node(kind: kind, range: 0..<0, size: nodes.count - first + 1))
  }

  private mutating func kind(depth: Int, mayDerive: Bool) -> Formula.Kind {
    guard depth > 0 else { return leaf() }
    switch number(below: 12) {
    case 0, 1, 2, 3: return .binary(pick(BinaryOperation.allCases))
    case 4: return .unary(.negate)
    case 5: return .unary(pick(UnaryOperation.allCases))
    case 6: return .matrixProduct
    case 7: return .transpose
    case 8: return .matrix(rows: 1 + number(below: 3), columns: 1 + number(below: 3))
    case 9: return .entries(rows: index(), columns: number(below: 2) == 0 ? nil : index())
    case 10:
      if mayDerive, number(below: 2) == 0 { return .derivative }
      return .apply(pick(["gate", "f", "σ2", "g_1"]), arguments: number(below: 3))
    default:
      let function = pick(BuiltInFunction.allCases)
      let axis = function.takesAxis ? pick([nil, Axis.rows, Axis.columns]) : nil
      return .call(
        function, arguments: Int.random(in: function.argumentCounts, using: &self), axis: axis)
    }
  }

  private mutating func leaf() -> Formula.Kind {
    switch number(below: 8) {
    case 0: .number(Double(number(below: 10)))
    case 1: .number(Double(bitPattern: next() & 0x7FEF_FFFF_FFFF_FFFF))
    case 2: .number(Double(number(below: 1000)) / 100)
    case 3: .constant(pick(NamedConstant.allCases))
    default: .name(pick(["x", "y", "w0", "W", "ação", "θ", "_", "d", "x₁", "T", "axis"]))
    }
  }

  private mutating func index() -> IndexRange {
    let position = number(below: 9) - 4
    return switch number(below: 4) {
    case 0: .slice(from: position, to: nil)
    case 1: .slice(from: nil, to: position)
    case 2: .slice(from: nil, to: nil)
    default: .at(position)
    }
  }
}
