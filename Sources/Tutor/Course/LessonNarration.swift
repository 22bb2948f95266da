import DocumentModel
import GradientCore

/// What only code can say in a lesson: the words for what `step`, `grad` and `backward` did.
///
/// A narration answers to facts and not to the open lesson: whoever uses `strategy random` reads
/// the words of lesson 1, wherever they are. Nil says "not mine"; where nobody has words, the
/// session uses its own plain ones.
public protocol LessonNarration: Sendable {
  /// The lesson whose words these are.
  var lessonID: String { get }

  /// The moves of one `step`, in order; of a long one the first three and the last.
  func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]?

  func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]?

  func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]?
}

extension LessonNarration {
  public func narrate(_ steps: [StepFacts], in voice: Voice) -> [Block]? { nil }
  public func narrate(_ gradient: GradientFacts, in voice: Voice) -> [Block]? { nil }
  public func narrate(_ backward: BackwardFacts, in voice: Voice) -> [Block]? { nil }
}

/// A backward pass, edge by edge, in plain values.
public struct BackwardFacts: Equatable, Sendable {
  /// One wire from the output of a gate back to one of its inputs.
  public struct Edge: Equatable, Sendable {
    /// The gate's output, as it is named or written: `f`, `x + y`.
    public var output: String
    public var input: String
    public var upstream: Matrix
    /// What the gate multiplies by; nil where it is more than a matrix of factors.
    public var local: Matrix?
    public var downstream: Matrix
    /// What its gate does with gradients, `max routes`; nil where there is nothing to remember.
    public var role: Phrase?

    public init(
      output: String, input: String, upstream: Matrix, local: Matrix?, downstream: Matrix,
      role: Phrase? = nil
    ) {
      self.role = role
      self.output = output
      self.input = input
      self.upstream = upstream
      self.local = local
      self.downstream = downstream
    }
  }

  public var objective: String
  /// The last gate first.
  public var edges: [Edge]
  /// Inputs to which more wires lead than those in `edges`.
  public var incomplete: Set<String>

  public init(objective: String, edges: [Edge], incomplete: Set<String> = []) {
    self.objective = objective
    self.edges = edges
    self.incomplete = incomplete
  }

  /// For each edge its role where it is told for the first time.
  public var newRoles: [Phrase?] {
    var told: [Phrase] = []
    return edges.map { edge in
      guard let role = edge.role, !told.contains(role) else { return nil }
      told.append(role)
      return role
    }
  }
}

extension Curriculum {
  /// The words of the first lesson that has some; the open lesson is asked before the others, or
  /// alone.
  public func narrate(
    open lessonID: String?, orAnyOther: Bool = true, _ words: (any LessonNarration) -> [Block]?
  ) -> [Block]? {
    if let lessonID, let open = narrations.first(where: { $0.lessonID == lessonID }),
      let blocks = words(open)
    {
      return blocks
    }
    return orAnyOther ? narrations.lazy.compactMap(words).first : nil
  }
}
