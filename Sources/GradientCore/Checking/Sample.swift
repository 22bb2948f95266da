/// Which entries of large inputs a check looks at.
public struct Sample: Equatable, Sendable {
  /// So many entries are all looked at.
  public var most = 1_000
  /// Of more, so many of each input.
  public var each = 100
  /// So many random directions are tried where not all entries are looked at, or where they are
  /// asked for.
  public var directions = 10
  public var asksForDirections = false
  public var seed: UInt64 = 1

  public init() {}

  func directionCount(for count: Int) -> Int {
    asksForDirections || count > most ? directions : 0
  }

  func places(among counts: [Int]) -> [(leaf: Int, entry: Int)] {
    if asksForDirections { return [] }
    let isLarge = counts.reduce(0, +) > most
    var random = SeededGenerator(seed: seed)
    var places = counts.indices.flatMap { leaf -> [(leaf: Int, entry: Int)] in
      let all = 0..<counts[leaf]
      let chosen = isLarge && all.count > each ? random.distinct(each, in: all) : Array(all)
      return chosen.map { (leaf, $0) }
    }
    if places.count > most {
      places = random.distinct(most, in: places.indices).map { places[$0] }
    }
    return places
  }
}

extension SeededGenerator {
  /// -1 or 1.
  mutating func nextSign() -> Double { next() & 1 == 0 ? -1 : 1 }

  /// So many different numbers of a range, in order.
  fileprivate mutating func distinct(_ count: Int, in range: Range<Int>) -> [Int] {
    var chosen: Set<Int> = []
    while chosen.count < min(count, range.count) {
      chosen.insert(range.lowerBound + Int(next() % UInt64(range.count)))
    }
    return chosen.sorted()
  }
}
