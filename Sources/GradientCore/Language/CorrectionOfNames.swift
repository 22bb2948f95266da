extension Formula {
  /// What to write instead of a name that nothing has defined, where other languages tell what it
  /// means: `log` for `ln`, and `exp(x)` for `e^x`.
  public func correction(ofUnknown name: String) -> LanguageError? {
    for (position, node) in nodes.enumerated() {
      switch node.kind {
      case .apply(name, _):
        guard let known = Vocabulary.foreignNames[name] else { return nil }
        let start = node.range.lowerBound
        return LanguageError(.writeInstead(known), at: start..<(start + name.utf8.count))
      case .binary(.power) where name == "e":
        let exponent = position - 1
        guard nodes[exponent - nodes[exponent].size].kind == .name(name) else { continue }
        return LanguageError(.writeInstead("exp(\(text(of: exponent)))"), at: node.range)
      default: continue
      }
    }
    return nil
  }
}

extension Statement {
  /// The same for a whole line, where it can be read.
  public static func correction(ofUnknown name: String, in line: String) -> LanguageError? {
    let formulas: [Formula] =
      switch try? Statement(parsing: line) {
      case .assignment(let assignment): assignment.formulas
      case .function(_, _, let body): [body]
      case .formula(let formula): [formula]
      case nil: []
      }
    return formulas.lazy.compactMap { $0.correction(ofUnknown: name) }.first
  }
}
