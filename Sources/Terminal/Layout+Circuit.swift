import DocumentModel

extension Layout {
  /// A picture where it fits, else an indented tree.
  func rows(_ circuit: Circuit) -> [Text] {
    if profile.plain { return circuit.sentences.flatMap { wrapped(visible.prose($0), to: width) } }
    if let picture = picture(circuit) { return picture }
    return wrapped(visible.prose(circuit.treeNote), to: width)
      + (circuit.tree.map(rows) ?? []) + circuit.part.flatMap(rows)
  }

  /// More gates than this are not drawn: nobody would find their way.
  private static let mostNodes = 500

  /// The circuit in layers, untangled; nil where it is too large to be drawn, which is known before
  /// there is any work with it.
  static func layers(of circuit: Circuit, width: Int) -> CircuitLayers? {
    guard circuit.nodes.count <= mostNodes else { return nil }
    var layers = CircuitLayers(circuit.nodes)
    // A gate in brackets and the wire behind it.
    guard 4 * layers.layers.count <= width else { return nil }
    layers.untangle()
    return layers
  }

  private func picture(_ circuit: Circuit) -> [Text]? {
    guard let layers = Self.layers(of: circuit, width: width) else { return nil }
    let hasPictures = circuit.nodes.contains {
      !$0.picture.isEmpty || !$0.gradientPicture.isEmpty
    }
    let hasShares = circuit.nodes.contains { $0.wires.contains { !$0.gradient.isEmpty } }
    for style in CircuitBoxes.Style.all
    where (hasPictures || style.hasPictures) && (hasShares || style.hasShares) {
      if let picture = CircuitPicture(circuit, layers, style, visible, width: width) {
        let caption = style.hasPictures ? circuit.caption : circuit.captionWithoutPictures
        return picture.rows(caption: caption, width: width)
      }
    }
    return nil
  }
}
