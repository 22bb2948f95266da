extension Graph {
  /// The graph of some names and of everything they need.
  ///
  /// - Throws: unknown names, shapes that do not fit, limits, with the place in the formula.
  ///
  /// - Parameters:
  ///   - owner: The only definition whose `d(…)` become gates of their own.
  ///   - ties: how ties are broken in these.
  public init(
    _ definitions: Definitions, names: [String], slopesIn owner: String? = nil, ties: Ties = .split
  ) throws(CompilationError) {
    var compiler = Compiler(definitions, slopes: owner.map { _ in ties }, in: owner)
    for name in names { try compiler.require(name) }
    self = compiler.builder.finished(root: names.last.flatMap { compiler.nodes[$0] })
  }

  /// The graph of a formula that has no name, as its root, and of some names beside it.
  ///
  /// - Parameter slopes: how ties are broken in the `d(…)` of the formula, which become gates of
  ///   their own; nil where there may be none.
  public init(
    _ definitions: Definitions, names: [String] = [], formula: Definition, slopes: Ties? = nil
  ) throws(CompilationError) {
    var compiler = Compiler(definitions, slopes: slopes)
    for name in names { try compiler.require(name) }
    for name in definitions.names(readBy: formula) {
      guard definitions[name] != nil || definitions.settings[name] != nil else {
        let place = formula.formula.nodes.first { $0.kind == .name(name) }?.range
        throw CompilationError(
          definitions.functions[name] == nil ? .unknownName(name) : .functionNeedsArguments(name),
          at: place ?? formula.formula.range)
      }
      try compiler.require(name)
    }
    let root = try compiler.lower(formula, arguments: [:], of: nil)
    self = compiler.builder.finished(root: root)
  }
}
