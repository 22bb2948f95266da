/// The catalogue as a whole: what the usual mistakes would give in place of a right value.
public enum Mistakes {
  /// Which slope a question is about.
  public struct Slope: Sendable {
    public var output: String
    public var input: GradientMistakes.Input

    public init(of output: String, by input: GradientMistakes.Input) {
      self.output = output
      self.input = input
    }

    /// - Parameter input: a name, or an entry such as `W[0, 1]`.
    /// - Returns: nil where the input is neither, or cannot be made of these definitions.
    public init?(of output: String, by input: String, in definitions: Definitions) {
      guard let formula = try? Formula(parsing: input),
        let graph = try? Graph(definitions, formula: Definition(formula))
      else { return nil }
      let root = graph.root
      if let name = graph.nodesByName[input] == root ? input : graph.name(of: root) {
        self.init(of: output, by: (name, nil))
      } else if case .entries(let index) = graph.nodes[root].operation,
        graph.shape(of: root).isScalar, let name = graph.name(of: graph.inputs(of: root)[0])
      {
        let selection = graph.selections[Int(index)]
        self.init(
          of: output, by: (name, (selection.rows.lowerBound, selection.columns.lowerBound)))
      } else {
        return nil
      }
    }
  }

  /// The wrong values that fit the question: it is looked up what the right value is, the slope
  /// itself, a difference quotient with the setting `h`, the input after one `step`, or the output
  /// after it. Whatever it is, spoiled signs, factors and shapes are tried.
  ///
  /// - Parameters:
  ///   - formula: what `right` is the value of, where that is known.
  ///   - slope: the slope that the question is about.
  ///   - direction: where steps lead.
  public static func wrongValues(
    besides right: Matrix, of formula: Definition? = nil, about slope: Slope? = nil,
    direction: Direction = .maximize, in definitions: Definitions, ties: Ties = .split
  ) -> [Mistake.Outcome] {
    var found: [Mistake.Outcome] = []
    if let slope {
      for family in families(slope, direction, definitions, ties)
      where isNear(family.right, right) {
        found += family.wrongValues
      }
    }
    let hasFamily = !found.isEmpty
    found += Mistake.values(besides: right, of: formula, in: definitions).filter {
      !hasFamily || $0.mistake != .upsideDown
    }
    var outcomes = Outcomes(besides: right)
    for (mistake, value) in found where !isNear(value, right) { outcomes.add(mistake, value) }
    return outcomes.listed
  }

  private typealias Family = (right: Matrix, wrongValues: [Mistake.Outcome])

  private static func families(
    _ slope: Slope, _ direction: Direction, _ definitions: Definitions, _ ties: Ties
  ) -> [Family] {
    let update = definitions.settings["step"].map { MistakenUpdate(step: $0, direction: direction) }
    var result: [Family] = []
    if let exact = try? GradientMistakes(
      of: slope.output, by: slope.input, in: definitions, ties: ties, updating: update)
    {
      result.append((exact.right, exact.wrongValues))
    }
    if let h = definitions.settings["h"] {
      for kind in [DifferenceQuotient.Kind.forward, .central] {
        if let quotient = try? DifferenceMistakes(
          kind, h: h, of: slope.output, by: slope.input, in: definitions, ties: ties)
        {
          result.append((Matrix(quotient.right), quotient.wrongValues))
        }
      }
    }
    guard let update else { return result }
    if let moved = try? UpdateMistakes(
      of: slope.input, update, objective: slope.output, in: definitions, ties: ties)
    {
      result.append((moved.right, moved.wrongValues))
    }
    if let after = try? StepMistakes(
      update, objective: slope.output, in: definitions, ties: ties)
    {
      result.append((Matrix(after.right), after.wrongValues))
    }
    return result
  }

  /// A difference quotient carries the rounding of its values.
  private static func isNear(_ a: Matrix, _ b: Matrix) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy {
        abs($0 - $1) <= 1e-7 * max(abs($0), abs($1)) + 1e-12
      }
  }
}
