import DocumentModel
import GradientCore

extension Session {
  /// The circuit with what the walk has reached; nothing where it is too large to be drawn.
  func picture(of walk: Walk, on track: WalkTrack) -> Document { Document() }
}
