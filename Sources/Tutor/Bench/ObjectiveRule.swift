import GradientCore

/// Which name is the objective while nobody named one: a definition becomes it when there is none,
/// or when it depends on the present one.
extension Bench {
  /// To be called after `name` was defined by a formula whose value has `shape`.
  mutating func considerAsObjective(_ name: String, shape: Shape) {
    guard !objectiveWasNamed, shape.isScalar, name != objective else { return }
    if let objective, !definitions.names(readBy: name).contains(objective),
      !definitions.depends(name, on: objective)
    {
      return
    }
    objective = name
  }

  /// To be called after a definition became a leaf, changed its shape or was removed: an objective
  /// that is none any more makes room for another.
  mutating func reconsiderObjective(shapes: (String) -> Shape?) {
    guard let objective else { return }
    if definitions.definition(of: objective) != nil, shapes(objective) == .scalar { return }
    self.objective = nil
    objectiveWasNamed = false
    for name in definitions.names where definitions.definition(of: name) != nil {
      if let shape = shapes(name) { considerAsObjective(name, shape: shape) }
    }
  }
}
