import GradientCore

// MARK: - As text

extension GradientFormula {
  /// How names are written.
  struct Naming {
    var upstream: String
    var value: (Graph.NodeID) -> String
  }

  func text(_ naming: Naming) -> String { written(naming).text }

  /// How tightly the outermost sign of a text binds.
  private enum Binding: Int, Comparable {
    case sum, product, atom
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private func written(_ naming: Naming) -> (text: String, binding: Binding) {
    func bracketed(_ formula: GradientFormula, below binding: Binding) -> String {
      let inner = formula.written(naming)
      return inner.binding < binding ? "(\(inner.text))" : inner.text
    }
    switch self {
    case .upstream: return (naming.upstream, .atom)
    case .value(let node):
      let text = naming.value(node)
      return Self.isAtom(text) ? (text, .atom) : ("(\(text))", .atom)
    case .transposed(let inner): return (bracketed(inner, below: .atom) + ".T", .atom)
    case .product(let left, let right):
      let first =
        if case .times = left { bracketed(left, below: .atom) } else {
          bracketed(left, below: .product)
        }
      return (first + " @ " + bracketed(right, below: .atom), .product)
    case .times(let upstream, let local, let values):
      let factor = Self.replacing(local, with: values.mapValues(naming.value))
      if factor == "-1" { return ("-" + bracketed(upstream, below: .atom), .product) }
      let isAtom =
        Self.isAtom(factor) || Double(factor) != nil || Self.bindsTightly(local)
      return (
        bracketed(upstream, below: .product) + " * " + (isAtom ? factor : "(\(factor))"), .product
      )
    case .sum(let inner, let axis):
      let axis = axis.map { ", axis=\($0)" } ?? ""
      return ("sum(\(inner.written(naming).text)\(axis))", .atom)
    case .plus(let left, let right):
      return (left.written(naming).text + " + " + right.written(naming).text, .sum)
    case .spread(let inner, let shape, let share):
      let text =
        bracketed(inner, below: .product) + " * ones(\(shape.rows), \(shape.columns))"
      return (share == 1 ? text : text + " / \(share)", .product)
    }
  }

  /// `2 * a` and `where(…)` need no brackets behind `*`.
  private static func bindsTightly(_ local: String) -> Bool {
    if local.hasPrefix("where(") { return true }
    return local.first?.isNumber == true
      && ![" + ", " - ", " / ", ","].contains(where: local.contains)
  }

  /// A name, or a call whose brackets end it.
  private static func isAtom(_ text: String) -> Bool {
    guard text.first?.isLetter == true else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Puts texts in the places of letters that stand alone.
  private static func replacing(_ local: String, with texts: [Character: String]) -> String {
    var result = ""
    let characters = Array(local)
    for (index, character) in characters.enumerated() {
      let isPart = { (place: Int) in
        characters.indices.contains(place)
          && (characters[place].isLetter || characters[place].isNumber || characters[place] == "_")
      }
      guard let text = texts[character], !isPart(index - 1), !isPart(index + 1) else {
        result.append(character)
        continue
      }
      let isNumber = text.first?.isNumber == true && Double(text) != nil
      result += isAtom(text) || isNumber || local.count == 1 ? text : "(\(text))"
    }
    return result
  }
}
