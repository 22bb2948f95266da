import Glibc

extension GradientCheck {
  /// Goes on for about so many evaluations. Afterwards the evaluation is as it was.
  ///
  /// - Precondition: `forward()` has run at the point where the check began, and `leaves` and
  ///   `backpropagation` are those that it began with.
  public mutating func proceed(
    atMost limit: Int = .max, in evaluation: Evaluation, by leaves: [Graph.NodeID],
    backpropagation: Backpropagation = .builtIn
  ) {
    let prober = Prober(evaluation, root, upstream)
    while prober.evaluations < limit, let row = entries.popFirst() {
      rows.append(prober.row(row, at: evaluation.entries(of: row.leaf), [row.entry]))
    }
    while prober.evaluations < limit, let direction = pendingDirections.popFirst() {
      directions.append(prober.row(direction, direction.slope(gradients), by: leaves))
    }
    if prober.evaluations > 0 { evaluation.forward() }
    guard entries.isEmpty, pendingDirections.isEmpty else { return }
    if pendingGates == nil, needsGates {
      pendingGates = Self.suspects(in: evaluation, under: root)[...]
    }
    // A gate alone costs less than the circuit, but not nothing.
    var left = Swift.max(limit == .max ? .max : limit - prober.evaluations, 1)
    while left > 0, wrongGates.count < Self.mostWrongGates, let gate = pendingGates?.popFirst() {
      left -= 1
      checkedGates += 1
      wrongGates += GateError.errors(of: gate, in: evaluation, backpropagation)
    }
    if wrongGates.count >= Self.mostWrongGates { pendingGates = [] }
  }

  private static let mostWrongGates = 3
  private static let mostSuspects = 5_000

  /// Gates that lead from a leaf to the root, those near the root first: a backward pass meets
  /// them in this order.
  private static func suspects(in evaluation: Evaluation, under root: Graph.NodeID)
    -> [Graph.NodeID]
  {
    let graph = evaluation.graph
    let gates = graph.ancestors(of: root).reversed().lazy.filter {
      graph.nodes[$0].isGate && evaluation.wantsGradient[$0]
    }
    return Array(gates.prefix(mostSuspects))
  }
}

/// Nudges entries of leaves and watches a root.
private final class Prober {
  let evaluation: Evaluation
  let root: Graph.NodeID
  let upstream: Matrix
  let watch: KinkWatch
  let present: Double
  private(set) var evaluations = 0

  init(_ evaluation: Evaluation, _ root: Graph.NodeID, _ upstream: Matrix) {
    self.evaluation = evaluation
    self.root = root
    self.upstream = upstream
    watch = KinkWatch(evaluation, under: root)
    present = Self.value(evaluation, root, upstream)
  }

