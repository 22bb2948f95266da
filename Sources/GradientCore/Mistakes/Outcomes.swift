/// Collects what mistakes lead to, without what is right and what was found before.
struct Outcomes {
  let right: Matrix
  /// Below this a difference is rounding.
  let noise: Double
  private var found: [Mistake.Outcome] = []

  init(besides right: Matrix, noise: Double = 0) {
    self.right = right
    self.noise = noise.isFinite ? noise : 0
  }

  mutating func add(_ mistake: Mistake, _ value: Matrix) {
    guard value.elements.allSatisfy(\.isFinite), !isSame(value, right) else { return }
    guard !found.contains(where: { $0.mistake == mistake && isSame($0.value, value) }) else {
      return
    }
    found.append((mistake, value))
  }

  mutating func add(_ mistake: Mistake, _ value: Double) { add(mistake, Matrix(value)) }

  /// In the order of the catalogue. Where a general mistake gives the number of a particular one
  /// that it contains, only the particular one is listed; with a right value that is not finite,
  /// nothing is.
  var listed: [Mistake.Outcome] {
    guard right.elements.allSatisfy(\.isFinite) else { return [] }
    let kept = found.filter { outcome in
      !found.contains {
        $0.mistake.generalForms.contains(outcome.mistake) && isSame($0.value, outcome.value)
      }
    }
    return Mistake.allCases.flatMap { mistake in kept.filter { $0.mistake == mistake } }
  }

  private func isSame(_ a: Matrix, _ b: Matrix) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy {
        abs($0 - $1) <= 1e-9 * max(abs($0), abs($1)) + noise
      }
  }
}

extension Matrix {
  func scaled(by factor: Double) -> Matrix { Matrix(shape, elements.map { $0 * factor }) }
}
