import GradientCore

/// Why a training went wrong, found out on a copy: it is run again from its first values, then with
/// other steps.
struct Autopsy: Equatable, Sendable {
  /// What is being done.
  enum Stage: Equatable, Sendable { case replaying, bisecting, curving, over }

  /// Where the replay broke.
  enum Break: Equatable, Sendable {
    /// The objective itself, after the update.
    case objective
    /// The slope of a leaf, so that the update could not be made.
    case slope(String)
    /// The update would have made a leaf infinite.
    case overflow(String)
  }

  var stage = Stage.replaying
  /// The bench with its first values.
  let start: Bench
  let startLoss: Double
  /// How many updates the replay makes at most.
  let updates: Int
  /// Where the replay is.
  var replay: Bench
  var made = 0
  var loss: Double
  var lowest: Double
  /// The first update after which the loss was above its start, and that loss.
  var firstRise: Rise?
  var breakdown: Break?
  /// Layers that were saturated or dead for most rows, with the first update after which it was seen.
  var saturations: [Saturation] = []
  /// Change of each leaf in the first update, as a share of its size.
  var ratios: [Ratio] = []

  var search = StepSearch()
  var curvature: Curvature?

  struct Rise: Equatable, Sendable {
    var update: Int
    var loss: Double
  }

  struct Saturation: Equatable, Sendable {
    var layer: String
    var update: Int
    var share: Double
    var isDead: Bool
  }

  struct Ratio: Equatable, Sendable {
    var leaf: String
    /// Root of the mean of squares, before the update.
    var size: Double
    var change: Double
  }

  static let trialUpdates = 100
  static let mostUpdates = 20_000

  init(start: Bench, startLoss: Double, updates: Int) {
    (self.start, replay, self.startLoss) = (start, start, startLoss)
    self.updates = min(updates > 0 ? updates : Self.trialUpdates, Self.mostUpdates)
    (loss, lowest) = (startLoss, startLoss)
  }

  var done: Int { stage == .replaying ? made : updates + search.trials }
  var total: Int { updates + StepSearch.usualTrials }
}

/// Looks for a step up to which the loss is finite and below its start after 100 updates: from a
/// fixed place, so that the present step has no part in what is found.
struct StepSearch: Equatable, Sendable {
  static let usualTrials = 20
  static let first = 0.1
  /// The largest step that held, and the smallest that did not.
  private(set) var stable: Double?
  private(set) var unstable: Double?
  private(set) var trials = 0
  private(set) var next = first
  /// The bench of the present trial, and how many updates it has made.
  var trial: Bench?
  var made = 0

  var isOver: Bool {
    if trials >= 120 { return true }
    if let stable, let unstable { return unstable / stable < 1.003 }
    return next > 1e12 || next < 1e-30
  }

  mutating func record(isStable: Bool) {
    trials += 1
    (trial, made) = (nil, 0)
    if isStable { stable = next } else { unstable = next }
    switch (stable, unstable) {
    case (let stable?, let unstable?): next = (stable * unstable).squareRoot()
    case (let stable?, nil): next = stable * 2
    case (nil, let unstable?): next = unstable / 2
    case (nil, nil): break
    }
  }
}
