/// A slope inside a slope becomes gates: it is derived as an expression, entry by entry.
///
/// Where all gates are finite it has the value of a backward pass. Where one is not, a backward pass
/// takes 0 times infinity for 0, and an expression does not.
extension Compiler {
  /// Each entry is derived by itself, through all gates.
  static let mostSlopeGates = 200_000

  /// The node of the `d(EXPR, NAME)` at `position`, in the shape of what it is taken in.
  mutating func slope(at position: Int, in formula: Formula, _ draws: [Matrix], _ ties: Ties)
    throws(CompilationError) -> Graph.NodeID
  {
    let inputs = formula.inputs(of: position)
    let function = formula.subformula(at: inputs[0])
    let variable = formula.subformula(at: inputs[1])
    let name = variable.names[0]
    guard nodes[name] != nil else {
      throw CompilationError(.unknownName(name), at: variable.range)
    }
    let graph = try Graph(
      definitions, names: [name], formula: Definition(function, draws: draws), slopes: ties)
    guard graph.shape(of: graph.root).isScalar else {
      throw CompilationError(
        .derivativeOfMatrix(graph.shape(of: graph.root)), at: function.range)
    }
    let range = formula.nodes[position].range
    guard let scalars = graph.scalarized(limit: Self.mostSlopeGates) else {
      throw CompilationError(.derivativeTooLarge(limit: Self.mostSlopeGates), at: range)
    }
    do throws(LanguageError.Fact) {
      let selection = try graph.selection(of: variable)
      let count = selection.rows.count * selection.columns.count
      guard count * scalars.graph.nodes.count <= Self.mostSlopeGates else {
        throw .derivativeTooLarge(limit: Self.mostSlopeGates)
      }
      return try slopes(by: name, selection, in: scalars, of: graph, ties)
    } catch {
      throw CompilationError(error, at: error.isAboutEntries ? variable.range : range)
    }
  }

  private mutating func slopes(
    by name: String, _ selection: Graph.Selection, in scalars: ScalarizedGraph, of graph: Graph,
    _ ties: Ties
  ) throws(LanguageError.Fact) -> Graph.NodeID {
    let origin = graph.node(named: name)!
    let algebra = Algebra()
    let nodes = nodes
    var known: [Graph.NodeID: Graph.NodeID] = [:]
    var made: [Graph.NodeID] = []
    for row in selection.rows {
      for column in selection.columns {
        let index = row * graph.shape(of: origin).columns + column
        let target = scalars.entries[origin][index]
        let derivative = try SymbolicDerivative(
          of: scalars.graph.root, by: target, in: scalars.graph, ties: ties, algebra: algebra)
        if let shown = nodes[name], known[target] == nil {
          known[target] = try builder.entry(
            .init(node: origin, row: row, column: column), of: shown)
        }
        made.append(
          try algebra.lower(derivative.slope, into: &builder) {
            (node, builder) throws(LanguageError.Fact) in
            if let place = known[node] { return place }
            let origin = scalars.origins[node]
            let place = try builder.entry(origin, of: nodes[graph.name(of: origin.node)!]!)
            known[node] = place
            return place
          })
      }
    }
    if made.count == 1 { return made[0] }
    return try builder.stack(made, Shape(selection.rows.count, selection.columns.count))
  }
}

extension GraphBuilder {
  fileprivate mutating func entry(_ origin: ScalarizedGraph.Origin, of node: NodeID)
    throws(LanguageError.Fact) -> NodeID
  {
    shape(of: node).isScalar ? node : try entries(of: node, .at(origin.row), .at(origin.column))
  }
}

extension Graph {
  /// The entries of a node that `NAME` or `NAME[0, 1]` means.
  func selection(of variable: Formula) throws(LanguageError.Fact) -> Selection {
    let shape = shape(of: node(named: variable.names[0])!)
    guard case .entries(let rows, let columns) = variable.nodes[variable.root].kind else {
      return Selection(rows: 0..<shape.rows, columns: 0..<shape.columns)
    }
    return try Selection(rows, columns, in: shape)
  }
}

extension LanguageError.Fact {
  fileprivate var isAboutEntries: Bool {
    if case .indexOutside = self { true } else { false }
  }
}
