/// A slope found as by hand: the steps with their rules, the result as a formula, and whether it
/// agrees with differences.
public struct Derivation {
  /// `∂f/∂x`.
  public let title: String
  public private(set) var steps: [DerivationStep] = []
  /// Definitions between that were not written out, because there are many.
  public private(set) var leftOut = 0
  /// With the names of definitions in it; nil where even that is too long to be read.
  public private(set) var result: Formula?
  /// Without them, where that is short.
  public private(set) var opened: Formula?
  public let check: DerivativeCheck
  /// Gates whose derivatives the steps use, in the order of the graph.
  public private(set) var gates: [Graph.Operation] = []
  public let isIndependent: Bool

  let scalars: ScalarizedGraph
  let graph: Graph
  let root: Graph.NodeID
  let target: Graph.NodeID
  let variable: String
  let slope: Algebra.ID
  let algebra: Algebra

  /// Results with more characters are not shown.
  public static let longest = 1_000

  /// The slope of `function`, a formula or a name, in `variable`, a name or an entry.
  ///
  /// - Parameter second: where the slope of the slope is asked for: in what.
  /// - Throws: what compiling throws; `derivativeOfMatrix`, `derivativeByMatrix`,
  ///   `derivativeTooLarge`.
  public init(
    of function: Definition, by variable: Formula, then second: Formula? = nil,
    in definitions: Definitions, ties: Ties = .split
  ) throws(CompilationError) {
    var names = variable.names
    names += second?.names ?? []
    for (name, formula) in zip(names, [variable, second ?? variable])
    where definitions[name] == nil && definitions.settings[name] == nil {
      throw CompilationError(.unknownName(name), at: formula.range)
    }
    // In the order of the formula, so that products are written as they were typed.
    let inOrder = function.formula.names.filter {
      definitions[$0] != nil || definitions.settings[$0] != nil
    }
    let graph = try Graph(definitions, names: inOrder + names, formula: function, slopes: ties)
    guard graph.shape(of: graph.root).isScalar else {
      throw CompilationError(
        .derivativeOfMatrix(graph.shape(of: graph.root)), at: function.formula.range)
    }
    guard let scalars = graph.scalarized(isStable: false) else {
      throw CompilationError(.derivativeTooLarge(limit: 100_000), at: function.formula.range)
    }
    let target = try graph.scalar(variable, in: scalars)
    let text = function.formula.description
    do throws(LanguageError.Fact) {
      let first = try SymbolicDerivative(
        of: scalars.graph.root, by: target, in: scalars.graph, ties: ties)
      let values = definitions.values(of: scalars, in: graph)
      guard let second else {
        try self.init(
          first, title: text, variable: variable.description, scalars: scalars, slopeBy: nil,
          root: scalars.graph.root, values: values)
        return
      }
      var builder = GraphBuilder(extending: scalars.graph)
      let lowered = try first.algebra.lower(first.slope, into: &builder) {
        (node, _) throws(LanguageError.Fact) in node
      }
      let by: Graph.NodeID
      do { by = try graph.scalar(second, in: scalars) } catch { throw .passedOn(error) }
      let again = try SymbolicDerivative(
        of: lowered, by: by, in: builder.finished(root: lowered), ties: ties)
      guard !scalars.graph.isAbove(target, to: scalars.graph.root)[safe: by] || by == target else {
        // The second name follows the first one. Held as an input of its own, it would cut the
        // first slope, too; so each slope is compared by itself.
        let check = try DerivativeCheck(
          first.slope, in: first.algebra, of: scalars.graph.root, slopeBy: nil, by: target,
          in: scalars.graph, ties: ties, values: values)
        try self.init(
          again, title: DerivationStep.slope(of: text, by: variable.description),
          variable: second.description, scalars: scalars, slopeBy: nil, root: lowered,
          values: values, after: check)
        return
      }
      try self.init(
        again, title: DerivationStep.slope(of: text, by: variable.description),
        variable: second.description, scalars: scalars, slopeBy: target,
        root: scalars.graph.root, values: values)
    } catch {
      if case .passedOn(let inner) = error { throw inner }
      throw CompilationError(error, at: function.formula.range)
    }
  }

