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

extension LanguageError {
  /// The line with what should be typed instead, where that is known.
  public func corrected(_ line: String) -> String? {
    guard case .writeInstead(let text) = fact else { return nil }
    let bytes = Array(line.utf8)
    guard range.upperBound <= bytes.count else { return nil }
    return String(
      decoding: bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...],
      as: UTF8.self)
  }
}
