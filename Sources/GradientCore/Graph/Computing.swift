/// A formula computed now.
public struct Computed: Equatable, Sendable {
  public var value: Matrix
  /// Derivatives that are 0 because the one does not depend on the other.
  public var independent: [Independence] = []
  /// Where the value stopped being finite.
  public var breakdown: Breakdown?
  /// The first gate that made inf or nan, as text.
  public var nonFinite: String? { breakdown?.gate }

  public struct Independence: Equatable, Sendable {
    public var formula: String
    public var name: String
  }
}

extension Definitions {
  /// The value of a formula at the present values of the leaves, `d(…)` included.
  ///
  /// - Throws: what compiling throws; `derivativeOfMatrix` where d is taken of more than one number.
  public func compute(_ definition: Definition, ties: Ties = .split) throws(CompilationError)
    -> Computed
  {
    var independent: [Computed.Independence] = []
    var definitions = self
    var formula = definition.formula
    var draws = definition.draws
    var derivatives: [String: String] = [:]
    while let position = formula.outerDerivatives.first {
      let function = formula.subformula(at: formula.inputs(of: position)[0])
      let inside = formula.inside(position)
      let first = formula.randomCalls(in: 0..<inside.lowerBound)
      let own = first..<(first + formula.randomCalls(in: inside))
      let gradient = try derivative(
        in: formula, at: position, of: Definition(function, draws: Array(draws[own])), ties,
        &independent)
      draws.removeSubrange(own)
      // No name that can be typed begins with this sign.
      let name = "∂\(derivatives.count)"
      derivatives[name] = formula.text(of: position)
      definitions[name] = .leaf(gradient, .held)
      formula.replaceSubformula(at: position, with: name)
    }
    let graph = try Graph(definitions, formula: Definition(formula, draws: draws))
    let evaluation = Evaluation(graph, ties: ties)
    evaluation.load(definitions)
    evaluation.forward()
    return Computed(
      value: evaluation.value(of: graph.root), independent: independent,
      breakdown: evaluation.breakdown(under: graph.root)?.renamed(derivatives))
  }

  /// The value of `d(EXPR, NAME)` that stands at `position`.
  private func derivative(
    in formula: Formula, at position: Int, of function: Definition, _ ties: Ties,
    _ independent: inout [Computed.Independence]
  ) throws(CompilationError) -> Matrix {
    let variable = formula.subformula(at: formula.inputs(of: position)[1])
    let name = variable.names[0]
    let isLeafOrDefinition = self[name] != nil || settings[name] != nil
    guard isLeafOrDefinition else {
      throw CompilationError(.unknownName(name), at: variable.range)
    }
    let graph = try Graph(self, names: [name], formula: function, slopes: ties)
    let shape = graph.shape(of: graph.root)
    guard shape.isScalar else {
      throw CompilationError(.derivativeOfMatrix(shape), at: function.formula.range)
    }
    let target = graph.node(named: name)!
    if !graph.depends(graph.root, on: target) {
      independent.append(
        Computed.Independence(formula: function.formula.description, name: variable.description))
    }
    let evaluation = Evaluation(graph, ties: ties)
    evaluation.load(self)
    evaluation.forward()
    evaluation.backward(from: graph.root)
    let gradient = evaluation.gradient(of: target)
    guard case .entries(let rows, let columns) = variable.nodes[variable.root].kind else {
      return gradient
    }
    do { return gradient[try Graph.Selection(rows, columns, in: gradient.shape)] } catch {
      throw CompilationError(error, at: variable.range)
    }
  }
}

extension Matrix {
  public subscript(selection: Graph.Selection) -> Matrix {
    get {
      Matrix(
        Shape(selection.rows.count, selection.columns.count),
        selection.rows.flatMap { row in selection.columns.map { self[row, $0] } })
    }
    set {
      for (i, row) in selection.rows.enumerated() {
        for (j, column) in selection.columns.enumerated() {
          self[row, column] = newValue.isScalar ? newValue.elements[0] : newValue[i, j]
        }
      }
    }
  }
}

extension Formula {
  /// The positions inside the subtree that ends at `position`, which itself is left out.
  func inside(_ position: Int) -> Range<Int> {
    (position - nodes[position].size + 1)..<position
  }

  /// Every `d(…)` that stands in no other.
  var outerDerivatives: [Int] {
    var found: [Int] = []
    var position = nodes.count - 1
    while position >= 0 {
      if nodes[position].kind == .derivative {
        found.append(position)
        position -= nodes[position].size
      } else {
        position -= 1
      }
    }
    return found.reversed()
  }

  /// How many random calls stand at these positions.
  func randomCalls(in positions: Range<Int>) -> Int {
    nodes[positions].count {
      if case .call(let function, _, _) = $0.kind { function.isRandom } else { false }
    }
  }

  /// Puts a name in the place of the subtree that ends at `position`.
  mutating func replaceSubformula(at position: Int, with name: String) {
    let size = nodes[position].size
    let range = nodes[position].range
    for later in (position + 1)..<nodes.count
    where later - nodes[later].size + 1 <= position - size + 1 {
      nodes[later].size -= size - 1
    }
    nodes.replaceSubrange(
      (position - size + 1)...position, with: [Node(kind: .name(name), range: range, size: 1)])
  }
}
