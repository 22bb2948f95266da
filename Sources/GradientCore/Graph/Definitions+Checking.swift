extension Definitions {
  /// Refuses a formula for `name` that reads something unknown or, in the end, `name` itself.
  ///
  /// - Throws: `unknownName`, `unknownFunction`, `circular` with the way round, or what the use of
  ///   a function gets wrong.
  public func check(defining name: String?, as formula: Formula, parameters: [String] = [])
    throws(CompilationError)
  {
    for node in formula.nodes {
      switch node.kind {
      case .name(let used):
        if parameters.contains(used) || self[used] != nil || settings[used] != nil { continue }
        if used == name { throw CompilationError(.circular([used, used]), at: node.range) }
        throw CompilationError(
          functions[used] == nil ? .unknownName(used) : .functionNeedsArguments(used),
          at: node.range)
      case .apply(let function, let count):
        guard let known = functions[function] else {
          throw CompilationError(
            self[function] == nil && settings[function] == nil && !parameters.contains(function)
              ? .unknownFunction(function) : .nameIsNotFunction(function),
            at: node.range.lowerBound..<(node.range.lowerBound + function.utf8.count))
        }
        guard known.parameters.count == count else {
          let expected = known.parameters.count
          throw CompilationError(
            .wrongArgumentCount(function: function, expected: expected...expected, got: count),
            at: node.range)
        }
      default: continue
      }
    }
    // Nothing can lead back to a name that is new.
    guard let name, self[name] != nil, let way = way(from: formula, to: name) else { return }
    let place = formula.nodes.first { $0.kind == .name(way[1]) }?.range ?? formula.range
    throw CompilationError(.circular(way), at: place)
  }

  /// Refuses a function that uses something unknown or, in the end, itself.
  ///
  /// - Throws: as `check(defining:as:parameters:)`, and `functionUsesItself` with the way round.
  public func check(definingFunction name: String, parameters: [String], as body: Formula)
    throws(CompilationError)
  {
    try check(defining: nil, as: body, parameters: parameters)
    var reached: Set<String> = []
    var pending = body.nodes.compactMap { node -> (way: [String], place: Range<Int>)? in
      guard case .apply(let used, _) = node.kind else { return nil }
      return ([name, used], node.range)
    }
    while let (way, place) = pending.popLast() {
      let current = way.last!
      if current == name { throw CompilationError(.functionUsesItself(way), at: place) }
      guard reached.insert(current).inserted, let function = functions[current] else { continue }
      for case .apply(let used, _) in function.body.formula.nodes.lazy.map(\.kind) {
        pending.append((way + [used], place))
      }
    }
  }

  /// The names passed on the way from `formula` back to `name`, if there is one.
  private func way(from formula: Formula, to name: String) -> [String]? {
    var reachedFrom: [String: String] = [:]
    var pending = names(readBy: Definition(formula))
    for start in pending { reachedFrom[start] = name }
    while let current = pending.popLast() {
      if current == name {
        var way = [name]
        var step = reachedFrom[name]!
        while step != name {
          way.append(step)
          step = reachedFrom[step]!
        }
        return [name] + way.reversed()
      }
      for used in names(readBy: current) where reachedFrom[used] == nil {
        reachedFrom[used] = current
        pending.append(used)
      }
    }
    return nil
  }
}
