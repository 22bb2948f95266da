import GradientCore

extension [Mistake.Outcome] {
  /// The values to which a mistake leads.
  func values(of mistake: Mistake) -> [Matrix] {
    filter { $0.mistake == mistake }.map(\.value)
  }

  /// The mistakes that give a number, up to rounding.
  func mistakes(giving value: Double, relative: Double = 1e-9) -> Set<Mistake> {
    mistakes(giving: Matrix(value), relative: relative)
  }

  func mistakes(giving value: Matrix, relative: Double = 1e-9) -> Set<Mistake> {
    Set(filter { isClose($0.value, value, relative: relative) }.map(\.mistake))
  }
}

/// The gradient mistakes of a circuit written line by line.
func mistakes(
  _ lines: [String], of output: String = "f", by leaf: String,
  entry: (row: Int, column: Int)? = nil, updating: MistakenUpdate? = nil
) throws -> GradientMistakes {
  try GradientMistakes(
    of: output, by: (leaf, entry), in: definitions(lines), updating: updating)
}
