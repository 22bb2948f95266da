/// One line of the language: it defines something, or it is a formula to compute.
public enum Statement: Equatable, Sendable {
  /// `f = x * y`, `dx := y`, `x, y = y, x`, `W[0, 1] = 0.3`.
  case assignment(Assignment)
  /// `gate(x, y) = x * y`.
  case function(name: String, parameters: [String], body: Formula)
  case formula(Formula)
}

public struct Assignment: Equatable, Sendable {
  public struct Target: Equatable, Sendable {
    public var name: String
    public var range: Range<Int>
    /// Which entries are set, for `W[0, 1] = …`.
    public var entries: Entries?
  }
  public struct Entries: Equatable, Sendable {
    public var rows: IndexRange
    public var columns: IndexRange?
  }

  public var targets: [Target]
  /// As many as `targets`.
  public var formulas: [Formula]
  /// `:=`, which takes the value now.
  public var isSnapshot: Bool
}
