/// A 1×1 node as a function of some entries of leaves, while everything else stays as it is.
public struct PointFunction {
  /// An entry of a leaf, counted row after row.
  public struct Coordinate: Hashable, Sendable {
    public var leaf: Graph.NodeID
    public var entry: Int

    public init(leaf: Graph.NodeID, entry: Int = 0) {
      self.leaf = leaf
      self.entry = entry
    }
  }

  public let evaluation: Evaluation
  public let root: Graph.NodeID
  public let coordinates: [Coordinate]

  /// - Precondition: `root` is 1×1, and the evaluation computes it.
  public init(_ evaluation: Evaluation, of root: Graph.NodeID, by coordinates: [Coordinate]) {
    (self.evaluation, self.root, self.coordinates) = (evaluation, root, coordinates)
  }

  /// All entries of `leaves`.
  public init(_ evaluation: Evaluation, of root: Graph.NodeID, byAllOf leaves: [Graph.NodeID]) {
    self.init(
      evaluation, of: root,
      by: leaves.flatMap { leaf in
        (0..<evaluation.graph.shape(of: leaf).count).map { Coordinate(leaf: leaf, entry: $0) }
      })
  }

  /// Where the evaluation stands.
  public var point: [Double] {
    coordinates.map { evaluation.entries(of: $0.leaf)[$0.entry] }
  }

  /// Sets the numbers without computing anything.
  public func move(to point: [Double]) {
    for (coordinate, number) in zip(coordinates, point) {
      evaluation.entries(of: coordinate.leaf)[coordinate.entry] = number
    }
  }

  /// Moves there and computes; the evaluation stays there.
  public func value(at point: [Double]) -> Double {
    move(to: point)
    evaluation.forward()
    return evaluation.scalar(of: root)
  }

  /// The same while only one number differs from the point where the evaluation stands, which is
  /// kept.
  public func value(with number: Double, at index: Int) -> Double {
    let coordinate = coordinates[index]
    let entries = evaluation.entries(of: coordinate.leaf)
    let present = entries[coordinate.entry]
    entries[coordinate.entry] = number
    evaluation.forward()
    entries[coordinate.entry] = present
    return evaluation.scalar(of: root)
  }

  /// One forward and one backward pass; the evaluation stays there.
  public func gradient(at point: [Double]) -> (value: Double, slopes: [Double]) {
    let value = value(at: point)
    evaluation.backward(from: root)
    return (value, coordinates.map { evaluation.gradientEntries(of: $0.leaf)[$0.entry] })
  }
}
