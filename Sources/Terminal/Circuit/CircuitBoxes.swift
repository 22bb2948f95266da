import DocumentModel

/// What is written at each node, made safe to show and measured.
struct CircuitBoxes {
  struct Box {
    /// The gate in brackets, or the name of an input.
    var head: Text
    /// The name of a gate, in its wire.
    var name: Text
    var above: [Text]
    var below: [Text]
    var isGate: Bool
    /// Drawn with a doubled box, which needs the rows above and below.
    var isFramed: Bool
    var headWidth: Int
    var nameWidth: Int
    var labelWidth: Int
  }

  /// How much room a drawing takes.
  struct Style {
    enum Width: CaseIterable {
      /// Numbers stand over the wire only, and a gate has blanks around its name.
      case roomy
      /// Numbers stand over gates, too.
      case close
      /// Only what is needed to keep things apart.
      case tight
    }

    /// What is shown of matrices, beside their shapes.
    enum Pictures {
      /// As many numbers as there are.
      case wide
      /// Numbers or shades.
      case small
      case none
    }

    var width: Width
    var pictures: Pictures
    var hasPictures: Bool { pictures != .none }
    /// Shares of gradients at forks.
    var hasShares: Bool
    var isRoomy: Bool { width == .roomy }

    /// From the most telling to the narrowest.
    static let all: [Style] = [
      (Pictures.wide, true), (.small, true), (.small, false), (.none, true), (.none, false),
    ].flatMap { pictures, shares in
      Width.allCases.map { Style(width: $0, pictures: pictures, hasShares: shares) }
    }
  }

  let style: Style
  private(set) var boxes: [Box] = []
  /// Shares of gradients at forks, by node and wire; empty where there is none.
  private(set) var shares: [[Text]] = []
  let hasGradients: Bool

  init(_ circuit: Circuit, _ style: Style, _ visible: Visible) {
    self.style = style
    hasGradients = circuit.nodes.contains { !$0.gradient.isEmpty }
    var readers = Array(repeating: 0, count: circuit.nodes.count)
    for node in circuit.nodes { for wire in node.wires { readers[wire.from] += 1 } }
    for node in circuit.nodes {
      boxes.append(Self.box(node, style, visible))
      shares.append(
        node.wires.map { wire in
          // Where only one wire leaves, its share is the gradient that stands there already.
          let isAll =
            readers[wire.from] == 1
            && circuit.nodes[wire.from].gradient.plain == wire.gradient.plain
          return style.hasShares && !isAll ? visible.fixed(wire.gradient) : Text()
        })
    }
  }

  private static func box(_ node: Circuit.Node, _ style: Style, _ visible: Visible) -> Box {
    let isGate = !node.gate.isEmpty
    let name = visible.fixed(node.name)
    let isActive = node.mark == .active
    let gate = visible.fixed(node.gate)
    let pad = style.isRoomy ? " " : ""
    let open = isActive ? (visible.unicode ? "╣" : ">") : "["
    let close = isActive ? (visible.unicode ? "╠" : "<") : "]"
    let head: Text =
      isGate
      ? Text(open + pad, isActive ? .strong : .plain) + (isActive ? gate.with(.strong) : gate)
        + Text(pad + close, isActive ? .strong : .plain)
      : name.isEmpty ? name : (isActive ? name.with(.strong) : name) + " "
    var above = [visible.fixed(node.value)]
    var below = [visible.fixed(node.gradient)]
    above += picture(node.picture, node.widePicture, style).map(visible.fixed)
    if !node.gradientPicture.isEmpty {
      below = picture(node.gradientPicture, node.wideGradientPicture, style).map(visible.fixed)
    }
    above.removeAll(where: \.isEmpty)
    below.removeAll(where: \.isEmpty)
    return Box(
      head: head, name: isGate ? name : Text(), above: above, below: below, isGate: isGate,
      isFramed: isGate && isActive && style.isRoomy, headWidth: cells(head),
      nameWidth: isGate ? cells(name) : 0,
      labelWidth: (above + below).map(cells).max() ?? 0)
  }

  private static func picture(_ small: [Text], _ wide: [Text], _ style: Style) -> [Text] {
    switch style.pictures {
    case .wide: wide.isEmpty ? small : wide
    case .small: small
    case .none: []
    }
  }

  /// How many rows each item needs.
  func extents(_ layers: CircuitLayers) -> [CircuitRows.Extent] {
    let hasValues = boxes.contains { !$0.above.isEmpty }
    return layers.items.indices.map { item in
      guard !layers.items[item].isLane else { return CircuitRows.Extent(isLane: true) }
      let node = layers.items[item].node
      let box = boxes[node]
      let reach = max(shares[node].count - 1, box.isFramed ? 1 : 0)
      let hasShare = shares[node].contains { !$0.isEmpty }
      return CircuitRows.Extent(
        above: max(box.above.count, hasValues ? 1 : 0, reach),
        below: max(box.below.count, hasGradients ? 1 : 0, reach + (hasShare ? 1 : 0)))
    }
  }
}
