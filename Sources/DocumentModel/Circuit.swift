/// A circuit as it is drawn: what stands on the wires is already text.
public struct Circuit: Equatable, Sendable {
  /// Where a walk through the circuit is.
  public enum Mark: Equatable, Sendable { case none, active, done }

  /// A wire into a gate.
  public struct Wire: Equatable, Sendable {
    /// Position of the node it comes from; always an earlier one.
    public var from: Int
    /// The share of the gradient that flows back along it.
    public var gradient: Text
    public var mark: Mark

    public init(from: Int, gradient: Text = "", mark: Mark = .none) {
      self.from = from
      self.gradient = gradient
      self.mark = mark
    }
  }

  public struct Node: Equatable, Sendable {
    /// What it is called on the bench; empty for a gate without a name.
    public var name: Text
    /// What stands in its box, as `+` or `max`; empty for an input.
    public var gate: Text
    /// What flows out of it, of a matrix the shape; empty before a forward pass has reached it.
    public var value: Text
    /// The gradient that has arrived at it; empty before a backward pass has reached it.
    public var gradient: Text
    /// A matrix as rows of numbers or of shades; empty for a number.
    public var picture: [Text]
    /// The gradient of a matrix, likewise.
    public var gradientPicture: [Text]
    /// The same with more numbers, for where there is much room.
    public var widePicture: [Text] = []
    public var wideGradientPicture: [Text] = []
    /// One for each input of the gate, in their order; `x * x` has two from the same node.
    public var wires: [Wire]
    /// Whether its wires may be drawn in another order, as those of a sum.
    public var isSymmetric: Bool
    public var mark: Mark

    public init(
      name: Text = "", gate: Text = "", value: Text = "", gradient: Text = "",
      picture: [Text] = [], gradientPicture: [Text] = [], wires: [Wire] = [],
      isSymmetric: Bool = false, mark: Mark = .none
    ) {
      self.name = name
      self.gate = gate
      self.value = value
      self.gradient = gradient
      self.picture = picture
      self.gradientPicture = gradientPicture
      self.wires = wires
      self.isSymmetric = isSymmetric
      self.mark = mark
    }
  }

  /// Inputs stand before the gates that read them; the last node is the output.
  public var nodes: [Node]
  /// What is said where the drawing does not fit, as an indented tree; nothing where nil.
  public var tree: Tree?
  /// A smaller drawing, of one gate, that stands for the whole where that does not fit; one at most.
  public var part: [Circuit] = []
  /// Said above the tree in that case.
  public var treeNote: Text
  /// The same as sentences, one for each gate, for whoever listens.
  public var sentences: [Text]
  /// What the drawing's numbers mean, below it.
  public var caption: Text
  /// Said instead of it where there is room for the shapes of matrices only.
  public var captionWithoutPictures: Text

  public init(
    nodes: [Node], tree: Tree?, treeNote: Text, sentences: [Text], caption: Text = "",
    captionWithoutPictures: Text = ""
  ) {
    self.nodes = nodes
    self.tree = tree
    self.treeNote = treeNote
    self.sentences = sentences
    self.caption = caption
    self.captionWithoutPictures = captionWithoutPictures
  }
}
