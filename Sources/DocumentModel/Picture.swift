/// A small picture in shades, as a digit written by hand, and what is said to whoever listens.
public struct Picture: Equatable, Sendable {
  /// Row after row from above, each from 0 (nothing) to 1 (all there is).
  public var rows: [[Double]]
  /// Below it.
  public var caption: Text
  public var sentence: Text

  public init(rows: [[Double]], caption: Text = "", sentence: Text) {
    self.rows = rows
    self.caption = caption
    self.sentence = sentence
  }
}

/// Shares of a whole, each with a bar.
public struct Shares: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var name: Text
    public var value: Text
    /// From 0 to 1.
    public var share: Double

    public init(name: Text, value: Text, share: Double) {
      self.name = name
      self.value = value
      self.share = share
    }
  }

  public var rows: [Row]

  public init(_ rows: [Row]) { self.rows = rows }
}
