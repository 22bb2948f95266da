import GradientCore

/// Benches to go back to and forward to. One line is one step back.
struct History: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    var bench: Bench
    /// What was typed to leave this bench.
    var line: String
    /// What it costs beside its newer neighbour, with which it shares most.
    var bytes: Int
  }

  static let maximumCount = 1_000
  static let maximumBytes = 256 << 20

  private(set) var past: [Entry] = []
  private(set) var future: [Entry] = []
  private var bytes = 0

  /// Remembers `bench`, which `line` turned into `next`.
  mutating func record(_ bench: Bench, changedBy line: String, into next: Bench) {
    future = []
    keep(bench, line, beside: next)
  }

  private mutating func keep(_ bench: Bench, _ line: String, beside next: Bench) {
    let entry = Entry(bench: bench, line: line, bytes: bench.bytesNotShared(with: next))
    past.append(entry)
    bytes += entry.bytes
    var dropped = 0
    while past.count - dropped > Self.maximumCount || bytes > Self.maximumBytes,
      dropped < past.count
    {
      bytes -= past[dropped].bytes
      dropped += 1
    }
    past.removeFirst(dropped)
  }

  /// The bench before `present`, and the line that is taken back.
  mutating func undo(from present: Bench) -> (bench: Bench, line: String)? {
    guard let entry = past.popLast() else { return nil }
    bytes -= entry.bytes
    future.append(Entry(bench: present, line: entry.line, bytes: 0))
    return (entry.bench, entry.line)
  }

  mutating func redo(from present: Bench) -> (bench: Bench, line: String)? {
    guard let entry = future.popLast() else { return nil }
    keep(present, entry.line, beside: entry.bench)
    return (entry.bench, entry.line)
  }
}

extension Bench {
  /// About how much memory keeping this bench costs while `other` is kept anyway: matrices in the
  /// same storage count once.
  func bytesNotShared(with other: Bench) -> Int {
    if other.definitions.growsFrom(definitions) { return 1_000 + 100 * definitions.names.count }
    var all = data?.bytesNotShared(with: other.data) ?? 0
    all += definitions.names.reduce(into: 1_000) { bytes, name in
      bytes += 100
      bytes += bytesOfTraining(of: name, notSharedWith: other)
      switch (definitions[name], other.definitions[name]) {
      case (.leaf(let value, _), .leaf(let kept, _)) where value.sharesStorage(with: kept): break
      case (.leaf(let value, _), _): bytes += 8 * value.shape.count
      case (.formula(let definition), let kept) where kept != .formula(definition):
        bytes += definition.formula.nodes.count * MemoryLayout<Formula.Node>.stride
        bytes += definition.draws.reduce(0) { $0 + 8 * $1.shape.count }
      default: break
      }
    }
    return all
  }

  /// What an optimizer remembers of a leaf, and where the leaf began.
  private func bytesOfTraining(of name: String, notSharedWith other: Bench) -> Int {
    var bytes = 0
    if let leaf = optimizerState[name] {
      let kept = other.optimizerState[name]
      if !leaf.first.sharesStorage(with: kept?.first) { bytes += 8 * leaf.first.count }
      if !leaf.second.sharesStorage(with: kept?.second) { bytes += 8 * leaf.second.count }
    }
    if let beginning = training.beginnings[name] {
      let kept = [other.training.beginnings[name], other.definitions.value(ofLeaf: name)]
      if !kept.contains(where: { beginning.elements.sharesStorage(with: $0?.elements) }) {
        bytes += 8 * beginning.shape.count
      }
    }
    return bytes
  }
}

extension DataSet {
  /// The rows as they were read, and those for validation; what `X` and `Y` hold is counted there.
  fileprivate func bytesNotShared(with other: DataSet?) -> Int {
    let kept = [other?.rawFeatures, other?.rawTargets, other?.validationFeatures]
    return [rawFeatures, rawTargets, validationFeatures].reduce(0) { bytes, matrix in
      guard let matrix, !kept.contains(where: { $0?.sharesStorage(with: matrix) ?? false }) else {
        return bytes
      }
      return bytes + 8 * matrix.shape.count
    }
  }
}

extension Matrix {
  fileprivate func sharesStorage(with other: Matrix) -> Bool {
    elements.sharesStorage(with: other.elements)
  }
}

extension [Double] {
  fileprivate func sharesStorage(with other: [Double]?) -> Bool {
    guard let other else { return false }
    return withUnsafeBufferPointer { a in
      other.withUnsafeBufferPointer { a.baseAddress == $0.baseAddress }
    }
  }
}
