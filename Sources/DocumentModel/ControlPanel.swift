/// A bench under the learner's hands: as large as the window, and drawn anew at every key.
public struct ControlPanel: Equatable, Sendable {
  /// A number that can be turned.
  public struct Knob: Equatable, Sendable {
    public var name: Text
    /// What it is, or what is being typed for it.
    public var value: Text
    /// Where it stands between the ends of its range, from 0 to 1; nil for what has no range.
    public var position: Double?
    /// What the number in `slope` is, as `∂f/∂x`.
    public var slopeName: Text
    public var slope: Text
    /// Whether a new group begins with it.
    public var beginsGroup: Bool

    public init(
      name: Text, value: Text, position: Double? = nil, slopeName: Text = "", slope: Text = "",
      beginsGroup: Bool = false
    ) {
      self.name = name
      self.value = value
      self.position = position
      self.slopeName = slopeName
      self.slope = slope
      self.beginsGroup = beginsGroup
    }
  }

  public var title: Text
  /// At the right edge of the title.
  public var aside: Text
  /// Some of the knobs, one after the other; which of them can be shown depends on the window.
  public var knobs: [Knob]
  /// Position in `knobs`.
  public var chosen: Int
  /// How many knobs there are before and after those in `knobs`.
  public var before: Int
  public var after: Int
  /// Says that there are more: `4 more`.
  public var more: Text
  /// How the objective depends on the chosen knob.
  public var curve: Plot?
  /// What follows from the knobs now.
  public var results: [Text]
  /// What the last key did, or why it did nothing.
  public var note: Text
  public var circuit: Circuit?
  /// Values inside the circuit, said where it has no room, or where it has matrices.
  public var values: [Text]
  /// Said where the circuit has no room.
  public var noRoom: Text = ""
  /// `↑↓ choose`, one for each key.
  public var keys: [Text]

  public init(
    title: Text, aside: Text = "", knobs: [Knob], chosen: Int, before: Int = 0, after: Int = 0,
    more: Text = "", curve: Plot? = nil, results: [Text] = [], note: Text = "",
    circuit: Circuit? = nil, values: [Text] = [], keys: [Text] = []
  ) {
    self.title = title
    self.aside = aside
    self.knobs = knobs
    self.chosen = chosen
    self.before = before
    self.after = after
    self.more = more
    self.curve = curve
    self.results = results
    self.note = note
    self.circuit = circuit
    self.values = values
    self.keys = keys
  }
}
