import GradientCore

/// A walk through a circuit, one gate after the other: where it is, and on which bench it began.
/// The pass itself is reckoned again at every step, so nothing can grow stale.
struct Walk: Equatable, Sendable {
  enum Direction: Equatable, Sendable { case forward, backward }

  /// What is walked.
  struct Way: Equatable, Sendable {
    var direction: Direction
    /// The output, by its name.
    var output: String
    /// Only the gates between the output and this place, opened into numbers.
    var place: Place?
    /// What a backward pass begins with; nil for 1.
    var upstream: Matrix?
    /// The output where it is a gate without a name, in the circuit of `whole`.
    var gate: Graph.NodeID?
    var whole: String?

    /// The name whose graph is walked in.
    var circuit: String { whole ?? output }
  }

  let way: Way
  /// Gates that were passed.
  var done = 0
  let total: Int
  /// How many passes were made one after the other on the same bench, this one included.
  let passes: Int
  private let definitions: Definitions
  private let ties: Ties
  private let objective: String?

  init(_ way: Way, on bench: Bench, total: Int, passes: Int = 1) {
    self.way = way
    self.total = total
    self.passes = passes
    definitions = Self.relevant(bench)
    ties = bench.ties
    objective = bench.objective
  }

  var isFinished: Bool { done == total }

  /// What an empty line does while the walk is open.
  var word: String { way.direction == .forward ? "forward" : "backward" }

  /// Whether the circuit and its values are those with which the walk began.
  func began(on bench: Bench) -> Bool {
    ties == bench.ties && objective == bench.objective && definitions == Self.relevant(bench)
  }

  /// How many digits are shown changes no circuit.
  private static func relevant(_ bench: Bench) -> Definitions {
    var definitions = bench.definitions
    definitions.settings[Setting.digits.rawValue] = nil
    return definitions
  }
}

/// How far a walk goes at once.
enum WalkDistance: Equatable, Sendable {
  case all
  /// Negative: back.
  case gates(Int)
}
