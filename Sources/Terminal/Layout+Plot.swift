import DocumentModel

extension Layout {
  func rows(_ plot: Plot) -> [Text] { wrapped(visible.prose(plot.sentence), to: width) }
}