  private static func value(
    _ evaluation: Evaluation, _ root: Graph.NodeID, _ upstream: Matrix
  ) -> Double {
    let entries = evaluation.entries(of: root)
    if entries.count == 1 { return upstream.elements[0] * entries[0] }
    return zip(upstream.elements, entries).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// A central difference and what it met.
  private struct Quotient {
    var h: Double
    var upper: Double
    var lower: Double
    var kinks: [Kink]

    var slope: Double { (upper - lower) / (2 * h) }
    /// As `DifferenceQuotient.rounding`.
    var rounding: Double { 8 * Double.ulpOfOne * Swift.max(abs(upper), abs(lower)) / h }
  }

  func row(
    _ row: GradientCheck.Row, at entries: UnsafeMutableBufferPointer<Double>, _ moved: [Int]
  ) -> GradientCheck.Row {
    let points = moved.map { entries[$0] }
    let scale = Swift.max(1, points.map(abs).max() ?? 1)
    return self.row(row, scale: scale, smallest: points.map(abs).min() ?? 0) { offset in
      for (index, point) in zip(moved, points) { entries[index] = point + offset }
    }
  }

  func row(
    _ direction: GradientCheck.Direction, _ analytic: Double, by leaves: [Graph.NodeID]
  ) -> GradientCheck.Row {
    let points = leaves.map { evaluation.value(of: $0) }
    let largest = points.reduce(0.0) { Swift.max($0, $1.elements.map(abs).max() ?? 0) }
    let empty = GradientCheck.Row(
      leaf: -1, entry: direction.number, analytic: analytic, numerical: .nan)
    return row(empty, scale: Swift.max(1, largest)) { offset in
      var random = SeededGenerator(seed: direction.seed)
      for (leaf, point) in zip(leaves, points) {
        let entries = evaluation.entries(of: leaf)
        for index in entries.indices {
          entries[index] = point.elements[index] + offset * random.nextSign()
        }
      }
    }
  }

  /// - Parameter move: Puts the leaves so far from the present point.
  private func row(
    _ empty: GradientCheck.Row, scale: Double, smallest: Double = 0, move: (Double) -> Void
  ) -> GradientCheck.Row {
    defer { move(0) }
    let usual = Glibc.cbrt(Double.ulpOfOne) * scale
    func row(_ quotient: Quotient) -> GradientCheck.Row {
      var row = empty
      row.numerical = quotient.slope
      (row.h, row.rounding, row.kinks) = (quotient.h, quotient.rounding, quotient.kinks)
      return row
    }
    let first = row(measure(usual, move))
    var best = first
    for factor in [0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 10, 100, 1e3] {
      let isFine = best.kinks.isEmpty && GradientCheck.verdict(best) == .agrees
      if isFine || best.kinks.contains(where: \.isExact) { break }
      // A wider difference helps against rounding, not against a kink.
      if factor > 1, !best.kinks.isEmpty || GradientCheck.verdict(best) == .disagrees,
        best.difference > best.rounding
      {
        break
      }
      // A power of two is added without rounding.
      let other = row(measure(Glibc.exp2(Glibc.log2(usual * factor).rounded()), move))
      if isBetter(other, than: best) { best = other }
    }
    // Beside 0 an h that suits the input itself may still stay on one side.
    if smallest > 0, !best.kinks.isEmpty, !best.kinks.contains(where: \.isExact) {
      let other = row(
        measure(Glibc.exp2(Glibc.log2(Glibc.cbrt(Double.ulpOfOne) * smallest).rounded()), move))
      if isBetter(other, than: best) { best = other }
    }
    if best.kinks.isEmpty { best.avoided = first.kinks }
    guard !best.kinks.isEmpty else { return best }
    best.sides = GradientCheck.Sides(
      left: side(-usual, move, best), right: side(usual, move, best))
    return best
  }

  private func isBetter(_ a: GradientCheck.Row, than b: GradientCheck.Row) -> Bool {
    if a.kinks.isEmpty != b.kinks.isEmpty { return a.kinks.isEmpty }
    if a.numerical.isFinite != b.numerical.isFinite { return a.numerical.isFinite }
    return a.relativeError < b.relativeError
  }

  private func value(at offset: Double, _ move: (Double) -> Void) -> Double {
    move(offset)
    evaluation.forward()
    evaluations += 1
    return Self.value(evaluation, root, upstream)
  }

  private func measure(_ h: Double, _ move: (Double) -> Void) -> Quotient {
    let upper = value(at: h, move)
    var kinks = watch.changes()
    let lower = value(at: -h, move)
    for kink in watch.changes()
    where !kinks.contains(where: {
      ($0.gate, $0.row, $0.column) == (kink.gate, kink.row, kink.column)
    }) {
      kinks.append(kink)
    }
    return Quotient(h: h, upper: upper, lower: lower, kinks: kinks.sorted { $0.gate < $1.gate })
  }

  /// The slope to one side, with a step that removes its error of first order.
  private func side(
    _ h: Double, _ move: (Double) -> Void, _ row: GradientCheck.Row
  ) -> GradientCheck.Side {
    let whole = (value(at: h, move) - present) / h
    let half = (value(at: h / 2, move) - present) / (h / 2)
    guard whole.isFinite, half.isFinite else { return .undefined }
    let growth = half / whole
    if abs(half) > 100, growth > 1.2 { return growth > 1.9 ? .jump : .steep }
    let slope = 2 * half - whole
    let rounding = Swift.max(row.rounding, GradientCheck.absoluteFloor)
    return .slope(abs(slope) <= 10 * rounding ? 0 : slope)
  }
}
