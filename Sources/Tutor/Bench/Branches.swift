/// Benches that were kept under names, to go back to and to compare. They stay where they are when
/// the bench is undone, reset or replaced; random numbers go on in each as they did there.
public struct Branches: Equatable, Sendable {
  static let maximumCount = 100

  /// In the order in which they were first kept.
  public private(set) var names: [String] = []
  private var benches: [String: Bench] = [:]

  public subscript(name: String) -> Bench? {
    get { benches[name] }
    set {
      if newValue == nil {
        names.removeAll { $0 == name }
      } else if benches[name] == nil {
        names.append(name)
      }
      benches[name] = newValue
    }
  }

  public var isEmpty: Bool { names.isEmpty }

  /// Those that last from day to day: larger ones would be written after every line.
  var lastingNames: [String] {
    names.filter { (benches[$0]?.numberCount ?? 0) <= Self.mostLastingNumbers }
  }

  static let mostLastingNumbers = 10_000
}

extension Bench {
  /// How many numbers its inputs are.
  fileprivate var numberCount: Int {
    definitions.names.reduce(0) { count, name in
      // Of data the command is kept that makes them.
      if hasData, Bench.dataNames.contains(name) { return count }
      return count + (definitions.value(ofLeaf: name)?.shape.count ?? 0)
    }
  }
}
