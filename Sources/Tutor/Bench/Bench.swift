import GradientCore

/// What the learner works on: definitions with the values of their leaves, settings, and where
/// the next step comes from. A value, so undo is keeping the old one.
public struct Bench: Equatable, Sendable {
  /// Names with their values and formulas; the settings are readable beside them.
  public internal(set) var definitions: Definitions
  public internal(set) var ties: Ties = .split
  /// How many random numbers were drawn since the seed was set.
  public internal(set) var drawCount: UInt64 = 0
  /// What was typed for the leaves whose values were drawn, so that they can be drawn again.
  var recipes: [String: Formula] = [:]

  /// What `data` put into `X` and `Y`.
  public internal(set) var data: DataSet?

  public internal(set) var strategy: StrategyName = .analytic
  public internal(set) var direction: Direction = .maximize
  public internal(set) var objective: String?
  /// Whether `maximize` or `minimize` named the objective; otherwise the next definition that
  /// depends on it takes its place.
  var objectiveWasNamed = false

  /// What is done with a gradient, by `step`, `run` and `train` alike.
  public internal(set) var optimizer = Optimizer.sgd
  /// Whether somebody asked for plain steps of 0.1; else `net` may take something better.
  var wantsPlainSteps = false
  /// What the optimizer remembers.
  public internal(set) var optimizerState = OptimizerState()
  /// How the learning rate changes from epoch to epoch.
  public internal(set) var schedule = RateSchedule.constant
  /// Where training stands.
  public internal(set) var training = TrainingState()

  /// Moves made by `step` and `run`.
  public internal(set) var steps = 0
  /// Forward passes that they cost.
  public internal(set) var evaluations = 0

  /// Moves by hand since the last `step`, to notice a second one that saw the first.
  var handMoves: HandMoves?
  /// Whether an input was moved by hand in an exercise where only steps count. As a part of the
  /// bench it is undone with the move.
  var wasMovedByHand = false

  public init() { definitions = Definitions(settings: Settings().numbers) }

  public var settings: Settings {
    get { Settings(numbers: definitions.settings, ties: ties) }
    set {
      if newValue.seed != settings.seed { drawCount = 0 }
      definitions.settings = newValue.numbers
      ties = newValue.ties
    }
  }

  /// Sets what the learner chose.
  mutating func set(_ setting: Setting, to number: Double) {
    settings[setting] = number
    switch setting {
    // The same seed again begins the same numbers again.
    case .seed: drawCount = 0
    case .step: wantsPlainSteps = hasFirstOptimizer
    default: break
    }
  }

  /// Sets what the learner chose.
  mutating func set(_ optimizer: Optimizer) {
    if self.optimizer.rule != optimizer.rule { optimizerState = OptimizerState() }
    self.optimizer = optimizer
    wantsPlainSteps = hasFirstOptimizer
  }

  /// Whether optimizer and step are as at the beginning.
  var hasFirstOptimizer: Bool { optimizer == .sgd && settings.step == Setting.step.initial }

  /// Random numbers go on where they stopped.
  var random: SeededGenerator {
    get { SeededGenerator(seed: settings.seed, drawCount: drawCount) }
    set { drawCount = newValue.drawCount }
  }

  public var isEmpty: Bool { definitions.names.isEmpty && definitions.functions.isEmpty }

  /// The leaves that `step` may move: those under the objective that are neither held nor data.
  public var freeLeaves: [String] {
    guard let objective else { return [] }
    return definitions.leaves(under: objective).filter { role(of: $0) == .parameter }
  }

  public func role(of name: String) -> LeafRole? {
    if case .leaf(_, let role) = definitions[name] { role } else { nil }
  }

  /// Gives a leaf another value, in its old role: one that is typed or drawn, with which it begins
  /// anew.
  mutating func set(_ leaf: String, to value: Matrix) {
    training.beginnings[leaf] = nil
    optimizerState[leaf] = nil
    definitions[leaf] = .leaf(value, role(of: leaf) ?? .parameter)
  }

  /// Moves a leaf away from where it began.
  mutating func move(_ leaf: String, to value: Matrix) {
    guard definitions.value(ofLeaf: leaf) != value else { return }
    if training.beginnings[leaf] == nil {
      training.beginnings[leaf] = definitions.value(ofLeaf: leaf)
    }
    definitions[leaf] = .leaf(value, role(of: leaf) ?? .parameter)
  }
}

/// Where the next move comes from.
public enum StrategyName: String, CaseIterable, Sendable {
  case random, local, numerical, analytic

  /// Whether it tries points and keeps the best, without slopes.
  public var isSearch: Bool { self == .random || self == .local }

  public var title: Phrase {
    switch self {
    case .random: Phrase("random search")
    case .local: Phrase("random local search")
    case .numerical: Phrase("numerical gradient")
    case .analytic: Phrase("analytic gradient")
    }
  }
}

/// Leaves that were moved by hand one after the other, and the point before the first of them.
struct HandMoves: Equatable, Sendable {
  struct Move: Equatable, Sendable {
    var name: String
    var formula: Formula
  }
  var moves: [Move]
  var before: Definitions
}
