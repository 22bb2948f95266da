/// What an optimizer remembers of former gradients, for each leaf that it moved: a value, so that a
/// run can stop and go on exactly.
public struct OptimizerState: Equatable, Sendable {
  public struct Leaf: Sendable {
    /// How often it was moved: t of Adam's corrections.
    public var updates: Int
    /// Velocity or mean of gradients, entry after entry; empty where the rule keeps none.
    public var first: [Double]
    /// Mean or sum of squares, entry after entry; empty where the rule keeps none.
    public var second: [Double]

    public init(updates: Int = 0, first: [Double] = [], second: [Double] = []) {
      (self.updates, self.first, self.second) = (updates, first, second)
    }
  }

  private var leaves: [String: Leaf] = [:]

  public init() {}

  public subscript(leaf: String) -> Leaf? {
    get { leaves[leaf] }
    set { leaves[leaf] = newValue }
  }

  /// In alphabetical order.
  public var names: [String] { leaves.keys.sorted() }
  public var isEmpty: Bool { leaves.isEmpty }

  /// What of it serves `rule` for a leaf of so many entries; zeros where nothing does.
  func leaf(_ name: String, count: Int, for rule: Optimizer.Rule) -> Leaf {
    let (first, second) = (rule.keepsFirst ? count : 0, rule.keepsSecond ? count : 0)
    if let known = leaves[name], known.first.count == first, known.second.count == second {
      return known
    }
    return Leaf(
      first: Array(repeating: 0, count: first), second: Array(repeating: 0, count: second))
  }
}

extension OptimizerState.Leaf: Equatable {
  /// Numbers are compared by their bits.
  public static func == (left: Self, right: Self) -> Bool {
    let isSame = { (a: [Double], b: [Double]) in
      a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
    }
    return left.updates == right.updates && isSame(left.first, right.first)
      && isSame(left.second, right.second)
  }
}
