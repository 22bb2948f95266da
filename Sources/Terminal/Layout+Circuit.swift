import DocumentModel

extension Layout {
  func rows(_ circuit: Circuit) -> [Text] {
    profile.plain
      ? circuit.sentences.flatMap { wrapped(visible.prose($0), to: width) } : rows(circuit.tree)
  }
}
