/// A rectangle with two axes and something drawn in it.
public struct Plot: Equatable, Sendable {
  public enum Scale: Equatable, Sendable { case linear, logarithmic }

  public struct Axis: Equatable, Sendable {
    public var label: Text
    public var range: ClosedRange<Double>
    public var scale: Scale

    public init(_ label: Text, _ range: ClosedRange<Double>, _ scale: Scale = .linear) {
      self.label = label
      self.range = range
      self.scale = scale
    }
  }

  public struct Point: Equatable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Points that belong together. They are told apart by their character and not by colour alone.
  public struct Series: Equatable, Sendable {
    public enum Style: Equatable, Sendable {
      /// Neighbouring points are joined; a point that is not finite interrupts the line.
      case line
      /// The same with gaps, so that it is told apart without colour.
      case dashes
      /// Each point is this character; what lies outside of the axes is left out.
      case marks(Character)
    }

    /// Named in the legend; empty for what needs no name.
    public var name: Text
    public var style: Style
    public var role: Role
    public var points: [Point]

    public init(
      _ name: Text = "", _ style: Style = .line, role: Role = .value, points: [Point]
    ) {
      self.name = name
      self.style = style
      self.role = role
      self.points = points
    }
  }

  /// Heights over a grid, drawn as shades behind the series.
  public struct Landscape: Equatable, Sendable {
    public var columns: Int
    public var rows: Int
    /// Row after row, from the lower left corner; evenly spread over both axes.
    public var heights: [Double]
    /// What the heights are, for the legend.
    public var label: Text
    /// Heights that the lightest and the darkest shade stand for; nil for the lowest and the highest.
    public var range: ClosedRange<Double>?
    /// Whether the legend says what the shades mean.
    public var hasLegend: Bool
    /// Whether a height holds for the whole cell around it, and nothing lies between two heights.
    public var isStepped: Bool

    public init(
      columns: Int, rows: Int, heights: [Double], label: Text = "",
      range: ClosedRange<Double>? = nil, hasLegend: Bool = true, isStepped: Bool = false
    ) {
      self.isStepped = isStepped
      self.label = label
      self.range = range
      self.hasLegend = hasLegend
      self.columns = columns
      self.rows = rows
      self.heights = heights
    }
  }

  public var title: Text
  public var x: Axis
  public var y: Axis
  public var landscape: Landscape?
  public var series: [Series]
  /// The size of the rectangle in cells, without axes; nil for what fits the page.
  public var size: (columns: Int, rows: Int)? {
    get { fixedSize.map { ($0.columns, $0.rows) } }
    set { fixedSize = newValue.map { Size(columns: $0.columns, rows: $0.rows) } }
  }
  /// What is to be seen, computed from the data, for whoever cannot see it.
  public var sentence: Text

  private struct Size: Equatable, Sendable {
    var columns: Int
    var rows: Int
  }
  private var fixedSize: Size?

  public init(
    title: Text = "", x: Axis, y: Axis, landscape: Landscape? = nil, series: [Series],
    sentence: Text
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.landscape = landscape
    self.series = series
    self.sentence = sentence
  }
}
