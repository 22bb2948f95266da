import DocumentModel
import GradientCore

/// Where `=` acts like `:=`, because the right side holds a slope or the name itself: what is said
/// of it, and what was said already.
struct Snapshots: Equatable, Sendable {
  /// Names of the present line that are still to be told.
  fileprivate var pending: [String] = []
  fileprivate var told: Set<String> = []
  /// `x = x + step * d(f, x)` is no surprise the second time, whatever moves.
  fileprivate var toldOfUpdates = false
}

extension Session {
  /// Takes note of the names that do not follow what their right sides mention, where that can
  /// surprise.
  mutating func noticeSnapshots(_ changes: [Change], since before: Bench) {
    let taken = changes.filter(\.tookNow)
    let isUpdate = { (name: String) in before.definitions.value(ofLeaf: name) != nil }
    for change in taken {
      let isFirst = snapshots.told.insert(change.name).inserted
      let isKnown = snapshots.toldOfUpdates && isUpdate(change.name)
      guard isFirst && !isKnown || !change.cutOff.isEmpty else { continue }
      if !snapshots.pending.contains(change.name) { snapshots.pending.append(change.name) }
    }
    if taken.contains(where: { isUpdate($0.name) }) { snapshots.toldOfUpdates = true }
  }

  /// One sentence for all of them.
  mutating func tellSnapshots() -> Document {
    let names = snapshots.pending
    snapshots.pending = []
    guard !names.isEmpty else { return Document() }
    let places = ["names": voice.list(names), "sign": Text(":=", .command)]
    return note(
      names.count == 1
        ? Phrase("{names} took the value of this moment, as {sign} does.", places)
        : Phrase("{names} took the values of this moment, as {sign} does.", places))
  }
}
