extension Formula {
  /// A number with as many digits as it needs to be read back exactly: `0.1`, `-3`, `1e-05`.
  public static func text(of number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
