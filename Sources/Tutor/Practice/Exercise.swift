import DocumentModel

/// A question of a lesson: what is asked on a bench of its own, and how an answer is judged.
///
/// Formulas are kept as they are written, and computed on the bench that the exercise makes. In
/// texts `{x + 1}` stands for what the formula gives there.
public struct Exercise: Equatable, Sendable {
  /// `through-add`: the same in every language.
  public var id: String
  /// What it practises: a term of the glossary.
  public var idea: String
  public var kind: Kind
  /// Numbers that another presentation may change, in the order in which they are drawn.
  public var variations: [Variation] = []
  /// Names that are not listed as given: helpers whose numbers stand in the question.
  public var hidden: [String] = []
  /// Commands that make its bench; nil for those of the lesson.
  public var setup: [String]?
  public var tolerance = Tolerance()
  /// The gradient of which the usual mistakes are computed.
  public var gradient: GradientName?
  /// Whether the mistakes that the core knows are looked for.
  public var usesCatalogue = true
  /// Answers that reveal a mistake, those of the core's catalogue aside.
  public var mistakes: [Named] = []
  /// Answers that are right, too, and deserve a word.
  public var accepted: [Named] = []
  /// Commands that reach the goal; for the other kinds empty.
  public var solution: [String] = []
  /// How many significant digits its numbers are shown with.
  public var digits: Int?
  public var texts = Texts()

  public init(id: String, idea: String, kind: Kind) {
    self.id = id
    self.idea = idea
    self.kind = kind
  }

  public enum Kind: Equatable, Sendable {
    /// A number or a matrix, as the formula gives it.
    case value(String)
    /// A formula that agrees with this one wherever both are defined.
    case formula(String, ranges: [String: ClosedRange<Double>])
    case choices([Choice])
    /// Cards from first to last; cards of one group may change places.
    case order([[String]])
    /// Comparisons that hold when it is reached.
    case goal([String], moves: Moves)
  }

  public struct Choice: Equatable, Sendable {
    public var key: String
    public var isRight: Bool
    public init(key: String, isRight: Bool) {
      self.key = key
      self.isRight = isRight
    }
  }

  /// What may change inputs on the way to a goal.
  public enum Moves: Equatable, Sendable {
    /// `step`, `run` and `train`; by hand only these names.
    case stepping(byHand: [String])
    case free
  }

  /// A value, a formula, a key or a condition, and the name of what it reveals.
  public struct Named: Equatable, Sendable {
    public var value: String
    public var name: String
    public init(value: String, name: String) {
      self.value = value
      self.name = name
    }
  }

  /// `d(f, x)` or `d(L, W)`: an output and an input.
  public struct GradientName: Equatable, Sendable {
    public var output: String
    /// A leaf, or an entry of one such as `W[0, 1]`.
    public var input: String
    public init(output: String, input: String) {
      self.output = output
      self.input = input
    }
  }

  /// A leaf that is drawn before the setup runs.
  public struct Variation: Equatable, Sendable {
    public var name: String
    /// Its value the first time.
    public var first: Double
    public var others: [Double]
    public init(name: String, first: Double, others: [Double]) {
      self.name = name
      self.first = first
      self.others = others
    }
  }

  /// How far from the right value an answer may be.
  public struct Tolerance: Equatable, Sendable {
    /// As a share of the right value.
    public var relative: Double
    /// In units of the value; the larger of both counts.
    public var absolute: Double
    public init(relative: Double = 0.01, absolute: Double = 0) {
      self.relative = relative
      self.absolute = absolute
    }

    /// For counts: nothing but the value itself, up to rounding.
    public static let exact = Tolerance(relative: 1e-12, absolute: 1e-12)
  }

  /// What a learner reads of it, in one language.
  public struct Texts: Equatable, Sendable {
    public var question = Document()
    public var hints: [Text] = []
    /// The way to the answer, one thought at a time.
    public var solution: [Text] = []
    /// What is to be kept from it.
    public var why: Text?
    public var mistakes: [String: Text] = [:]
    public var accepted: [String: Text] = [:]
    public var choices: [String: Text] = [:]
    public var cards: [String: Text] = [:]
    public init() {}
  }
}

/// An exercise's place: it is the same in every language.
public struct ExerciseName: Hashable, Sendable {
  public var lesson: String
  public var exercise: String
  public init(lesson: String, exercise: String) {
    self.lesson = lesson
    self.exercise = exercise
  }
}
