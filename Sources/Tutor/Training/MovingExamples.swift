import DocumentModel
import GradientCore

extension Session {
  /// Said before the first update where what looks like examples would be moved with the weights:
  /// then the loss becomes small because the questions and the answers change.
  func noteOnMovingExamples() -> Document {
    let free = bench.freeLeaves
    let suspects = free.filter { name in
      Self.namesOfExamples.contains(name) && bench.training.beginnings[name] == nil
        && bench.definitions.value(ofLeaf: name)?.isScalar == false
    }
    guard !suspects.isEmpty, suspects.count < free.count else { return Document() }
    let places: [String: Text] = [
      "free": voice.list(free), "names": voice.list(suspects),
      "command": Text("examples " + suspects.joined(separator: " "), .command),
    ]
    return wrappedNote(
      suspects.count == 1
        ? Phrase("What moves: {free}. Is {names} an example? {command} keeps it as it is.", places)
        : Phrase(
          "What moves: {free}. Are {names} examples? {command} keeps them as they are.", places))
  }

  private static let namesOfExamples: Set = ["x", "X", "y", "Y"]
}