  private init(
    _ derivative: SymbolicDerivative, title: String, variable: String, scalars: ScalarizedGraph,
    slopeBy first: Graph.NodeID?, root: Graph.NodeID, values: [Graph.NodeID: Double],
    after earlier: DerivativeCheck? = nil
  ) throws(LanguageError.Fact) {
    self.title = DerivationStep.slope(of: title, by: variable)
    self.scalars = scalars
    self.variable = variable
    (graph, self.root, target) = (derivative.graph, derivative.root, derivative.target)
    (slope, algebra) = (derivative.slope, derivative.algebra)
    let depends = graph.isAbove(target, to: self.root)
    isIndependent = !depends[self.root]
    let own = try DerivativeCheck(
      slope, in: algebra, of: root, slopeBy: first, by: target, in: graph, ties: derivative.ties,
      values: values)
    check = earlier.map { $0.holds ? own : $0 } ?? own
    let isUnder = graph.isUnder(self.root)
    for node in 0...self.root where isUnder[node] && depends[node] && graph.nodes[node].isGate {
      if !gates.contains(graph.nodes[node].operation), !graph.isWholePower(node) {
        gates.append(graph.nodes[node].operation)
      }
    }
    result = try shortest(derivative)
    opened = try withoutNames(derivative, depends)
    var writer = DerivationWriter(
      derivation: self, title: title, ties: derivative.ties, depends: depends)
    try writer.write()
    (steps, leftOut) = (writer.steps, writer.leftOut)
  }

  func label(_ node: Graph.NodeID) -> String? {
    node == target ? variable : graph.name(of: node)
  }

  /// The expression as a formula that is read back, or nil.
  func formula(_ id: Algebra.ID, in algebra: Algebra, limit: Int = Self.longest) -> Formula? {
    guard
      let written = algebra.formula(
        id, limit: limit, name: { label($0) ?? graph.text(of: $0) }),
      written.description.count <= limit
    else { return nil }
    return (try? Formula(parsing: written.description)) == nil ? nil : written
  }

  /// Where the function's own value occurs in its slope, its name is shorter.
  private func shortest(_ derivative: SymbolicDerivative) throws(LanguageError.Fact) -> Formula? {
    let plain = formula(slope, in: algebra)
    if let plain, plain.description.count <= 50 { return plain }
    guard graph.name(of: root) != nil else { return plain }
    let named = try SymbolicDerivative(
      of: root, by: target, in: graph, ties: derivative.ties, writesRoot: true)
    guard let short = formula(named.slope, in: named.algebra) else { return plain }
    return short.description.count * 2 < plain?.description.count ?? .max ? short : plain
  }

  private func withoutNames(_ derivative: SymbolicDerivative, _ depends: [Bool])
    throws(LanguageError.Fact) -> Formula?
  {
    guard graph.nodes.count <= 2_000, let result else { return nil }
    let opened = try SymbolicDerivative(
      of: root, by: target, in: graph, ties: derivative.ties, names: .opened)
    guard let formula = formula(opened.slope, in: opened.algebra, limit: 64),
      formula.description != result.description
    else { return nil }
    return formula
  }
}

extension Graph {
  /// Whether a gate is x^2 or the like, which needs no limit but its own quotient.
  fileprivate func isWholePower(_ node: NodeID) -> Bool {
    guard nodes[node].operation == .binary(.power),
      case .number(let exponent) = nodes[inputs(of: node)[1]].operation
    else { return false }
    return Coefficient.isWhole(exponent)
  }

  /// The single number that `NAME` or `NAME[0, 1]` means.
  fileprivate func scalar(_ variable: Formula, in scalars: ScalarizedGraph)
    throws(CompilationError) -> NodeID
  {
    let node = node(named: variable.names[0])!
    do throws(LanguageError.Fact) {
      let selection = try selection(of: variable)
      guard selection.rows.count * selection.columns.count == 1 else {
        throw .derivativeByMatrix(name: variable.names[0], shape(of: node))
      }
      return scalars.entries[node][
        selection.rows.lowerBound * shape(of: node).columns + selection.columns.lowerBound]
    } catch {
      throw CompilationError(error, at: variable.range)
    }
  }
}

extension Definitions {
  /// The present values of the leaves of a graph that was made of these definitions.
  fileprivate func values(of scalars: ScalarizedGraph, in graph: Graph) -> [Graph.NodeID: Double] {
    var values: [Graph.NodeID: Double] = [:]
    for leaf in graph.leaves {
      let value = value(ofLeaf: leaf.name) ?? settings[leaf.name].map { Matrix($0) }
      for (entry, number) in zip(scalars.entries[leaf.node], value?.elements ?? []) {
        values[entry] = number
      }
    }
    return values
  }
}
